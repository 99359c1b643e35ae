"""Parse and gazetteer → spans that may name places, each with the way it was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer
from pipeline.mentions.edges import trim
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.vocabulary import words

_LONGEST = 120  # characters; a longer "name" is a list or a broken line
_SPLIT = re.compile(r",\s+(?=\S)|;\s+|\n+|\s+/\s+|\s+[-–—]\s+|\s+and\s+|\s*&\s*")
_HYPHEN = re.compile(r"[-–—](?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that may be a toponym.

    `label` is the model's label of the entity around it (empty: none), `whole` whether it is that
    entity's whole name, `scanned` whether the gazetteer knows it as written.
    """

    start: int
    end: int
    label: str
    whole: bool
    scanned: bool


def find_spans(text: str, grammar: Grammar, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Every candidate span, in text order.

    The model's places come first; the gazetteer's names fill the gaps, and the insides of names
    of organisations and persons. Only a place the gazetteer does not know overlaps others: the
    known names inside it ("Walker County" of "Walker County Fairgrounds").
    """
    scanned = sorted(set(gazetteer.scan(text)))
    known = set(scanned)
    places = list(_longest(_from_model(text, grammar, gazetteer, known)))
    spans = [place for place in places if place.scanned]
    taken = _Taken(spans)
    for start, end in scanned:
        first, last = trim(text, start, end)
        if first < last and taken.free(first, last):
            entity = grammar.entity_over(first, last)
            whole = entity is not None and trim(text, entity.start, entity.end) == (first, last)
            spans.append(Span(first, last, entity.label if entity else "", whole, scanned=True))
    unknown = [place for place in places if not place.scanned]
    return tuple(sorted((*_longest(spans), *unknown), key=lambda span: (span.start, span.end)))


class _Taken:
    """Which characters the model's places cover already."""

    def __init__(self, spans: list[Span]) -> None:
        self._covered = {offset for span in spans for offset in range(span.start, span.end)}

    def free(self, start: int, end: int) -> bool:
        return start not in self._covered and end - 1 not in self._covered


def _from_model(
    text: str, grammar: Grammar, gazetteer: Gazetteer, known: set[tuple[int, int]]
) -> Iterator[Span]:
    for entity in grammar.parse.entities:
        if entity.label not in words("place_labels"):
            continue
        for start, end in _pieces(text, entity.start, entity.end, gazetteer):
            if 0 < end - start <= _LONGEST:
                name = text[start:end]
                is_known = (start, end) in known or gazetteer.knows(name)
                yield Span(start, end, entity.label, whole=True, scanned=is_known)


def _pieces(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """One entity, or the several names that the model took for one."""
    start, end = trim(text, start, end)
    name = text[start:end]
    if not name or len(name) > _LONGEST:
        return
    pattern = _SPLIT if _SPLIT.search(name) else _HYPHEN
    if not pattern.search(name) or gazetteer.knows(name):
        yield start, end
        return
    parts, at = [], 0
    for cut in pattern.finditer(name):
        parts.append((start + at, start + cut.start()))
        at = cut.end()
    parts.append((start + at, end))
    trimmed = [trim(text, *part) for part in parts]
    if pattern is _HYPHEN and not all(gazetteer.knows(text[a:b]) for a, b in trimmed if a < b):
        yield start, end
        return
    yield from ((a, b) for a, b in trimmed if a < b)


def _longest(spans: Iterable[Span]) -> Iterator[Span]:
    """Drop a span that overlaps an earlier one; of two that start together the longer stays."""
    reached = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= reached:
            yield span
            reached = span.end
