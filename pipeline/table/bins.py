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
    # Counted fine first: an ordered aggregate over a million rows would sort them all.
    sql = f"""
        WITH fine AS (
            SELECT {across} AS cx, {down} AS cy, place_precision IN ('region', 'country') AS broad,
                   type, place_name, place_precision, count(*) AS n, sum(lat) AS lats,
                   sum(lon) AS lons, min(lat) AS south, min(lon) AS west, max(lat) AS north,
                   max(lon) AS east, max(radius_km) AS radius, min({FIRST_DAY}) AS a,
                   max({LAST_DAY}) AS z, min(event_id) AS id
            FROM events WHERE ({condition}) AND lat IS NOT NULL AND lon IS NOT NULL GROUP BY ALL),
        kinds AS (
            SELECT cx, cy, broad, list(struct_pack("key" := type, "value" := m)) AS types
            FROM (SELECT cx, cy, broad, type, sum(n)::BIGINT AS m FROM fine GROUP BY ALL)
            GROUP BY ALL),
        names AS (
            SELECT cx, cy, broad, min_by(place_name, (-m, place_name)) AS name
            FROM (SELECT cx, cy, broad, place_name, sum(n)::BIGINT AS m FROM fine GROUP BY ALL)
            GROUP BY ALL),
        levels AS (
            SELECT cx, cy, broad, min_by(place_precision, (-m, place_precision)) AS level
            FROM (SELECT cx, cy, broad, place_precision, sum(n)::BIGINT AS m FROM fine GROUP BY ALL)
            GROUP BY ALL)
        SELECT cx, cy, broad, lat, lon, south, west, north, east, n, types, name, level, radius,
               a, z, id
        FROM (SELECT cx, cy, broad, sum(lats) / sum(n) AS lat, sum(lons) / sum(n) AS lon,
                     min(south) AS south, min(west) AS west, max(north) AS north, max(east) AS east,
                     sum(n)::BIGINT AS n, max(radius) AS radius, min(a) AS a, max(z) AS z,
                     min(id) AS id
              FROM fine GROUP BY ALL)
        JOIN kinds USING (cx, cy, broad) JOIN names USING (cx, cy, broad)
        JOIN levels USING (cx, cy, broad)
        ORDER BY n DESC, cx, cy, broad"""
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
