"""The gazetteer file → entries, records and outlines; reads only what is asked for."""

import json
import os
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from gazetteer.entries import Entry
from gazetteer.errors import GazetteerMissing
from gazetteer.layout import (
    ALIGN,
    DEGREE,
    ENTRY_BYTES,
    HASH_BYTES,
    HEAD,
    HEARD_BYTES,
    MAGIC,
    RECORD,
    RING,
    TENTHS,
    id_key,
    sound_key,
)
from gazetteer.place import Place
from gazetteer.spots import cell_of

_MOST_RECORD = RECORD.size + 2 * 255
_NO_MORE = ("", "", "")
_USUAL_RECORD = 96  # bytes; a longer record takes a second read


class Reader:
    """Reads one file with `pread`: no shared position, so threads and forks may share it.

    Raises:
        GazetteerMissing: no such file, or not one of ours.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise GazetteerMissing(path, error.strerror or "cannot be read") from error
        head = os.pread(self._file, HEAD.size, 0)
        if len(head) < HEAD.size or not head.startswith(MAGIC):
            raise GazetteerMissing(path, "is not a gazetteer file of this version")
        _, position, size = HEAD.unpack(head)
        meta = json.loads(os.pread(self._file, size, position))
        self.kinds: list[str] = meta["kinds"]
        self.groups: list[str] = meta["groups"]
        self.attribution: str = meta.get("attribution", "")
        self.lost: list[str] = meta.get("lost", [])
        self.place_count: int = meta["place_count"]
        self.name_count: int = meta["name_count"]
        self._countries: list[str] = meta["countries"]
        self._regions: list[str] = meta["regions"]
        self.region_names: dict[str, str] = meta["region_names"]
        self._border_codes: list[str] = meta["border_codes"]
        self._ring_count: int = meta["ring_count"]
        self._settled_count: int = meta["settled_count"]
        parts = meta["parts"]
        self._names: int = parts["names"]
        self._grid: int = parts["grid"]
        self._ids_at: int = parts["ids"]
        self._rings_at: int = parts["rings"]
        self._sounds_at, self._sound_bits = meta["sounds"]
        self._sound_starts: array[int] = array("Q")
        self._shift: int = 64 - meta["bucket_bits"]
        starts = self._names + self.name_count * ENTRY_BYTES
        self._starts = self._numbers(starts, (1 << meta["bucket_bits"]) + 1)
        self._rings: list[tuple[int, ...]] | None = None

    def __del__(self) -> None:
        """Close the file."""
        if hasattr(self, "_file"):
            os.close(self._file)

    def _numbers(self, position: int, count: int, kind: str = "I") -> "array[int]":
        numbers = array(kind)
        numbers.frombytes(os.pread(self._file, count * numbers.itemsize, position))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _bucket(self, digest: bytes) -> tuple[bytes, int, int, int]:
        """The bucket's bytes, its size, and the first and last+1 entry of the digest in it."""
        bucket = int.from_bytes(digest, "big") >> self._shift
        starts = self._starts
        first = starts[bucket]
        size = starts[bucket + 1] - first
        data = os.pread(self._file, size * ENTRY_BYTES, self._names + first * ENTRY_BYTES)
        hashes, kept = size * HASH_BYTES, digest[-HASH_BYTES:]
        found = data.find(kept, 0, hashes)
        while found > 0 and found % HASH_BYTES:
            found = data.find(kept, found + 1, hashes)
        if found < 0:
            return data, size, 0, 0
        last = found + HASH_BYTES
        while data[last : last + HASH_BYTES] == kept and last < hashes:
            last += HASH_BYTES
        return data, size, found // HASH_BYTES, last // HASH_BYTES

    def has(self, digest: bytes) -> bool:
        """Whether anything is filed there, a word or a place."""
        _, _, first, last = self._bucket(digest)
        return last > first

    def columns(self, digest: bytes) -> tuple[Sequence[int], bytes, bytes, bytes, bytes]:
        """What is filed under a digest, highest rank first: the columns of its entries."""
        data, size, first, last = self._bucket(digest)
        if first == last:
            return (), b"", b"", b"", b""
        places_at, at = size * HASH_BYTES, size * (HASH_BYTES + 4)
        return (
            memoryview(data)[places_at + first * 4 : places_at + last * 4].cast("I"),
            data[at + first : at + last],
            data[at + size + first : at + size + last],
            data[at + 2 * size + first : at + 2 * size + last],
            data[at + 3 * size + first : at + 3 * size + last],
        )

    def entries(self, digest: bytes) -> list[Entry]:
        """What is filed under a digest, highest rank first."""
        return list(map(Entry, *self.columns(digest)))

    def place(self, number: int) -> Place:
        """The record of a place by its number in an entry."""
        data = os.pread(self._file, _USUAL_RECORD, number * ALIGN)
        head = RECORD.unpack_from(data)
        lat, lon, people, tenths, geonames, region, kind, country, name_size, more_size = head
        name_end = RECORD.size + name_size
        end = name_end + more_size
        if end > len(data):
            data = os.pread(self._file, _MOST_RECORD, number * ALIGN)
        own_id, _, claims = data[name_end:end].decode().partition("\t") if more_size else _NO_MORE
        code = self._regions[region]
        return Place(
            own_id or f"geonames:{geonames}",
            data[RECORD.size : name_end].decode(),
            self.kinds[kind],
            self._countries[country],
            self.region_names.get(code, ""),
            code,
            lat / DEGREE,
            lon / DEGREE,
            tenths / TENTHS,
            people,
            tuple(claims.split("|")) if claims else (),
        )

    def heard(self, skeleton: str) -> tuple[list[str], list[int], bytes]:
        """Folded spellings under a skeleton, their places and their ranks, best known first."""
        if not self._sound_starts:
            count = (1 << self._sound_bits) + 1
            self._sound_starts = self._numbers(self._sounds_at, count, "Q")
        key = sound_key(skeleton)
        bucket = key >> (32 - self._sound_bits)
        start, end = self._sound_starts[bucket], self._sound_starts[bucket + 1]
        data = os.pread(self._file, end - start, start)
        count = int.from_bytes(data[:HEARD_BYTES], "little")
        places_at = HEARD_BYTES + 4 * count
        keys = memoryview(data)[HEARD_BYTES:places_at].cast("I").tolist()
        first = bisect_left(keys, key)
        last = bisect_right(keys, key, first)
        if first == last:
            return [], [], b""
        ranks_at, texts_at = places_at + 4 * count, places_at + 5 * count
        places = memoryview(data)[places_at:ranks_at].cast("I")[first:last].tolist()
        texts = data[texts_at:].decode().split("\n")[first:last]
        return texts, places, data[ranks_at + first : ranks_at + last]

    def number_of(self, place_id: str) -> int | None:
        """The number of the place with an id; None if there is none."""
        key, low, high = id_key(place_id), 0, self.place_count
        while low < high:
            middle = (low + high) // 2
            if id_key(self._identified(middle)[1]) < key:
                low = middle + 1
            else:
                high = middle
        while low < self.place_count:
            number, found = self._identified(low)
            if found == place_id:
                return number
            if id_key(found) != key:
                break
            low += 1
        return None

    def _identified(self, index: int) -> tuple[int, str]:
        """Number and id of the place that stands there in the order of ids."""
        number = self._numbers(self._ids_at + 4 * index, 1)[0]
        return number, self.place(number).id

    def settled(self, lat: float, lon: float, reach: int) -> Iterator[Place]:
        """Settlements of the cell of a point and of those `reach` cells around it."""
        if not hasattr(self, "_cells"):
            self._cells = self._numbers(self._grid, self._settled_count)
        count = self._settled_count
        for step in range(-reach, reach + 1):
            row = lat + step / 4
            if not -90 <= row < 90:  # noqa: PLR2004 - the poles
                continue
            for move in range(-reach, reach + 1):
                cell = cell_of(row, lon + move / 4)
                first = bisect_left(self._cells, cell)
                last = bisect_left(self._cells, cell + 1, first)
                for number in self._numbers(self._grid + 4 * (count + first), last - first):
                    yield self.place(number)

    def outlines_at(self, lat: float, lon: float) -> list[str]:
        """Keys of the countries and regions whose outline holds a point."""
        from gazetteer.borders import GRID, is_inside

        x, y = round(lon * GRID), round(lat * GRID)
        inside: dict[str, bool] = {}
        for code, west, south, east, north, first, count in self._all_rings():
            if west <= x <= east and south <= y <= north:
                key = self._border_codes[code]
                ring = self._ring(first, count)
                inside[key] = inside.get(key, False) != is_inside(ring, x, y)
        return [key for key, holds in inside.items() if holds]

    def outline(self, key: str) -> set[tuple[int, int]]:
        """All corners (lon, lat, thousandths of a degree) of a country's or region's outline."""
        return {
            point
            for code, *_, first, count in self._all_rings()
            if self._border_codes[code] == key
            for point in self._ring(first, count)
        }

    def _all_rings(self) -> list[tuple[int, ...]]:
        if self._rings is None:
            data = os.pread(self._file, self._ring_count * RING.size, self._rings_at)
            self._rings = list(RING.iter_unpack(data))
        return self._rings

    def _ring(self, first: int, count: int) -> list[tuple[int, int]]:
        points_at = self._rings_at + self._ring_count * RING.size
        flat = self._numbers(points_at + first * 8, count * 2, "i")
        return list(zip(flat[::2], flat[1::2], strict=True))
