"""words of an expression -> days around the article's day."""

import datetime as dt

from pipeline.dates.bits import NUMBERS, WEEKDAYS, Bits, Resolved, Scene
from pipeline.dates.calendar_units import Range, nearest_weekday, shifted, unit_range
from pipeline.dates.days import one_day, whole
from pipeline.dates.scanning import vocabulary
from pipeline.records import DatePrecision as P

_LATELY = dt.timedelta(days=7)  # in which a day told may be the one meant
_PRECISION = {"day": P.DAY, "week": P.WEEK, "weekend": P.RANGE, "month": P.MONTH}
_PAIR, _SATURDAY = 2, 5
_MOST = 4000  # units; a larger count is no date


def weekday(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "Tuesday", "late on Monday", "last Thursday", "next Friday night"."""
    named, anchor = bits.one(*WEEKDAYS), scene.anchor
    part = bits.one("part")
    is_habit = part is not None and part.value < 0  # "Saturday mornings"
    if named is None or named.value < 0 or anchor is None or is_habit:
        return None
    shift = bits.shift()
    told = _in_story(bits, scene, named.value) if shift is None else None
    if told is not None:
        return one_day(told, bits, "that weekday, soon after the day told before")
    if shift is not None and shift < 0:
        start, side, rule = (
            shifted(anchor, "day", -1),
            -1,
            "the last such weekday before the article's day",
        )
    elif shift is not None and (shift > 0 or bits.has("coming")):
        start, side, rule = (
            shifted(anchor, "day", 1),
            1,
            "the next such weekday after the article's day",
        )
    else:
        side = scene.direction(bits.first, bits.stop)
        if side == 0 and shift == 0:
            days = unit_range(anchor, "week")
            day = days and shifted(days.first, "day", named.value)
            return one_day(day, bits, "that weekday of the article's week")
        start = anchor
        rule = (
            "the next such weekday, on or after the article's day"
            if side > 0
            else "the last such weekday, on or before the article's day"
        )
    day = start and nearest_weekday(start, named.value, 1 if side > 0 else -1)
    if shift is not None and shift < 0 and day == start:
        # "Last Wednesday", written on a Thursday, is not yesterday.
        day, rule = day and shifted(day, "week", -1), "that weekday of the week before"
    return one_day(day, bits, rule)


def _in_story(bits: Bits, scene: Scene, weekday: int) -> dt.date | None:
    """The day that "on the Monday" means of those told one after another, if it is past."""
    if scene.single_day is None or scene.anchor is None or bits.before != ("on", "the"):
        return None
    is_back = bits.after[:1] == ("before",)
    start = shifted(scene.single_day, "day", -1) if is_back else scene.single_day
    day = start and nearest_weekday(start, weekday, -1 if is_back else 1)
    return day if day is not None and day <= scene.anchor else None


def weekday_of_week(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "Tuesday of last week", "Friday next week", "a week ago Monday"."""
    named, anchor, unit = bits.one(*WEEKDAYS), scene.anchor, bits.unit()
    if named is None or named.value < 0 or anchor is None or unit != "week":
        return None
    shift = bits.shift()
    number = bits.one(*NUMBERS)
    if shift is None:
        shift = -number.value if number is not None else 0
    if bits.has("ago"):
        last = nearest_weekday(anchor, named.value, -1)
        day = last and shifted(last, "week", shift)
        return one_day(day, bits, "that weekday, so many weeks before the last one")
    week = unit_range(anchor, "week", shift)
    day = week and shifted(week.first, "day", named.value)
    return one_day(day, bits, "that weekday of that week")


def weekday_range(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "from Monday to Wednesday", "the night from Monday to Tuesday"."""
    names, anchor = bits.of("weekday"), scene.anchor
    if len(names) < _PAIR or anchor is None or min(names[0].value, names[1].value) < 0:
        return None
    direction = scene.direction(bits.first, bits.stop)
    if direction > 0:
        first = nearest_weekday(anchor, names[0].value, 1)
        last = first and nearest_weekday(first, names[1].value, 1)
    else:
        last = nearest_weekday(anchor, names[1].value, -1)
        first = last and nearest_weekday(last, names[0].value, -1)
    until = last and shifted(last, "day", 1)
    if not first or not until or first >= until:
        return None
    night = bits.has("part", "overnight") and (until - first).days == _PAIR
    return Resolved(
        Range(first, until), P.PART_OF_DAY if night else P.RANGE, "from weekday to weekday"
    )


def overnight(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "overnight": from the day before the article's day, or the weekday named."""
    named, anchor = bits.one("weekday"), scene.anchor
    if named is not None and named.value >= 0 and anchor is not None:
        side = 1 if scene.direction(bits.first, bits.stop) > 0 else -1
        anchor = nearest_weekday(anchor, named.value, side)
    if anchor is None:
        return None
    first, until = shifted(anchor, "day", -1), shifted(anchor, "day", 1)
    if first is None or until is None:
        return None
    return Resolved(Range(first, until), P.PART_OF_DAY, "the night from the day before")


def deictic(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "today", "yesterday evening", "the day before yesterday", "earlier today"."""
    if scene.anchor is None:
        return None
    named = bits.one("deictic")
    shift = 0 if named is None else named.value
    if bits.has("near_before") and bits.has("unit"):
        shift += 1 if shift > 0 else -1
    day = shifted(scene.anchor, "day", shift)
    rule = {
        0: "the article's day",
        -1: "the day before the article",
        1: "the day after the article",
    }
    resolved = one_day(day, bits, rule.get(shift, "two days from the article"))
    if resolved and named is not None and named.word == "tonight":
        return resolved._replace(precision=P.PART_OF_DAY)
    return resolved


def part_before(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the night before": that of a day told shortly before, else of the article's."""
    told, anchor, part = scene.single_day, scene.anchor, bits.one("part")
    if part is None or bits.all[-1].word != "before":
        return None
    if told is None or (anchor is not None and abs(anchor - told) > _LATELY):
        told = anchor
    first = None if told is None else shifted(told, "day", -1)
    until = None if told is None else shifted(told, "day", 1 if part.word == "night" else 0)
    if first is None or until is None:
        return None
    return Resolved(Range(first, until), P.PART_OF_DAY, "up to the day told before")


def part_of_day(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "last night", "this morning"."""
    anchor, part = scene.anchor, bits.one("part")
    if bits.has("that", "same", "previous", "following") and scene.single_day is not None:
        anchor = scene.single_day
    if _follows(bits, scene):
        anchor = scene.single_day
    if anchor is None or part is None or part.value < 0:
        return None
    shift = bits.shift() or 0
    day = shifted(anchor, "day", shift)
    if day is None:
        return None
    if bits.has("last") and part.word == "night":
        return Resolved(
            Range(day, day + 2 * dt.timedelta(days=1)),
            P.PART_OF_DAY,
            "the night before the article",
        )
    return one_day(day, bits, "part of the article's day" if not shift else "part of a day beside")


def _follows(bits: Bits, scene: Scene) -> bool:
    """Whether "the next day it burned down" is after the day told: it is known, and is not ahead.

    So is "the next morning".
    """
    is_next = bits.has("next") and scene.single_day is not None
    return is_next and scene.direction(bits.first, bits.stop) <= 0


def unit(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "last week", "early next year", "earlier this month", "the previous day"."""
    name, anchor = bits.unit(), scene.anchor
    back = bits.has("that", "same", "previous", "following") or (bits.shift() is None)
    if name == "day" and anchor is not None and _follows(bits, scene):
        anchor = scene.single_day
    if back and not bits.has("early", "late", "mid", "middle", "start", "end", "earlier", "later"):
        leaning = bits.has("that", "same", "following")
        told = scene.single_day if name == "day" else scene.day
        anchor = told if leaning else told or anchor
    is_idiom = name == "day" and bits.has("this", "start", "end")  # "to this day"
    if anchor is None or name in {"", "hour"} or is_idiom:
        return None
    shift = bits.shift() or 0
    if (
        name == "weekend"
        and shift == 0
        and bits.has("this")
        and scene.direction(bits.first, bits.stop) < 0
        and anchor.weekday() < _SATURDAY
    ):
        shift = -1
    days = unit_range(anchor, name, shift)
    words = {
        -1: f"the calendar {name} before",
        0: f"the calendar {name}",
        1: f"the calendar {name} after",
    }
    return whole(days, _PRECISION.get(name, P.RANGE), words[shift], bits.portion())


def span(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the past 24 hours", "the next two weeks", "in recent days", "the past week"."""
    name, anchor = bits.unit(), scene.anchor
    side = bits.one("last", "past", "previous", "next", "coming", "following", "recent")
    if anchor is None or side is None or not name:
        return None
    numbers = bits.of("small", "day2", "count", "few")
    count = numbers[-1].value or 7 if numbers else 1 if bits.has("unit") else 7
    if name == "hour":
        name, count = "day", -(-max(count, 1) // 24)
    vague = not numbers and bits.has("units") and name in {"year", "decade", "century"}
    if count > _MOST or vague:
        return None
    ends = sorted(day for day in (anchor, shifted(anchor, name, count * side.value)) if day)
    until = shifted(ends[-1], "day", 1)
    if len(ends) < _PAIR or until is None:
        return None
    words = "up to the article's day" if side.value < 0 else "from the article's day on"
    return Resolved(Range(ends[0], until), P.RANGE, f"so many units {words}")


def weekend(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "the weekend": the one before, unless the clause looks ahead or it is Sunday."""
    if bits.unit() != "weekend" or scene.anchor is None:
        return None
    ahead = scene.direction(bits.first, bits.stop) > 0
    before = not ahead and scene.anchor.weekday() <= _SATURDAY
    days = unit_range(scene.anchor, "weekend", -1 if before else 0)
    return whole(days, P.RANGE, "the weekend before" if before else "the weekend of the week")


def ago_day(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "one year ago today" and "two years ago this month": that very day or month."""
    name, number, named = bits.unit(), bits.one(*NUMBERS), bits.one("deictic")
    if scene.anchor is None or number is None or name in {"", "hour"} or number.value > _MOST:
        return None
    day = shifted(scene.anchor, "day", 0 if named is None else named.value)
    day = day and shifted(day, name, -number.value)
    rule = f"so many {name}s before that"
    if named is not None:
        return one_day(day, bits, f"{rule} day")
    inner = str(vocabulary().values["unit"][bits.of("unit")[-1].word])
    return whole(unit_range(day, inner), _PRECISION.get(inner, P.RANGE), f"{rule} {inner}")


def ago(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "two days ago", "a year earlier": the calendar unit that far away."""
    name = bits.unit()
    number = bits.one(*NUMBERS)
    count = 1 if number is None else number.value
    told = scene.single_day if name in {"day", "week"} else scene.day  # none beside a year
    anchor = scene.anchor if bits.has("ago") else told or scene.anchor
    if told is None and bits.has("later"):
        return None  # later than what?
    if anchor is None or not name or count > _MOST or count == 0:
        return None
    side = 1 if bits.has("later") or _says_after(bits) else -1
    if name == "hour":
        if not bits.has("ago"):
            return None
        name, count = "day", count // 24
    plural, side_word = "s" if count > 1 else "", "after" if side > 0 else "before"
    rule = f"{count} {name}{plural} {side_word}"
    if number is not None and number.kind == "few" and number.word != "couple":
        far = shifted(anchor, name, side * count)
        near = shifted(anchor, name, side)
        if far is None or near is None:
            return None
        low, high = sorted((far, near))
        end = shifted(high, "day", 1)
        return None if end is None else Resolved(Range(low, end), P.RANGE, "a few units away")
    day = shifted(anchor, name, side * count)
    return whole(unit_range(day, name), _PRECISION.get(name, P.RANGE), rule)


def _says_after(bits: Bits) -> bool:
    return any(bit.word == "after" for bit in bits.of("near_before"))


def ahead(bits: Bits, scene: Scene) -> Resolved | None:
    """Resolve "in three days' time", "two weeks from now"."""
    name, number, anchor = bits.unit(), bits.one(*NUMBERS), scene.anchor
    if anchor is None or number is None or name in {"", "hour"} or number.value > _MOST:
        return None
    named = bits.one("deictic")
    day = shifted(anchor, "day", named.value if named else 0)
    day = day and shifted(day, name, number.value)
    return whole(unit_range(day, name), _PRECISION.get(name, P.RANGE), "that far ahead")


def counted_day(bits: Bits, scene: Scene) -> Resolved | None:  # noqa: PLR0911 - each a refusal
    """Resolve "the 20th day of the assault": the first day of the war told of is day 1."""
    number = bits.one("ordinal", "ordinal_word", "day2", "count", "small", "year")
    if number is None or not 1 <= number.value <= _MOST:
        return None
    epoch = scene.epoch()
    if epoch is None:
        return None
    first, name = epoch
    unit_name = bits.unit()
    if unit_name not in {"day", "week", "month", "year"}:
        return None
    day = shifted(first, unit_name, number.value - 1)
    if day is None:
        return None
    if unit_name == "day":
        return one_day(day, bits, f"day {number.value} of {name}, counted from {first}")
    until = shifted(first, unit_name, number.value)
    if until is None:
        return None
    return Resolved(
        Range(day, until), P.RANGE, f"{unit_name} {number.value} of {name}, counted from {first}"
    )
