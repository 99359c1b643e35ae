"""words of an expression -> seasons, quarters, years, decades, centuries."""

import datetime as dt

from pipeline.dates.bits import Bits, Resolved, Scene
from pipeline.dates.calendar_units import Range, shifted, unit_range
from pipeline.dates.days import whole, years_range
from pipeline.dates.scanning import day_or_none
from pipeline.records import DatePrecision as P

_CENTURY, _TWENTIES, _MILLENNIUM, _LAST_CENTURY = 100, 20, 2000, 30
_RECENT = range(1900, 2100)  # a bare number outside these is no year


def season(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the spring of 2022", "last summer", "in the spring"; northern, of whole months."""
    named = bits.one("season", "unsure_season")
    year, years = bits.one("year"), bits.one("yearspan")
    if named is None:
        return None
    side, rule = bits.portion(), "season, of northern whole months"
    if year is not None or years is not None:
        number = year.value if year is not None else int(years.word[:4]) if years else 0
        first = day_or_none(number, named.value, 1)
        return whole(_three_months(first), P.RANGE, rule, side)
    if scene.anchor is None:
        return None
    around = [
        days
        for k in (-1, 0, 1)
        if (first := day_or_none(scene.anchor.year + k, named.value, 1))
        and (days := _three_months(first))
    ]
    shift = bits.shift()
    direction = shift or (scene.direction(bits.first, bits.stop) if shift is None else 0)
    anchor = scene.anchor
    if shift is not None and shift < 0:
        fitting = [days for days in around if days.until <= anchor][-1:]
    elif direction < 0:
        fitting = [days for days in around if days.first <= anchor][-1:]
    elif direction > 0:
        fitting = [days for days in around if days.first > anchor or days.until > anchor][:1]
    else:
        fitting = sorted(around, key=lambda days: _distance(days, anchor))[:1]
    return whole(fitting[0], P.RANGE, rule, side) if fitting else None


def _three_months(first: dt.date | None) -> Range | None:
    until = None if first is None else shifted(first, "month", 3)
    return None if first is None or until is None else Range(first, until)


def _distance(days: Range, day: dt.date) -> int:
    """Days from `day` to the nearest day of the range."""
    return max((days.first - day).days, (day - days.until).days, 0)


def quarter(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the third quarter of 2012", "first half of last year", "this quarter", "Q3"."""
    unit, months = ("half", 6) if bits.unit() == "half" else ("quarter", 3)
    year, anchor = bits.one("year"), scene.anchor
    number = bits.one("ordinal_word", "ordinal", "qn")
    side = bits.one("last", "early", "late")
    if number is not None:
        index = number.value - 1
    elif bits.has("unit", "year") and side is not None:
        index = 12 // months - 1 if side.kind in {"last", "late"} else 0
    else:
        days = unit_range(anchor, unit, bits.shift() or 0)
        return whole(days, P.RANGE, f"calendar {unit}")
    if year is not None:
        first_month = day_or_none(year.value, 1, 1)
    elif anchor is None:
        return None
    else:
        shifts = [bit.value for bit in bits.of("last", "next", "this", "past", "previous")]
        moved = anchor.year + (shifts[-1] if shifts and bits.has("unit") else 0)
        first_month = day_or_none(moved, 1, 1)
        if not shifts and not bits.has("unit") and index * months >= anchor.month:
            first_month = day_or_none(moved - (scene.direction(bits.first, bits.stop) < 0), 1, 1)
    if first_month is None or not 0 <= index < 12 // months:
        return None
    start = shifted(first_month, unit, index)
    return whole(unit_range(start, unit), P.RANGE, f"calendar {unit} of a year")


def year(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: ARG001 - one signature for all
    """Resolve "in 2012", "late 2012", "the year 2012"."""
    named = bits.one("year")
    first = named and day_or_none(named.value, 1, 1)
    return whole(unit_range(first, "year"), P.RANGE, "year", bits.portion())


def bare_year(bits: Bits, scene: Scene) -> Resolved | None:
    """A year without a word that introduces it: only of our time."""
    named = bits.one("year")
    return year(bits, scene) if named is not None and named.value in _RECENT else None


def era_year(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: ARG001 - one signature for all
    """Resolve "394 AD"; years before Christ lie outside the calendar and are not dated."""
    number = bits.one("year", "count", "day2")
    if number is None or bits.has("bc"):
        return None
    return years_range(number.value, number.value, "year of our era")


def year_range(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: ARG001 - one signature for all
    """Resolve "from 2014 to 2022", "1941-45"."""
    years = [bit.value for bit in bits.of("year")]
    span = bits.one("yearspan")
    if span is not None:
        first, last = int(span.word[:4]), int(span.word[5:])
        years = [first, last if last >= _CENTURY else first // _CENTURY * _CENTURY + last]
        if years[1] < years[0]:
            years[1] += _CENTURY
    return years_range(years[0], years[-1], "from year to year") if years else None


def decade(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: ARG001 - one signature for all
    """Resolve "the early 1990s", "the sixties", "the '80s"."""
    named = bits.one("decade", "decade_word")
    if named is None:
        return None
    first = named.value
    if first < _CENTURY:
        first += 1900 if first >= _TWENTIES else 2000
    start = day_or_none(first, 1, 1)
    unit = "century" if first % _CENTURY == 0 and first < _MILLENNIUM else "decade"
    return whole(unit_range(start, unit), P.RANGE, unit, bits.portion())


def century(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: ARG001 - one signature for all
    """Resolve "the 19th century": 1800 to 1899, as people count."""
    numbers = bits.of("ordinal", "ordinal_word")
    if (
        bits.unit() != "century"
        or not numbers
        or bits.has("bc")
        or not 1 <= numbers[-1].value <= _LAST_CENTURY
    ):
        return None
    first = day_or_none(max((numbers[0].value - 1) * 100, 1), 1, 1)
    until = day_or_none(numbers[-1].value * 100, 1, 1)
    if first is None or until is None or first >= until:
        return None
    return whole(Range(first, until), P.RANGE, "century", bits.portion())
