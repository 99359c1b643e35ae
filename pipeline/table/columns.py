"""Events → Columns: the few values of every event that each step of a reader counts.

They are read once for each state of a store, and shared by all who look at it: some 64 bytes an
event. What DuckDB is asked then is only which events a filter lets through, and once for all days.
"""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.table.filters import FIRST_DAY, LAST_DAY, Filter, Parameter, where

if TYPE_CHECKING:
    import pyarrow as pa

Days: TypeAlias = npt.NDArray[np.int32]  # since 1970
Rows: TypeAlias = npt.NDArray[np.int32]  # positions in the columns
Mask: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.int64]
AskTable: TypeAlias = "Callable[[str, list[Parameter]], pa.Table]"
Kept = TypeVar("Kept")

NO_DAY = np.iinfo(np.int32).min
EPOCH = dt.date(1970, 1, 1)
MOST_KEPT = 24  # filters whose events are remembered, a byte an event each
MOST_ANSWERS = 96  # remembered counts and pages, some tens of kilobytes each


@dataclass(frozen=True, slots=True)
class Words:
    """A column of few different words: their numbers event by event; `names` are in order."""

    codes: npt.NDArray[np.int32]
    names: tuple[str, ...]

    def code(self, name: str) -> int:
        """The number of a word; -1 if no event has it."""
        return self.names.index(name) if name in self.names else -1


class Recent:
    """The answers to the last questions, for several threads; two may work out the same one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The answer to `key`, made if it is not at hand."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                found: Kept = self._held[key]
                return found
        made = make()
        with self._lock:
            self._held[key] = made
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns, aligned: row n of each tells of the same event.

    Days are those an event counts on (`FIRST_DAY`, `LAST_DAY`), NO_DAY without one; degrees and
    kilometres are NaN where not known.
    """

    source: str  # the events as SQL can read them, in the order of the rows
    ask: AskTable
    first: Days
    last: Days
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    placed: Mask  # whether there is a point
    radius_km: npt.NDArray[np.float64]
    type: Words
    place_name: Words
    level: Words  # place_precision
    status: Words
    ids: "pa.Array"
    masks: Recent = field(default_factory=lambda: Recent(MOST_KEPT))
    answers: Recent = field(default_factory=lambda: Recent(MOST_ANSWERS))

    def mask(self, chosen: Filter) -> Mask:
        """Which events are chosen."""
        everyday = replace(chosen, first=None, last=None, undated=True, bounds=None)
        mask = self.masks.get(everyday, lambda: self._let_through(everyday))
        if chosen.first is not None:
            mask = mask & ((self.last >= to_day(chosen.first)) | (self.last == NO_DAY))
        if chosen.last is not None:  # no day is less than any
            mask = mask & (self.first <= to_day(chosen.last))
        if not chosen.undated:
            mask = mask & (self.first != NO_DAY)
        if chosen.bounds is not None:
            mask = mask & self._within(*chosen.bounds)
        return mask

    def rows(self, chosen: Filter) -> Rows:
        """Where the chosen events stand, in their order."""
        return np.flatnonzero(self.mask(chosen)).astype(np.int32)

    def tally(self, mask: Mask) -> tuple[int, int, int, int]:
        """Events: all, those with a point closer than a country, by country only, unplaced."""
        levels = np.bincount(self.level.codes[mask], minlength=len(self.level.names))
        known = dict(zip(self.level.names, levels.tolist(), strict=True))
        closer = self.level.codes != self.level.code("country")
        dotted = mask & closer & self.placed
        every = int(mask.sum())
        return every, int(dotted.sum()), known.get("country", 0), known.get("unknown", 0)

    def points(self, mask: Mask) -> list[tuple[float, float, int]]:
        """Latitude, longitude and number of the events with a point, to a tenth of a degree."""
        placed = mask & self.placed
        tenths = np.rint(self.lat[placed] * 10) * 3601 + np.rint(self.lon[placed] * 10)
        numbers, keys = numbered(tenths.astype(np.int64))
        lat = np.rint(keys / 3601)
        counts = np.bincount(numbers, minlength=len(keys))
        found = zip((lat / 10).tolist(), ((keys - lat * 3601) / 10).tolist(), counts, strict=True)
        return [(lat, lon, int(count)) for lat, lon, count in found]

    def days(self, mask: Mask, longest: int) -> tuple[tuple[dt.date, int], ...]:
        """Events per day, ascending, each on all of its days; days without events are absent.

        One of more than `longest` days counts on its first only.
        """
        dated = mask & (self.first != NO_DAY)
        first, last = self.first[dated], self.last[dated]
        if not first.size:
            return ()
        last = np.where(last - first >= longest, first, np.maximum(last, first))
        start = int(first.min())
        length = int(last.max()) - start + 2
        begun = np.bincount(first - start, minlength=length)
        counts = np.cumsum(begun - np.bincount(last - start + 1, minlength=length))
        return tuple((from_day(start + int(n)), int(counts[n])) for n in np.flatnonzero(counts))

    def span(self, mask: Mask) -> tuple[dt.date, dt.date] | None:
        """First and last day, both inclusive; None if no event is dated."""
        dated = mask & (self.first != NO_DAY)
        if not dated.any():
            return None
        return from_day(int(self.first[dated].min())), from_day(int(self.last[dated].max()))

    def in_order(self, rows: Rows, count: int, *, newest: bool) -> Rows:
        """The first `count` of some events, newest or oldest first.

        Those without a day come last; ties go by id.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        days = self.last[rows].astype(np.int64) if newest else self.first[rows].astype(np.int64)
        days = np.where(days == NO_DAY, np.iinfo(np.int64).max, -days if newest else days)
        if 0 < count < len(rows):  # only those that may be among them
            near = days <= np.partition(days, count - 1)[count - 1]
            rows, days = rows[near], days[near]
        table = pa.table({"day": days, "id": self.ids.take(pa.array(rows))})
        keys = [("day", "ascending"), ("id", "ascending")]
        order = pc.select_k_unstable(table, min(count, len(rows)), keys)
        found: Rows = rows[order.to_numpy()]
        return found

    def ids_of(self, rows: Rows) -> list[str]:
        """The ids of some events, in their order."""
        import pyarrow as pa

        found: list[str] = self.ids.take(pa.array(rows)).to_pylist()
        return found

    def _let_through(self, chosen: Filter) -> Mask:
        if chosen == Filter():
            return np.ones(len(self.first), np.bool_)
        condition, values = where(chosen)
        sql = f"SELECT coalesce({condition}, false) AS chosen FROM {self.source}"
        column = self.ask(sql, values).column("chosen")
        return np.asarray(column.to_numpy(), dtype=np.bool_)

    def _within(self, south: float, west: float, north: float, east: float) -> Mask:
        """Inside the bounds; an event without a point is."""
        inside = (self.lat >= south) & (self.lat <= north)
        across = (self.lon >= west, self.lon <= east)
        inside &= across[0] & across[1] if west <= east else across[0] | across[1]
        return inside | ~self.placed


def numbered(keys: Codes) -> tuple[Codes, Codes]:
    """Each key as its place among the different ones, and these in order."""
    if not keys.size:
        return keys, keys
    low, high = int(keys.min()), int(keys.max())
    if high - low > 16 * keys.size:  # a table of all possible keys would be too long
        different, numbers = np.unique(keys, return_inverse=True)
        return numbers, different
    present = np.zeros(high - low + 1, np.bool_)
    present[keys - low] = True
    found = np.flatnonzero(present)
    places = np.empty(len(present), np.int32)
    places[found] = np.arange(len(found), dtype=np.int32)
    return places[keys - low].astype(np.int64), found + low


def to_day(day: dt.date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def from_day(number: int) -> dt.date:
    """The day so many days after 1970 began."""
    return EPOCH + dt.timedelta(days=number)


def read_columns(ask: AskTable, source: str) -> Columns:
    """Read the columns of the events that the SQL `source` gives."""
    sql = f"""SELECT {FIRST_DAY} - DATE '{EPOCH}' AS first, {LAST_DAY} - DATE '{EPOCH}' AS last,
                     lat, lon, radius_km, type, place_name, place_precision, status, event_id
              FROM {source}"""
    table = ask(sql, [])

    def days(name: str) -> Days:
        return _numbers(table, name, float(NO_DAY)).astype(np.int32)

    lat, lon = _numbers(table, "lat", np.nan), _numbers(table, "lon", np.nan)
    return Columns(
        source=source,
        ask=ask,
        first=days("first"),
        last=days("last"),
        lat=lat,
        lon=lon,
        placed=~(np.isnan(lat) | np.isnan(lon)),
        radius_km=_numbers(table, "radius_km", np.nan),
        type=_words(table, "type"),
        place_name=_words(table, "place_name"),
        level=_words(table, "place_precision"),
        status=_words(table, "status"),
        ids=table.column("event_id").combine_chunks(),
    )


def _numbers(table: "pa.Table", name: str, missing: float) -> npt.NDArray[np.float64]:
    import pyarrow as pa

    column = table.column(name).cast(pa.float64()).fill_null(missing)
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _words(table: "pa.Table", name: str) -> Words:
    import pyarrow as pa

    coded = table.column(name).fill_null("").dictionary_encode().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # of no rows
        return Words(np.zeros(0, np.int32), ())
    names: list[str] = coded.dictionary.to_pylist()
    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.empty(len(names), np.int32)
    places[order] = np.arange(len(names), dtype=np.int32)
    codes = places[np.asarray(coded.indices.to_numpy(zero_copy_only=False))]
    return Words(codes, tuple(names[old] for old in order))
