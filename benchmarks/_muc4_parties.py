"""People of an article → who is the same as who, and whom the keys name."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks._muc4_people import NAME_PARTS, Person
from benchmarks._muc4_sentences import names_of
from pipeline.records import Parse, Token

Row = dict[str, Any]

NOTHING = "none"  # what became of them is not told
EFFECTS = ("DEATH", "INJURY", "NO INJURY OR DEATH", NOTHING)
_SLOTS = ("hum_name", "hum_desc")


def parties_of(tokens: Sequence[Token], people: Sequence[Person]) -> list[list[int]]:
    """The numbers of the people who are one person or one group, in order of the first.

    A title and the name behind it, a noun and its apposition, a full name and its short form, and
    a title that only one person has; "five soldiers" and "the soldiers", but not "two soldiers".
    """
    home = list(range(len(people)))

    def join(one: int, other: int) -> None:
        first, last = sorted((_root(home, one), _root(home, other)))
        home[last] = first

    for one, other in (*_side_by_side(tokens, people), *_same_names(people)):
        join(one, other)
    for one, other in _same_nouns(people, home):
        join(one, other)
    found: dict[int, list[int]] = {}
    for number in range(len(people)):
        found.setdefault(_root(home, number), []).append(number)
    return list(found.values())


def _root(home: Sequence[int], number: int) -> int:
    while home[number] != number:
        number = home[number]
    return number


def _side_by_side(tokens: Sequence[Token], people: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Titles before names, and appositions."""
    by_token = {person.at: number for number, person in enumerate(people)}
    for number, person in enumerate(people):
        if person.number != "1":
            continue
        if number and tokens[person.at].pos == "PROPN":
            before = people[number - 1]
            between = tokens[before.at + 1 : person.at]
            is_title = all(token.dep in NAME_PARTS and token.pos == "PROPN" for token in between)
            if before.number == "1" and before.sentence == person.sentence and is_title:
                yield number - 1, number
        if tokens[person.at].dep == "appos":
            other = by_token.get(tokens[person.at].head)
            if other is not None and people[other].number == "1":
                yield other, number


def _same_names(people: Sequence[Person]) -> Iterator[tuple[int, int]]:
    named = [number for number, person in enumerate(people) if person.name]
    for at, number in enumerate(named):
        for other in named[:at]:
            one, two = sorted((people[number].name, people[other].name), key=len)
            if set(one) <= set(two) and (len(one) > 1 or len(one) == len(two) or one[0] != two[0]):
                yield other, number
                break


def _same_nouns(people: Sequence[Person], home: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Nouns without a name; a plural is the last told number of the same."""
    last: dict[tuple[str, str], int] = {}
    for number, person in enumerate(people):
        has_name = any(
            people[n].name for n in range(len(people)) if _root(home, n) == _root(home, number)
        )
        kind = "one" if person.number == "1" else "many"
        before = last.get((person.head, kind))
        is_told = person.number not in {"1", "PLURAL"}
        is_new = has_name or (
            is_told and before is not None and people[before].number != person.number
        )
        if before is not None and not is_new:
            yield before, number
        if is_new or before is None or is_told:
            last[person.head, kind] = number


def named_in(
    text: str, parse: Parse, people: Sequence[Person], keys: Sequence[Row]
) -> list[dict[int, Row]]:
    """For each of the people, the keys that name them, with the numbers and effects there."""
    by_token = {person.at: number for number, person in enumerate(people)}
    found: list[dict[int, Row]] = [{} for _ in people]
    for number, key in enumerate(keys):
        for slot in _SLOTS:
            for fill in key[slot]:
                told = {
                    "numbers": _told(fill, key["hum_number"]),
                    "effects": _told(fill, key["hum_effect"]),
                }
                for at in _heads(
                    text.upper(), parse, list(names_of({slot: [fill]}, slot)), by_token
                ):
                    found[by_token[at]].setdefault(number, told)
    return found


def _told(fill: Row, others: Sequence[Row]) -> list[str]:
    """What another slot of the key says of the fill."""
    names = {*fill["alts"], *fill.get("ref", ())}
    return [n for other in others if names & {*other.get("ref", ())} for n in other["alts"]]


def _heads(
    said: str, parse: Parse, names: Sequence[str], by_token: dict[int, int]
) -> Iterator[int]:
    """The tokens of people that rule the names where they stand."""
    for name in names:
        words = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", said):
            at = _head(parse, match.start(), match.end())
            while at is not None and at not in by_token:
                token = parse.tokens[at]
                is_part = token.dep in NAME_PARTS and token.pos == "PROPN" and token.head != at
                at = token.head if is_part else None
            if at is not None:
                yield at


def _head(parse: Parse, start: int, end: int) -> int | None:
    """The token that rules a phrase."""
    inside = [n for n, token in enumerate(parse.tokens) if start <= token.start < end]
    ruling = (n for n in inside if parse.tokens[n].head not in inside or parse.tokens[n].head == n)
    return next((n for n in ruling if parse.tokens[n].pos != "PUNCT"), None)
