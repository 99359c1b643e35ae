"""Events → Bin…: what a map of any number of events can show."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.table.filters import FIRST_DAY, LAST_DAY, Filter, Parameter, where

TILE_PX = 256  # a Web Mercator world is this wide at zoom 0
CELL_PX = 44  # bubbles of up to this width do not overlap; also the least a finger can hit
NORTHMOST = 85.0511  # degrees; where the square Web Mercator world ends

Ask = Callable[[str, list[Parameter]], list[tuple[Any, ...]]]


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


def bins(ask: Ask, chosen: Filter, *, zoom: float, limit: int) -> tuple[Bin, ...]:
    """Gather the chosen events that have a point into at most `limit` bins, largest first.

    Cells grow from `CELL_PX` by half as much again until the bins are few enough.
    """
    cell_px = float(CELL_PX)
    found = _gather(ask, chosen, zoom, cell_px)
    while len(found) > limit:
        cell_px *= 1.5
        found = _gather(ask, chosen, zoom, cell_px)
    return found


def cell_columns(zoom: float, cell_px: float) -> tuple[str, str]:
    """SQL for the column and the row of the cell that holds `lon`, `lat` on the Mercator square."""
    cells = 2**zoom * TILE_PX / cell_px  # of the world's width
    lat = f"radians(greatest(least(lat, {NORTHMOST}), -{NORTHMOST}))"
    across = f"floor((lon + 180) / 360 * {cells})"
    return across, f"floor((1 - ln(tan({lat}) + 1 / cos({lat})) / pi()) / 2 * {cells})"


def _gather(ask: Ask, chosen: Filter, zoom: float, cell_px: float) -> tuple[Bin, ...]:
    condition, values = where(chosen)
    across, down = cell_columns(zoom, cell_px)
    sql = f"""
        SELECT {across} AS cx, {down} AS cy,
               place_precision IN ('region', 'country') AS broad,
               avg(lat), avg(lon), min(lat), min(lon), max(lat), max(lon), count(*) AS n,
               map_entries(histogram(type)),
               mode(place_name ORDER BY place_name), mode(place_precision ORDER BY place_precision),
               max(radius_km), min({FIRST_DAY}), max({LAST_DAY}), min(event_id)
        FROM events WHERE ({condition}) AND lat IS NOT NULL AND lon IS NOT NULL
        GROUP BY cx, cy, broad ORDER BY n DESC, cx, cy, broad"""
    return tuple(_bin(row) for row in ask(sql, values))


def _bin(row: tuple[Any, ...]) -> Bin:
    _, _, broad, lat, lon, south, west, north, east, count, types, *rest = row
    name, precision, radius_km, first, last, event_id = rest
    counted = sorted(((t["key"], t["value"]) for t in types), key=lambda t: (-t[1], t[0]))
    return Bin(
        lat=lat,
        lon=lon,
        south=south,
        west=west,
        north=north,
        east=east,
        count=count,
        types=tuple(counted),
        broad=broad,
        place_name=name,
        place_precision=precision,
        radius_km=radius_km,
        date_start=first,
        date_end=last,
        event_id=event_id if count == 1 else "",
    )
