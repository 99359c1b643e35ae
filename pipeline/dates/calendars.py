"""day and month of another calendar -> the day in ours.

The Islamic calendar is the tabular one, the Persian that of 33-year cycles: both may be a day off
the calendar kept by sighting or by equinox, and the rule says so. Arithmetic and epochs as in
Reingold and Dershowitz, Calendrical Calculations.
"""

import datetime as dt
from collections.abc import Callable

from pipeline.dates.bits import Bit, Resolved
from pipeline.dates.calendar_units import Range
from pipeline.dates.scanning import vocabulary
from pipeline.records import DatePrecision

_ISLAMIC_EPOCH, _PERSIAN_EPOCH, _ETHIOPIAN_EPOCH = 227014, 226894, 2795
_MONTHS = 12  # the thirteenth Ethiopian month is not told of
_LONG_PERSIAN = 6  # months of 31 days at the start of the Persian year
_LONGEST = 31


def _islamic(year: int, month: int) -> int:
    """Ordinal of the day before the month begins; months of 30 and 29 days by turns."""
    return _ISLAMIC_EPOCH + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30


def _persian(year: int, month: int) -> int:
    days = 31 * (month - 1) if month <= _LONG_PERSIAN + 1 else 30 * (month - 1) + _LONG_PERSIAN
    return _PERSIAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + days


def _ethiopian(year: int, month: int) -> int:
    return _ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1)


_CALENDARS: dict[str, tuple[Callable[[int, int], int], int]] = {
    "islamic": (_islamic, 579),  # and the years by which each runs behind ours, about now
    "persian": (_persian, 621),
    "ethiopian": (_ethiopian, 8),
}


def foreign_day(month: Bit, day: int, year: int | None, anchor: dt.date | None) -> Resolved | None:
    """The day of our calendar; without a year the one nearest to the article, if that is dated."""
    whole = foreign_month(month, year, anchor)
    if whole is None or not 1 <= day <= (whole.days.until - whole.days.first).days:
        return None
    first = whole.days.first + dt.timedelta(days=day - 1)
    days = Range(first, first + dt.timedelta(days=1))
    return Resolved(days, DatePrecision.DAY, whole.rule)


def foreign_month(month: Bit, year: int | None, anchor: dt.date | None) -> Resolved | None:
    """The days of the month, by the same choice of year."""
    name, _, number = str(vocabulary().values["other_month"][month.word]).partition("-")
    start, behind = _CALENDARS[name]
    if year is not None:
        ranges = [_month(start, year, int(number))]
    elif anchor is not None:
        guess = anchor.year - behind
        ranges = [_month(start, guess + k, int(number)) for k in range(-2, 4)]
    else:
        return None
    known = [days for days in ranges if days is not None]
    if not known:
        return None
    best = known[0] if anchor is None else min(known, key=lambda days: _gap(days, anchor))
    rule = f"{name} calendar, to within a day"
    return Resolved(best, DatePrecision.MONTH, rule)


def _month(start: Callable[[int, int], int], year: int, month: int) -> Range | None:
    after = (year, month + 1) if month < _MONTHS else (year + 1, 1)
    first, until = start(year, month) + 1, start(*after) + 1
    if first < 1 or until > dt.date.max.toordinal():
        return None
    until = min(until, first + _LONGEST)
    return Range(dt.date.fromordinal(first), dt.date.fromordinal(until))


def _gap(days: Range, anchor: dt.date) -> int:
    return max((days.first - anchor).days, (anchor - days.until).days, 0)
