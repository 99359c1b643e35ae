"""Noun → how likely it is a human target, how many people it means, and what became of them.

What stands around the nouns that the keys name as targets is learnt, against all other nouns of
sentences with a word of violence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from benchmarks._muc4_learning import Features
from benchmarks._muc4_sentences import Telling, is_violent, names_of
from benchmarks._muc4_templates import load_task
from pipeline.events.numbers import read_number
from pipeline.records import Parse, Token

Row = dict[str, Any]

NOTHING = "none"  # what became of them is not told
EFFECTS = ("DEATH", "INJURY", "NO INJURY OR DEATH", NOTHING)
_SLOTS = ("hum_name", "hum_desc")
_INSIDE = frozenset({"compound", "flat", "nummod"})  # roles of a noun inside the phrase of another
_CARRIED = frozenset({"conj", "appos", "flat", "compound"})  # a noun that stands as its head does
_OF_PHRASE = frozenset({"det", "nummod", "amod", "compound", "flat", "nmod", "appos", "case",
    "conj", "nmod:poss", "acl", "acl:relcl", "cc"})  # fmt: skip
_AROUND = (-2, -1, 1, 2, 3)
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_STEPS = 4  # from noun to noun, on the way to the verb


@dataclass(frozen=True, slots=True)
class Person:
    """A noun that may mean people; `number` as the keys write it, `start` in the text."""

    start: int
    text: str
    head: str
    number: str
    features: Features


def people_of(parse: Parse, sentences: Sequence[Telling]) -> list[Person]:
    """The nouns of the sentences with a word of violence, in order."""
    return [person for s in sentences if is_violent(s) for person in _people(parse, s)]


def _people(parse: Parse, sentence: Telling) -> Iterator[Person]:
    tokens, first, stop = parse.tokens, sentence.span.first, sentence.span.stop
    under: dict[int, list[int]] = defaultdict(list)
    for number in range(first, stop):
        if tokens[number].head != number:
            under[tokens[number].head].append(number)
    labels = {
        token.start: entity.label
        for entity in parse.entities
        if sentence.span.start <= entity.start < sentence.span.end
        for token in tokens[first:stop]
        if entity.start <= token.start < entity.end
    }
    content = {_lemma(token) for token in tokens[first:stop] if token.pos in _CONTENT}
    around = {f"s:{word}": 1 / sqrt(len(content)) for word in content}
    around[f"at={min(6, sentence.at)}"] = 1.0
    for number in range(first, stop):
        token = tokens[number]
        if token.pos in {"NOUN", "PROPN"} and token.dep not in _INSIDE:
            own = {*_own(tokens, number, under), f"label={labels.get(token.start, '')}"}
            own |= {*_standing(tokens, number, under)}
            features = {**dict.fromkeys(own, 1.0), **around}
            count = _number(tokens, number, under)
            yield Person(token.start, token.text, _lemma(token), count, features)


def _lemma(token: Token) -> str:
    return (token.lemma or token.text).lower()


def _own(tokens: Sequence[Token], at: int, under: Mapping[int, Sequence[int]]) -> Iterator[str]:
    """The noun, what hangs on it, and the words beside it."""
    token = tokens[at]
    yield from (f"head={_lemma(token)}", f"pos={token.pos}", f"dep={token.dep}")
    yield f"plural={_is_plural(token)}"
    for child in under.get(at, ()):
        if tokens[child].dep in _OF_PHRASE:
            yield from (f"{tokens[child].dep}>{_lemma(tokens[child])}", f"has {tokens[child].dep}")
    for step in _AROUND:
        if 0 <= at + step < len(tokens):
            yield f"word{step}={tokens[at + step].text.lower()}"


def _standing(
    tokens: Sequence[Token], at: int, under: Mapping[int, Sequence[int]]
) -> Iterator[str]:
    """What the noun is to its verb, and to the verb above that."""
    head, dep = tokens[at].head, tokens[at].dep
    for _ in range(_STEPS):
        if dep not in _CARRIED or tokens[head].head == head:
            break
        head, dep = tokens[head].head, tokens[head].dep
    verb = _lemma(tokens[head])
    yield from (f"verb={verb}", f"as={dep}", f"verb={verb}&as={dep}")
    yield f"head={_lemma(tokens[at])}&verb={verb}"
    for child in under.get(at, ()):
        if tokens[child].dep == "case":
            yield f"verb={verb}&case={_lemma(tokens[child])}"
    if any("pass" in tokens[child].dep for child in under.get(head, ())):
        yield f"passive&as={dep}"
    above = tokens[head].head
    if above != head:
        yield f"above={_lemma(tokens[above])}"
        yield f"above={_lemma(tokens[above])}&as={tokens[head].dep}"


def _number(tokens: Sequence[Token], at: int, under: Mapping[int, Sequence[int]]) -> str:
    """How many the noun means: what is written, else one or several."""
    for child in under.get(at, ()):
        if tokens[child].dep == "nummod":
            told, _ = read_number([tokens[child].text.lower()])
            if told is not None:
                return str(told)
    is_one = tokens[at].pos == "PROPN" or not _is_plural(tokens[at])
    return "1" if is_one else "PLURAL"


def _is_plural(token: Token) -> bool:
    word = token.text.lower()
    is_other = word.endswith("s") and word != _lemma(token)
    return is_other or "Number=Plur" in token.morph or word in load_task()["targets"]["plural"]


def targets_named(text: str, parse: Parse, keys: Sequence[Row]) -> dict[int, str]:
    """Offsets of the head nouns of all targets that the keys name: what became of them."""
    found: dict[int, str] = {}
    said = text.upper()
    for key in keys:
        for slot in _SLOTS:
            for fill in key[slot]:
                effect = _effect(fill, key)
                for name in names_of({slot: [fill]}, slot):
                    words = r"\s+".join(map(re.escape, name.split()))
                    for match in re.finditer(rf"(?<!\w){words}(?!\w)", said):
                        found[_head(parse, match.start(), match.end())] = effect
    return found


def _effect(fill: Row, key: Row) -> str:
    names = {*fill["alts"], *fill.get("ref", ())}
    told = (other["alts"][0] for other in key["hum_effect"] if names & {*other.get("ref", ())})
    effect = next(told, NOTHING)
    return effect if effect in EFFECTS else NOTHING


def _head(parse: Parse, start: int, end: int) -> int:
    """Where the noun begins that rules a phrase; the phrase if none is found."""
    inside = [n for n, token in enumerate(parse.tokens) if start <= token.start < end]
    ruling = (n for n in inside if parse.tokens[n].head not in inside or parse.tokens[n].head == n)
    return next((parse.tokens[n].start for n in ruling if parse.tokens[n].pos != "PUNCT"), start)
