"""Event -> keys: two events that share a key tell of one happening.

A key is a reason and what must be equal for it to hold. Because sharing a key is all that links,
the groups depend on neither the order of the events nor on when each was added, and finding them
takes time linear in the number of events.
"""

import math
import tomllib
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pipeline.incidents.sites import find_sites
from pipeline.records import Event, PlacePrecision, Resolution

_POINTS = (PlacePrecision.EXACT, PlacePrecision.CITY, PlacePrecision.RELATIVE)


class Reason(StrEnum):
    """Why two reports are held to be one happening, in a reader's words."""

    SAME_PLACE = "the same kind of event at the same place on the same day"
    SAME_SPELL = "the same lasting event at the same place, told of a few days apart"
    SAME_TOLL = "the same number of dead at the same place on the same or the next day"
    SAME_SPOT = "a strike on the same building, told of a few days apart"
    SAME_SITE = "the same kind of building in the same town, told of a few days apart"
    SAME_NAME = "the same named building or ship, told of a few days apart"
    NEARBY_STRIKE = "strikes of one kind within a few kilometres on the same day"
    NEARBY_TOLL = "the same number of dead nearby on the same day"
    REGION_TOLL = "the same number of dead in the same region on the same day"
    SAME_PARTIES = "the same parties met on the same day"


@dataclass(frozen=True, slots=True)
class Key:
    """A reason and the values that two events must share for it."""

    reason: Reason
    values: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The settings of `data/grouping.toml`."""

    family: dict[str, str]
    window_days: dict[str, int]
    strikes: frozenset[str]
    spot_days: int
    strike_cell_degrees: float
    same_place_min: int
    nearby_min: int
    region_min: int
    cell_degrees: float
    days_max: int


@cache
def load_grouping() -> Grouping:
    """Read `data/grouping.toml` once."""
    data = tomllib.loads(
        (files("pipeline.incidents") / "data" / "grouping.toml").read_text(encoding="utf-8")
    )
    return Grouping(
        family={kind: name for name, kinds in data["families"].items() for kind in kinds},
        window_days=data["window_days"],
        strikes=frozenset(data["strike"]["types"]),
        spot_days=data["strike"]["spot_days"],
        strike_cell_degrees=data["strike"]["cell_degrees"],
        same_place_min=data["toll"]["same_place_min"],
        nearby_min=data["toll"]["nearby_min"],
        region_min=data["toll"]["region_min"],
        cell_degrees=data["toll"]["cell_degrees"],
        days_max=data["span"]["days_max"],
    )


def keys_of(event: Event) -> Iterator[Key]:
    """Keys of an event, none if it has no day: then nothing can be said to be the same."""
    days = _days(event)
    if not days:
        return
    yield from _site_keys(event, days)
    if event.where is None or event.where.place is None:
        yield from _party_keys(event, days)
        return
    if event.where.precision in _POINTS:
        yield from _place_keys(event, event.where.place.id, days)
        yield from _strike_keys(event, event.where, days)
    yield from _toll_keys(event, days)


def _days(event: Event) -> tuple[int, ...]:
    """Day numbers an event counts on: each day of a short range, the last day of a long one."""
    last = event.days.last
    if last is None:
        return ()
    first = event.days.first or last
    if (last - first).days >= load_grouping().days_max:
        first = last
    return tuple(range(first.toordinal(), last.toordinal() + 1))


def _party_keys(event: Event, days: tuple[int, ...]) -> Iterator[Key]:
    parties = tuple(sorted({actor.name for actor in event.actors}))
    if len(parties) > 1:
        for day in days:
            yield Key(Reason.SAME_PARTIES, (event.type, parties, day))


def _place_keys(event: Event, place_id: str, days: tuple[int, ...]) -> Iterator[Key]:
    window = load_grouping().window_days.get(event.type)
    if window is None:
        for day in days:
            yield Key(Reason.SAME_PLACE, (event.type, place_id, day))
        return
    for shift in _rows(window):
        yield Key(Reason.SAME_SPELL, (event.type, place_id, shift, (days[-1] + shift) // window))


def _strike_keys(event: Event, where: Resolution, days: tuple[int, ...]) -> Iterator[Key]:
    grouping = load_grouping()
    if event.type not in grouping.strikes or where.place is None or where.lat is None:
        return
    for day in days:
        for cell in _cells(where.lat, where.lon or 0.0, grouping.strike_cell_degrees):
            yield Key(Reason.NEARBY_STRIKE, (event.type, cell, day))
    if where.precision is PlacePrecision.EXACT:
        window = grouping.spot_days
        for shift in _rows(window):
            yield Key(Reason.SAME_SPOT, (where.place.id, shift, (days[-1] + shift) // window))


def _site_keys(event: Event, days: tuple[int, ...]) -> Iterator[Key]:
    """Keys of a building, works or ship: writers differ in the type and the place they give it."""
    grouping = load_grouping()
    sites = find_sites(event.quote.text)
    if not sites.kinds:
        return
    family, where = grouping.family.get(event.type, event.type), event.where
    rows = [
        (shift, (days[-1] + shift) // grouping.spot_days) for shift in _rows(grouping.spot_days)
    ]
    for name in sites.names:
        for row in rows:
            yield Key(Reason.SAME_NAME, (family, name, row))
    if where is None or where.lat is None or where.precision not in _POINTS:
        return
    for kind in sites.kinds:
        for cell in _cells(where.lat, where.lon or 0.0, grouping.strike_cell_degrees):
            for row in rows:
                yield Key(Reason.SAME_SITE, (family, kind, cell, row))


def _rows(window: int) -> tuple[int, int]:
    """Shifts of two rows of windows, so that no border parts neighbours."""
    return 0, window // 2


def _toll_keys(event: Event, days: tuple[int, ...]) -> Iterator[Key]:
    grouping = load_grouping()
    where, killed = event.where, event.harm.killed_min
    if where is None or where.place is None or killed is None:
        return
    family = grouping.family.get(event.type, event.type)
    pointed = where.precision in _POINTS
    if pointed and killed >= grouping.same_place_min:
        for day in (*days, days[-1] + 1):
            yield Key(Reason.SAME_TOLL, (family, where.place.id, killed, day))
    if pointed and killed >= grouping.nearby_min and where.lat is not None:
        for day in days:
            for cell in _cells(where.lat, where.lon or 0.0, grouping.cell_degrees):
                yield Key(Reason.NEARBY_TOLL, (family, cell, killed, day))
    if killed >= grouping.region_min and where.place.admin1_code:
        for day in days:
            yield Key(
                Reason.REGION_TOLL,
                (family, where.place.country, where.place.admin1_code, killed, day),
            )


def _cells(lat: float, lon: float, degrees: float) -> Iterator[tuple[int, int, int]]:
    """The cells of two grids, shifted by half, that hold a point."""
    for shift in (0, 1):
        offset = shift * degrees / 2
        yield shift, math.floor((lat + offset) / degrees), math.floor((lon + offset) / degrees)
