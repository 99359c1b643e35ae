"""text -> how far into a known war or disaster it says it stands."""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.dates.calendar_units import shifted
from pipeline.dates.scanning import vocabulary

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = r"(?P<number>\d{1,4}(?:st|nd|rd|th)?|[a-z]+(?:-[a-z]+)?)"
_WAR = (
    r"(?:assault|aggression|battle|campaign|conflict|fighting|hostilities|invasion|offensive"
    r"|onslaught|operation|war)"
)
_FILL = r"(?:[\w'’-]+\s+){0,4}?"
_NEAR = r"(?:[\w'’,-]+\s+){0,6}?"
# Forms of counting; `unit` is what is counted. Every gap is bounded, so matching stays linear.
_UNIT = r"(?P<unit>day|week|month|year)"
_UNITS = r"(?P<unit>day|week|month)s?"
_BEGUN = r"(?:began|begun|started|start|launch(?:ed|ing)?|order(?:ed|ing)?|invad(?:ed|ing))"
_AT_WAR = (
    rf"\b{_WAR}(?:\s+(?:in|on|against|with|of)\s+\w+)?"
    r"\W+(?:(?:is|was|has|had|now|which|went|goes|drag(?:s|ged)|grinds?|ground|on)\s+){0,4}"
)
_AT = (
    r"(?:in|into|enter(?:s|ed|ing)?|(?:drag|stretch|head|mov)(?:s|ged|ed|ing)?\s+into"
    r"|reach(?:es|ed|ing)?|on)\s+(?:(?:its|the|an?)\s+)?"
)
_ABOUT = (
    r"(?:(?P<more>more\s+than|over)|(?P<less>nearly|almost|less\s+than|under|close\s+to)"
    r"|about|around|exactly|just|only|barely|some)"
)
_SOME = rf"(?:{_ABOUT}\s+)?{_NUMBER}\s+{_UNITS}"
_FORMS = (
    # The day or week it is.
    (
        rf"\b{_NUMBER}\s+(?:(?:consecutive|straight|successive)\s+)?{_UNIT}\s+(?:of|since|in)\s+"
        rf"(?:the\s+)?{_FILL}{_WAR}"
    ),
    rf"{_AT_WAR}{_AT}{_NUMBER}\s+{_UNIT}\b",
    rf"\b[Ee]ntering\s+(?:its|an?|the)\s+{_NUMBER}\s+{_UNIT}\W+{_NEAR}{_WAR}",
    rf"\b(?P<unit>day)\s+(?P<number>\d{{1,4}})\s+(?:of|since|in)\s+(?:the\s+)?{_FILL}{_WAR}",
    # "It is Friday the thirteenth, the seventy-ninth day, and …": of no war, but of a weekday.
    (
        rf"\b(?:{'|'.join(WEEKDAYS)})(?:\s+the\s+[\w-]+)?,\s+the\s+{_NUMBER}\s+"
        r"(?P<unit>day)\b(?=\s*[,.;:])"
    ),
    r"\b(?:on|is|now)\s+(?P<unit>day)\s+(?P<number>\d{1,4})\b(?=\s*[.,:;])",
    rf"\b(?P<weeks>{_NUMBER}-(?P<unit>week)(?:-long)?)\s+{_WAR}",
    r"^\W*(?P<unit>day)\s+(?P<number>\d{1,4})\b(?=\s*[:\-\u2013\u2014])",
    rf"\b(?P<weeks>week)-old\s+{_WAR}",
    # How long it has lasted.
    rf"\b(?P<lasted>(?:{_NUMBER}-)?{_UNIT}s?-old)\s+{_WAR}",
    rf"\b(?P<lasted>{_SOME})\s+(?:after|since|into)\s+{_FILL}(?:{_BEGUN}\s+{_FILL})?(?:{_WAR}|invaded)",
    # "Five weeks to the day since tanks crossed the border": of no war but its own first day.
    (
        rf"\b(?P<lasted>{_SOME})\s+(?P<sharp>to\s+the\s+day)\s+(?:after|since)\s+{_NEAR}"
        rf"(?:{_WAR}|invaded|(?:russia\w*|tanks?|troops|soldiers|forces|columns?|army)\s+"
        r"(?:had\s+)?(?:attacked|crossed|rolled|poured|drove|marched|entered|stormed)\b)"
    ),
    rf"\b(?P<lasted>{_SOME})\s+of\s+(?:all-out\s+|full-scale\s+)?(?:war|invasion|conflict)\b",
    rf"\b(?P<lasted>(?:{_ABOUT}\s+)?{_NUMBER}\s+(?P<unit>week|month)s)\s+of\s+fighting\b",
    (
        rf"(?:\binvad(?:ed|ing)|\b{_BEGUN}\s+{_FILL}{_WAR}|\b{_WAR}\s+{_FILL}{_BEGUN})\s+{_NEAR}"
        rf"(?P<lasted>{_SOME})\s+ago\b"
    ),
    (
        rf"\bhave\s+(?:\w+\s+)?(?:fled|left|escaped|crossed)\b[^.!?]{{0,60}}?"
        rf"\bin\s+(?P<lasted>{_SOME})\b"
    ),
    rf"\bfor\s+(?P<lasted>(?:{_ABOUT}\s+)?{_NUMBER}\s+(?P<unit>week)s)\s+{_FILL}forces\s+have\b",
    # At the start of a sentence nothing but the war can be meant: "Three weeks into what many …".
    rf"(?:^|[.!?…][\"”’']?\s+)(?P<lasted>{_SOME})\s+(?:into\b|in,)",
    rf"\b{_NUMBER}(?:[- ]year)?\s+(?P<anniversary>anniversary)\s+of\s+{_FILL}{_WAR}",
    (
        rf"\b(?:invaded|{_BEGUN}\s+{_FILL}{_WAR}|{_WAR}\s+{_FILL}{_BEGUN}"
        rf"|entered|rolled\s+into|crossed\s+into)\s+{_NEAR}last\s+(?P<last>{'|'.join(WEEKDAYS)})\b"
    ),
)
_TOLD = range(2, 5001)  # a first day is told long after; nobody counts further
_YEARS = range(1, 101)  # anniversaries
_ROUNDED = 3  # days on either side
# Words without which a form is not there are looked for first: a plain look takes no time.
_NEEDED = ("-old", "anniversary")
_COMPILED = tuple(
    (
        next((word for word in _NEEDED if word in form), ""),
        re.compile(form, re.IGNORECASE | re.MULTILINE),
    )
    for form in _FORMS
)


@dataclass(frozen=True, slots=True)
class Count:
    """Days on which such a count is said, `until` excluded, and the rule in words."""

    first: dt.date
    until: dt.date
    rule: str


def find_counts(text: str, epoch: dt.date, name: str) -> tuple[Count, ...]:
    """Counts from the second unit on, as "the 20th day" is told on that day; exact ones first.

    A first day, week or month is told long after and dates nothing.
    """
    found = []
    lowered = text.lower()
    for needed, form in _COMPILED:
        if needed not in lowered:
            continue
        for match in form.finditer(text):
            count = _count(match, epoch, name)
            if count is not None:
                found.append(count)
    return tuple(sorted(found, key=lambda count: (count.until - count.first, count.first)))


def _count(match: re.Match[str], epoch: dt.date, name: str) -> Count | None:
    groups = match.groupdict()
    if "anniversary" in groups:
        return _anniversary(match, epoch, name)
    if "last" in groups:
        return _last_week(match["last"].lower(), epoch, name)
    unit = (groups.get("unit") or "week").lower()
    number = _number(groups.get("number") or "one")
    if number is None or number >= _TOLD.stop:
        return None
    if "lasted" in groups:
        return _lasted(unit, number, groups, epoch, name)
    return _begun(unit, number + ("weeks" in groups), epoch, name)  # a week old: in its second


def _begun(unit: str, number: int, epoch: dt.date, name: str) -> Count | None:
    """Days of the unit of that number."""
    first, until = shifted(epoch, unit, number - 1), shifted(epoch, unit, number)
    if number not in _TOLD or first is None or until is None:
        return None
    return Count(first, until, f"{unit} {number} of {name}, counted from {epoch}")


def _lasted(
    unit: str, number: int, groups: dict[str, str | None], epoch: dt.date, name: str
) -> Count | None:
    """Days on which so many units have passed: whole days a day about, others the nearest week.

    Only the day itself where the text says "to the day".
    """
    middle = shifted(epoch, unit, number)
    if middle is None or unit == "year":
        return None
    rule = f"{number} {unit}{'s' if number > 1 else ''} into {name}"
    if groups.get("sharp"):
        until = shifted(middle, "day", 1)
        return None if until is None else Count(middle, until, f"{rule}, to the day")
    if unit == "day":
        first, until = shifted(middle, "day", -1), shifted(middle, "day", 2)
        if first is None or until is None:
            return None
        return Count(max(first, epoch), until, f"about {rule}")
    if groups.get("more") or groups.get("less"):
        middle = shifted(middle, "day", _ROUNDED if groups.get("more") else -_ROUNDED)
    return None if middle is None else _around(middle, rule)


def _last_week(weekday: str, epoch: dt.date, name: str) -> Count | None:
    """The week in which "last Thursday" is the first day."""
    first, until = shifted(epoch, "day", 2), shifted(epoch, "day", 9)
    if first is None or until is None or WEEKDAYS[epoch.weekday()] != weekday:
        return None
    return Count(first, until, f"{name} began last {weekday.title()}")


def _around(middle: dt.date, rule: str) -> Count | None:
    """The week around a day: people round such counts."""
    first, until = shifted(middle, "day", -_ROUNDED), shifted(middle, "day", _ROUNDED + 1)
    return (
        None if first is None or until is None else Count(first, until, f"the week around {rule}")
    )


def _anniversary(match: re.Match[str], epoch: dt.date, name: str) -> Count | None:
    years = _number(match["number"])
    middle = None if years is None or years not in _YEARS else shifted(epoch, "year", years)
    return None if middle is None else _around(middle, f"anniversary {years} of {name}")


def _number(word: str) -> int | None:
    """The value of "20", "20th", "eighth", "twenty-first"; None for another word."""
    word = word.lower()
    if word in {"a", "an"}:
        return 1
    digits = re.match(r"\d+", word)
    if digits is not None:
        return int(digits[0])
    values = vocabulary().values
    known = {**values["small"], **values["ordinal_word"]}
    parts = [known.get(part) for part in word.split("-")]
    numbers = [part for part in parts if isinstance(part, int)]
    return sum(numbers) if len(numbers) == len(parts) else None
