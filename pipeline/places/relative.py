"""Text and resolutions → relative places: "60 km north-west of Kyiv" as a point and a radius."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gazetteer import Gazetteer
from pipeline.places.wording import table
from pipeline.records import Mention, PlacePrecision, Resolution, Role

_REACH = 90  # characters before an anchor that a phrase may fill
_UNSAID_KM = 25.0  # "north of Kyiv": between the suburbs and the next town
_EDGE_KM = 15.0  # "just outside Kharkiv": the ring round a city
_OFFSHORE_KM = 20.0  # "off the coast of Odesa": in sight, as naval reports use it
_ROAD_SHARE = 0.2  # roads are longer than the straight line, and numbers are rounded
_BORDER = "border"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that place something by an anchor; `[start, end)` takes in the anchor.

    `km` and `bearing_deg` are None when not said. `manner` is away, outside, between, coast or border.
    """

    start: int
    end: int
    anchor: int
    manner: str
    km: float | None = None
    bearing_deg: float | None = None


def relative_places(text: str, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Compute the places that stand at a distance or direction from a named one.

    Each is a Resolution whose mention spans the whole phrase and whose `place` is the anchor. A
    phrase that only tells where a named place lies ("Borodianka, 60 km north-west of Kyiv") gives none:
    the named place is better known than the computed one. Country names give none either.
    """
    found = []
    for phrase in find_phrases(text, [r.mention for r in resolutions]):
        anchor = resolutions[phrase.anchor]
        if anchor.place is None or anchor.lat is None or anchor.lon is None:
            continue
        if anchor.precision is PlacePrecision.COUNTRY or _explains_a_name(
            text, phrase, resolutions
        ):
            continue
        other = resolutions[phrase.anchor + 1] if phrase.manner == "between" else None
        made = _make(text, phrase, anchor, other)
        if made is not None:
            found.append(made)
    return tuple(found)


def find_phrases(text: str, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    """The phrases of a text, by the mention each is anchored at; mentions are in text order."""
    for number, mention in enumerate(mentions):
        before = text[max(0, mention.start - _REACH) : mention.start]
        offset = mention.start - len(before)
        end = mention.end + _tail(text, mention.end)
        found = _distance().search(before)
        if found:
            yield Phrase(offset + found.start(), end, number, "away", _km(found), _bearing(found))
            continue
        found = _direction().search(before)
        if found:
            yield Phrase(offset + found.start(), end, number, "away", None, _bearing(found))
            continue
        found = _OUTSIDE.search(before)
        if found:
            yield Phrase(offset + found.start(), end, number, "outside")
            continue
        found = _COAST.search(before)
        if found:
            yield Phrase(offset + found.start(), end, number, "coast")
            continue
        found = _BETWEEN.search(before)
        if found and number + 1 < len(mentions):
            after = mentions[number + 1]
            if re.fullmatch(
                r"(?:['’]s)?[ \t]+and[ \t]+(?:the[ \t]+)?(?:[a-z]+[ \t]+(?:of[ \t]+)?)?",
                text[mention.end : after.start],
            ):
                yield Phrase(offset + found.start(), after.end, number, "between")


_OUTSIDE = re.compile(
    r"\b(?:just |right |immediately )?outside(?: of)?(?: the)?(?: city of| town of| capital,?)? $",
    re.IGNORECASE,
)
_COAST = re.compile(
    r"\boff(?: the)?(?: [a-z]+)?(?: coast)?(?: of)?(?: the)?(?: port(?: city)? of)? $",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:road|highway|route|motorway|area|line|front|railway|villages?|somewhere|halfway|stretch|town|way)s? (?:[a-z]+ )?between (?:the )?$",
    re.IGNORECASE,
)
_CENTRE = re.compile(
    r"(?:['’]s)?(?: city| town)? (?:cent(?:er|re)|outskirts|suburbs)\b", re.IGNORECASE
)


def _tail(text: str, end: int) -> int:
    found = _CENTRE.match(text, end)
    return len(found.group()) if found else 0


@cache
def _distance() -> re.Pattern[str]:
    number = rf"(?P<number>\d[\d,.]*|{'|'.join(table('numbers'))})"
    unit = rf"(?P<unit>{'|'.join(sorted(table('units'), key=len, reverse=True))})"
    return re.compile(
        rf"(?:\b(?:about|around|some|roughly|nearly|over|less than|more than|within|just|only|approximately) )*"
        rf"\b{number}(?:-| )?(?:(?:to|-|–) ?\d+ )?{unit}s?\b\.?(?: ?\([^)]{{1,20}}\))?"
        rf"(?: (?:due |further |away )?(?:to the )?(?P<direction>{_directions()}))?"
        rf"(?: away)?,? (?:of|from|outside(?: of)?|out of|off|away from|beyond)"
        rf"(?: (?:the|its|central|downtown))?(?: (?:[a-z]+ ){{0,3}}(?:of|capital|city|town|border with))? $",
        re.IGNORECASE,
    )


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:an?|the) (?:[a-z]+ )?(?:highway|road|area|forest|front|village|town|suburb|base|field)s? )?"
        rf"(?:just |to the |further )*(?P<direction>{_directions()}) of"
        rf"(?: the)?(?: (?:[a-z]+ ){{0,3}}(?:of|capital,?|city|town))? $",
        re.IGNORECASE,
    )


def _directions() -> str:
    return "|".join(sorted(table("directions"), key=len, reverse=True))


def _km(found: re.Match[str]) -> float | None:
    said = found.group("number").lower().rstrip(".,")
    unit = table("units")[found.group("unit").lower()]
    numbers = table("numbers")
    if said in numbers:
        return numbers[said] * unit
    try:
        return float(said.replace(",", "")) * unit
    except ValueError:  # "1.2.3": a numbering, not a distance
        return None


def _bearing(found: re.Match[str]) -> float | None:
    said = found.groupdict().get("direction")
    return table("directions")[said.lower()] if said else None


_APPOSITION = re.compile(
    r"(?:,|[ \t]*\(|[ \t]+[-–—])[ \t]*(?:(?:a|an|the|which|located|situated|lying|about|just|only|some|roughly)[ \t]+)?(?:[a-z\-]+[ \t]+){0,6}|"
    r"[ \t]+(?:is|lies|sits|stands|was|located|situated)[ \t]+(?:[a-z]+[ \t]+){0,3}"
)


def _explains_a_name(text: str, phrase: Phrase, resolutions: Sequence[Resolution]) -> bool:
    """Whether the phrase tells where the place named just before it lies."""
    if not phrase.anchor:
        return False
    before = resolutions[phrase.anchor - 1]
    gap = text[before.mention.end : phrase.start]
    settled = before.place is not None and before.precision in {
        PlacePrecision.CITY,
        PlacePrecision.EXACT,
    }
    if not settled or len(gap) > _REACH:
        return False
    return not gap.strip() or _APPOSITION.fullmatch(gap) is not None


def _make(
    text: str, phrase: Phrase, anchor: Resolution, other: Resolution | None
) -> Resolution | None:
    if anchor.lat is None or anchor.lon is None:
        return None
    lat, lon = anchor.lat, anchor.lon
    size_km = anchor.radius_km or 0.0
    if phrase.manner == "between":
        if other is None or other.lat is None or other.lon is None:
            return None
        apart_km = Gazetteer.distance_km(lat, lon, other.lat, other.lon)
        lat, lon, radius_km = (lat + other.lat) / 2, (lon + other.lon) / 2, apart_km / 2
    elif phrase.manner == "outside":
        radius_km = size_km + _EDGE_KM
    elif phrase.manner == "coast":
        radius_km = size_km + _OFFSHORE_KM
    elif phrase.bearing_deg is None:
        radius_km = (phrase.km or _UNSAID_KM) + size_km
    else:
        away_km = phrase.km if phrase.km is not None else max(_UNSAID_KM, size_km)
        lat, lon = Gazetteer.offset(lat, lon, phrase.bearing_deg, away_km)
        radius_km = max(away_km * _ROAD_SHARE, 5.0) if phrase.km is not None else away_km + size_km
    mention = Mention(phrase.start, phrase.end, text[phrase.start : phrase.end], "LOC", "relative")
    return Resolution(
        mention, Role.EVENT_LOCATION, anchor.place, lat, lon, radius_km, PlacePrecision.RELATIVE,
        anchor.confidence, f"computed from {anchor.place.name if anchor.place else anchor.mention.text}", anchor.runners_up,
    )  # fmt: skip


def anchors(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Numbers of the mentions that only anchor a distance or direction phrase."""
    found: set[int] = set()
    for phrase in find_phrases(text, mentions):
        found.add(phrase.anchor)
        if phrase.manner == "between":
            found.add(phrase.anchor + 1)
    return frozenset(found)
