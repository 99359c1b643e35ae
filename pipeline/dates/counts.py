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
_FILL = r"(?:[\w'’-]+\s+){0,4}?"  # noqa: RUF001 - as printed
# Forms of counting; `unit` is what is counted. Every gap is bounded, so matching stays linear.
_FORMS = (
    rf"\b{_NUMBER}\s+(?P<unit>day|week|month|year)\s+(?:of|since|in)\s+(?:the\s+)?{_FILL}{_WAR}",
    (
        rf"\b{_WAR}\W+(?:(?:is|was|has|had|now|which)\s+){{0,3}}"
        rf"(?:in|into|enter(?:s|ed|ing)?|reach(?:es|ed)?|on)\s+(?:(?:its|the|a)\s+)?{_NUMBER}\s+(?P<unit>day|week|month|year)\b"
    ),
    rf"\b(?P<unit>day)\s+(?P<number>\d{{1,4}})\s+(?:of|since|in)\s+(?:the\s+)?{_FILL}{_WAR}",
    rf"\b(?P<age>(?:\d{{1,4}}|[a-z]+)-)?(?P<unit>day|week|month|year)s?-old\s+{_WAR}",
    r"^\W*(?P<unit>day)\s+(?P<number>\d{1,4})\b(?=\s*[:–—-])",  # noqa: RUF001 - as printed
)
_TOLD = range(2, 5001)  # a first day is told long after; nobody counts further
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
    groups, unit = match.groupdict(), match["unit"].lower()
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
    return Count(first, until, f"{unit} {number} of {name}, counted from {epoch}")


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
