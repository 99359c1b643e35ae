"""Names of places → the part of the file in which they are found."""

import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from gazetteer.layout import HASH_BYTES, bucket_bits

_PART_BITS = 4  # names are sorted in sixteen parts, so that memory holds little beside them


class Entry(NamedTuple):
    """One place under one name, as filed; `place` is its number, 0 for an English word only."""

    place: int
    flags: int
    kind: int
    rank: int
    mark: int


class Entries:
    """Collects entries, 16 bytes each; `write` puts them into the file."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._places = array("I")
        self._flags, self._kinds = bytearray(), bytearray()
        self._ranks, self._marks = bytearray(), bytearray()

    def add(self, digest: bytes, entry: Entry) -> None:
        """File an entry under the digest of its name."""
        self._digests += digest
        place, flags, kind, rank, mark = entry
        self._places.append(place)
        self._flags.append(flags)
        self._kinds.append(kind)
        self._ranks.append(rank)
        self._marks.append(mark)

    def write(self, file: BinaryIO) -> tuple[int, int, int]:
        """Write the buckets, then the number of each bucket's first entry.

        Returns:
            Where the buckets lie, how many bits of the hash choose one, and how many entries.
        """
        bits = bucket_bits(len(self._places))
        position = file.tell()
        starts = array("I", [0])
        for part in range(1 << (part_bits := min(bits, _PART_BITS))):
            for size in self._write_part(file, part, part_bits, bits):
                starts.append(starts[-1] + size)
        count = starts[-1]
        if sys.byteorder == "big":
            starts.byteswap()
        file.write(starts)
        return position, bits, count

    def _write_part(self, file: BinaryIO, part: int, part_bits: int, bits: int) -> Iterator[int]:
        """Write the buckets whose leading bits are `part`; the size of each comes back."""
        import numpy as np

        heads = np.frombuffer(self._digests, dtype=np.uint8)[::8] >> (8 - part_bits)
        chosen = np.flatnonzero(heads == part)
        hashes = np.frombuffer(self._digests, dtype=">u8")[chosen].astype("<u8")
        places = np.frombuffer(self._places, dtype="<u4")[chosen]
        small = [
            np.frombuffer(column, dtype=np.uint8)[chosen]
            for column in (self._flags, self._kinds, self._ranks, self._marks)
        ]
        order = np.lexsort((255 - small[2], places, hashes))
        again = (np.diff(hashes[order]) == 0) & (np.diff(places[order]) == 0)
        order = order[np.append(True, ~again)[: len(order)]]  # a name twice: the better one stays
        order = order[np.lexsort((255 - small[2][order], hashes[order]))]
        hashes, places = hashes[order], places[order]
        small = [column[order] for column in small]
        kept = hashes.astype(">u8").view(np.uint8).reshape(-1, 8)[:, -HASH_BYTES:]
        buckets = 1 << (bits - part_bits)
        edges = np.arange(part * buckets, (part + 1) * buckets, dtype="<u8") << np.uint64(64 - bits)
        bounds = np.append(np.searchsorted(hashes, edges), len(hashes)).tolist()
        for first, last in pairwise(bounds):
            file.write(kept[first:last].tobytes())
            file.write(places[first:last].tobytes())
            file.writelines(column[first:last].tobytes() for column in small)
            yield last - first
