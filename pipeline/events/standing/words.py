"""standing.toml → the word lists that this folder asks for by name."""

from pipeline.events.words import load_phrases, load_words

_FILE = "standing.toml"


def listed(key: str) -> frozenset[str]:
    """The words of a list, as a set."""
    return load_words(_FILE, key)


def phrases(key: str) -> tuple[str, ...]:
    """The phrases of a list, in its order."""
    return load_phrases(_FILE, key)
