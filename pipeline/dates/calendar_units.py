"""day and unit -> the calendar range of days; every range excludes its end."""

import calendar
import datetime as dt
from typing import NamedTuple

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SATURDAY = 5


class Range(NamedTuple):
    """Days from `first` to before `until`."""

    first: dt.date
    until: dt.date


def shifted(day: dt.date, unit: str, count: int) -> dt.date | None:
    """The day `count` units on, or back if negative; a day that the month lacks becomes its last.

    None when the answer lies outside the years 1 to 9998.
    """
    try:
        if unit in _DAYS:
            moved = day + dt.timedelta(days=_DAYS[unit] * count)
        else:
            months = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
            year, month = months // 12, months % 12 + 1
            moved = dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        return None
    return moved if moved.year < dt.MAXYEAR else None


def unit_range(day: dt.date | None, unit: str, count: int = 0) -> Range | None:
    """The whole calendar unit that holds `day`, moved by `count` units; weeks begin on Monday.

    None when it lies outside the calendar, or there is no day.
    """
    if day is None:
        return None
    first = _first_day(day, unit)
    if first is None:
        return None
    start, until = shifted(first, unit, count), shifted(first, unit, count + 1)
    if start is None or until is None:
        return None
    if unit == "weekend":
        saturday = start + dt.timedelta(days=_SATURDAY)
        return Range(saturday, saturday + dt.timedelta(days=2))
    return Range(start, until)


def _first_day(day: dt.date, unit: str) -> dt.date | None:
    if unit == "day":
        return day
    if unit in _DAYS:
        return shifted(day, "day", -day.weekday())
    if unit in {"month", "quarter", "half"}:
        months = _MONTHS[unit]
        return dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    years = _MONTHS[unit] // 12
    return dt.date(max(day.year // years * years, 1), 1, 1)


def part_of(whole: Range, side: int) -> Range:
    """The early (-1), middle (0) or late (1) third of a range; of a month its ten days."""
    length = (whole.until - whole.first).days
    third = dt.timedelta(days=max(length // 3, 1))
    if side < 0:
        return Range(whole.first, whole.first + third)
    if side > 0:
        return Range(min(whole.first + 2 * third, whole.until - dt.timedelta(days=1)), whole.until)
    middle = whole.first + third
    return Range(middle, middle + third) if middle + third <= whole.until else whole


def nearest_weekday(anchor: dt.date, weekday: int, direction: int) -> dt.date | None:
    """The day of that name on or before (-1) or on or after (1) `anchor`."""
    ahead = (weekday - anchor.weekday()) % 7
    behind = (anchor.weekday() - weekday) % 7
    return shifted(anchor, "day", ahead if direction > 0 else -behind)
