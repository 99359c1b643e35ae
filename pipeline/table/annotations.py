"""Annotation → the JSON object that `annotate` prints for an article."""

import json

from pipeline.records import Annotation, DateSpan, Resolution
from pipeline.table.lines import json_object
from pipeline.table.rows import (
    CONFIDENCE_DIGITS,
    DEGREE_DIGITS,
    RADIUS_DIGITS,
    rounded,
    to_rows,
)


def annotation_line(annotation: Annotation, incidents: dict[str, str]) -> str:
    """One line of JSON: the article's id and date, its toponyms, dates and events, in text order.

    Args:
        annotation: what was read out of the article.
        incidents: event id -> incident id.
    """
    article, dated = annotation.article, annotation.dated
    toponyms = sorted(annotation.resolutions, key=lambda r: (r.mention.start, r.mention.end))
    return json.dumps(
        {
            "id": article.id,
            "article_date": None if dated.date is None else dated.date.isoformat(),
            "article_date_source": str(dated.source),
            "toponyms": [_toponym(found, article.text) for found in toponyms],
            "dates": [_date(span, article.text) for span in annotation.dates],
            "events": [json_object(row) for row in to_rows((annotation,), incidents)],
        },
        ensure_ascii=False,
    )


def _toponym(found: Resolution, text: str) -> dict[str, object]:
    mention, place = found.mention, found.place
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "role": str(found.role),
        "place_id": None if place is None else place.id,
        "name": None if place is None else place.name,
        "kind": None if place is None else place.kind,
        "country": None if place is None else place.country,
        "admin1": None if place is None else place.admin1,
        "lat": rounded(found.lat, DEGREE_DIGITS),
        "lon": rounded(found.lon, DEGREE_DIGITS),
        "radius_km": rounded(found.radius_km, RADIUS_DIGITS),
        "confidence": round(found.confidence, CONFIDENCE_DIGITS),
        "rule": found.rule,
    }


def _date(span: DateSpan, text: str) -> dict[str, object]:
    first, last = span.days.first, span.days.last
    return {
        "start": span.start,
        "end": span.end,
        "text": text[span.start : span.end],
        "date_start": None if first is None else first.isoformat(),
        "date_end": None if last is None else last.isoformat(),
        "precision": str(span.precision),
        "rule": span.rule,
    }
