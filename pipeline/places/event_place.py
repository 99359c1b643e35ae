"""Trigger and mention → how likely the mention says where the trigger's event happened."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import exp

from pipeline.mentions.grammar import Grammar
from pipeline.mentions.vocabulary import words
from pipeline.records import Parse, Resolution, Sentence

_RIVAL_REACH = 600  # characters; a sentence that is longer is a list or a broken text
_PATH_SHOWN = 4  # arcs of a path that are told apart; longer ones are "far"
_INSIDE = frozenset({"in", "at", "near", "outside", "around"})
_WIDTHS = {"country": "country", "continent": "country", "region": "region", "area": "region"}
_NEXT = frozenset({",", ".", "s", "(", ")", "and", "said", "on", "in"})
_PREVIOUS = frozenset({",", "in", "of", "the", "and", "from", "to", "near", "at"})
_STEPS = (1, 2, 4, 7, 12, 20, 35)


def event_place_score(parse: Parse | Grammar, trigger: int, resolution: Resolution) -> float:
    """How likely (0-1) the event of token number `trigger` happened at the resolution's place.

    Tokens of different sentences score 0. Pass a `Grammar` to ask many times of one parse.
    """
    grammar = parse if isinstance(parse, Grammar) else Grammar(parse)
    kind = resolution.place.kind if resolution.place is not None else ""
    return pair_score(grammar, trigger, resolution.mention.start, resolution.mention.end, kind)


def pair_score(grammar: Grammar, trigger: int, start: int, end: int, kind: str) -> float:
    """The same for a span and the kind of its place (empty when unknown)."""
    tokens = grammar.tokens_in(start, end)
    if not len(tokens) or not 0 <= trigger < len(grammar.tokens):
        return 0.0
    sentence = grammar.sentence_at(start)
    if sentence is None or not sentence.first <= trigger < sentence.stop:
        return 0.0
    weights = _weights()
    total = sum(weights.get(name, 0.0) for name in features(grammar, trigger, tokens, kind))
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def features(grammar: Grammar, trigger: int, tokens: range, kind: str) -> Iterator[str]:
    """The names of the features a trigger and a name have; each counts once."""
    head = grammar.head_in(tokens)
    token, verb = grammar.tokens[head], grammar.tokens[trigger]
    case = grammar.case_of(head)
    width = _WIDTHS.get(kind, "spot")
    side = "after" if head > trigger else "before"
    steps = sum(abs(head - trigger) > limit for limit in _STEPS)
    yield "bias"
    yield f"dep={token.dep}"
    yield f"case={case}"
    yield f"case={case}&dep={token.dep}"
    yield f"width={width}"
    yield f"side={side}&steps={steps}"
    yield f"governor={grammar.tokens[token.head].pos}&dep={token.dep}"
    yield f"trigger={verb.pos}"
    found = grammar.path(head, trigger)
    if found is None:
        yield "apart"
    else:
        yield from _of_path(grammar, *found, case)
    following = grammar.text_after(tokens[-1])
    previous = grammar.text_before(tokens[0])
    yield f"next={following if following in _NEXT else 'other'}"
    yield f"previous={previous if previous in _PREVIOUS else 'other'}"
    if previous == "," and tokens[0] >= 2:  # noqa: PLR2004 - room for a name and the comma
        yield (
            "after_comma_name"
            if grammar.tokens[tokens[0] - 2].text[:1].isupper()
            else "after_comma"
        )
    sentence = grammar.sentence_at(token.start)
    if sentence is not None and head - sentence.first < 4:  # noqa: PLR2004 - "In the city of X, …"
        yield f"opens&case={case}"
    yield from _rivals(grammar, head, trigger)
    yield f"between_verbs={min(_verbs_between(grammar, head, trigger), 3)}"


def _rivals(grammar: Grammar, head: int, trigger: int) -> Iterator[str]:
    """How the name stands among the places that the model finds in the sentence."""
    sentence = grammar.sentence_at(grammar.tokens[head].start)
    if sentence is None:
        return
    places = [
        grammar.tokens_in(e.start, e.end)
        for e in grammar.entities_in(*_window(grammar, sentence, head))
        if e.label in words("place_labels")
    ]
    others = [tokens[-1] for tokens in places if len(tokens) and head not in tokens]
    nearer = sum(abs(at - trigger) < abs(head - trigger) for at in others)
    yield f"rivals={min(len(others), 3)}"
    yield f"nearer={min(nearer, 3)}&rivals={min(len(others), 3)}"
    case = grammar.case_of(head)
    rival_cases = {grammar.case_of(at) for at in others}
    yield f"rival_in={bool(rival_cases & _INSIDE)}&in={case in _INSIDE}"


def _window(grammar: Grammar, sentence: Sentence, head: int) -> tuple[int, int]:
    """The part of a sentence round a name in which rivals are counted."""
    at = grammar.tokens[head].start
    return max(sentence.start, at - _RIVAL_REACH), min(sentence.end, at + _RIVAL_REACH)


def _of_path(grammar: Grammar, up: list[int], down: list[int], case: str) -> Iterator[str]:
    arcs_up = [grammar.tokens[index].dep for index in up[:-1]]
    arcs_down = [grammar.tokens[index].dep for index in reversed(down[:-1])]
    length = len(arcs_up) + len(arcs_down)
    yield f"length={min(length, 7)}"
    yield f"up={min(len(arcs_up), 4)}&down={min(len(arcs_down), 4)}"
    if length <= _PATH_SHOWN:
        yield f"path={'^'.join(arcs_up)}_{'v'.join(arcs_down)}"
        yield f"path={'^'.join(arcs_up)}_{'v'.join(arcs_down)}&case={case}"
    yield f"up={'^'.join(arcs_up[:3])}"
    yield f"down={'v'.join(arcs_down[:3])}"
    yield f"top={grammar.tokens[up[-1]].pos}"


def _verbs_between(grammar: Grammar, one: int, other: int) -> int:
    first, last = sorted((one, other))
    last = min(last, first + _STEPS[-1])
    return sum(grammar.tokens[index].pos == "VERB" for index in range(first + 1, last))


@cache
def _weights() -> dict[str, float]:
    text = files("pipeline.places").joinpath("data/event_place.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights
