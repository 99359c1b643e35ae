"""Spans → named features that tell toponyms from other names, for the learnt screen."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer, NameClass
from gazetteer.kinds import kinds
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.spans import Span
from pipeline.mentions.vocabulary import words
from pipeline.records import Token

_CLASSES = tuple(NameClass)
_SIZES = ((1_000_000, "metropolis"), (300_000, "large"), (50_000, "city"), (5_000, "town"))
_GREAT = frozenset({"country", "region", "metropolis", "large"})
_MANY_WORDS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole article says of names: how the model labels each spelling elsewhere.

    `named` counts the spans of a spelling, `as_place` those of them that the model takes for whole
    names of places, `located` those behind a word such as "in" or "near"; `shouted` is the share
    of letters that are capitals.
    """

    named: Counter[str]
    as_place: Counter[str]
    located: Counter[str]
    as_person: frozenset[str]
    shouted: float


def look_round(text: str, grammar: Grammar, spans: tuple[Span, ...]) -> Surroundings:
    """Gather what the article says of its names as a whole."""
    labels = words("place_labels")
    named = Counter(text[s.start : s.end] for s in spans)
    places = Counter(text[s.start : s.end] for s in spans if s.label in labels and s.whole)
    persons = (text[e.start : e.end].split() for e in grammar.parse.entities if e.label == "PERSON")
    as_person = {w for name in persons if words("no_person").isdisjoint(name) for w in name}
    letters = [c for c in text[:5000] if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) / max(len(letters), 1)
    located = Counter(text[s.start : s.end] for s in spans if _is_located(grammar, s))
    return Surroundings(named, places, located, frozenset(as_person), capitals)


def _is_located(grammar: Grammar, span: Span) -> bool:
    first = grammar.tokens_in(span.start, span.end)[:1]
    return bool(first) and grammar.text_before(first[0]) in words("where")


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
    if len(tokens) > 1:
        yield f"tail={_tail(grammar, tokens)}&source={source}/{part}&known={bool(known)}"
    yield f"pos={grammar.tokens[tokens[-1]].pos}"
    yield f"dep={grammar.tokens[grammar.head_in(tokens)].dep}&source={source}"
    elsewhere = _elsewhere(name, span, round_)
    yield f"elsewhere={elsewhere}&source={source}"
    fame = _fame(name, gazetteer)
    yield f"fame={fame}"
    yield f"fame={fame}&source={source}/{part}"
    yield f"elsewhere={elsewhere}&source={source}/{part}&great={fame in _GREAT}"
    located = round_.located[name] - _is_located(grammar, span)
    yield f"located={min(located, 2)}&source={source}/{part}"
    yield f"located={min(located, 2)}&great={fame in _GREAT}"
    if set(name.split()) & round_.as_person and source != "PERSON":
        yield f"person_elsewhere&source={source}"
    if name.isupper() and len(name) > len("U.S."):
        yield "shouted" if round_.shouted < 0.5 else "all_shouted"  # noqa: PLR2004 - half
    if name.lower() in words("never_alone"):
        yield "never_alone"
    if not any(c.isupper() for c in name):
        yield "no_capital"


def is_great(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the first bearer of a name is a country, a region or a city of 300,000 or more."""
    return _fame(name, gazetteer) in _GREAT


def _fame(name: str, gazetteer: Gazetteer) -> str:
    """How well known the first bearer of a name is: its kind; of towns the number of people."""
    best = gazetteer.candidates(name, limit=1)
    if not best:
        return "none"
    place = best[0].place
    if kinds()[place.kind].group != "settlement":
        return place.kind if place.kind in {"country", "region"} else kinds()[place.kind].group
    return next((label for people, label in _SIZES if place.population >= people), "village")


def _elsewhere(name: str, span: Span, round_: Surroundings) -> str:
    """How the model labels the other spans of the same spelling."""
    is_place = span.label in words("place_labels") and span.whole
    others, places = round_.named[name] - 1, round_.as_place[name] - is_place
    if not others:
        return "alone"
    if not places:
        return "never"
    return "always" if places == others else "mostly" if places * 2 >= others else "seldom"


def _tail(grammar: Grammar, tokens: range) -> str:
    """What the last word of a name tells: an organisation, a road, a building, nothing."""
    last = grammar.tokens[tokens[-1]].text.lower()
    lists = ("organisation_words", "road_words", "building_words", "land_words")
    return next((name for name in lists if last in words(name)), "other")


def _class(known: NameClass) -> str:
    for flag in (
        NameClass.COUNTRY, NameClass.REGION, NameClass.LARGE, NameClass.MID, NameClass.SMALL,
        NameClass.FEATURE, NameClass.DEMONYM,
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
    if lower in words("telling_marks"):
        return lower
    return _left_class(token) if left else _right_class(token)


def _left_class(token: Token) -> str:
    lower = token.text.lower()
    if lower in words("person_titles"):
        return "title"
    if token.text[:1].isupper():
        return "capital"
    return "locative" if lower in words("locative") else token.pos or "other"


def _right_class(token: Token) -> str:
    if token.text[:1].isupper():
        return "org_word" if token.text.lower() in words("organisation_words") else "capital"
    if token.pos in {"VERB", "AUX"}:
        return "saying" if token.lemma.lower() in words("saying") else "verb"
    return token.pos or "other"
