"""day and month of another calendar -> the day in ours."""

import datetime as dt

from pipeline.dates.bits import Bit, Bits, Resolved


def foreign_day(
    month: Bit, day: int, year: int | None, anchor: dt.date | None, bits: Bits
) -> Resolved | None:
    """Not yet told."""
    return None


def foreign_month(month: Bit, year: int | None, anchor: dt.date | None) -> Resolved | None:
    """Not yet told."""
    return None
