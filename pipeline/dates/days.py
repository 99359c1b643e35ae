"""words of an expression -> days that it names by month, number or year."""

import datetime as dt

from pipeline.dates import calendars
from pipeline.dates.bits import DAYS, MONTHS, WEEKDAYS, Bit, Bits, Resolved, Scene
from pipeline.dates.calendar_units import Range, part_of, shifted, unit_range
from pipeline.dates.scanning import day_or_none
from pipeline.records import DatePrecision as P

_NEAR_RANGE = dt.timedelta(days=60)  # the same for a range of days
_NEAR = dt.timedelta(days=14)  # a date without a year this close is meant, whatever the tense
_SIDES = {-1: "early in ", 0: "in the middle of ", 1: "late in "}
_FAR = dt.timedelta(days=120)  # a year written before beats the article's from here
_MEMORY = 60  # words over which a year written out still holds for a date without one
_BESIDE = 3  # words between a year and a date that it belongs to
_PAIR, _CENTURY = 2, 100
_HALF = 6  # months: half a year
_SOON = 15  # days after the day told last
YEAR_BEFORE = "day and month, in the year named before"  # a rule
_PIVOT = 50  # two-figure years above it belong to the 1900s


def one_day(day: dt.date | None, bits: Bits, rule: str) -> Resolved | None:
    """The day itself, as part of a day if the words name a part."""
    until = None if day is None else shifted(day, "day", 1)
    if day is None or until is None:
        return None
    parts = bits.has("part", "overnight", "early", "late") or bits.has("hours")
    return Resolved(Range(day, until), P.PART_OF_DAY if parts else P.DAY, rule)


def whole(days: Range | None, precision: P, rule: str, side: int | None = None) -> Resolved | None:
    """A unit of the calendar, or its early, middle or late part."""
    if days is None:
        return None
    if side is None:
        return Resolved(days, precision, rule)
    return Resolved(part_of(days, side), precision, _SIDES[side] + rule)


def figures(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "2022-03-03", "20220303", "2022-03", "15/03/2022"; an unsure order is a range."""
    bit = bits.one("iso", "numeric")
    numbers = [] if bit is None else [int(n) for n in _split(bit.word)]
    if bit is not None and len(bit.word) == len("20220303") and bit.word.isdecimal():
        numbers = [int(bit.word[:4]), int(bit.word[4:6]), int(bit.word[6:])]
    if bit is None or len(numbers) < _PAIR:
        return None
    if bit.kind == "iso":
        if len(numbers) == _PAIR:
            if numbers[1] == (numbers[0] + 1) % _CENTURY:  # "2010-11" is a season
                return years_range(numbers[0], numbers[0] + 1, "from year to year")
            first = day_or_none(numbers[0], numbers[1], 1)
            return whole(unit_range(first, "month"), P.MONTH, "month in figures")
        day = day_or_none(*numbers)
        return one_day(day, bits, "date in figures")
    return _numeric(bit, numbers, bits, scene)


def _numeric(bit: Bit, numbers: list[int], bits: Bits, scene: Scene) -> Resolved | None:
    one, two, year = numbers
    if year < _CENTURY:
        year += 1900 if year > _PIVOT else 2000
    british, american = day_or_none(year, two, one), day_or_none(year, one, two)
    if "." in bit.word or american is None or british == american:
        return one_day(british, bits, "date in figures, day first")
    if british is None:
        return one_day(american, bits, "date in figures, month first")
    weekday = bits.one(*WEEKDAYS)
    if weekday is not None and (british.weekday() == weekday.value) != (
        american.weekday() == weekday.value
    ):
        day = british if british.weekday() == weekday.value else american
        return one_day(day, bits, "date in figures, ordered by its weekday")
    if scene.anchor is not None:
        near = [day for day in (british, american) if abs(day - scene.anchor) <= _NEAR]
        if len(near) == 1:
            return one_day(near[0], bits, "date in figures, the order nearer the article")
    low, high = sorted((british, american))
    until = shifted(high, "day", 1)
    return Resolved(
        Range(low, until or high), P.RANGE, "date in figures whose order of day and month is unsure"
    )


def _split(word: str) -> list[str]:
    return "".join(sign if sign.isdigit() else " " for sign in word).split()


def day_of_month(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "15 March 2022", "Tuesday, March 15", "the 15th of March"."""
    month, number = bits.one(*MONTHS, "other_month"), bits.one(*DAYS)
    if month is None or number is None:
        return None
    year, weekday = bits.one("year"), bits.one(*WEEKDAYS)
    if month.kind == "other_month":
        return calendars.foreign_day(
            month, number.value, None if year is None else year.value, scene.anchor
        )
    if year is not None:
        day = day_or_none(year.value, month.value, number.value)
        if day is None:
            return None
        agrees = weekday is None or weekday.value in {-1, day.weekday()}
        return one_day(
            day, bits, "day, month and year" + ("" if agrees else "; the weekday named disagrees")
        )
    day, rule = dated_by_scene(month.value, number.value, bits, scene)
    return one_day(day, bits, rule)


def dated_by_scene(month: int, number: int, bits: Bits, scene: Scene) -> tuple[dt.date | None, str]:
    """A day without a year: by its weekday, a year written just before, the tense, or nearness."""
    weekday, anchor = bits.one(*WEEKDAYS), scene.anchor
    written = year_in_memory(bits, scene)
    if anchor is None:
        day = None if written is None else day_or_none(written, month, number)
        return day, YEAR_BEFORE
    around = (day_or_none(anchor.year + k, month, number) for k in range(-6, 7))
    days = sorted((day for day in around if day is not None), key=lambda day: abs(day - anchor))
    agreeing = [day for day in days if weekday is not None and day.weekday() == weekday.value]
    if not days or agreeing:
        rule = "day and month, the nearest year in which the weekday agrees"
        return (agreeing[0], rule) if agreeing else (None, "")
    far = abs(days[0] - anchor) > _FAR
    if (
        written is not None
        and written != anchor.year
        and (far or bits.first - scene.year_at < _BESIDE)
    ):
        return day_or_none(written, month, number), YEAR_BEFORE
    direction = scene.direction(bits.first, bits.stop)
    near = _NEAR_RANGE if len(bits.of(*DAYS, "dayspan")) > 1 else _NEAR
    if abs(days[0] - anchor) <= near or direction == 0:
        return days[0], "day and month, nearest to the article"
    if direction > 0:
        return min(d for d in days if d >= anchor), "day and month, the next after the article"
    return max(d for d in days if d <= anchor), "day and month, the last before the article"


def year_in_memory(bits: Bits, scene: Scene) -> int | None:
    """The year last written out, if that was a few words ago."""
    if scene.year is None or bits.first - scene.year_at > _MEMORY:
        return None
    return scene.year


def day_range(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "24-26 February", "from 28 February to 3 March 2022", "between March 5 and 9"."""
    months = [bit.value for bit in bits.of(*MONTHS)]
    years = [bit.value for bit in bits.of("year")]
    numbers = [bit.value for bit in bits.of(*DAYS)]
    spans = bits.of("dayspan")
    if spans:
        numbers = [int(n) for n in _split(spans[0].word)]
    if not months or len(numbers) < _PAIR:
        return None
    if years:
        last = day_or_none(years[-1], months[-1], numbers[-1])
    else:
        last, _ = dated_by_scene(months[-1], numbers[-1], bits, scene)
    if last is None:
        return None
    year = years[0] if len(years) > 1 else last.year - (months[0] > months[-1])
    first = day_or_none(year, months[0], numbers[0])
    until = shifted(last, "day", 1)
    if first is None or until is None or first >= last:
        return None
    return Resolved(Range(first, until), P.RANGE, "from day to day")


def years_range(first: int, last: int, rule: str) -> Resolved | None:
    """1 January of the first year to 31 December of the last."""
    start, until = day_or_none(first, 1, 1), day_or_none(last + 1, 1, 1)
    if start is None or until is None or start >= until:
        return None
    return Resolved(Range(start, until), P.RANGE, rule)


def month_range(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "from March to May 2022", "between December and March"."""
    months = [bit.value for bit in bits.of(*MONTHS)]
    years = [bit.value for bit in bits.of("year")]
    if len(months) < _PAIR:
        return None
    if years:
        last = day_or_none(years[-1], months[-1], 1)
    else:
        last = month_by_scene(months[-1], bits, scene)[0]
    if last is None:
        return None
    year = years[0] if len(years) > 1 else last.year - (months[0] > months[-1])
    first, until = day_or_none(year, months[0], 1), shifted(last, "month", 1)
    early, late = _portions(bits)
    if early is not None and first is not None:
        whole_month = unit_range(first, "month")
        first = part_of(whole_month, early).first if whole_month else first
    if late is not None:
        whole_month = unit_range(last, "month")
        until = part_of(whole_month, late).until if whole_month else until
    if first is None or until is None or first >= until:
        return None
    return Resolved(Range(first, until), P.RANGE, "from month to month")


def _portions(bits: Bits) -> tuple[int | None, int | None]:
    """Which part of the first and of the last month is named ("from late May to mid-June")."""
    sides: list[int | None] = [None, None]
    place = 0
    for bit in bits.all:
        if bit.kind in MONTHS:
            place = 1
        elif bit.kind in {"early", "late", "mid", "middle", "start", "end"}:
            sides[place] = bit.value
    return sides[0], sides[1]


def month(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "March 2022", "early March", "last March", "March last year"."""
    named, year, unit = bits.one(*MONTHS, "other_month"), bits.one("year"), bits.one("unit")
    if named is None:
        return None
    if named.kind == "other_month":
        return calendars.foreign_month(named, None if year is None else year.value, scene.anchor)
    side = bits.portion()
    if year is not None:
        first = day_or_none(year.value, named.value, 1)
        return whole(unit_range(first, "month"), P.MONTH, "month and year", side)
    if unit is not None:
        if scene.anchor is None or bits.unit() != "year":
            return None
        first = day_or_none(scene.anchor.year + (bits.shift() or 0), named.value, 1)
        return whole(unit_range(first, "month"), P.MONTH, "month of that year", side)
    first, rule = month_by_scene(named.value, bits, scene)
    return whole(unit_range(first, "month"), P.MONTH, rule, side)


def month_by_scene(number: int, bits: Bits, scene: Scene) -> tuple[dt.date | None, str]:
    """The first day of a month without a year: by "last" or "next", a year before, the tense."""
    anchor, shift = scene.anchor, bits.shift()
    written = year_in_memory(bits, scene)
    if anchor is None:
        first = None if written is None else day_or_none(written, number, 1)
        return first, "month, in the year named before"
    gap = anchor.month - number  # months since the last such month, if positive
    if shift is not None and shift != 0:
        year = anchor.year - (gap <= 0) if shift < 0 else anchor.year + (gap >= 0)
        return day_or_none(year, number, 1), "the month before" if shift < 0 else "the month after"
    if shift == 0:
        return day_or_none(anchor.year, number, 1), "month of the article's year"
    if written is not None and abs(written - anchor.year) > 1:
        return day_or_none(written, number, 1), "month, in the year named before"
    direction = scene.direction(bits.first, bits.stop)
    if direction == 0:
        year = anchor.year + (gap > _HALF) - (gap < -_HALF)
        return day_or_none(year, number, 1), "month, nearest to the article"
    year = anchor.year - (gap < 0) if direction < 0 else anchor.year + (gap > 0)
    words = "the last before the article" if direction < 0 else "the next after the article"
    return day_or_none(year, number, 1), f"month, {words}"


def weekday_and_day(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "Tuesday 15th": the nearest month in which they agree.

    Soon after the day told last, if it can be: "On February 24 …. On Sunday the 27th …".
    """
    weekday, number = bits.one("weekday"), bits.one("ordinal")
    if weekday is None or number is None or scene.anchor is None:
        return None
    for ahead in range(_SOON) if scene.single_day is not None else ():
        later = scene.single_day and shifted(scene.single_day, "day", ahead)
        is_so = later and later.day == number.value and later.weekday() == weekday.value
        if later is not None and is_so and later <= scene.anchor:
            return one_day(later, bits, "weekday and day, soon after the day told before")
    for months in sorted(range(-14, 15), key=abs):
        start = shifted(scene.anchor.replace(day=1), "month", months)
        day = start and day_or_none(start.year, start.month, number.value)
        if day and day.weekday() == weekday.value:
            return one_day(day, bits, "weekday and day, the nearest month in which they agree")
    return None


def feast(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "Christmas 2021", "last Christmas", "9/11"."""
    named, year = bits.one("feast"), bits.one("year")
    if named is None:
        return None
    number, day = divmod(named.value, 100)
    if named.word == "9/11":
        return one_day(dt.date(2001, 9, 11), bits, "the attacks of 11 September 2001")
    if year is not None:
        when, rule = day_or_none(year.value, number, day), "named day and year"
    else:
        when, rule = dated_by_scene(number, day, bits, scene)
    if when is not None and bits.has("eve"):
        return one_day(shifted(when, "day", -1), bits, f"eve of {rule}")
    return one_day(when, bits, rule)


def new_year(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "New Year's Eve", "New Year's Day 2022"."""
    year = bits.one("year")
    number, day = (12, 31) if bits.has("eve") else (1, 1)
    if year is not None:
        return one_day(day_or_none(year.value, number, day), bits, "named day and year")
    when, rule = dated_by_scene(number, day, bits, scene)
    return one_day(when, bits, rule)
