"""Trigger and mention → how likely the mention says where the trigger's event happened."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import probability
from pipeline.places.event_place_clues import features
from pipeline.places.event_place_rivals import rivalry
from pipeline.places.named_spans import Named, find_named_spans
from pipeline.shipped import read_checked

Weights = dict[str, float]

LIKELY = (
    0.3  # from which a name passes for the place; where there is one, precision and recall are even
)


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
    asked = [list(features(grammar, trigger, name.tokens, name.kind)) for name in names]
    alone = [probability(load_weights()["alone"], found) for found in asked]
    return [
        probability(load_weights()["together"], [*found, *rank])
        for found, rank in zip(asked, rivalry(grammar, names, alone), strict=True)
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
    """The weights that the project ships with: `alone` a name, `together` with its rank."""
    weights: dict[str, Weights] = load_data()["weights"]
    return weights


@cache
def load_data() -> dict[str, Any]:
    """The weights with how they were made, as the training script wrote them."""
    path = Path(__file__).with_name("data") / "event_place.json"
    data: dict[str, Any] = read_checked(path)
    return data
