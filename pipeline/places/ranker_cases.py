"""Article, its mentions and the right points -> a case to learn the ranker from."""

from dataclasses import dataclass

import numpy as np

from gazetteer import Gazetteer, Place
from pipeline.places.clues import find_clues
from pipeline.places.features import Array, Light, distance_km
from pipeline.places.outlook import find_adjectives, top_domain
from pipeline.places.ranker import stack_own
from pipeline.places.units import make_units
from pipeline.records import Article, Mention

NEAR_KM = 161.0  # 100 miles, as the papers count
CLOSE_KM = 30.0  # a candidate this near is the place itself
_VAGUE = frozenset({"country", "continent"})
MOST_TIMES = 4  # a name of one article counts so often at most, however often it stands there


@dataclass(frozen=True, slots=True)
class Case:
    """One article ready to learn from: `right` marks right candidates, `none` right unknowns."""

    id: str
    light: Light
    own: Array
    right: Array
    none: Array
    weight: Array


def make_case(
    article: Article,
    mentions: tuple[Mention, ...],
    gold: dict[tuple[int, int], dict[str, float]],
    gazetteer: Gazetteer,
) -> Case:
    """Features and right answers of one article."""
    clues = find_clues(article.text, mentions, gazetteer)
    units, unit_of = make_units(mentions, clues, gazetteer)
    light = Light(units, find_adjectives(article.text, gazetteer))
    own = stack_own(units, top_domain(article))
    points: dict[int, dict[str, float]] = {}
    for mention, number in zip(mentions, unit_of, strict=True):
        if (mention.start, mention.end) in gold:
            points.setdefault(number, gold[mention.start, mention.end])
    right, none = np.zeros(len(light.owner)), np.zeros(len(units))
    weight = np.zeros(len(units))
    start = 0
    for number, unit in enumerate(units):
        places = [c.place for c in unit.candidates]
        if number in points:
            marks = _right(places, points[number])
            right[start : start + len(places)] = marks
            none[number] = float(not any(marks))
            weight[number] = min(unit.count, MOST_TIMES) ** 0.5
        start += len(places)
    return Case(article.id, light, own, right, none, weight)


def _right(places: list[Place], gold: dict[str, float]) -> list[float]:
    """1 for the candidates that are the gold place: same record, close, or the nearest near."""
    wanted = f"geonames:{gold.get('geonameid')}"
    if any(place.id == wanted for place in places):
        return [float(place.id == wanted) for place in places]
    point = Place("", "", "city", "", "", "", gold["lat"], gold["lon"], 0.0)
    far = [distance_km(place, point) for place in places]
    if not far:
        return []
    if min(far) > NEAR_KM:  # a country's point is a convention: its own half is near enough
        return [
            float(place.kind in _VAGUE and d <= place.radius_km / 2)
            for place, d in zip(places, far, strict=True)
        ]
    reach = max(CLOSE_KM, min(far))
    return [float(d <= reach) for d in far]
