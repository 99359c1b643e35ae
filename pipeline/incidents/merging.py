"""Events of one incident -> one summary row: the widest harm, the sharpest place and date."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import DatePrecision, Days, Event, Harm, PlacePrecision, Resolution, Status

_PLACES = tuple(PlacePrecision)  # from exact to unknown, as the enum lists them
_DATES = tuple(DatePrecision)


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening: its sharpest place and days, merged harm, and how many articles tell it."""

    id: str
    type: str
    status: Status
    days: Days
    date_precision: DatePrecision
    where: Resolution | None
    harm: Harm
    article_count: int
    event_ids: tuple[str, ...]


def merge_events(incident_id: str, events: Sequence[Event]) -> Incident:
    """Merge the events of one incident; ties go to the surer event, then to the smaller id.

    Raises ValueError if there are no events: an incident is made of at least one.
    """
    if not events:
        message = f"incident {incident_id} has no events"
        raise ValueError(message)
    ranked = sorted(events, key=lambda event: (-event.confidence, event.id))
    placed = min(ranked, key=lambda event: _PLACES.index(_precision(event)))
    dated = min(ranked, key=lambda event: _DATES.index(event.date_precision))
    return Incident(
        id=incident_id,
        type=ranked[0].type,
        status=_merged_status(ranked),
        days=dated.days,
        date_precision=dated.date_precision,
        where=placed.where,
        harm=_merged_harm(ranked),
        article_count=len({event.article_id for event in events}),
        event_ids=tuple(sorted(event.id for event in events)),
    )


def _precision(event: Event) -> PlacePrecision:
    return PlacePrecision.UNKNOWN if event.where is None else event.where.precision


def _merged_status(events: Sequence[Event]) -> Status:
    """What the events agree on; disputed as soon as one side denies what another tells."""
    statuses = {event.status for event in events}
    if Status.DISPUTED in statuses or (Status.DENIED in statuses and len(statuses) > 1):
        return Status.DISPUTED
    return Status.REPORTED if Status.REPORTED in statuses else events[0].status


def _merged_harm(events: Sequence[Event]) -> Harm:
    """The range that holds every report; an open upper end stays open."""
    killed = [(e.harm.killed_min, e.harm.killed_max) for e in events]
    injured = [(e.harm.injured_min, e.harm.injured_max) for e in events]
    return Harm(*_merged_range(killed), *_merged_range(injured))


def _merged_range(ranges: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    said = [(low, high) for low, high in ranges if (low, high) != (None, None)]
    if not said:
        return None, None
    lows = [low for low, _ in said if low is not None]
    highs = [high for _, high in said if high is not None]
    low = min(lows) if lows else None
    return low, max(highs) if len(highs) == len(said) else None
