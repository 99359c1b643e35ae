"""harm.toml → the word lists that this folder asks for by name."""

from functools import cache

from pipeline.events.words import read_toml


@cache
def listed(key: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return frozenset(read_toml("harm.toml")["words"][key])


def longest_end(text: str, key: str) -> int:
    """Characters of the longest phrase of a list that `text` ends with; 0 if none.

    `text` begins with a space, so that a phrase begins where a word does.
    """
    return max((len(phrase) for phrase in _phrases(key) if text.endswith(phrase)), default=0)


@cache
def _phrases(key: str) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in read_toml("harm.toml")["words"][key])
