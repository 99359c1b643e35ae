"""harm.toml → the word lists that this folder asks for by name."""

from functools import cache

from pipeline.events.tree import Tree
from pipeline.events.words import read_toml

_BEFORE = 4  # tokens before a number that can say what it is


@cache
def listed(key: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(read_toml("harm.toml")["words"][key])


@cache
def listed_in_order(key: str) -> tuple[str, ...]:
    """The words of a list, as the file has them."""
    return tuple(read_toml("harm.toml")["words"][key])


def longest_end(text: str, key: str) -> int:
    """Characters of the longest phrase of a list that `text` ends with; 0 if none.

    `text` begins with a space, so that a phrase begins where a word does.
    """
    return max((len(phrase) for phrase in _phrases(key) if text.endswith(phrase)), default=0)


@cache
def _phrases(key: str) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in read_toml("harm.toml")["words"][key])


def words_before(tree: Tree, i: int) -> str:
    """The words of the sentence right before token `i`, each after a space."""
    first = max(tree.sentence(i).first, i - _BEFORE)
    return " " + " ".join(tree.lowers[first:i])
