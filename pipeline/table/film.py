"""Events → Film: counts per cell, type and step of time, so that a map plays without asking."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.table.bins import CELL_PX, NORTHMOST, TILE_PX
from pipeline.table.filters import FIRST_DAY, LAST_DAY, Ask, Filter, where

MOST_COUNTS = 40_000  # numbers of one film; a browser reads them in a blink
WIDER = 2.0  # times the cells grow until the counts are few enough
WIDEST_PX = 1500.0  # of a cell: beyond a screen, wider cells gather nothing more
DAYS_FOLLOWED = 31  # an event longer than a month counts on its first step only


@dataclass(frozen=True, slots=True)
class Cell:
    """Where events of a film stand: their mean point, the commonest name, the largest radius.

    `radius_km` is None for events known closer than to a region.
    """

    lat: float
    lon: float
    radius_km: float | None
    place_name: str


@dataclass(frozen=True, slots=True)
class Film:
    """`counts` are (number of the cell, type, step, events), by step."""

    cells: tuple[Cell, ...]
    counts: tuple[tuple[int, str, int, int], ...]


def film(  # noqa: PLR0913 - each is a choice of its own
    ask: Ask,
    chosen: Filter,
    *,
    first: dt.date,
    step_days: int,
    until: bool,
    zoom: float,
) -> Film:
    """The chosen dated events that have a point, step by step from `first` on.

    Args:
        ask: puts a question to the store.
        chosen: which events.
        first: the day on which step 0 begins.
        step_days: how long a step is.
        until: count each event on the step it begins; otherwise on each that it touches.
        zoom: of the map; cells are as large as its marks there, or larger if that is too many.
    """
    cell_px = float(CELL_PX)
    while True:
        found = _counts(ask, chosen, (first, step_days), until=until, cells=(zoom, cell_px))
        if len(found) <= MOST_COUNTS or cell_px >= WIDEST_PX:
            return _film(found)
        cell_px *= WIDER


def cell_columns(zoom: float, cell_px: float) -> tuple[str, str]:
    """SQL for the column and the row of the cell that holds `lon`, `lat`; see `cell_numbers`."""
    cells = 2**zoom * TILE_PX / cell_px  # of the world's width
    lat = f"radians(greatest(least(lat, {NORTHMOST}), -{NORTHMOST}))"
    across = f"floor((lon + 180) / 360 * {cells})"
    return across, f"floor((1 - ln(tan({lat}) + 1 / cos({lat})) / pi()) / 2 * {cells})"


def _counts(
    ask: Ask, chosen: Filter, steps: tuple[dt.date, int], *, until: bool, cells: tuple[float, float]
) -> list[tuple[Any, ...]]:
    condition, values = where(chosen)
    across, down = cell_columns(*cells)
    first, step_days = steps
    length = "0" if until else f"CASE WHEN z - a >= {DAYS_FOLLOWED} THEN 0 ELSE b - s END"
    sql = f"""
        WITH chosen AS (
            SELECT {across} AS cx, {down} AS cy, place_precision = 'region' AS broad, type, lat,
                   lon, place_name, radius_km, {FIRST_DAY} AS a, {LAST_DAY} AS z,
                   (a - ?::DATE) // {int(step_days)} AS s, (z - ?::DATE) // {int(step_days)} AS b
            FROM events
            WHERE ({condition}) AND lat IS NOT NULL AND lon IS NOT NULL AND {FIRST_DAY} IS NOT NULL)
        SELECT cx, cy, broad, type, s + more AS step, count(*), avg(lat), avg(lon),
               mode(place_name ORDER BY place_name), max(radius_km)
        FROM (SELECT *, unnest(range(0, {length} + 1)) AS more FROM chosen)
        GROUP BY cx, cy, broad, type, step ORDER BY step, cx, cy, broad, type"""
    return ask(sql, [first, first, *values])


def _film(found: Sequence[tuple[Any, ...]]) -> Film:
    """Give each cell a number, and the place of the events in it."""
    inside: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in found:
        inside.setdefault(row[:3], []).append(row)
    numbers = {key: number for number, key in enumerate(inside)}
    counts = tuple((numbers[row[:3]], row[3], int(row[4]), int(row[5])) for row in found)
    return Film(tuple(_cell(rows) for rows in inside.values()), counts)


def _cell(rows: Sequence[tuple[Any, ...]]) -> Cell:
    total = sum(row[5] for row in rows)
    broad = rows[0][2]
    return Cell(
        lat=sum(row[6] * row[5] for row in rows) / total,
        lon=sum(row[7] * row[5] for row in rows) / total,
        radius_km=max((row[9] for row in rows if row[9] is not None), default=None)
        if broad
        else None,
        place_name=max(rows, key=lambda row: row[5])[8] or "",
    )
