"""Drafts → the gazetteer file."""

import json
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from gazetteer.borders import Ring
from gazetteer.draft import Draft, NameFlag
from gazetteer.fame import name_rank
from gazetteer.kinds import kinds
from gazetteer.layout import (
    ALIGN,
    DEGREE,
    ENTRY_BYTES,
    HEAD,
    MAGIC,
    NO_PLACE,
    RECORD,
    RING,
    bucket_bits,
    id_key,
)
from gazetteer.names import fold, name_digest, surface_mark
from gazetteer.sounds import Sounds
from gazetteer.spots import cell_of

_LONGEST = 255  # bytes of a name, an id, a list of claims
_WORD_KIND = 255
_NOT_HEARD = NameFlag.BARE | NameFlag.UNLIKE | NameFlag.DEMONYM | NameFlag.ABBREVIATION


class _Filed(NamedTuple):
    """An entry before it is filed."""

    place: int
    flags: int
    kind: int
    rank: int


class Writer:
    """Writes records as they come and names at the end; use as a context.

    What is kept meanwhile is 16 bytes a name, 8 a settlement, and the spellings that fuzzy matches
    may find: those of `least_rank` or more.
    """

    def __init__(self, path: Path, *, least_rank: int = 0) -> None:
        self._file: BinaryIO = path.open("wb")
        self._file.write(b"\0" * HEAD.size)
        self._digests = bytearray()
        self._places = array("I")
        self._flags, self._kinds = bytearray(), bytearray()
        self._ranks, self._marks = bytearray(), bytearray()
        self._cells, self._settled = array("I"), array("I")
        self._id_keys, self._identified = array("I"), array("I")
        self._fames, self._place_kinds = bytearray(), bytearray()
        self._kind_codes = {kind: code for code, kind in enumerate(kinds())}
        self._settlements = {k.id for k in kinds().values() if k.group == "settlement"}
        self._countries: dict[str, int] = {"": 0}
        self._regions: dict[str, int] = {"": 0}
        self._words: frozenset[str] = frozenset()
        self._sounds = Sounds(least_rank)
        self.meta: dict[str, object] = {}
        self.place_count = 0
        self._name_count = 0

    def __enter__(self) -> Self:
        """Give the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; what was written stays."""
        self._file.close()

    def add_words(self, words: Iterable[str]) -> None:
        """File English words: they mark the names they equal, and are no spelling of others.

        Call it before the first place.
        """
        self._words = frozenset(map(fold, words))
        for word in sorted(self._words):
            self._file_name(name_digest(word), _Filed(NO_PLACE, NameFlag.WORD, _WORD_KIND, 0), 0)

    def add(self, draft: Draft) -> None:
        """Write a place and file its names."""
        place = self._file.tell() // ALIGN
        self._file.write(self._record(draft))
        self._id_keys.append(id_key(draft.id))
        self._identified.append(place)
        self._fames.append(min(255, max(0, round(draft.fame))))
        self._place_kinds.append(self._kind_codes[draft.kind])
        self.place_count += 1
        if draft.kind in self._settlements:
            self._cells.append(cell_of(draft.lat, draft.lon))
            self._settled.append(place)
        kind = self._kind_codes[draft.kind]
        filed: dict[bytes, int] = {}
        for name, flags in ((draft.name, NameFlag.MAIN), *draft.names.items()):
            folded = fold(name)
            digest = name_digest(folded)
            if not folded or digest in filed:
                continue
            filed[digest] = flags
            shown = flags | NameFlag.WORD if folded in self._words else flags
            rank = name_rank(draft.fame, flags)
            self._file_name(digest, _Filed(place, shown, kind, rank), surface_mark(name))
            if not flags & _NOT_HEARD:
                self._sounds.add(folded, place, rank)

    def add_alternates(self, names: Iterable[tuple[int, str, bool]]) -> None:
        """File further names of GeoNames places already written; unknown ids are passed over.

        Call it after the last place; each name comes with its id and whether it is historic.
        """
        import numpy as np

        order = np.argsort(np.frombuffer(self._id_keys, dtype="<u4"), kind="stable")
        ids = np.frombuffer(self._id_keys, dtype="<u4")[order]
        for numbers, texts, flags in _batches(names):
            wanted = np.array(numbers, dtype="<u4")
            at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
            for index, is_hit in enumerate((ids[at] == wanted).tolist()):
                if is_hit:
                    self._add_alternate(int(order[at[index]]), texts[index], flags[index])

    def _add_alternate(self, number: int, name: str, flags: int) -> None:
        folded = fold(name)
        if folded:
            shown = flags | NameFlag.WORD if folded in self._words else flags
            rank = name_rank(self._fames[number], flags)
            filed = _Filed(self._identified[number], shown, self._place_kinds[number], rank)
            self._file_name(name_digest(folded), filed, surface_mark(name))

    def _file_name(self, digest: bytes, filed: "_Filed", mark: int) -> None:
        self._digests += digest
        self._places.append(filed.place)
        self._flags.append(filed.flags)
        self._kinds.append(filed.kind)
        self._ranks.append(filed.rank)
        self._marks.append(mark)

    def _record(self, draft: Draft) -> bytes:
        scheme, _, number = draft.id.partition(":")
        is_geonames = scheme == "geonames"
        texts = [
            _clipped(text)
            for text in (draft.name, "" if is_geonames else draft.id, "|".join(draft.claims))
        ]
        record = RECORD.pack(
            round(draft.lat * DEGREE),
            round(draft.lon * DEGREE),
            min(draft.population, 2**32 - 1),
            draft.radius_km,
            int(number) if is_geonames else 0,
            self._regions.setdefault(draft.admin1_code, len(self._regions)),
            self._kind_codes[draft.kind],
            self._countries.setdefault(draft.country, len(self._countries)),
            *map(len, texts),
        ) + b"".join(texts)
        return record + b"\0" * (-len(record) % ALIGN)

    def finish(self, region_names: dict[str, str], borders: dict[str, list[Ring]]) -> None:
        """Write the names, the grid, the outlines and the meta part.

        Args:
            region_names: English names of first-level regions by key (`UA.05`).
            borders: outlines by country or region key.
        """
        parts = {
            "names": self._write_names(),
            "grid": self._write_pairs(self._cells, self._settled),
            "ids": self._write_pairs(self._id_keys, self._identified),
            "rings": self._write_rings(borders),
        }
        sounds = self._sounds.write(self._file)
        meta = {
            **self.meta,
            "parts": parts,
            "sounds": sounds,
            "name_count": self._name_count,
            "place_count": self.place_count,
            "settled_count": len(self._settled),
            "kinds": list(self._kind_codes),
            "groups": [kind.group for kind in kinds().values()],
            "countries": list(self._countries),
            "regions": list(self._regions),
            "region_names": region_names,
            "border_codes": list(borders),
            "ring_count": sum(map(len, borders.values())),
        }
        packed = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
        position = self._file.tell()
        self._file.write(packed)
        self._file.seek(0)
        self._file.write(HEAD.pack(MAGIC, position, len(packed)))

    def _write_names(self) -> int:
        """Write buckets and starts; returns the position of the buckets. The starts follow."""
        import numpy as np

        hashes = np.frombuffer(self._digests, dtype=">u8")
        ranks = np.frombuffer(self._ranks, dtype=np.uint8)
        places = np.frombuffer(self._places, dtype="<u4")
        order = np.lexsort((255 - ranks, places, hashes.astype("<u8")))
        again = (np.diff(hashes[order]) == 0) & (np.diff(places[order]) == 0)
        order = order[np.append(True, ~again)]  # a name twice: the better one stays
        order = order[np.lexsort((255 - ranks[order], hashes[order].astype("<u8")))]
        self._name_count = len(order)
        columns = [
            np.frombuffer(column, dtype=np.uint8)[order]
            for column in (self._flags, self._kinds, self._ranks, self._marks)
        ]
        hashes, places = hashes[order], places[order]
        bits = bucket_bits(len(order))
        edges = np.arange(1 << bits, dtype="<u8") << np.uint64(64 - bits)
        starts = np.append(np.searchsorted(hashes.astype("<u8"), edges), len(order))
        self.meta["bucket_bits"] = bits
        position = self._file.tell()
        bounds = starts.tolist()
        for first, last in pairwise(bounds):
            self._file.write(hashes[first:last].tobytes())
            self._file.write(places[first:last].tobytes())
            for column in columns:
                self._file.write(column[first:last].tobytes())
        if self._file.tell() != position + ENTRY_BYTES * len(order):
            message = "entries and their size disagree"
            raise AssertionError(message)
        self._file.write(starts.astype("<u4").tobytes())
        return position

    def _write_pairs(self, keys: "array[int]", places: "array[int]") -> int:
        """Write keys in order, then the places in the order of their keys."""
        import numpy as np

        ordered = np.frombuffer(keys, dtype="<u4")
        order = np.argsort(ordered, kind="stable")
        position = self._file.tell()
        self._file.write(ordered[order].tobytes())
        self._file.write(np.frombuffer(places, dtype="<u4")[order].tobytes())
        return position

    def _write_rings(self, borders: dict[str, list[Ring]]) -> int:
        position = self._file.tell()
        points = array("i")
        for code, rings in enumerate(borders.values()):
            for ring in rings:
                xs, ys = [x for x, _ in ring], [y for _, y in ring]
                box = (min(xs), min(ys), max(xs), max(ys))
                self._file.write(RING.pack(code, *box, len(points) // 2, len(ring)))
                points.extend(number for point in ring for number in point)
        self._file.write(points.tobytes())
        return position


def _clipped(text: str) -> bytes:
    """At most 255 bytes of UTF-8, cut between letters."""
    return text.encode()[:_LONGEST].decode(errors="ignore").encode()


_BATCH = 100_000


def _batches(
    names: Iterable[tuple[int, str, bool]],
) -> Iterator[tuple[list[int], list[str], list[int]]]:
    """Ids, names and flags, a hundred thousand at a time."""
    rows = iter(names)
    while batch := list(islice(rows, _BATCH)):
        numbers, texts, historic = zip(*batch, strict=True)
        flags = [NameFlag.OLD if old else NameFlag.PLAIN for old in historic]
        yield list(numbers), list(texts), flags
