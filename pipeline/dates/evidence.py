"""article -> all that its text says about the day it was written."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.dates.bits import Bits
from pipeline.dates.calendar_units import nearest_weekday
from pipeline.dates.counts import Count, find_counts
from pipeline.dates.epochs import FRESH, find_epoch, is_fresh, is_later
from pipeline.dates.finding import spans_with_words
from pipeline.dates.grammar import Found, grammar
from pipeline.dates.milestones import latest_milestone
from pipeline.dates.scanning import Words, day_or_none
from pipeline.dates.tense import Cues
from pipeline.records import Article, ArticleDate, DatePrecision, DateSource, DateSpan

_HEAD = 400  # characters of a text in which a header or dateline stands
_MARGIN = 5  # characters of blank before a header
_TAIL = 200  # characters at its end in which a "Published:" may stand
_WEEKS = dt.timedelta(days=60)  # a date of the file may lie so long before what the text tells
OLDEST = dt.date(1600, 1, 1)  # newspapers are younger
_PLANS = dt.timedelta(days=30)  # the guess may be of a day that lay so far ahead
_SOON = dt.timedelta(days=3)  # a weekday that comes later lies before the last day told
_LEAD = 600  # characters that tell the news itself
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
_LABEL = re.compile(
    r"(?<!\bbe )"  # "the next report will be issued on 28 April"
    r"(?:\bdate(?: of publication)?|published|updated|posted|modified|issued|filed|created)"
    r"(?:\s+on|\s+at)?\W{0,4}(?:\d{1,2}[:.]\d\d\W{0,3})?(?:[A-Z]{2,4}\W{0,2})?$",
    re.IGNORECASE,
)
# "As of 6 p.m. (EET) on 21 April 2022", a line by itself, as reports of a situation have it.
_AS_OF = re.compile(
    r"^\W{0,3}as (?:of|at)\b(?:\s+(?:\d{1,2}(?:[:.]\d\d)?|noon|midnight|[ap]\.?m\.?|hours|hrs|h"
    r"|\(?[A-Z]{2,4}\)?|local time|on),?){0,6}\s*$",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"^\W*\d{1,2}[:.]\d\d(?:\s*[ap]m)?\W*$", re.IGNORECASE)
_DASH, _MARK = "\\-\u2013\u2014", "'\u2019"  # dashes and apostrophes, as printed
_BACK = re.compile(r"last\s", re.IGNORECASE)  # "last Thursday" is no day of the news
_AGENCY = re.compile(rf"^\W{{0,3}}(?:\(\s*[A-Z][\w./ -]{{1,30}}\)|[{_DASH}]|/\s*[A-Z][\w-]+\s*/)")
_NAME = rf"[A-Z][\w{_MARK}. -]{{1,40}}"
_PLACE = re.compile(rf"(?:^|[{_DASH})/]\s*)\s*{_NAME}(?:,\s*{_NAME}){{0,2}}[,:(]?\s*$")

_LIVE = re.compile(
    r"\b(?:live|updates?|blog|briefing|bulletin|digest|round-?up|summary|report|news)\b[^\n.]{0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the text tells of its own day.

    `inferred` is `exact` when a counted day gives it, and `is_past` when the text tells of that day
    in the past tense; `latest_past` is the latest day, written
    with its year, of which the text speaks as past. `refused` is the day of a header that lies
    ahead of today or before newspapers.
    """

    header: ArticleDate | None
    refused: dt.date | None
    inferred: ArticleDate | None
    exact: bool
    is_past: bool
    latest_past: dt.date | None


def read_evidence(article: Article, today: dt.date) -> Evidence:
    """Look for a header, for counted days, for weekdays and dates that fit together.

    Nothing was written after `today`.
    """
    text = article.text
    words, found = spans_with_words(text, None)
    epoch = find_epoch(f"{article.title}\n{text}", article.date, ahead=_WEEKS)
    counts = find_counts(text, epoch[0], epoch[1]) if epoch is not None else ()
    guess = article.date or _guess(found, counts, epoch)
    headers = list(_headers(text, words, found, guess))
    likely = [day for day in headers if _is_likely(day.date, today)]
    told = _told(words, found, guess, None if epoch is None else epoch[0])
    weekday = _lead_weekday(text)
    inferred, exact = _infer(counts, told, weekday)
    if inferred is None and article.date is None and epoch is not None:
        inferred = _infer_from_war(text, told, weekday, *epoch)
    if inferred is not None and not _is_likely(inferred.date, today):
        inferred, exact = None, False
    header = likely[0] if likely else None
    refused = headers[0].date if headers and not likely else None
    is_past = told.is_past and inferred is not None
    return Evidence(header, refused, inferred, exact, is_past, told.latest)


def _is_likely(day: dt.date | None, today: dt.date) -> bool:
    """Whether news may have been written then; it is tomorrow already in the east."""
    return day is not None and OLDEST <= day <= today + _DAY


class _Told(NamedTuple):
    """The latest past day told, the latest told in the opening, and if its verb is past.

    A day on which an epoch begins does not count for the opening. `in_epoch` is the latest past
    day without a year that an epoch's first months give one; None without an epoch.
    """

    latest: dt.date | None
    opening: dt.date | None
    is_past: bool
    in_epoch: dt.date | None = None


def _told(
    words: Words,
    found: list[tuple[Found, DateSpan]],
    guess: dt.date | None,
    epoch: dt.date | None,
) -> _Told:
    """Days told as past; in the opening also those whose year follows from their weekday."""
    cues = Cues(words)
    in_epoch = None if epoch is None else _latest_in(epoch, words, found, cues)
    latest, opening, past = [], [], set()
    for match, span in found:
        direction = cues.direction(match.first, match.stop)
        if direction > 0:
            continue
        day = span.days.first
        single = span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
        if single and day is not None:
            latest.append(day)
        elif span.start < _LEAD:
            day = _day_with_year(words, match, guess, need_weekday=True)
        if day is not None and span.start < _LEAD and (single or span.days.first is None):
            opening.append(day)
            past |= {day} if direction < 0 else set()
    news = [day for day in opening if day != epoch and (epoch is None or day > epoch)]
    last = max(latest, default=None)
    best = max(news, default=None)
    if best is None or (last is not None and best < last):
        return _Told(last, None, is_past=False, in_epoch=in_epoch)
    return _Told(last, best, best in past, in_epoch)


def _latest_in(
    epoch: dt.date, words: Words, found: list[tuple[Found, DateSpan]], cues: Cues
) -> dt.date | None:
    """The latest day and month told as past, in the first months of the epoch."""
    days = [
        day
        for match, span in found
        if span.days.first is None and cues.direction(match.first, match.stop) < 0
        for year in (epoch.year, epoch.year + 1)
        if (day := _in_year(words, match, year)) is not None and epoch < day < epoch + FRESH
    ]
    return max(days, default=None)


def _in_year(words: Words, match: Found, year: int) -> dt.date | None:
    """The day and month of a match in a year; None if it tells no such day."""
    told = _day_of_month(words, match)
    return None if told is None else day_or_none(year, *told)


def _day_of_month(words: Words, match: Found) -> tuple[int, int] | None:
    """The month and the day in it that a match tells; None if it tells another thing."""
    if grammar().meanings[match.rule] != "day_of_month":
        return None
    bits = Bits(words, match.first, match.stop)
    month = bits.one("month", "unsure_month", "short_month")
    number = bits.one("day2", "ordinal", "ordinal_word")
    return None if month is None or number is None else (month.value, number.value)


def _guess(
    found: list[tuple[Found, DateSpan]],
    counts: tuple[Count, ...],
    epoch: tuple[dt.date, str] | None,
) -> dt.date | None:
    """A day near which the text was probably written, to give years to dates without one."""
    if counts:
        return counts[0].first
    written = [span.days.first for _, span in found if span.days.first is not None]
    recent = max((day for day in written if epoch is None or day >= epoch[0]), default=None)
    return recent or (epoch[0] if epoch is not None else None)


def _headers(
    text: str, words: Words, found: list[tuple[Found, DateSpan]], guess: dt.date | None
) -> Iterator[ArticleDate]:
    """Dates that stand where a header or dateline has one, in order."""
    for match, span in found:
        if _HEAD < span.start < len(text) - _TAIL:
            continue
        kind = _header_kind(text, span)
        if not kind:
            continue
        if span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}:
            yield ArticleDate(span.days.first, DateSource.HEADER, f"date in the {kind}")
            continue
        day = _day_with_year(words, match, guess)
        if day is not None:
            rule = f"date in the {kind}, its year from the rest of the text"
            yield ArticleDate(day, DateSource.HEADER, rule)


def _day_with_year(
    words: Words, match: Found, guess: dt.date | None, *, need_weekday: bool = False
) -> dt.date | None:
    """A day and month in the year that its weekday tells, or else the next after the guess.

    With `need_weekday`, only a weekday that agrees in one year near the guess gives an answer.
    """
    told = _day_of_month(words, match)
    if told is None or guess is None:
        return None
    bits = Bits(words, match.first, match.stop)
    weekday = bits.one("weekday", "short_weekday")
    years = range(guess.year - 1, guess.year + 5)
    days = [day for year in years if (day := day_or_none(year, *told))]
    if weekday is not None:
        days = [day for day in days if day.weekday() == weekday.value]
    elif need_weekday:
        return None
    later = [day for day in days if guess - day <= _PLANS]  # what is told came before the telling
    return min(later or days, key=lambda day: abs(day - guess), default=None)


def _header_kind(text: str, span: DateSpan) -> str:
    """Tell "header", "dateline" or "" for a date in running text."""
    before, after = text[max(span.start - 80, 0) : span.start], text[span.end : span.end + 40]
    line_before = before.rsplit("\n", 1)[-1]
    line_after = after.split("\n", 1)[0]
    alone = not re.sub(r"[\W\d]|[ap]m|at|by|GMT|UTC|E[SD]T|BST|CET", "", line_after)
    begins = not line_before.strip() or _CLOCK_BEFORE.match(line_before) is not None
    if _LABEL.search(line_before) or (alone and (begins or _AS_OF.match(line_before))):
        return "header"
    if span.start > _HEAD:
        return ""
    ends_line = alone and after[:1] in {"", "\n", "\r"}
    named = _PLACE.fullmatch(line_before) or _LIVE.search(line_before)
    opens = re.match(r"\s*[A-Z]", line_after) is not None  # "October 2 2013 Envoys meet"
    is_first = not before.strip() and span.start < _MARGIN
    if (ends_line and named) or (is_first and (alone or opens)):
        return "header"
    return "dateline" if _AGENCY.match(line_after) and _PLACE.search(line_before) else ""


def _lead_weekday(text: str) -> int | None:
    """The first weekday that the opening tells as past, as a number; None without one."""
    for weekday in _weekdays(text[:_LEAD]):
        return weekday
    return None


def _weekdays(text: str) -> Iterator[int]:
    anchor = dt.date(2001, 1, 1)  # a Monday: weekdays resolve to their own number around it
    words, found = spans_with_words(text, anchor)
    cues = Cues(words)
    for match, span in found:
        plain = grammar().names[match.rule] == "weekday" and not _BACK.match(text, span.start)
        if plain and span.days.first and cues.direction(match.first, match.stop) <= 0:
            yield span.days.first.weekday()


def _infer(
    counts: tuple[Count, ...], told: _Told, weekday: int | None
) -> tuple[ArticleDate | None, bool]:
    """A counted day; else a counted week and the weekday of the opening; else the last day told.

    The second answer tells whether a counted day gave it.
    """
    exact = [count for count in counts if count.until - count.first == _DAY]
    fitting = [count for count in exact if told.latest is None or count.first >= told.latest]
    if fitting:
        count = max(fitting, key=lambda count: count.first)
        agrees = weekday is None or weekday == count.first.weekday()
        rule = count.rule + ("; the weekday agrees" if weekday is not None and agrees else "")
        note = "" if agrees else "the weekday in the opening is another"
        return ArticleDate(count.first, DateSource.INFERRED, rule, note), True
    for count in counts if weekday is not None else ():
        day = nearest_weekday(max(count.first, told.latest or count.first), weekday or 0, 1)
        if day is not None and day < count.until and (count.until - count.first) <= _WEEK:
            rule = f"{count.rule}, and the weekday in the opening"
            return ArticleDate(day, DateSource.INFERRED, rule), False
    if told.opening is None:
        return None, False
    day, rule = told.opening, "the last day of which the opening tells"
    following = None if weekday is None else nearest_weekday(day, weekday, 1)
    if following is not None and following - day <= _SOON:
        day, rule = following, f"{rule}, and its weekday"
    is_sure = following is not None and day == told.opening
    note = "" if is_sure else "may be a few days later"
    return ArticleDate(day, DateSource.INFERRED, rule, note), False


def _infer_from_war(
    text: str, told: _Told, weekday: int | None, first: dt.date, name: str
) -> ArticleDate | None:
    """By what else is known of a war: a happening whose day is known, or days without a year."""
    milestone = None if is_later(text, first) else latest_milestone(text, name)
    if milestone is not None and weekday is not None:
        day = nearest_weekday(max(milestone.day, told.latest or milestone.day), weekday, 1)
        if day is not None and day - milestone.day < _WEEK:
            rule = f"after {milestone.name} on {milestone.day}, and the weekday in the opening"
            return ArticleDate(day, DateSource.INFERRED, rule, "may be some weeks later")
    return _infer_late(told, weekday) if is_fresh(text, first) else None


def _infer_late(told: _Told, weekday: int | None) -> ArticleDate | None:
    """The last day of which the text tells as past, or the weekday of its opening after that."""
    if told.in_epoch is None or (told.latest is not None and told.latest > told.in_epoch):
        return None
    day, rule = told.in_epoch, "the last day of which the text tells"
    following = None if weekday is None else nearest_weekday(day, weekday, 1)
    if following is not None:
        day, rule = following, f"{rule}, and the weekday in the opening"
    return ArticleDate(day, DateSource.INFERRED, rule, "may be some days later")
