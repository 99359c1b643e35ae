"""Event → how likely it is right: type, place and days, 0-1.

A sum of points on the scale of log odds. `data/confidence.json` holds the points; they were fitted
to annotated articles by `python -m benchmarks confidence SAMPLES --write`.
"""

from functools import cache
from math import exp
from pathlib import Path

from pipeline.records import DatePrecision, Event, PlacePrecision, Status
from pipeline.shipped import read_checked

_VAGUE = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT})
# Beginnings of the rules of places that the event's own sentence does not name.
_FAR = (
    "named in the sentence before",
    "place of the event before",
    "the place the article",
    "the country the article",
)


def confidence_of(event: Event) -> float:
    """How likely the event is right, 0-1, three decimals."""
    points = load_points()
    total = sum(points[name] * value for name, value in features(event).items())
    return round(1 / (1 + exp(-total)), 3)


def features(event: Event) -> dict[str, float]:
    """What speaks for and against an event, by name; every name has points in the data."""
    where, harm = event.where, event.harm
    precision = where.precision if where is not None else PlacePrecision.UNKNOWN
    return {
        "bias": 1.0,
        "far": float(where is not None and where.rule.startswith(_FAR)),
        "point": float(precision in _POINTS),
        "country": float(precision is PlacePrecision.COUNTRY),
        "unplaced": float(where is None or where.lat is None),
        "place": (where.confidence - 0.7) if where is not None else 0.0,
        "dated": float(bool(event.date_text) and event.date_precision not in _VAGUE),
        "undated": float(event.days.last is None),
        "twice": float(bool(event.supporting)),
        "harm": float(harm.killed_min is not None or harm.injured_min is not None),
        "open": float(event.status in {Status.PLANNED, Status.AGREED}),
        "other": float(event.type == "other"),
        "actors": float(bool(event.actors)),
        "short": float(len(event.quote.text) < 40),  # noqa: PLR2004 - characters: hardly a clause
    }


@cache
def load_points() -> dict[str, float]:
    """Points by feature."""
    path = Path(__file__).with_name("data") / "confidence.json"
    points: dict[str, float] = read_checked(path)["points"]
    return points
