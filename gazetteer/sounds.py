"""Folded names → the part of the file in which fuzzy matches are found."""

from array import array
from typing import BinaryIO

from gazetteer.layout import sound_key
from gazetteer.likeness import initial, shortened, skeleton

_SHORTEST = 4  # letters; shorter names have too many neighbours
_MOST_WORDS = 3
_KNOWN_RANK = 100  # from about 10,000 people a name is found with a consonant wrong, too


class Sounds:
    """Collects spellings by their skeletons; `write` puts them into the file."""

    def __init__(self, least_rank: int) -> None:
        self._least_rank = least_rank
        self._keys, self._places, self._at = array("I"), array("I"), array("I")
        self._ranks, self._sizes, self._starts = bytearray(), bytearray(), bytearray()
        self._texts = bytearray()
        self._known: dict[str, int] = {}

    def __len__(self) -> int:
        """Skeletons filed."""
        return len(self._keys)

    def add(self, folded: str, place: int, rank: int) -> None:
        """File a spelling of a place, unless it is too short, too long or too little known."""
        if rank < self._least_rank or len(folded) < _SHORTEST or folded.count(" ") >= _MOST_WORDS:
            return
        if not (folded[0] < "\u0250" or "\u0400" <= folded[0] <= "\u04ff"):
            return  # neither Latin nor Cyrillic: the skeleton knows no other script
        at = self._known.get(folded)
        if at is None:
            at = self._known[folded] = len(self._texts)
            self._texts += folded.encode() + b"\0"
        sounds = skeleton(folded)
        keys = {sounds, *shortened(sounds)} if rank >= _KNOWN_RANK else {sounds}
        size, start = min(255, len(folded)), initial(folded)
        for key in sorted(keys):
            self._keys.append(sound_key(key))
            self._places.append(place)
            self._at.append(at)
            self._ranks.append(rank)
            self._sizes.append(size)
            self._starts.append(start)

    def write(self, file: BinaryIO) -> int:
        """Write the columns in the order of the keys, then the texts.

        Returns:
            Where the part begins.
        """
        import numpy as np

        keys = np.frombuffer(self._keys, dtype="<u4")
        order = np.lexsort((255 - np.frombuffer(self._ranks, dtype=np.uint8), keys))
        position = file.tell()
        large = (self._keys, self._places, self._at)
        small = (self._ranks, self._sizes, self._starts)
        file.writelines(np.frombuffer(column, dtype="<u4")[order].tobytes() for column in large)
        file.writelines(np.frombuffer(column, dtype="u1")[order].tobytes() for column in small)
        file.write(self._texts)
        return position
