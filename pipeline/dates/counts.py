"""text -> how far into a known war or disaster it says it stands."""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.dates.calendar_units import shifted
from pipeline.dates.scanning import vocabulary

_NUMBER = r"(?P<number>\d{1,4}(?:st|nd|rd|th)?|[a-z]+(?:-[a-z]+)?)"
_WAR = (
    r"(?:assault|aggression|battle|campaign|conflict|fighting|hostilities|invasion|offensive"
    r"|onslaught|operation|war)"
)
_FILL = r"(?:[\w'’-]+\s+){0,4}?"
# Forms of counting; `unit` is what is counted. Every gap is bounded, so matching stays linear.
_UNIT = r"(?P<unit>day|week|month|year)"
_AT_WAR = (
    rf"\b{_WAR}(?:\s+(?:in|on|against|with|of)\s+\w+)?"
    r"\W+(?:(?:is|was|has|had|now|which)\s+){0,3}"
)
_AT = r"(?:in|into|enter(?:s|ed|ing)?|reach(?:es|ed)?|on)\s+(?:(?:its|the|a)\s+)?"
_FORMS = (
    rf"\b{_NUMBER}\s+{_UNIT}\s+(?:of|since|in)\s+(?:the\s+)?{_FILL}{_WAR}",
    rf"{_AT_WAR}{_AT}{_NUMBER}\s+{_UNIT}\b",
    rf"\b(?P<unit>day)\s+(?P<number>\d{{1,4}})\s+(?:of|since|in)\s+(?:the\s+)?{_FILL}{_WAR}",
    rf"\b(?P<age>(?:\d{{1,4}}|[a-z]+)-)?{_UNIT}s?-old\s+{_WAR}",
    rf"\b{_NUMBER}\s+(?P<unit>day|week)s?\s+(?P<into>after|since|into)\s+{_FILL}(?:{_WAR}|invaded)",
    # At the start of a sentence nothing but the war can be meant: "Three weeks into what many …".
    rf"(?:^|[.!?…][\"”’']?\s+){_NUMBER}\s+(?P<unit>day|week)s?\s+(?P<into>into\b|in,)",
    rf"\b{_NUMBER}(?:[- ]year)?\s+(?P<anniversary>anniversary)\s+of\s+{_FILL}{_WAR}",
    r"^\W*(?P<unit>day)\s+(?P<number>\d{1,4})\b(?=\s*[:\-\u2013\u2014])",
)
_TOLD = range(2, 5001)  # a first day is told long after; nobody counts further
_YEARS = range(1, 101)  # anniversaries
_ROUNDED = 3  # days on either side
_COMPILED = tuple(re.compile(form, re.IGNORECASE | re.MULTILINE) for form in _FORMS)


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
    for form in _COMPILED:
        for match in form.finditer(text):
            count = _count(match, epoch, name)
            if count is not None:
                found.append(count)
    return tuple(sorted(found, key=lambda count: (count.until - count.first, count.first)))


def _count(match: re.Match[str], epoch: dt.date, name: str) -> Count | None:
    groups = match.groupdict()
    if "anniversary" in groups:
        return _anniversary(match, epoch, name)
    unit = match["unit"].lower()
    if "age" in groups:
        number = _number((groups["age"] or "one-")[:-1])
        number = None if number is None else number + 1  # a week old: in its second week
    else:
        number = _number(groups["number"])
    if number is None or number not in _TOLD:
        return None
    first, until = shifted(epoch, unit, number - 1), shifted(epoch, unit, number)
    if first is None or until is None:
        return None
    if "into" in groups:
        middle = shifted(epoch, unit, number)
        return None if middle is None else _around(middle, f"{number} {unit}s into {name}")
    return Count(first, until, f"{unit} {number} of {name}, counted from {epoch}")


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
    digits = re.match(r"\d+", word)
    if digits is not None:
        return int(digits[0])
    values = vocabulary().values
    known = {**values["small"], **values["ordinal_word"]}
    parts = [known.get(part) for part in word.split("-")]
    numbers = [part for part in parts if isinstance(part, int)]
    return sum(numbers) if len(numbers) == len(parts) else None
