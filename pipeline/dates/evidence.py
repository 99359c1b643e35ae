"""article -> all that its text says about the day it was written."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.dates.bits import Bits, Scene
from pipeline.dates.calendar_units import nearest_weekday
from pipeline.dates.counts import Count, find_counts
from pipeline.dates.days import YEAR_BEFORE, day_of_month
from pipeline.dates.epochs import FRESH, find_epoch, is_fresh, is_later
from pipeline.dates.finding import spans_with_words
from pipeline.dates.grammar import Found, grammar
from pipeline.dates.headers import day_with_year, find_headers
from pipeline.dates.milestones import latest_milestone
from pipeline.dates.months import part_of_month
from pipeline.dates.scanning import Words
from pipeline.dates.tense import Cues
from pipeline.records import Article, ArticleDate, DatePrecision, DateSource, DateSpan

_WEEKS = dt.timedelta(days=60)  # a date of the file may lie so long before what the text tells
OLDEST = dt.date(1600, 1, 1)  # newspapers are younger
_SOON = dt.timedelta(days=3)  # a weekday that comes later lies before the last day told
_LEAD = 600  # characters that tell the news itself
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
_BACK = re.compile(r"last\s", re.IGNORECASE)  # "last Thursday" is no day of the news
_REACH = 50  # characters before a date in which its verb stands
_WRITING = re.compile(r"\bas (?:I|we) (?:write|wrote|am writing)\b[^.!?\n]*$", re.IGNORECASE)


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
    headers = list(find_headers(text, words, found, guess))
    likely = [day for day in headers if _is_likely(day.date, today)]
    first = None if epoch is None else epoch[0]
    told = _told(words, found, guess, first)
    weekday = _lead_weekday(text)
    inferred, exact = _infer(counts, told, weekday)
    inferred = _writing_day(text, words, found, first) or inferred
    is_early = inferred is None or _is_before(inferred.date, told.in_epoch)
    if is_early and article.date is None and epoch is not None:
        inferred = _infer_from_war(text, told, weekday, *epoch) or inferred
    if inferred is not None and not _is_likely(inferred.date, today):
        inferred, exact = None, False
    header = likely[0] if likely else None
    refused = headers[0].date if headers and not likely else None
    is_past = told.is_past and inferred is not None
    return Evidence(header, refused, inferred, exact, is_past, told.latest)


def _is_before(day: dt.date | None, other: dt.date | None) -> bool:
    return day is not None and other is not None and day < other


def _is_likely(day: dt.date | None, today: dt.date) -> bool:
    """Whether news may have been written then; it is tomorrow already in the east."""
    return day is not None and OLDEST <= day <= today + _DAY


class _Told(NamedTuple):
    """The latest past day told, the latest told in the opening, and if its verb is past.

    A day on which an epoch begins does not count for the opening. `in_epoch` is the latest past
    day without a year that an epoch's first months give one; None without an epoch. `sequel` is the
    latest of two or more past days that take their year from one told before, as an account of a
    battle has them.
    """

    latest: dt.date | None
    opening: dt.date | None
    is_past: bool
    in_epoch: dt.date | None = None
    sequel: dt.date | None = None


def _told(
    words: Words,
    found: list[tuple[Found, DateSpan]],
    guess: dt.date | None,
    epoch: dt.date | None,
) -> _Told:
    """Days told as past; in the opening also those whose year follows from their weekday."""
    cues = Cues(words)
    in_epoch = None if epoch is None else _latest_in(epoch, words, found, cues)
    latest, opening, sequel, past = [], [], [], set()
    for match, span in found:
        direction = cues.direction(match.first, match.stop)
        if direction > 0:
            continue
        day = span.days.first
        single = span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
        if single and day is not None:
            latest.append(day)
            sequel += [day] if direction < 0 and span.rule == YEAR_BEFORE else []
        elif span.start < _LEAD:
            day = day_with_year(words, match, guess, need_weekday=True)
        if day is not None and span.start < _LEAD and (single or span.days.first is None):
            opening.append(day)
            past |= {day} if direction < 0 else set()
    news = [day for day in opening if day != epoch and (epoch is None or day > epoch)]
    last = max(latest, default=None)
    best, after = max(news, default=None), max(sequel) if len(set(sequel)) > 1 else None
    if best is None or (last is not None and best < last):
        return _Told(last, None, is_past=False, in_epoch=in_epoch, sequel=after)
    return _Told(last, best, best in past, in_epoch, after)


def _latest_in(
    epoch: dt.date, words: Words, found: list[tuple[Found, DateSpan]], cues: Cues
) -> dt.date | None:
    """The latest day and month told as past, in the first months of the epoch."""
    days = [
        day
        for match, span in found
        if span.days.first is None and cues.direction(match.first, match.stop) < 0
        if (day := _in_first_months(words, match, epoch)) is not None
    ]
    return max(days, default=None)


def _in_first_months(words: Words, match: Found, epoch: dt.date) -> dt.date | None:
    """The day that a match without a year tells in the months after a first day; None for none."""
    scene = Scene(epoch + FRESH, lambda _first, _stop: -1, lambda: None)
    bits, meaning = Bits(words, match.first, match.stop), grammar().meanings[match.rule]
    if meaning not in {"day_of_month", "part_of_month"} or bits.has("year"):
        return None
    resolve = day_of_month if meaning == "day_of_month" else part_of_month
    told = resolve(bits, scene)
    if told is None or told.days.until - told.days.first > _DAY:
        return None
    return told.days.first if epoch < told.days.first < epoch + FRESH else None


def _writing_day(
    text: str, words: Words, found: list[tuple[Found, DateSpan]], epoch: dt.date | None
) -> ArticleDate | None:
    """The day that a writer names as that of writing ("as I write this, on 31 March")."""
    for match, span in found:
        if not _WRITING.search(text, max(span.start - _REACH, 0), span.start):
            continue
        day = span.days.first
        if day is None and epoch is not None:
            day = _in_first_months(words, match, epoch)
        if day is not None:
            return ArticleDate(day, DateSource.INFERRED, "the day on which it was written")
    return None


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
    past = max(filter(None, (told.latest, told.in_epoch)), default=None)
    fitting = [count for count in exact if past is None or count.first >= past]
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
        return _last_of_account(told), False
    day, rule = told.opening, "the last day of which the opening tells"
    following = None if weekday is None else nearest_weekday(day, weekday, 1)
    if following is not None and following - day <= _SOON:
        day, rule = following, f"{rule}, and its weekday"
    is_sure = following is not None and day == told.opening
    note = "" if is_sure else "may be a few days later"
    here = ArticleDate(day, DateSource.INFERRED, rule, note)
    return (_last_of_account(told, day) or here), False


def _last_of_account(told: _Told, other: dt.date | None = None) -> ArticleDate | None:
    """The last day that follows on the first one told, if it is later than any told with a year."""
    day, known = told.sequel, max(filter(None, (told.latest, other)), default=None)
    if day is None or (known is not None and known > day):
        return None
    rule = "the last day of which the text tells"
    return ArticleDate(day, DateSource.INFERRED, rule, "may be some days later")


def _infer_from_war(
    text: str, told: _Told, weekday: int | None, first: dt.date, name: str
) -> ArticleDate | None:
    """By what else is known of a war: a happening whose day is known, or days without a year."""
    milestone = None if is_later(text, first) else latest_milestone(text, name)
    if milestone is not None and milestone.is_recent:
        week = (nearest_weekday(milestone.day, n, 1) for n in _weekdays(text[:_LEAD]))
        news = [day for day in week if day is not None and day - milestone.day <= _SOON]
        rule = f"{milestone.name} on {milestone.day}, told with its weekday"
        last = max([milestone.day, *news])
        return ArticleDate(last, DateSource.INFERRED, rule, "may be some days later")
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
