"""data/*.toml and the gazetteer's kinds → the words that tell kinds of place and roles apart."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gazetteer.kinds import kinds

_LINKS = frozenset({"of", "in", "at"})
_NEAR = 4  # words between which and a name stand at most "in", "of" and "the"


@cache
def table(name: str) -> dict[str, float]:
    """One table of numbers of the file: directions (degrees), units (km), numbers.

    Raises:
        KeyError: no table has that name.
    """
    return {word: float(value) for word, value in _file()[name].items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One regular expression of the file, for any case but `adjective`, which asks for a capital.

    Raises:
        KeyError: no pattern has that name.
    """
    return re.compile(_file()["patterns"][name], 0 if name == "adjective" else re.IGNORECASE)


@cache
def after_words() -> dict[str, frozenset[str]]:
    """Lower-case words that follow a name ("region", "air base") → the kinds they tell."""
    return _by_word("after")


@cache
def before_words() -> dict[str, frozenset[str]]:
    """Lower-case words that precede a name ("city of", "lake") → the kinds they tell."""
    return _by_word("before")


@cache
def after_pattern() -> re.Pattern[str]:
    """Matches a kind word at the end of a name, possessive or not."""
    return re.compile(
        rf"(?:['’´]s)?[ \t]+(?:city[ \t]+)?({_either(after_words())})\b(?!-)", re.IGNORECASE
    )


@cache
def before_pattern() -> re.Pattern[str]:
    """Matches a kind word that ends where a name begins."""
    return re.compile(
        rf"\b({_either(before_words())})[ \t]+(?:of[ \t]+)?(?:the[ \t]+)?$", re.IGNORECASE
    )


def find_before(before: str) -> re.Match[str] | None:
    """The kind word that ends where a name begins, `before` being what stands before it.

    Most names have none, which their last words tell sooner than a search.
    """
    heads = _heads_before()
    if not any(word.endswith(heads) for word in before.lower().split()[-_NEAR:]):
        return None
    return before_pattern().search(before)


@cache
def _heads_before() -> tuple[str, ...]:
    """The last word of each that is no preposition: "plant" of "nuclear plant at"."""
    kept = ([word for word in told.split() if word not in _LINKS] for told in before_words())
    return tuple({words[-1] for words in kept})


def _either(found: dict[str, frozenset[str]]) -> str:
    longest_first = sorted(found, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in longest_first)


def _by_word(side: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind in kinds().values():
        for word in kind.words if side == "after" else kind.before:
            found.setdefault(word, set()).add(kind.id)
    for kind_id, lists in _file()["kinds"].items():
        for word in lists[side]:
            found.setdefault(word, set()).add(kind_id)
    return {word: frozenset(ids) for word, ids in found.items()}


@cache
def _file() -> dict[str, dict[str, Any]]:
    text = files("pipeline.places").joinpath("data/words.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def role_words(name: str) -> frozenset[str]:
    """One list of data/roles.toml, lower-case lemmas, as a set.

    Raises:
        KeyError: no list has that name.
    """
    return frozenset(_role_lists()[name])


@cache
def _role_lists() -> dict[str, list[str]]:
    text = files("pipeline.places").joinpath("data/roles.toml").read_text("utf-8")
    return tomllib.loads(text)
