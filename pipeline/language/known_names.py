"""Words of a text -> what the gazetteer knows of the names among them, as numbers.

Two numbers a word: the longest known name it stands in (its classes, and whether it begins it), and
the classes of the word alone. 0 is "unknown". The model is taught with a share of them hidden, so
another gazetteer, or none, costs little.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gazetteer import Gazetteer, NameClass
from gazetteer.errors import GazetteerError

NAME_COLUMNS = 2
LONGEST = 5  # words; longer names are rare in news
REMEMBERED = 16_384  # names, about 4 MB; ten times as many would save a hundredth of all the time
SINGLE, BEGIN, INSIDE = 1, 2, 3
POSITION = 3  # mask of the bits that hold these
_PLACES = 2  # bits that hold the position
_FINER = NameClass.MID | NameClass.SMALL
_JOINERS = frozenset({"-", "'", ".", "de", "of", "the", "al", "el", "la", "on", "upon", "and", "i"})

NameFeatures = Callable[[Sequence[str]], NDArray[np.uint64]]
log = logging.getLogger(__name__)


def name_features() -> NameFeatures:
    """Make the function that looks names up; without a gazetteer it knows none."""
    try:
        gazetteer = Gazetteer.open()
    except (GazetteerError, OSError) as error:
        log.warning("names are read without the gazetteer: %s", error)
        return lambda words: np.zeros((len(words), NAME_COLUMNS), dtype=np.uint64)

    @lru_cache(maxsize=REMEMBERED)
    def class_of(name: str) -> int:
        return _coarse(gazetteer.name_class(name))

    return lambda words: look_up(words, class_of)


def look_up(words: Sequence[str], class_of: Callable[[str], int]) -> NDArray[np.uint64]:
    """The two numbers of each word, with `class_of` to say what a name is (0: unknown)."""
    rows = np.zeros((len(words), NAME_COLUMNS), dtype=np.uint64)
    is_small = not any(word[0].isupper() for word in words if word)
    starts = [is_small or word[:1].isupper() for word in words]
    at = 0
    while at < len(words):
        length, found = _longest(words, starts, at, class_of) if starts[at] else (1, 0)
        if found:
            position = SINGLE if length == 1 else BEGIN
            for step in range(length):
                rows[at + step, 0] = found << _PLACES | (position if step == 0 else INSIDE)
                if starts[at + step]:
                    rows[at + step, 1] = class_of(words[at + step])
        at += length
    return rows


def _longest(
    words: Sequence[str], starts: list[bool], at: int, class_of: Callable[[str], int]
) -> tuple[int, int]:
    """Length and class of the longest known name that begins here; (1, 0) if none does."""
    stop = at + 1
    while stop < min(len(words), at + LONGEST) and (starts[stop] or words[stop] in _JOINERS):
        stop += 1
    for end in range(stop, at, -1):
        if starts[end - 1] or end == at + 1:
            found = class_of(_spell(words[at:end]))
            if found:
                return end - at, found
    return 1, 0


def _spell(words: Sequence[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ' ", "'")


def _coarse(found: NameClass) -> int:
    """Only the size of the largest bearer counts, and how many bear the name does not."""
    found &= ~NameClass.AMBIGUOUS
    if NameClass.LARGE in found:
        found &= ~_FINER
    elif NameClass.MID in found:
        found &= ~NameClass.SMALL
    return int(found)
