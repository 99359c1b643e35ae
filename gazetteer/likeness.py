"""Two folded names → how alike they are; and the keys under which like names meet."""
# ruff: noqa: RUF001 - names are written in their own letters

import re
from collections.abc import Iterator

_SOUNDS = str.maketrans("gkqcxzwvbp", "hhhhhsffff", "aeiouyj' -")
_CYRILLIC_SOUNDS = str.maketrans("гх", "кк", "аеёиоуыэюяєіїйьъ")
_DOUBLED = re.compile(r"(.)\1+")
_IS_DOUBLED = re.compile(r"(.)\1")
_SOFT = frozenset(
    "aeiouyjhаеиоуыэюяєії"
)  # letters that spellings of one name add, drop or exchange
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


def distance(left: str, right: str, limit: float) -> float:
    """Edits between two folded names; a vowel, y, j or h costs half. Above the limit: infinity."""
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if abs(len(left) - len(right)) * _CHEAP > limit:
        return float("inf")
    row = [0.0]
    for letter in right:
        row.append(row[-1] + _price(letter))
    for a in left:
        drop = _price(a)
        above, row = row, [row[0] + drop]
        for column, b in enumerate(right):
            swap = 0.0 if a == b else _CHEAP if a in _SOFT and b in _SOFT else 1.0
            row.append(min(above[column] + swap, above[column + 1] + drop, row[column] + _price(b)))
        if min(row) > limit:
            return float("inf")
    return row[-1] if row[-1] <= limit else float("inf")


def _price(letter: str) -> float:
    return _CHEAP if letter in _SOFT else 1.0


def is_near_in_length(size: int, other: int, limit: float) -> bool:
    """Whether names of so many letters may be within the limit of each other."""
    return abs(size - other) * _CHEAP <= limit
