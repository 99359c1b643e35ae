"""Text -> the same text as other desks would print it: capitals, small letters, a headline.

Every change keeps the length, so spans hold; a letter whose other case is longer stays.
"""

from collections.abc import Callable
from random import Random

_SHORT = frozenset({"a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "and", "or", "as"})


def change_letters(text: str, shares: dict[str, float], random: Random) -> str:
    """Change the case of the whole text, or (most often) leave it."""
    draw = random.random()
    if draw < shares["capitals"]:
        return _each(text, str.upper)
    draw -= shares["capitals"]
    if draw < shares["small_letters"]:
        return _each(text, str.lower)
    draw -= shares["small_letters"]
    return _headline(text) if draw < shares["headline"] else text


def _each(text: str, change: Callable[[str], str]) -> str:
    """Change each letter that comes back from it, as "ß" and "ς" do not."""
    return "".join(
        new if len(new := change(letter)) == 1 and new.lower() == letter.lower() else letter
        for letter in text
    )


def _headline(text: str) -> str:
    words = text.split(" ")
    return " ".join(
        word if word in _SHORT else _each(word[:1], str.upper) + word[1:] for word in words
    )
