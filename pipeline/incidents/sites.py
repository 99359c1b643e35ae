"""Quote → the buildings, works and ships it speaks of: by kind, and by name where they have one."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

_LONGEST = 600  # characters of a quote that are looked at
_WORD = re.compile(r"[^\W\d_][\w-]*")
_OPENING = " \"'“”‘’«»„"  # what may stand between a kind and its name

Name = tuple[str, str]  # kind and name, in lower case


@dataclass(frozen=True, slots=True)
class Sites:
    """Kinds that words name ("theatre", "hospital") and names beside their kind, sorted.

    "the cruiser “Moskva”" and "the Moskva cruiser" both speak of the ship "moskva". The capital of
    a word that opens the quote tells nothing.
    """

    kinds: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()


def find_sites(quote: str) -> Sites:
    """Find what a quote speaks of; most speak of none, and cost one look at their words."""
    head = quote[:_LONGEST]
    found = {_kinds()[word] for word in _WORD.findall(head.lower()) if word in _kinds()}
    return Sites(tuple(sorted(found)), _names(head)) if found else _NONE


def _names(quote: str) -> tuple[Name, ...]:
    names: set[Name] = set()
    for one, other in pairwise(_WORD.finditer(quote)):
        if quote[one.end() : other.start()].strip(_OPENING):
            continue
        before, after = one.group(), other.group()
        if before.lower() in _kinds() and _is_name(after):
            names.add((_kinds()[before.lower()], after.lower()))
        if after.lower() in _kinds() and one.start() > 0 and _is_name(before):
            names.add((_kinds()[after.lower()], before.lower()))
    return tuple(sorted(names))


def _is_name(word: str) -> bool:
    lower = word.lower()
    if not word[0].isupper() or lower in _kinds() or lower in _lists()["not_names"]:
        return False
    return not lower.endswith(_lists()["people_ends"])


@cache
def _kinds() -> dict[str, str]:
    """A word -> the kind it names."""
    return {word: kind for kind, words in _read()["sites"].items() for word in words}


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in _read()["names"].items()}


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    text = (files("pipeline.incidents") / "data" / "sites.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return found


_NONE = Sites()
