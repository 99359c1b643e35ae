"""words of an expression -> a part of a month, or a day whose month was told before."""

import datetime as dt

from pipeline.dates.bits import MONTHS, NUMBERS, Bits, Resolved, Scene
from pipeline.dates.calendar_units import Range, shifted, unit_range
from pipeline.dates.days import month_by_scene, one_day, whole
from pipeline.dates.relative import counted_day
from pipeline.dates.scanning import day_or_none
from pipeline.records import DatePrecision as P

_VAGUE = {"day": 5, "week": 2}  # "the first days of March" are some five, "the first weeks" two
_OPENING = {"day": ("week", 1), "week": ("week", 3)}  # how long the first days, or weeks, of a war
_WEEK = 7
_LAST_OF_WEEKS = 5  # a month has no sixth week
_MONTHS_AROUND = (-1, 0, 1)


def part_of_month(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the last day of March", "the second week of April", "the first days of May"."""
    units = bits.of("unit", "units")
    name, frame = bits.unit(), _frame(bits, scene)
    if frame is None or name not in _VAGUE or not units:
        return None
    ordinal, number = bits.one("ordinal_word", "ordinal"), bits.one(*NUMBERS)
    plural = units[0].kind == "units"
    length = (number.value or _VAGUE[name]) if number else _VAGUE[name] if plural else 1
    days = length * (1 if name == "day" else _WEEK)
    if ordinal is None:  # the last
        first = shifted(frame.until, "day", -days)
        return _within(frame, first, frame.until, bits)
    if ordinal.value > _LAST_OF_WEEKS and name == "week":
        return None
    first = shifted(frame.first, name, ordinal.value - 1)
    return _within(frame, first, first and shifted(first, "day", days), bits)


def _frame(bits: Bits, scene: Scene) -> Range | None:
    """The month, or other unit, of which a part is named."""
    month, year, anchor = bits.one(*MONTHS), bits.one("year"), scene.anchor
    if month is not None:
        if year is not None:
            return unit_range(day_or_none(year.value, month.value, 1), "month")
        return unit_range(month_by_scene(month.value, bits.only(*MONTHS), scene)[0], "month")
    told = scene.named if bits.has("that", "same") else anchor
    units = bits.of("unit", "units")
    inner = "month" if units[-1].word == "month" else ""
    shift = bits.of("that", "this", "last", "the")[-1].value  # the last before "month"
    return unit_range(told, inner, shift) if inner else None


def _within(
    frame: Range, first: dt.date | None, until: dt.date | None, bits: Bits
) -> Resolved | None:
    if first is None or until is None or not frame.first <= first < until:
        return None
    days, rule = Range(first, min(until, frame.until)), "so far into the month"
    if (days.until - days.first).days == 1:
        return one_day(first, bits, rule)
    return None if days.first >= days.until else whole(days, P.RANGE, rule)


def bare_day(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "on the twelfth", "the night of the 23rd": in the month told before, else the last.

    A number in words needs a month told before: "on the third" has other meanings too.
    """
    number = bits.one("ordinal", "ordinal_word")
    if number is None or (scene.named is None and number.kind == "ordinal_word"):
        return None
    told = scene.named or scene.anchor
    if told is None:
        return None
    around = (shifted(told.replace(day=1), "month", count) for count in _MONTHS_AROUND)
    days = [
        day
        for first in around
        if first and (day := day_or_none(first.year, first.month, number.value))
    ]
    ahead = scene.direction(bits.first, bits.stop) > 0
    anchor = scene.anchor
    if anchor is not None and not ahead:
        days = [day for day in days if day <= anchor]
    elif anchor is not None and scene.named is None:
        days = [day for day in days if day >= anchor]
    nearest = min(days, key=lambda day: abs(day - told), default=None)
    return one_day(nearest, bits, "day of the month told before")


def opening_days(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "in the first days", "the first weeks of the war": from its day 1 on."""
    epoch, name = scene.epoch(), bits.unit()
    if epoch is None or name not in _OPENING:
        return None
    first, known = epoch
    number = bits.one(*NUMBERS)
    unit, count = (name, number.value) if number and number.value else _OPENING[name]
    until = shifted(first, unit, count)
    if until is None:
        return None
    return Resolved(Range(first, until), P.RANGE, f"the first {name}s of {known}, from {first}")


def counted_week(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "in the second week" of the war that the text tells of."""
    return counted_day(bits, scene) if bits.unit() == "week" else None
