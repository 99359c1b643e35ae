"""Text and parse → every span that bears a name, place or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer
from pipeline.mentions import find_mentions
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.vocabulary import words
from pipeline.places.name_edges import whole_names
from pipeline.records import Article, Token

Span = tuple[int, int]

_TIMES = frozenset({"DATE", "TIME"})
_UNSURE = frozenset({"NOUN", "VERB", "ADJ", "X"})  # what a model takes names for that it never saw


@dataclass(frozen=True, slots=True)
class Named:
    """A name: where it stands, its tokens, and the kind of the likeliest place it may mean.

    The kind is empty when the gazetteer knows none.
    """

    span: Span
    tokens: range
    kind: str


def find_named_spans(text: str, grammar: Grammar, gazetteer: Gazetteer) -> tuple[Named, ...]:
    """Every name of a text, in text order, never overlapping, as it is written.

    A model that takes an unheard-of village for a person has still found its name. Where finds
    overlap, places come first, then other entities, then runs of proper nouns and of other
    capitalised words; of equals the longer.
    """
    places: list[Span] = []
    others: list[Span] = []
    for entity in grammar.parse.entities:
        if entity.label not in _TIMES:
            kept = places if entity.label in words("place_labels") else others
            kept.append((entity.start, entity.end))
    mentions = find_mentions(Article("", text), grammar.parse, gazetteer)
    places += [(mention.start, mention.end) for mention in mentions]
    found = []
    groups = places, others, proper_runs(grammar.tokens), _capitalised(grammar)
    for start, end in whole_names(text, grammar, _apart(groups)):
        tokens = grammar.tokens_in(start, end)
        if len(tokens):
            known = gazetteer.candidates(text[start:end], limit=1)
            found.append(Named((start, end), tokens, known[0].place.kind if known else ""))
    return tuple(found)


def _apart(groups: Iterable[Iterable[Span]]) -> list[Span]:
    covered: set[int] = set()
    kept = []
    for group in groups:
        for start, end in sorted(group, key=lambda span: (span[0] - span[1], span[0])):
            if covered.isdisjoint(range(start, end)):
                covered.update(range(start, end))
                kept.append((start, end))
    return sorted(kept)


def _capitalised(grammar: Grammar) -> Iterator[Span]:
    """Words with a capital that open no sentence, whatever the model takes them for."""
    opening = {sentence.first for sentence in grammar.parse.sentences}
    for index, token in enumerate(grammar.tokens):
        if token.text[:1].isupper() and index not in opening and token.pos in _UNSURE:
            yield token.start, token.end


def proper_runs(tokens: Iterable[Token]) -> Iterator[Span]:
    """Proper nouns that stand side by side, in text order."""
    start, end = -1, -1
    for token in tokens:
        if token.pos == "PROPN" and token.text[:1].isalpha():
            start, end = token.start if start < 0 else start, token.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end
