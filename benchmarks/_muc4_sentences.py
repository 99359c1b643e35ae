"""Sentence → how much its words tell an incident of each type, and which tell the same one.

The keys quote the names of targets, attackers and weapons, so a sentence that holds several of them
and a word of violence tells that key's incident; what such sentences say is learnt from them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import sqrt
from typing import Any

from benchmarks._muc4_learning import Features
from benchmarks._muc4_task import load_task
from pipeline.mentions.logistic import logistic
from pipeline.records import Annotation, Parse, Sentence

Row = dict[str, Any]

ANY = "any"
KINDS = (ANY, "ATTACK", "BOMBING", "KIDNAPPING", "ARSON")  # the types that the keys hold often
_TARGETS = ("hum_name", "hum_desc", "phys_id")
_QUOTED = (*_TARGETS, "perp_individual", "perp_org", "instrument_id")
_SURE = 2  # slots of a key, a target counting thrice, that a sentence must quote
_SHORT = 15  # characters of a sentence that tells nothing
_LONGEST = 3  # words of a feature
_STRONGEST = 14  # sentences of an article that are compared
_FAR = 6  # sentences
_TOKEN = re.compile(r"[a-z]+|0|\[")
_DIGITS = re.compile(r"\d+")
_CONTENT = frozenset({"NOUN", "VERB", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of an article with what it is compared by; `at` counts the sentences before."""

    span: Sentence
    at: int
    words: tuple[str, ...]
    content: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]


def sentences_of(annotation: Annotation, parse: Parse) -> list[Telling]:
    """The sentences of an article in order, without scraps."""
    long = [span for span in parse.sentences if span.end - span.start > _SHORT]
    return [_telling(span, at, annotation, parse) for at, span in enumerate(long)]


def _telling(span: Sentence, at: int, annotation: Annotation, parse: Parse) -> Telling:
    tokens = parse.tokens[span.first : span.stop]
    near = [r for r in annotation.resolutions if span.start <= r.mention.start < span.end]
    dates = [date for date in annotation.dates if span.start <= date.start < span.end]
    text = annotation.article.text[span.start : span.end].lower()
    return Telling(
        span,
        at,
        tuple(_TOKEN.findall(_DIGITS.sub("0", text))),
        frozenset(t.lemma.lower() for t in tokens if t.pos in _CONTENT),
        frozenset(t.text.lower() for t in tokens if t.pos == "PROPN"),
        frozenset(r.mention.text.lower() for r in near if r.precision != "country"),
        frozenset(str(date.days) for date in dates),
    )


def features(sentence: Telling) -> Features:
    """Runs of words, and how early the sentence stands; longer ones weigh no more."""
    found = set(_runs(sentence.words, _LONGEST))
    return {**dict.fromkeys(found, 1 / sqrt(max(1, len(found)))), f"at={min(sentence.at, 9)}": 0.3}


def _runs(words: Sequence[str], longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


@cache
def _violence() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_task()["violence"]["beginnings"]) + ")")


def is_violence(word: str) -> bool:
    """Whether it is a word of violence."""
    return _violence().match(word.lower()) is not None


def is_violent(sentence: Telling) -> bool:
    """Whether a word of violence stands in it."""
    return _violence().search(" ".join(sentence.words)) is not None


def keys_told(sentence: Telling, text: str, keys: Sequence[Row]) -> set[int] | None:
    """The numbers of the keys that the sentence tells; None if it may tell one."""
    if not keys:
        return set()
    said = " ".join(text[sentence.span.start : sentence.span.end].upper().split())
    sums = [_quoted(key, said) for key in keys]
    most, violent = max(sums), is_violent(sentence)
    if most >= _SURE and violent:
        return {number for number, total in enumerate(sums) if total == most}
    return None if most or violent else set()


def _quoted(key: Row, said: str) -> int:
    slots = [slot for slot in _QUOTED if any(name in said for name in names_of(key, slot))]
    return sum(3 if slot in _TARGETS else 1 for slot in slots)


def names_of(key: Row, slot: str) -> Iterator[str]:
    """What a slot of the key is called in the text, in capitals."""
    names = (" ".join(name.upper().split()) for fill in key[slot] for name in fill["alts"])
    return (name for name in names if len(name) > len("ELN"))


def strongest(told: Sequence[Mapping[str, float]]) -> list[int]:
    """The numbers of the sentences that most likely tell an incident, in order."""
    ranked = sorted(range(len(told)), key=lambda number: -told[number][ANY])
    return sorted(ranked[:_STRONGEST])


def pairs_of(chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Each two of the sentences, the earlier first."""
    return list(combinations(chosen, 2))


def pair_features(one: Telling, other: Telling) -> Features:
    """What two sentences share, and with which words the later goes on."""
    found: Features = {"bias": 1.0, f"apart={min(_FAR, other.at - one.at)}": 1.0}
    for name in ("content", "names", "places", "days"):
        first, second = getattr(one, name), getattr(other, name)
        found[f"{name}:{_relation(first, second)}"] = 1.0
        if name in {"content", "names"}:
            found[f"{name}={min(4, len(first & second))}"] = 1.0
            found[f"{name} shared"] = 2 * len(first & second) / (1 + len(first | second))
    runs = set(_runs(other.words, 2))
    found.update(dict.fromkeys((f"later:{run}" for run in runs), 1.5 / sqrt(max(1, len(runs)))))
    found.update(dict.fromkeys((f"begins:{word}" for word in other.words[:4]), 0.5))
    return found


def _relation(one: Collection[str], other: Collection[str]) -> str:
    if not one or not other:
        return "none"
    return "same" if set(one) & set(other) else "differ"


def newness(
    told: Sequence[Mapping[str, float]], same: Mapping[tuple[int, int], float], kind: str
) -> dict[int, float]:
    """How likely each of the strongest sentences tells an incident that no surer one tells."""
    likely = {number: logistic(told[number][kind]) for number in strongest(told)}
    new: dict[int, float] = {}
    for number in sorted(likely, key=lambda n: -likely[n]):
        share = likely[number]
        for other in new:
            pair = (min(number, other), max(number, other))
            share *= 1 - likely[other] * logistic(same.get(pair, 0.0))
        new[number] = share
    return new
