"""Folded names → the part of the file in which fuzzy matches are found."""

from array import array
from itertools import pairwise
from typing import BinaryIO

from gazetteer.layout import HEARD_BYTES, MOST_HEARD, bucket_bits, sound_key
from gazetteer.likeness import shortened, skeleton

_SHORTEST = 4  # letters; shorter names have too many neighbours
_MOST_WORDS = 3
_KNOWN_RANK = 100  # from about 10,000 people a name is found with a consonant wrong, too


class Sounds:
    """Collects spellings by their skeletons; `write` puts them into the file."""

    def __init__(self, least_rank: int) -> None:
        self._least_rank = least_rank
        self._keys, self._places, self._texts_of = array("I"), array("I"), array("I")
        self._ranks = bytearray()
        self._texts: dict[str, int] = {}

    def add(self, folded: str, place: int, rank: int) -> None:
        """File a spelling of a place, unless it is too short, too long or too little known."""
        if rank < self._least_rank or len(folded) < _SHORTEST or folded.count(" ") >= _MOST_WORDS:
            return
        if not (folded[0] < "\u0250" or "\u0400" <= folded[0] <= "\u04ff"):
            return  # neither Latin nor Cyrillic: the skeleton knows no other script
        text = self._texts.setdefault(folded, len(self._texts))
        sounds = skeleton(folded)
        keys = {sounds, *shortened(sounds)} if rank >= _KNOWN_RANK else {sounds}
        for key in sorted(keys):
            self._keys.append(sound_key(key))
            self._places.append(place)
            self._texts_of.append(text)
            self._ranks.append(rank)

    def write(self, file: BinaryIO) -> tuple[int, int]:
        """Write the buckets, then where each begins.

        Returns:
            Where the part's starts lie, and how many bits of the key choose the bucket.
        """
        import numpy as np

        keys = np.frombuffer(self._keys, dtype="<u4")
        ranks = np.frombuffer(self._ranks, dtype=np.uint8)
        order = np.lexsort((255 - ranks, keys))
        keys = keys[order]
        nth = np.arange(len(keys)) - np.searchsorted(keys, keys)  # among those of its key
        order, keys = order[nth < MOST_HEARD], keys[nth < MOST_HEARD]
        places, ranks = np.frombuffer(self._places, dtype="<u4")[order], ranks[order]
        texts_of = np.frombuffer(self._texts_of, dtype="<u4")[order].tolist()
        texts = [text.encode() for text in self._texts]
        bits = bucket_bits(len(keys))
        edges = np.arange(1 << bits, dtype="<u8") << np.uint64(32 - bits)
        bounds = np.append(np.searchsorted(keys, edges), len(keys)).tolist()
        starts = array("Q", [file.tell()])
        for first, last in pairwise(bounds):
            file.write((last - first).to_bytes(HEARD_BYTES, "little"))
            file.write(keys[first:last].tobytes())
            file.write(places[first:last].tobytes())
            file.write(ranks[first:last].tobytes())
            file.write(b"\n".join([texts[text] for text in texts_of[first:last]]))
            starts.append(file.tell())
        position = file.tell()
        file.write(np.array(starts, dtype="<u8").tobytes())
        return position, bits
