"""Resolutions and phrases → relative places: "60 km north-west of Kyiv" as a point and a radius."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer import Gazetteer, Place
from gazetteer.spots import middle
from pipeline.places.phrases import Phrase, find_phrases
from pipeline.places.wording import after_pattern, pattern
from pipeline.records import Mention, PlacePrecision, Resolution, Role

_FEW = 4  # bearers of a region's name that are looked at
_REACH = 90  # characters between a name and the phrase that tells where it lies
_UNSAID_KM = 25.0  # "north of Kyiv": between the suburbs and the next town
_AROUND_KM = {  # the ring round a town; off a coast: in sight, as naval reports use it
    "away": _UNSAID_KM,
    "outside": 15.0,
    "near": 15.0,
    "coast": 20.0,
}
_ROAD_SHARE = 0.2  # roads are longer than the straight line, and numbers are rounded
_LEAST_KM = 5.0  # no phrase places anything better


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phrase points, and in words what it was computed from."""

    lat: float
    lon: float
    radius_km: float
    rule: str


def relative_places(
    text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Compute the places at a distance, direction or border of named ones, in text order.

    Each is a Resolution whose mention spans the whole phrase and whose `place` is the anchor. A
    phrase that only tells where a named place lies ("Borodianka, 60 km north-west of Kyiv") gives
    none: the named place is better known than the computed one. Countries anchor borders only.
    """
    found = []
    for phrase in find_phrases(text, [r.mention for r in resolutions]):
        anchor = resolutions[phrase.anchor]
        if anchor.place is None or _explains_a_name(text, phrase, resolutions):
            continue
        spot = (
            _border(text, phrase, resolutions, gazetteer)
            if phrase.manner == "border"
            else _spot(phrase, resolutions)
        )
        if spot is not None:
            place = anchor.place if phrase.manner == "border" else _beside(anchor.place, gazetteer)
            found.append(_to_resolution(text, phrase, replace(anchor, place=place), spot))
    return tuple(found)


def _beside(place: Place, gazetteer: Gazetteer) -> Place:
    """The anchor, lying in the region round it where the city is a region of its own."""
    if place.kind != "city" or place.name != place.admin1:
        return place
    named = gazetteer.candidates(f"{place.name} region", limit=_FEW)
    for other in (c.place for c in named):
        is_round_it = other.kind == "region" and other.country == place.country
        if is_round_it and other.admin1_code != place.admin1_code:
            return replace(place, admin1=other.admin1, admin1_code=other.admin1_code)
    return place


def _to_resolution(text: str, phrase: Phrase, anchor: Resolution, spot: Spot) -> Resolution:
    mention = Mention(phrase.start, phrase.end, text[phrase.start : phrase.end], "LOC", "relative")
    return Resolution(
        mention, Role.EVENT_LOCATION, anchor.place, spot.lat, spot.lon, spot.radius_km,
        PlacePrecision.RELATIVE, anchor.confidence, spot.rule, anchor.runners_up,
    )  # fmt: skip


def _explains_a_name(text: str, phrase: Phrase, resolutions: Sequence[Resolution]) -> bool:
    """Whether the phrase tells where the place named just before it lies."""
    number = min(phrase.anchor, phrase.anchor if phrase.other is None else phrase.other) - 1
    if number < 0:
        return False
    before = resolutions[number]
    known = {PlacePrecision.CITY, PlacePrecision.EXACT}
    if phrase.km is None and phrase.manner == "away":  # "in Sumy region, east of Kyiv"
        known.add(PlacePrecision.REGION)
    settled = before.place is not None and before.precision in known
    kind = after_pattern().match(text, before.mention.end, phrase.start)
    gap = text[kind.end() if kind else before.mention.end : phrase.start]
    if not settled or len(gap) > _REACH:
        return False
    return not gap.strip() or pattern("apposition").fullmatch(gap) is not None


def _spot(phrase: Phrase, resolutions: Sequence[Resolution]) -> Spot | None:
    anchor = resolutions[phrase.anchor]
    if anchor.lat is None or anchor.lon is None or anchor.precision is PlacePrecision.COUNTRY:
        return None
    lat, lon, size_km = anchor.lat, anchor.lon, anchor.radius_km or 0.0
    name = anchor.place.name if anchor.place is not None else anchor.mention.text
    rule = f"computed from {name}"
    if phrase.manner == "between":
        other = resolutions[phrase.other] if phrase.other is not None else anchor
        return _midway(anchor, other, rule)
    if phrase.bearing_deg is None:
        away_km = phrase.km if phrase.km is not None else _AROUND_KM[phrase.manner]
        return Spot(lat, lon, size_km + away_km, rule)
    away_km = phrase.km if phrase.km is not None else max(_UNSAID_KM, size_km)
    lat, lon = Gazetteer.offset(lat, lon, phrase.bearing_deg, away_km)
    if phrase.km is None:
        return Spot(lat, lon, away_km + size_km, rule)
    return Spot(lat, lon, max(away_km * _ROAD_SHARE, _LEAST_KM), rule)


def _midway(one: Resolution, other: Resolution, rule: str) -> Spot | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    apart_km = Gazetteer.distance_km(one.lat, one.lon, other.lat, other.lon)
    lat, lon = middle([(one.lat, one.lon), (other.lat, other.lon)])
    name = other.place.name if other.place is not None else other.mention.text
    return Spot(lat, lon, max(apart_km / 2, _LEAST_KM), f"{rule} and {name}")


def _border(
    text: str, phrase: Phrase, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> Spot | None:
    """The middle of the border of two countries."""
    place = resolutions[phrase.anchor].place
    if place is None or place.kind != "country":
        return None
    for country in _neighbours(text, phrase, resolutions, gazetteer):
        line = gazetteer.border(country, place.country)
        if line is not None:
            lat, lon, radius_km = line
            return Spot(lat, lon, max(radius_km, _LEAST_KM), f"the border of {place.name}")
    return None


def _neighbours(
    text: str, phrase: Phrase, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> list[str]:
    """Codes of the countries on the other side: the one the phrase names, else those most named."""
    if phrase.other is not None:
        other = resolutions[phrase.other].place
        return [] if other is None else [other.country]
    adjective = pattern("adjective").search(text[max(0, phrase.start - _REACH) : phrase.start])
    owner = gazetteer.demonym(adjective.group(1)) if adjective else None
    if owner is not None and owner.country:
        return [owner.country]
    named = Counter(r.place.country for r in resolutions if r.place is not None and r.place.country)
    return sorted(named, key=lambda code: (-named[code], code))
