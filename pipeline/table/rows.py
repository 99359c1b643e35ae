"""Annotation… → EventRow…: the one place that knows the columns of every export."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypedDict, get_type_hints

from pipeline.records import Annotation, Copy, Event, PlacePrecision, Resolution

DEGREE_DIGITS = 6  # a tenth of a metre; more would be noise of the arithmetic
RADIUS_DIGITS = 3
CONFIDENCE_DIGITS = 4


class EventRow(NamedTuple):
    """One event as every export shows it; these fields are its columns, in this order.

    Both dates are inclusive. An empty string or None means "not said". Offsets are code points
    of the article's text, the end excluded; degrees are WGS 84, `radius_km` kilometres.
    """

    event_id: str
    incident_id: str
    type: str
    status: str
    date_start: dt.date | None
    date_end: dt.date | None
    date_precision: str
    date_text: str
    place_name: str
    place_id: str
    place_kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    place_precision: str
    radius_km: float | None
    place_text: str
    actors: tuple[str, ...]
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    quote: str
    quote_start: int
    quote_end: int
    headline: str
    article_id: str
    article_title: str
    article_date: dt.date | None
    article_date_source: str
    source: str
    url: str
    confidence: float
    place_rule: str
    date_rule: str
    type_rule: str


KINDS: dict[str, object] = get_type_hints(EventRow)
COLUMNS: tuple[str, ...] = EventRow._fields
# A further source of the report that stands under `article_id` among the events.
COPY_COLUMNS = ("article_id", "copy_id", "title", "date", "source", "url", "where")


def to_rows(
    annotations: Iterable[Annotation], incidents: Mapping[str, str] | None = None
) -> Iterator[EventRow]:
    """Rows of all events, in the order of the articles and of their events.

    Args:
        annotations: what was read out of the articles.
        incidents: event id -> incident id; an event that is not in it is its own incident.
    """
    known = incidents or {}
    for annotation in annotations:
        for event in annotation.events:
            yield event_row(annotation, event, known.get(event.id, event.id))


def event_row(annotation: Annotation, event: Event, incident_id: str) -> EventRow:
    """Flatten one event and what is known of its article."""
    article, dated, quote = annotation.article, annotation.dated, event.quote
    return EventRow(
        event_id=event.id,
        incident_id=incident_id,
        type=event.type,
        status=str(event.status),
        date_start=event.days.first,
        date_end=event.days.last,
        date_precision=str(event.date_precision),
        date_text=event.date_text,
        **_place_cells(event.where),
        actors=_actor_names(event),
        killed_min=event.harm.killed_min,
        killed_max=event.harm.killed_max,
        injured_min=event.harm.injured_min,
        injured_max=event.harm.injured_max,
        quote=article.text[quote.start : quote.end],
        quote_start=quote.start,
        quote_end=quote.end,
        headline=event.headline,
        article_id=article.id,
        article_title=article.title,
        article_date=dated.date,
        article_date_source=str(dated.source),
        source=article.source,
        url=article.url,
        confidence=round(event.confidence, CONFIDENCE_DIGITS),
        place_rule="" if event.where is None else event.where.rule,
        date_rule=event.date_rule,
        type_rule=event.type_rule,
    )


def copy_cells(copy: Copy) -> tuple[str, ...]:
    """One copy as lists of them show it, by `COPY_COLUMNS`."""
    article = copy.article
    day = "" if article.date is None else article.date.isoformat()
    title, source, url = article.title, article.source, article.url
    return (copy.original_id, article.id, title, day, source, url, article.where)


class _PlaceCells(TypedDict):
    place_name: str
    place_id: str
    place_kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    place_precision: str
    radius_km: float | None
    place_text: str


def _place_cells(where: Resolution | None) -> _PlaceCells:
    place = None if where is None else where.place
    return _PlaceCells(
        place_name="" if place is None else place.name,
        place_id="" if place is None else place.id,
        place_kind="" if place is None else place.kind,
        country="" if place is None else place.country,
        admin1="" if place is None else place.admin1,
        lat=None if where is None else rounded(where.lat, DEGREE_DIGITS),
        lon=None if where is None else rounded(where.lon, DEGREE_DIGITS),
        place_precision=str(PlacePrecision.UNKNOWN if where is None else where.precision),
        radius_km=None if where is None else rounded(where.radius_km, RADIUS_DIGITS),
        place_text="" if where is None else where.mention.text,
    )


def rounded(value: float | None, digits: int) -> float | None:
    """The value to so many decimals; None stays None."""
    return None if value is None else round(value, digits)


def _actor_names(event: Event) -> tuple[str, ...]:
    """Canonical names, each once, in the order of the text; a name never holds the joiner `;`."""
    names = (actor.name or actor.text for actor in event.actors)
    return tuple(dict.fromkeys(name.replace(";", ",") for name in names))
