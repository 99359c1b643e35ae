"""Spans → named features that tell toponyms from other names, for the learnt screen."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer, NameClass
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.spans import Span
from pipeline.mentions.vocabulary import words

_CLASSES = tuple(NameClass)
_MANY_WORDS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole article says of names: how the model labels each spelling elsewhere."""

    as_place: frozenset[str]
    as_person: frozenset[str]
    shouted: float  # share of letters that are capitals


def look_round(text: str, grammar: Grammar, spans: tuple[Span, ...]) -> Surroundings:
    """Gather what the article says of its names as a whole."""
    labels = words("place_labels")
    places = {text[s.start : s.end] for s in spans if s.label in labels and s.whole}
    persons = Counter(
        word
        for e in grammar.parse.entities
        if e.label == "PERSON"
        for word in text[e.start : e.end].split()
    )
    letters = [c for c in text[:5000] if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) / max(len(letters), 1)
    return Surroundings(frozenset(places), frozenset(persons), capitals)


def features(
    text: str, span: Span, grammar: Grammar, gazetteer: Gazetteer, round_: Surroundings
) -> Iterator[str]:
    """The names of the features a span has; each counts once."""
    name = text[span.start : span.end]
    tokens = grammar.tokens_in(span.start, span.end)
    if not len(tokens):
        yield "no_token"
        return
    source = span.label or "none"
    part = "whole" if span.whole else "part"
    known = gazetteer.name_class(name)
    classes = [flag.name or "" for flag in _CLASSES if flag in known]
    top = _class(known)
    before, after = _neighbours(grammar, tokens)
    yield "bias"
    yield f"source={source}/{part}"
    yield f"class={top}"
    yield f"source={source}/{part}&class={top}"
    yield from (f"is={name_}" for name_ in classes)
    yield f"scanned={span.scanned}"
    yield f"words={min(len(tokens), _MANY_WORDS)}"
    yield f"before={before}"
    yield f"after={after}"
    yield f"before={before}&source={source}"
    yield f"after={after}&source={source}"
    yield f"pos={grammar.tokens[tokens[-1]].pos}"
    yield f"dep={grammar.tokens[grammar.head_in(tokens)].dep}&source={source}"
    if name in round_.as_place:
        yield f"place_elsewhere&source={source}"
    if set(name.split()) & round_.as_person and source != "PERSON":
        yield f"person_elsewhere&source={source}"
    if name.isupper() and len(name) > len("U.S."):
        yield "shouted" if round_.shouted < 0.5 else "all_shouted"  # noqa: PLR2004 - half
    if name.lower() in words("never_alone"):
        yield "never_alone"
    if not any(c.isupper() for c in name):
        yield "no_capital"


def _class(known: NameClass) -> str:
    for flag in (
        NameClass.COUNTRY, NameClass.REGION, NameClass.LARGE, NameClass.MID, NameClass.SMALL, NameClass.FEATURE, NameClass.DEMONYM,
    ):  # fmt: skip
        if flag in known:
            return f"{flag.name}{'-word' if NameClass.COMMON_WORD in known else ''}"
    return "unknown"


def _neighbours(grammar: Grammar, tokens: range) -> tuple[str, str]:
    """What stands before and after, as classes of words."""
    sentence = grammar.sentence_at(grammar.tokens[tokens[0]].start)
    first = sentence is not None and sentence.first >= tokens[0]
    last = sentence is not None and sentence.stop <= tokens[-1] + 1
    before = "start" if first else _word_class(grammar, tokens[0] - 1, left=True)
    after = "end" if last else _word_class(grammar, tokens[-1] + 1, left=False)
    return before, after


def _word_class(grammar: Grammar, index: int, *, left: bool) -> str:
    if not 0 <= index < len(grammar.tokens):
        return "edge"
    token = grammar.tokens[index]
    lower = token.text.lower()
    if lower in {
        "the",
        "'s",
        "’s",
        ",",
        ".",
        "-",
        "(",
        ")",
        ":",
        "of",
        "in",
        "and",
        "to",
        "from",
        "a",
    }:
        return lower
    if left and lower in words("person_titles"):
        return "title"
    if token.text[:1].isupper():
        if not left and lower in words("organisation_words"):
            return "org_word"
        return "capital"
    if left and lower in words("locative"):
        return "locative"
    if not left and token.pos in {"VERB", "AUX"}:
        return "saying" if token.lemma.lower() in words("saying") else "verb"
    return token.pos or "other"
