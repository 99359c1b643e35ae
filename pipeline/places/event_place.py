"""Trigger and mention → how likely the mention says where the trigger's event happened."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import probability
from pipeline.places.event_place_clues import features
from pipeline.places.event_place_context import verb_features, way_features
from pipeline.places.event_place_rivals import rivalry
from pipeline.places.named_spans import Named, find_named_spans
from pipeline.shipped import read_checked

Weights = dict[str, float]

LIKELY = 0.42  # from which a name passes for the place; at it precision and recall are about even


def pair_score(grammar: Grammar, trigger: int, start: int, end: int, kind: str) -> float:
    """How likely (0-1) the event of token number `trigger` happened at the place a span names.

    `kind` is that of the place, empty when unknown. Tokens of different sentences score 0.
    """
    tokens = grammar.tokens_in(start, end)
    if not len(tokens) or not 0 <= trigger < len(grammar.tokens):
        return 0.0
    sentence = grammar.sentence_at(start)
    if sentence is None or not sentence.first <= trigger < sentence.stop:
        return 0.0
    return probability(load_weights()["alone"], features(grammar, trigger, tokens, kind))


def event_place_scores(grammar: Grammar, trigger: int, names: Sequence[Named]) -> list[float]:
    """How likely (0-1) each name of the trigger's sentence is where its event happened.

    Weighed against each other: of "a camp near Balad in Iraq" the narrower name is the place.
    """
    weights = load_weights()
    asked = ask(grammar, trigger, names)
    first = [probability(weights["first"], found) for found in asked]
    return [
        probability(weights["together"], [*found, *rank])
        for found, rank in zip(asked, rivalry(grammar, names, first), strict=True)
    ]


def ask(grammar: Grammar, trigger: int, names: Sequence[Named]) -> list[list[str]]:
    """The features of each name of the trigger's sentence, none of them weighed against another."""
    of_verb = verb_features(grammar, trigger)
    return [
        [
            *features(grammar, trigger, name.tokens, name.kind),
            *way_features(grammar, trigger, name.tokens, name.kind),
            *of_verb,
        ]
        for name in names
    ]


def find_event_places(
    text: str, grammar: Grammar, verb: tuple[int, int], gazetteer: Gazetteer
) -> tuple[tuple[int, int], ...]:
    """Spans of the names at which the event of a verb happened, whether the gazetteer knows them.

    `verb` is the span of the verb; none may pass.
    """
    tokens = grammar.tokens_in(*verb)
    if not len(tokens):
        return ()
    names = find_named_spans(text, grammar, gazetteer)
    scores = event_place_scores(grammar, grammar.head_in(tokens), names)
    return tuple(name.span for name, score in zip(names, scores, strict=True) if score >= LIKELY)


def load_weights() -> dict[str, Weights]:
    """The weights that the project ships with.

    `alone` is of a name for which no other is asked; `first` of a name by all that is told of it
    and its verb, and `together` of that with how it stands to the others.
    """
    weights: dict[str, Weights] = load_data()["weights"]
    return weights


@cache
def load_data() -> dict[str, Any]:
    """The weights with how they were made, as the training script wrote them."""
    path = Path(__file__).with_name("data") / "event_place.json"
    data: dict[str, Any] = read_checked(path)
    return data
