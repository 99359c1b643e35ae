"""text and its dates → the entries of a chronicle, each below or behind the day that heads it.

"March 2. Tanks enter the city." is one entry; a day alone on its line heads all lines until the
next such day. What an entry tells without a day happened on its own, and its "next day" is counted
from there.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.dates.calendar_units import shifted
from pipeline.records import DatePrecision, DateSpan

_LEAST = 2  # days that head something: one alone is the day of print
_BEFORE = re.compile(r"[\s\-*•·–—]*")  # blanks and bullets
_AFTER = re.compile(r"\.?\s*(?:[:–—|]|-\s)\s*|\.\s+(?=\S)|[.:]?[ \t]*(?=\n|$)")
_YEAR = re.compile(r"\d{4}")
_HEADS = frozenset({DatePrecision.DAY, DatePrecision.PART_OF_DAY})
_LONGEST = dt.timedelta(days=10)  # that one entry may tell of ("July 19-20.")


class Entry(NamedTuple):
    """The text from `start` to before `end` and the day that heads it, in the text's `words`.

    `until` is the day after the last one, of an entry for several days.
    """

    start: int
    end: int
    day: dt.date
    words: str
    until: dt.date


def find_entries(
    text: str, dates: Iterable[DateSpan], printed: dt.date | None
) -> tuple[Entry, ...]:
    """Entries in the order of the text, none overlapping; none of a text that is no chronicle.

    A day alone on its line that is the day of print heads nothing of its own.
    """
    heads = [span for span in dates if _is_of_days(span) and _is_set_off(text, span)]
    if len({span.days.first for span in heads}) < _LEAST:
        return ()
    entries = []
    for number, span in enumerate(heads):
        day = _past(span, printed)
        until = heads[number + 1].start if number + 1 < len(heads) else len(text)
        if day is None:
            continue
        line_end = text.find("\n", span.end, until)
        if text[span.end : max(line_end, span.end)].strip(" \t.:"):
            until = line_end if line_end >= 0 else until
        elif line_end >= 0 and day == printed:
            continue
        entries.append(Entry(span.start, until, day, span.text, day + _length(span)))
    return tuple(entries)


def _length(span: DateSpan) -> dt.timedelta:
    first, until = span.days.first, span.days.until
    return dt.timedelta(days=1) if first is None or until is None else until - first


def _is_of_days(span: DateSpan) -> bool:
    """Whether it tells a day, or a few that follow each other."""
    if span.precision in _HEADS:
        return True
    return span.precision is DatePrecision.RANGE and _length(span) <= _LONGEST


def entry_at(entries: tuple[Entry, ...], position: int) -> Entry | None:
    """The entry that a character stands in, if any."""
    number = bisect_right(entries, position, key=lambda entry: entry.start) - 1
    return entries[number] if number >= 0 and position < entries[number].end else None


def _past(span: DateSpan, printed: dt.date | None) -> dt.date | None:
    """Its first day; a chronicle tells of no day ahead, so one without a year was a year before."""
    day = span.days.first
    if day is None or printed is None or day <= printed or _YEAR.search(span.text):
        return day
    return shifted(day, "year", -1)


def _is_set_off(text: str, span: DateSpan) -> bool:
    """Whether it begins its line, and a stop, a colon, a dash or the line's end follows it."""
    line_start = text.rfind("\n", 0, span.start) + 1
    begins = _BEFORE.fullmatch(text, line_start, span.start) is not None
    names_a_day = any(sign.isdigit() for sign in span.text)
    return begins and names_a_day and _AFTER.match(text, span.end) is not None
