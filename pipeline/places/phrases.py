"""Text and mentions → the phrases that place something by a name: "60 km north-west of Kyiv"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.places.wording import pattern, table
from pipeline.records import Mention

_REACH = 90  # characters before a name that a phrase may fill
_MEASURED = frozenset({"away", "outside", "coast", "between"})  # the anchor itself is elsewhere


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that place something by a named place; `[start, end)` takes in the name.

    `anchor` is the number of the mention, `other` that of the second ("between A and B"), if any.
    `manner` is away, outside, near, coast, between or border; `km` and `bearing_deg` (0 north, 90
    east) are None when not said.
    """

    start: int
    end: int
    anchor: int
    manner: str
    km: float | None = None
    bearing_deg: float | None = None
    other: int | None = None


def find_phrases(text: str, mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """The phrases of a text, at most one a mention; mentions are in text order."""
    return _found(text, tuple(mentions))


@lru_cache(maxsize=4)  # roles and relative places ask for those of the same article
def _found(text: str, mentions: tuple[Mention, ...]) -> tuple[Phrase, ...]:
    return tuple(_phrases(text, mentions))


def _phrases(text: str, mentions: tuple[Mention, ...]) -> Iterator[Phrase]:
    for number, mention in enumerate(mentions):
        before = text[max(0, mention.start - _REACH) : mention.start].rpartition("\n")[2]
        if pattern("cue").search(before):
            yield from _phrase(text, mentions, number, before)
        elif pattern("hyphen").search(before) and number:
            yield from _hyphened(text, mentions, number)


def anchors(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Numbers of the mentions that a distance or direction is only counted from."""
    found: set[int] = set()
    for phrase in find_phrases(text, mentions):
        if phrase.manner in _MEASURED:
            found |= {phrase.anchor} | ({phrase.other} if phrase.other is not None else set())
    return frozenset(found)


def _phrase(text: str, mentions: Sequence[Mention], number: int, before: str) -> Iterator[Phrase]:
    mention = mentions[number]
    offset = mention.start - len(before)
    end = mention.end + _tail(text, mention.end)
    if found := _distance().search(before):
        yield Phrase(offset + found.start(), end, number, "away", _km(found), _bearing(found))
    elif (found := _direction().search(before)) and not _names_a_part(before, found):
        yield Phrase(offset + found.start(), end, number, "away", None, _bearing(found))
    elif found := pattern("border").search(before):
        yield Phrase(
            offset + found.start(), end, number, "border", other=_owner(text, mentions, number)
        )
    elif found := pattern("between").search(before):
        yield from _between(text, mentions, number, offset + found.start(), found.group().lower())
    else:
        for manner in ("outside", "coast", "near"):
            if found := pattern(manner).search(before):
                yield Phrase(offset + found.start(), end, number, manner)
                return


def _names_a_part(before: str, found: re.Match[str]) -> bool:
    """Whether "the north of X" is a part of X ("in the north of Kyiv"), not a way from it."""
    return before[: found.start()].rstrip().lower().endswith(" the")


def _owner(text: str, mentions: Sequence[Mention], number: int) -> int | None:
    """The mention before in "Ukraine's border with Slovakia"."""
    if not number:
        return None
    gap = text[mentions[number - 1].end : mentions[number].start]
    return number - 1 if pattern("owned_border").fullmatch(gap) else None


def _between(
    text: str, mentions: Sequence[Mention], number: int, start: int, words: str
) -> Iterator[Phrase]:
    if number + 1 < len(mentions):
        after = mentions[number + 1]
        if pattern("and").fullmatch(text[mentions[number].end : after.start]):
            manner = "border" if words.startswith("border") else "between"
            yield Phrase(start, after.end, number, manner, other=number + 1)


def _hyphened(text: str, mentions: Sequence[Mention], number: int) -> Iterator[Phrase]:
    """The border of "the Poland-Ukraine border"."""
    here, before = mentions[number], mentions[number - 1]
    found = pattern("then_border").match(text, here.end)
    if before.end + 1 == here.start and found:
        yield Phrase(before.start, found.end(), number, "border", other=number - 1)


def _tail(text: str, end: int) -> int:
    found = pattern("centre").match(text, end)
    return len(found.group()) if found else 0


@cache
def _distance() -> re.Pattern[str]:
    number = rf"(?P<number>\d[\d,.]*|{'|'.join(table('numbers'))})"
    unit = rf"(?P<unit>{'|'.join(sorted(table('units'), key=len, reverse=True))})"
    return re.compile(
        rf"(?:\b(?:{pattern('roughly').pattern}) )*"
        rf"\b{number}(?:-| )?(?:(?:to|-|–) ?\d+ )?{unit}s?\b\.?(?: ?\([^)]{{1,20}}\))?"
        rf"(?: (?:due |further |away )?(?:to the )?(?P<direction>{_directions()}))?"
        rf"(?: away)?,? (?:of|from|outside(?: of)?|out of|off|away from|beyond)"
        rf"{pattern('the_town_of').pattern} $",
        re.IGNORECASE,
    )


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:an?|the) (?:[a-z]+ )?(?:{pattern('ways').pattern})s? )?"
        rf"(?:just |to the |further )*(?P<direction>{_directions()}) of"
        rf"{pattern('the_town_of').pattern} $",
        re.IGNORECASE,
    )


def _directions() -> str:
    return "|".join(sorted(table("directions"), key=len, reverse=True))


def _km(found: re.Match[str]) -> float | None:
    said = found.group("number").lower().rstrip(".,")
    unit = table("units")[found.group("unit").lower()]
    numbers = table("numbers")
    if said in numbers:
        return numbers[said] * unit
    try:
        return float(said.replace(",", "")) * unit
    except ValueError:  # "1.2.3": a numbering, not a distance
        return None


def _bearing(found: re.Match[str]) -> float | None:
    said = found.groupdict().get("direction")
    return table("directions")[said.lower()] if said else None
