"""Drafts → the gazetteer file."""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from gazetteer.borders import Ring
from gazetteer.draft import Draft, NameFlag
from gazetteer.entries import Entries, Entry
from gazetteer.fame import name_rank
from gazetteer.kinds import kinds
from gazetteer.layout import (
    ALIGN,
    DEGREE,
    HEAD,
    MAGIC,
    MOST_TENTHS,
    NO_PLACE,
    RECORD,
    RING,
    TENTHS,
    id_key,
)
from gazetteer.names import fold, name_digest, surface_mark
from gazetteer.sounds import Sounds
from gazetteer.spots import cell_of

_LONGEST = 255  # bytes of a name, an id, a list of claims
_WORD_KIND = 255
_NOT_HEARD = NameFlag.BARE | NameFlag.UNLIKE | NameFlag.DEMONYM | NameFlag.ABBREVIATION


class Writer:
    """Writes records as they come and names at the end; use as a context.

    What is kept meanwhile is 16 bytes a name, 8 a settlement, and the spellings that fuzzy matches
    may find: those of `least_rank` or more.
    """

    def __init__(self, path: Path, *, least_rank: int = 0) -> None:
        self._file: BinaryIO = path.open("wb")
        self._file.write(b"\0" * HEAD.size)
        self._entries = Entries()
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
            self._entries.add(name_digest(word), Entry(NO_PLACE, NameFlag.WORD, _WORD_KIND, 0, 0))

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
        for folded, (name, flags) in _by_fold(draft).items():
            shown = flags | NameFlag.WORD if folded in self._words else flags
            rank = name_rank(draft.fame, flags)
            entry = Entry(place, shown, kind, rank, surface_mark(name))
            self._entries.add(name_digest(folded), entry)
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
            place, kind = self._identified[number], self._place_kinds[number]
            self._entries.add(
                name_digest(folded), Entry(place, shown, kind, rank, surface_mark(name))
            )

    def _record(self, draft: Draft) -> bytes:
        scheme, _, number = draft.id.partition(":")
        is_geonames = scheme == "geonames"
        own_id = "" if is_geonames else draft.id
        claims = "|".join(draft.claims)
        more = f"{own_id}\t{claims}" if own_id or claims else ""
        texts = (_clipped(draft.name), _clipped(more))
        record = RECORD.pack(
            round(draft.lat * DEGREE),
            round(draft.lon * DEGREE),
            min(draft.population, 2**32 - 1),
            min(MOST_TENTHS, round(draft.radius_km * TENTHS)),
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
        names_at, bits, name_count = self._entries.write(self._file)
        parts = {
            "names": names_at,
            "grid": self._write_columns(*_in_order(self._cells, self._settled)),
            "ids": self._write_columns(_in_order(self._id_keys, self._identified)[1]),
            "rings": self._write_rings(borders),
        }
        sounds = self._sounds.write(self._file)
        meta = {
            **self.meta,
            "parts": parts,
            "sounds": sounds,
            "name_count": name_count,
            "bucket_bits": bits,
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

    def _write_columns(self, *columns: "array[int]") -> int:
        """Write arrays one after the other; returns where the first begins."""
        position = self._file.tell()
        for column in columns:
            if sys.byteorder == "big":
                column.byteswap()
            self._file.write(column)
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


def _by_fold(draft: Draft) -> dict[str, tuple[str, int]]:
    """Each folded name with the spelling and flags that make most of it; the main name wins."""
    filed: dict[str, tuple[str, int]] = {}
    for name, flags in ((draft.name, NameFlag.MAIN), *draft.names.items()):
        folded = fold(name)
        held = filed.get(folded)
        if folded and (held is None or name_rank(255, flags) > name_rank(255, held[1])):
            filed[folded] = (name, flags)
    return filed


def _in_order(keys: "array[int]", values: "array[int]") -> "tuple[array[int], array[int]]":
    """Keys in order, and their values."""
    import numpy as np

    numbers = np.frombuffer(keys, dtype="I")
    order = np.argsort(numbers, kind="stable")
    sorted_keys, sorted_values = array("I"), array("I")
    sorted_keys.frombytes(numbers[order].tobytes())
    sorted_values.frombytes(np.frombuffer(values, dtype="I")[order].tobytes())
    return sorted_keys, sorted_values


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
