"""Columns → Bin…: what a map of any number of events can show."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from pipeline.table.columns import (
    NO_DAY,
    Codes,
    Columns,
    Mask,
    Recent,
    Rows,
    from_day,
    numbered,
)
from pipeline.table.filters import Filter

TILE_PX = 256  # a Web Mercator world is this wide at zoom 0
CELL_PX = 44  # bubbles of up to this width do not overlap; also the least a finger can hit
NORTHMOST = 85.0511  # degrees; where the square Web Mercator world ends
BROAD = ("region", "country")  # levels of a place that is no point
LATEST = np.iinfo(np.int32).max  # stands for no day where the first one is looked for
MOST_GRIDS = 6  # remembered, twelve bytes an event each


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of one cell of the map.

    `lat`, `lon` is their mean point, the four bounds hold all of them. `types` are ontology ids
    with counts, most first. `broad` bins hold the events known no closer than to a region or
    country, apart from the others of the same cell. `place_name` and `place_precision` are the
    commonest, `radius_km` the largest, the days the outermost; `event_id` is empty unless the
    bin holds one event only.
    """

    lat: float
    lon: float
    south: float
    west: float
    north: float
    east: float
    count: int
    types: tuple[tuple[str, int], ...]
    broad: bool
    place_name: str
    place_precision: str
    radius_km: float | None
    date_start: dt.date | None
    date_end: dt.date | None
    event_id: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Events by their cells: `cell` and `named` are numbers, event by event of `rows`.

    Cells are numbered by column, row and breadth. A `named` is a cell with a place name and a
    precision: its cell, its name and its level stand in the three arrays behind.
    """

    rows: Rows
    cell: npt.NDArray[np.int32]
    cells: int
    named: npt.NDArray[np.int32]
    named_cell: Codes
    named_place: Codes
    named_level: Codes


class Grids:
    """The grids of a store's columns that were used last."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._recent = Recent(MOST_GRIDS)

    def bins(self, chosen: Filter, *, zoom: float, limit: int) -> tuple[Bin, ...]:
        """Gather the chosen events that have a point into at most `limit` bins, largest first.

        Cells grow from `CELL_PX` by half as much again until the bins are few enough.
        """
        everyday = _everyday(chosen)
        mask = self._columns.mask(chosen)
        cell_px = float(CELL_PX)
        while True:
            make = partial(make_grid, self._columns, everyday, zoom, cell_px)
            grid = self._recent.get((everyday, zoom, cell_px), make)
            shown = mask[grid.rows]
            if np.count_nonzero(np.bincount(grid.cell[shown], minlength=1)) <= limit:
                return make_bins(self._columns, grid, shown)
            cell_px *= 1.5


def _everyday(chosen: Filter) -> Filter:
    """The filter without its days: where an event stands does not change with them."""
    return replace(chosen, first=None, last=None, undated=True)


def make_grid(columns: Columns, chosen: Filter, zoom: float, cell_px: float) -> Grid:
    """Give each chosen event with a point its cell."""
    rows = np.flatnonzero(columns.mask(chosen) & columns.placed).astype(np.int32)
    across, down = cell_numbers(columns.lat[rows], columns.lon[rows], zoom, cell_px)
    broad = np.isin(columns.level.codes[rows], [columns.level.code(name) for name in BROAD])
    cell, keys = numbered((across * (int(down.max(initial=0)) + 1) + down) * 2 + broad)
    places, levels = len(columns.place_name.names), len(columns.level.names)
    named = (cell * places + columns.place_name.codes[rows]) * levels + columns.level.codes[rows]
    named, named_keys = numbered(named)
    rest, level = np.divmod(named_keys, max(levels, 1))
    home, place = np.divmod(rest, max(places, 1))
    return Grid(rows, cell.astype(np.int32), len(keys), named.astype(np.int32), home, place, level)


def cell_numbers(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], zoom: float, cell_px: float
) -> tuple[Codes, Codes]:
    """Column and row of the cells on the Web Mercator square."""
    cells = 2**zoom * TILE_PX / cell_px  # of the world's width
    radians = np.radians(np.clip(lat, -NORTHMOST, NORTHMOST))
    down = (1 - np.log(np.tan(radians) + 1 / np.cos(radians)) / np.pi) / 2
    return (
        np.floor((lon + 180) / 360 * cells).astype(np.int64),
        np.floor(down * cells).astype(np.int64),
    )


def make_bins(columns: Columns, grid: Grid, shown: Mask) -> tuple[Bin, ...]:
    """The cells of the shown events of a grid, largest first."""
    rows, cell = grid.rows[shown], grid.cell[shown]
    if not rows.size:
        return ()
    order = np.argsort(cell, kind="stable")
    rows, cell = rows[order], cell[order]
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    counts = np.diff(starts, append=len(rows))
    numbers = cell[starts]
    outer = _outermost(columns, rows, starts)
    types = len(columns.type.names)
    mixes = np.bincount(cell * types + columns.type.codes[rows], minlength=grid.cells * types)
    mixes = mixes.reshape(grid.cells, types)[numbers]
    named = np.bincount(grid.named[shown], minlength=len(grid.named_cell))
    place = _commonest(grid.named_cell, grid.named_place, named, grid.cells)[numbers]
    level = _commonest(grid.named_cell, grid.named_level, named, grid.cells)[numbers]

    def made(at: int) -> Bin:
        lat, lon, south, west, north, east, radius_km, first, last = (v[at] for v in outer)
        precision = columns.level.names[level[at]]
        return Bin(
            lat=lat / int(counts[at]),
            lon=lon / int(counts[at]),
            south=south,
            west=west,
            north=north,
            east=east,
            count=int(counts[at]),
            types=_mix(columns.type.names, mixes[at]),
            broad=precision in BROAD,
            place_name=columns.place_name.names[place[at]],
            place_precision=precision,
            radius_km=None if np.isnan(radius_km) else radius_km,
            date_start=_day(int(first)),
            date_end=_day(int(last)),
            event_id=columns.ids[int(rows[starts[at]])].as_py() if counts[at] == 1 else "",
        )

    return tuple(made(at) for at in np.argsort(-counts, kind="stable").tolist())


def _outermost(columns: Columns, rows: Rows, starts: Codes) -> list[list[float]]:
    """Of each run of rows: sums of lat and lon, south, west, north, east, radius, first, last."""
    lat, lon, first = columns.lat[rows], columns.lon[rows], columns.first[rows]
    told = (
        np.add.reduceat(lat, starts),
        np.add.reduceat(lon, starts),
        np.minimum.reduceat(lat, starts),
        np.minimum.reduceat(lon, starts),
        np.maximum.reduceat(lat, starts),
        np.maximum.reduceat(lon, starts),
        np.fmax.reduceat(columns.radius_km[rows], starts),
        np.minimum.reduceat(np.where(first == NO_DAY, LATEST, first), starts),
        np.maximum.reduceat(columns.last[rows], starts),
    )
    return [values.tolist() for values in told]


def _mix(names: Sequence[str], counts: Codes) -> tuple[tuple[str, int], ...]:
    """The types that have any, most first."""
    kinds = [(names[number], int(counts[number])) for number in np.flatnonzero(counts).tolist()]
    return tuple(sorted(kinds, key=lambda kind: (-kind[1], kind[0])))


def _commonest(cell: Codes, word: Codes, counts: Codes, cells: int) -> Codes:
    """The word of most events of each cell; of equals the first in order."""
    words = int(word.max(initial=0)) + 1
    numbers, keys = numbered(cell * words + word)
    totals = np.bincount(numbers, weights=counts).astype(np.int64)
    home, value = np.divmod(keys, words)
    found = np.zeros(cells, np.int64)
    order = np.lexsort((-value, totals))  # the last one written stays
    found[home[order]] = value[order]
    return found


def _day(number: int) -> dt.date | None:
    return None if number in {NO_DAY, LATEST} else from_day(number)
