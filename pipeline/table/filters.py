"""Filter → SQL: what a person may ask of the events."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# An event without a first (or last) day counts on the one it has.
FIRST_DAY = "coalesce(date_start, date_end)"
LAST_DAY = "coalesce(date_end, date_start)"
SEARCHED = "concat_ws(' ', headline, quote, place_name, place_text, article_title, source)"

Point = tuple[float, float]
Parameter = str | float | list[str] | list[int] | dt.date
Ask = Callable[[str, list[Parameter]], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of events. Every empty field lets everything through.

    A tuple lists what the column may be: `places` exact place names, `precisions` place precisions;
    of `actors` any one must take part. `killed` asks for events that say someone was killed.

    `first` and `last` are inclusive days; an event is kept if any of its days lies between them.
    `undated` and `unplaced` keep the events that have no day or no point, whatever the days or
    the bounds ask. `place` is part of a place's name, region or country; `text` is words that must
    all occur in headline, quote, place, title or source; both ignore case and accents. `bounds`
    is (south, west, north, east) in degrees; a west beyond the east crosses the date line.
    `area` are the corners of a polygon as latitude and longitude; it keeps the events whose point
    lies inside, and none known by its country only, whose point stands for all of the country.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    admin1s: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    place: str = ""
    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    undated: bool = True
    unplaced: bool = True
    confidence_min: float = 0.0
    killed: bool = False
    bounds: tuple[float, float, float, float] | None = None
    area: tuple[Point, ...] = ()
    article_id: str = ""
    incident_id: str = ""
    event_ids: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()


def where(chosen: Filter) -> tuple[str, list[Parameter]]:
    """The condition of a WHERE, and its parameters in order."""
    clauses = [
        *_among("type", chosen.types),
        *_among("status", chosen.statuses),
        *_among("source", chosen.sources),
        *_among("country", chosen.countries),
        *_among("admin1", chosen.admin1s),
        *_among("place_name", chosen.places),
        *_among("place_precision", chosen.precisions),
        *_among("event_id", chosen.event_ids),
        *_among("place_id", chosen.place_ids),
        *_among("article_id", (chosen.article_id,) if chosen.article_id else ()),
        *_among("incident_id", (chosen.incident_id,) if chosen.incident_id else ()),
        *_days(chosen),
        *_points(chosen),
        *_inside(chosen.area),
        *words_clauses("concat_ws(' ', place_name, place_text, admin1, country)", (chosen.place,)),
        *words_clauses(SEARCHED, tuple(chosen.text.split())),
    ]
    if chosen.actors:
        clauses.append(("list_has_any(actors, ?)", [list(chosen.actors)]))
    if chosen.killed:
        clauses.append(("coalesce(killed_min, 0) > 0 OR coalesce(killed_max, 0) > 0", []))
    if chosen.confidence_min > 0:
        clauses.append(("confidence >= ?", [chosen.confidence_min]))
    condition = " AND ".join(f"({clause})" for clause, _ in clauses) or "true"
    return condition, [value for _, values in clauses for value in values]


Clause = tuple[str, list[Parameter]]


def _among(column: str, values: tuple[str, ...]) -> list[Clause]:
    return [(f"list_contains(?, {column})", [list(values)])] if values else []


def _days(chosen: Filter) -> list[Clause]:
    clauses: list[Clause] = []
    if chosen.first is not None:
        clauses.append((f"{LAST_DAY} IS NULL OR {LAST_DAY} >= ?", [chosen.first]))
    if chosen.last is not None:
        clauses.append((f"{FIRST_DAY} IS NULL OR {FIRST_DAY} <= ?", [chosen.last]))
    if not chosen.undated:
        clauses.append((f"{FIRST_DAY} IS NOT NULL", []))
    return clauses


def _points(chosen: Filter) -> list[Clause]:
    clauses: list[Clause] = []
    if not chosen.unplaced:
        clauses.append(("lat IS NOT NULL AND lon IS NOT NULL", []))
    if chosen.bounds is not None:
        south, west, north, east = chosen.bounds
        across = "AND" if west <= east else "OR"
        inside = f"lat BETWEEN ? AND ? AND (lon >= ? {across} lon <= ?)"
        clauses.append((f"lat IS NULL OR lon IS NULL OR ({inside})", [south, north, west, east]))
    return clauses


def _inside(area: tuple[Point, ...]) -> list[Clause]:
    """Inside a polygon, by the even-odd rule: a line to the west crosses its sides an odd time."""
    if not area:
        return []
    sides = list(zip(area, (*area[1:], area[0]), strict=True))
    crossed = "((lat < ?) <> (lat < ?) AND lon < ? + (lat - ?) * ?)::INTEGER"
    values: list[Parameter] = []
    for (lat, lon), (other_lat, other_lon) in sides:
        slope = (other_lon - lon) / (other_lat - lat) if other_lat != lat else 0.0
        values += [lat, other_lat, lon, lat, slope]
    inside = f"({' + '.join([crossed] * len(sides))}) % 2 = 1"
    placed = "lat IS NOT NULL AND lon IS NOT NULL AND place_precision <> 'country'"
    return [(f"{placed} AND {inside}", values)]


def words_clauses(searched: str, words: tuple[str, ...]) -> list[Clause]:
    """A clause for each word: `searched`, an SQL expression, holds it, whatever case or accents."""
    plain = "strip_accents(lower({}))"
    return [
        (f"contains({plain.format(searched)}, {plain.format('?')})", [word])
        for word in words
        if word.strip()
    ]
