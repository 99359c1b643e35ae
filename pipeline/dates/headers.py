"""text and its dates -> those that stand where a header or a dateline has one."""

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.dates.bits import Bits
from pipeline.dates.grammar import Found, grammar
from pipeline.dates.scanning import Words, day_or_none
from pipeline.records import ArticleDate, DatePrecision, DateSource, DateSpan

_HEAD = 400  # characters of a text in which a header or dateline stands
_MARGIN = 5  # characters of blank before a header
_TAIL = 200  # characters at its end in which a "Published:" may stand
_PLANS = dt.timedelta(days=30)  # the guess may be of a day that lay so far ahead
_LABEL = re.compile(
    r"(?<!\bbe )"  # "the next report will be issued on 28 April"
    r"(?:\bdate(?: of publication)?|published|updated|posted|modified|edited|revised|amended"
    r"|issued|filed|created)"
    r"(?:\s+on|\s+at)?\W{0,4}(?:\d{1,2}[:.]\d\d\W{0,3})?(?:[A-Z]{2,4}\W{0,2})?$",
    re.IGNORECASE,
)
# "As of 6 p.m. (EET) on 21 April 2022", a line by itself, as reports of a situation have it.
_AS_OF = re.compile(
    r"^\W{0,3}as (?:of|at)\b(?:\s+(?:\d{1,2}(?:[:.]\d\d)?|noon|midnight|[ap]\.?m\.?|hours|hrs|h"
    r"|\(?[A-Z]{2,4}\)?|local time|on),?){0,6}\s*$",
    re.IGNORECASE,
)
# "Reporting period: 1 July to 20 July 2022": written at its end.
_PERIOD = re.compile(
    r"^\W{0,3}(?:(?:report(?:ing)?|review|data)\s+)?period(?:\s+covered)?\W{1,3}(?:from\s+)?$",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r"\W{0,3}(?:at\s+)?\d{1,2}[:.]\d\d", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"^\W*\d{1,2}[:.]\d\d(?:\s*[ap]m)?\W*$", re.IGNORECASE)
_DASH, _MARK = "\\-\u2013\u2014", "'\u2019"  # dashes and apostrophes, as printed
_AGENCY = re.compile(rf"^\W{{0,3}}(?:\(\s*[A-Z][\w./ -]{{1,30}}\)|[{_DASH}]|/\s*[A-Z][\w-]+\s*/)")
_NAMED_AGENCY = re.compile(rf"^\s{{0,2}}\([A-Z][\w./ -]{{1,30}}\)\s{{0,2}}[{_DASH}:]")
_NAME = rf"[A-Z][\w{_MARK}. -]{{1,40}}"
_PLACE = re.compile(rf"(?:^\(?|[{_DASH})/]\s*)\s*{_NAME}(?:,\s*{_NAME}){{0,2}}[,:(]?\s*$")
# "Odesa (AFP) - Friday, June 3, 2022", a line by itself: place and agency before the day.
_SIGNED = re.compile(
    rf"\W{{0,3}}{_NAME}(?:[,/]\s*{_NAME}){{0,2}}\s*"
    rf"(?:\(\s*[A-Z][\w./ &-]{{1,30}}\)|/\s*[A-Z][\w-]+\s*/)\s*[{_DASH},:|]*\s*"
)
_LIVE = re.compile(
    r"\b(?:live|updates?|blog|briefing|bulletin|digest|round-?up|summary|report|news)\b[^\n.]{0,40}$",
    re.IGNORECASE,
)


def find_headers(
    text: str, words: Words, found: list[tuple[Found, DateSpan]], guess: dt.date | None
) -> Iterator[ArticleDate]:
    """Dates that stand where a header or dateline has one, in order."""
    for match, span in found:
        if _HEAD < span.start < len(text) - _TAIL:
            continue
        if span.precision is DatePrecision.RANGE and _ends_a_period(text, span):
            yield ArticleDate(span.days.last, DateSource.HEADER, "last day of the period reported")
            continue
        kind = _header_kind(text, span)
        if not kind:
            continue
        if span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}:
            yield ArticleDate(span.days.first, DateSource.HEADER, f"date in the {kind}")
            continue
        day = day_with_year(words, match, guess)
        if day is not None:
            rule = f"date in the {kind}, its year from the rest of the text"
            yield ArticleDate(day, DateSource.HEADER, rule)


def day_with_year(
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


def _ends_a_period(text: str, span: DateSpan) -> bool:
    before = text[max(span.start - 80, 0) : span.start].rsplit("\n", 1)[-1]
    return _PERIOD.match(before) is not None


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
    ends_line = alone and (after[:1] in {"", "\n", "\r"} or _CLOCK_AFTER.match(line_after))
    named = any(form.fullmatch(line_before) for form in (_PLACE, _SIGNED))
    named = named or _LIVE.search(line_before) is not None
    opens = re.match(r"\s*[A-Z]", line_after) is not None  # "October 2 2013 Envoys meet"
    is_first = not before.strip() and span.start < _MARGIN
    if (ends_line and named) or (is_first and (alone or opens)):
        return "header"
    if begins and _NAMED_AGENCY.match(line_after):
        return "dateline"  # "Sept 16 (Newswire) - Troops …", without a town
    return "dateline" if _AGENCY.match(line_after) and _PLACE.search(line_before) else ""


def _day_of_month(words: Words, match: Found) -> tuple[int, int] | None:
    """The month and the day in it that a match tells; None if it tells another thing."""
    if grammar().meanings[match.rule] != "day_of_month":
        return None
    bits = Bits(words, match.first, match.stop)
    month = bits.one("month", "unsure_month", "short_month")
    number = bits.one("day2", "ordinal", "ordinal_word")
    return None if month is None or number is None else (month.value, number.value)
