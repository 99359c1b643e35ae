"""Two folded names → how alike they are; and the keys under which like names meet."""
# ruff: noqa: RUF001 - names are written in their own letters

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_SOUNDS = str.maketrans("gkqcxzwvbp", "hhhhhsffff", "aeiouyj' -")
_CYRILLIC_SOUNDS = str.maketrans("гх", "кк", "аеёиоуыэюяєіїйьъ")
_DOUBLED = re.compile(r"(.)\1+")
_IS_DOUBLED = re.compile(r"(.)\1")
_SOFT = frozenset(
    "aeiouyjhаеиоуыэюяєії"
)  # letters that spellings of one name add, drop or exchange
_HARD_ONLY = dict.fromkeys(map(ord, _SOFT))
_CHEAP = 0.5
_SHORT, _MIDDLING = 5, 8
_LIMITS = (0.5, 1.0, 1.5)  # of the distance for short, middling and longer names
_FEWEST_SOUNDS = 4  # sounds below which dropping one leaves too little


def skeleton(folded: str) -> str:
    """Consonants of a folded name, kindred ones made one: what survives transliteration."""
    sounds = folded.translate(_SOUNDS)
    if not sounds.isascii():
        sounds = sounds.translate(_CYRILLIC_SOUNDS)
    return _DOUBLED.sub(r"\1", sounds) if _IS_DOUBLED.search(sounds) else sounds


def shortened(sounds: str) -> Iterator[str]:
    """A skeleton less one sound each; nothing of a short one."""
    if len(sounds) >= _FEWEST_SOUNDS:
        for position in range(1, len(sounds)):
            yield sounds[:position] + sounds[position + 1 :]


def is_alike(own: str, other: str) -> bool:
    """Whether two skeletons share their start, or most of their letters in order."""
    if own[:2] == other[:2]:
        return True
    position = shared = 0
    for letter in other:
        found = own.find(letter, position)
        if found >= 0:
            position, shared = found + 1, shared + 1
    return shared > 1 and shared >= 0.7 * max(len(own), len(other))


def initial(folded: str) -> int:
    """The first letter as a byte; 0 for the soft ones, which may be taken for each other."""
    return 0 if folded[0] in _SOFT else ord(folded[0]) % 255 + 1


def limit_of(folded: str) -> float:
    """The greatest distance at which another name may still be meant."""
    size = len(folded)
    return _LIMITS[0 if size <= _SHORT else 1 if size <= _MIDDLING else 2]


def apart_from(folded: str, others: list[str], limit: float) -> list[tuple[int, float]]:
    """Indices of the names within the limit, each with its distance: edits, a soft letter half.

    The mean of the edits between the names and of those between their hard letters; two letters
    that change places are one edit.
    """
    near = extract(
        folded,
        others,
        scorer=OSA.distance,  # type: ignore[arg-type]  # rapidfuzz types its own scorers as overloads
        score_cutoff=limit / _CHEAP,
        limit=None,
    )
    own = folded.translate(_HARD_ONLY)
    found = []
    for other, edits, index in near:
        apart = _CHEAP * (edits + OSA.distance(own, other.translate(_HARD_ONLY)))
        if apart <= limit:
            found.append((index, apart))
    return found
