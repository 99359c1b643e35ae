"""data/words.toml → the words that tell names of places from other names."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """One list of the file as a set; lists of lower-case words except `dotted` and `place_labels`.

    Raises:
        KeyError: no list has that name.
    """
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("pipeline.mentions").joinpath("data/words.toml").read_text("utf-8")
    return {name: frozenset(items) for name, items in tomllib.loads(text).items()}
