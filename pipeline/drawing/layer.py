"""EventRow… or Bin… -> the compact JSON that the map's script draws.

A place is `[lat, lon, name number]`, a name `[name, radius km]`; an event `[place number, type
number, days after day0 or null, status, id]`; a cell of many events `[lat, lon, radius km, name,
count, [[type number, count] …], [south, west, north, east]]`. Types are numbered in the order
of `types`.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.drawing.ontology import load_types, type_of
from pipeline.records import PlacePrecision
from pipeline.table import Bin, EventRow, Filter, Mark, Store

Layer = dict[str, Any]
Box = tuple[float, float, float, float]  # south, west, north, east in degrees
Point = tuple[float, float, int]  # latitude, longitude, and how many events stand there
View = tuple[Box, int]  # what the map shows, and its zoom


@dataclass(frozen=True, slots=True)
class Film:
    """What a reader wants to see played: from `first` on, in steps; `key` tells it from others.

    `until` keeps what earlier steps showed.
    """

    first: dt.date
    step_days: int
    until: bool
    key: int


EPOCH = dt.date(1970, 1, 1)  # day 0 where nothing has a date
PALE = frozenset({"claim", "disputed", "denied", "planned"})
MOST_SHAPES = 500  # more are gathered into cells before they leave the server
WITH_DOT = tuple(str(level) for level in PlacePrecision if level is not PlacePrecision.COUNTRY)
WORLD: Box = (-85.0, -180.0, 85.0, 180.0)
FIRST_ZOOM = 6  # of the cells sent before the map has told its own
TRIM = 0.03  # of the events on each side may lie outside the first view: a few far ones zoom it out
MAIN_SHARE = 0.6  # of the events in one country: the map opens on them
LEAST_SPAN = 1.2  # degrees: one place alone still shows its surroundings
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_UNSAFE = re.compile(r"[<>&{}'`$_%#]")


def to_script(value: object, *, plain: bool = True) -> str:
    """JSON that is safe inside a script, an HTML page and a Jinja template.

    Every character that could end a script, open a tag or a template, or name a variable that
    streamlit-folium would rewrite, is written as a Unicode escape; the value stays the same.
    `plain` asks for ASCII alone; without it, text that is not English takes a third of the room.
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=plain)
    return _LITERAL.sub(lambda literal: _UNSAFE.sub(_escape, literal[0]), text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def dotted(chosen: Filter) -> Filter:
    """Those of the chosen events that the map can show."""
    levels = tuple(level for level in WITH_DOT if level in (chosen.precisions or WITH_DOT))
    return replace(chosen, unplaced=False, precisions=levels or ("none",))


def store_layer(store: Store, chosen: Filter, view: View | None, count: int | None = None) -> Layer:
    """What the map shows of the chosen events: each by itself, or cells if they are too many.

    `count` is how many of them have a dot, where that is known already.

    Cells are those of `view`, what the map last said it shows; before that, of the first view.
    """
    located = dotted(chosen)
    if (store.count(located) if count is None else count) <= MOST_SHAPES:
        return rows_layer(store.marks(located))
    box, zoom = view or ((store_fit(store) or {"box": WORLD})["box"], FIRST_ZOOM)
    cells = store.bins(replace(located, bounds=box), zoom=zoom, limit=MOST_SHAPES)
    return bins_layer(cells) | {"part": {"view": box, "zoom": zoom}}


def film_layer(store: Store, chosen: Filter, view: View | None, asked: Film) -> Layer:
    """The chosen events step by step, for a map that plays them by itself.

    A cell is `[lat, lon, radius km, name]`; `counts` are cell number, type number, step and events
    in a row of numbers. Steps are counted from the first day of the film.
    """
    box, zoom = view or (WORLD, FIRST_ZOOM)
    located = replace(dotted(chosen), first=None, last=None, undated=False)
    made = store.film(
        replace(located, bounds=box),
        first=asked.first,
        step_days=asked.step_days,
        until=asked.until,
        zoom=zoom,
    )
    types = _type_numbers(name for _, name, _, _ in made.counts)
    cells = [
        [_degrees(cell.lat), _degrees(cell.lon), _km(cell.radius_km), _short(cell.place_name)]
        for cell in made.cells
    ]
    numbers = [
        number
        for cell, name, step, count in made.counts
        for number in (cell, types[name], step, count)
    ]
    return {
        "types": _looks(types),
        "day0": asked.first.isoformat(),
        "names": [],
        "places": [],
        "events": [],
        "cells": [],
        "part": {"view": box, "zoom": zoom},
        "film": {"key": asked.key, "until": asked.until, "cells": cells, "counts": numbers},
    }


def store_fit(store: Store) -> Layer | None:
    """Where the map of a store opens; None if no event has a dot."""
    located = dotted(Filter())
    main = main_country(dict(store.facets(located, "country")))

    near = store.points(replace(located, countries=(main,))) if main else []
    return fit(store.points(located), near, store.version)


def main_country(counts: Mapping[str, int]) -> str:
    """The country of most events, by the events of each; empty without such a one."""
    most = max(counts, key=counts.__getitem__, default="")
    return most if most and counts[most] >= MAIN_SHARE * sum(counts.values()) else ""


def fit(points: Sequence[Point], near: Sequence[Point], key: str) -> Layer | None:
    """Where a map opens, and what shows all of its points; None without any.

    It opens on `near`, the points of the main country, if it has any, else on nearly all points;
    once for each `key`.
    """
    whole = first_view(points, trim=0.0)
    box = first_view(near or points)
    return {"box": box, "all": whole, "key": key} if box and whole else None


def has_dot(row: EventRow | Mark) -> bool:
    """Whether the map shows the event: it has a point and is known closer than to its country."""
    return row.lat is not None and row.lon is not None and row.place_precision != "country"


def rows_layer(rows: Iterable[EventRow | Mark]) -> Layer:
    """Each event by itself; those without a dot are left out."""
    shown = [row for row in rows if has_dot(row)]
    types = _type_numbers(row.type for row in shown)
    names: dict[tuple[Any, ...], int] = {}
    places: dict[tuple[Any, ...], int] = {}
    day0 = min((row.date_start for row in shown if row.date_start), default=EPOCH)
    events = []
    for row in shown:
        name = names.setdefault((_short(row.place_name), _km(row.radius_km)), len(names))
        point = (_degrees(row.lat), _degrees(row.lon), name)
        place = places.setdefault(point, len(places))
        day = row.date_start or row.date_end
        offset = None if day is None else (day - day0).days
        status = row.status if row.status in PALE else ""
        events.append([place, types[row.type], offset, status, row.event_id])
    return {
        "types": _looks(types),
        "day0": day0.isoformat(),
        "names": [list(name) for name in names],
        "places": [list(point) for point in places],
        "events": events,
        "cells": [],
    }


def bins_layer(bins: Sequence[Bin]) -> Layer:
    """Cells the store has counted; a cell of one event is that event."""
    types = _type_numbers(name for found in bins for name, _ in found.types)
    day0 = min((found.date_start for found in bins if found.date_start), default=EPOCH)
    names: list[list[Any]] = []
    places: list[list[Any]] = []
    events: list[list[Any]] = []
    cells: list[list[Any]] = []
    for found in bins:
        lat, lon = _degrees(found.lat), _degrees(found.lon)
        radius, name = _km(found.radius_km), _short(found.place_name)
        if found.event_id:
            offset = None if found.date_start is None else (found.date_start - day0).days
            events.append([len(places), types[found.types[0][0]], offset, "", found.event_id])
            places.append([lat, lon, len(names)])
            names.append([name, radius])
        else:
            mix = [[types[kind], number] for kind, number in found.types]
            box = [_degrees(d) for d in (found.south, found.west, found.north, found.east)]
            cells.append([lat, lon, radius if found.broad else None, name, found.count, mix, box])
    return {
        "types": _looks(types),
        "day0": day0.isoformat(),
        "names": names,
        "places": places,
        "events": events,
        "cells": cells,
    }


def chosen_mark(row: EventRow, *, move: bool) -> Layer | None:
    """The event the reader has chosen; `move` lets the map fly there. None without a dot."""
    if not has_dot(row):
        return None
    kind = type_of(row.type)
    return {
        "id": row.event_id,
        "lat": _degrees(row.lat),
        "lon": _degrees(row.lon),
        "radius": _km(row.radius_km),
        "type": {"colour": kind.colour, "shape": kind.shape},
        "pale": row.status in PALE,
        "move": move,
    }


def first_view(points: Iterable[Point], *, trim: float = TRIM) -> Box | None:
    """A box around all points but the share `trim` on each side; None without any."""
    weighted = [point for point in points if point[2] > 0]
    if not weighted:
        return None
    south, north = _middle([(lat, count) for lat, _, count in weighted], trim)
    west, east = _middle([(lon, count) for _, lon, count in weighted], trim)
    grow_lat = max(LEAST_SPAN - (north - south), 0) / 2
    grow_lon = max(LEAST_SPAN - (east - west), 0) / 2
    return (
        max(south - grow_lat, -80.0),
        max(west - grow_lon, -180.0),
        min(north + grow_lat, 80.0),
        min(east + grow_lon, 180.0),
    )


def _middle(values: list[tuple[float, int]], trim: float) -> tuple[float, float]:
    """The values between which all but `trim` at each end of the weight lies."""
    values.sort()
    total = sum(count for _, count in values)
    low, high, passed = values[0][0], values[-1][0], 0
    found_low = False
    for value, count in values:
        passed += count
        if not found_low and passed > total * trim:
            low, found_low = value, True
        if passed >= total * (1 - trim):
            high = value
            break
    return low, high


def _type_numbers(names: Iterable[str]) -> dict[str, int]:
    """The types present, numbered in the ontology's order, unknown ones last by name."""
    present = set(names)
    known = [name for name in load_types() if name in present]
    ordered = known + sorted(present.difference(known))
    return {name: number for number, name in enumerate(ordered)}


def _looks(types: Iterable[str]) -> list[dict[str, str]]:
    found = [type_of(name) for name in types]
    return [{"label": t.label, "colour": t.colour, "shape": t.shape} for t in found]


def _degrees(value: float | None) -> float:
    return round(value or 0.0, 4)


def _km(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _short(name: str, most: int = 60) -> str:
    return name if len(name) <= most else name[: most - 1] + "\u2026"
