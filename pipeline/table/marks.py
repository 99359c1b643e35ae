"""Columns → Mark…: what a map needs of each event, without a look into the parts of the store."""

import datetime as dt
from typing import NamedTuple

from pipeline.table.columns import NO_DAY, Columns, from_day
from pipeline.table.filters import Filter


class Mark(NamedTuple):
    """An event as a map shows it, under the names of `EventRow`; a day is one it counts on."""

    event_id: str
    type: str
    status: str
    date_start: dt.date | None
    date_end: dt.date | None
    place_name: str
    lat: float
    lon: float
    place_precision: str
    radius_km: float | None


def make_marks(columns: Columns, chosen: Filter) -> tuple[Mark, ...]:
    """The chosen events that have a point, newest first."""
    rows = columns.rows(chosen)
    rows = rows[columns.placed[rows]]
    rows = columns.in_order(rows, len(rows), newest=True)
    names = (
        [words.names[number] for number in words.codes[rows].tolist()]
        for words in (columns.type, columns.status, columns.place_name, columns.level)
    )
    days = ([_day(day) for day in of[rows].tolist()] for of in (columns.first, columns.last))
    degrees = (of[rows].tolist() for of in (columns.lat, columns.lon))
    radii = [None if km != km else km for km in columns.radius_km[rows].tolist()]  # noqa: PLR0124
    kinds, statuses, places, levels = names
    return tuple(
        map(
            Mark,
            columns.ids_of(rows),
            kinds,
            statuses,
            *days,
            places,
            *degrees,
            levels,
            radii,
        )
    )


def _day(number: int) -> dt.date | None:
    return None if number == NO_DAY else from_day(number)
