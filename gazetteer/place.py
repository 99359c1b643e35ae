"""A place, and how a name matched it."""

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How the name asked for met a name of the place, best first.

    EXACT: the main name, letter for letter. ALTERNATE: another name it bears. FOLDED: equal after
    `fold` only. GENERATED: a romanisation made by rule. FUZZY: one or two edits away.
    """

    EXACT = "exact"
    ALTERNATE = "alternate"
    FOLDED = "folded"
    GENERATED = "generated"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Place:
    """One record of the gazetteer.

    `id` is `geonames:<number>`, `katottg:<code>` or `dateline:<slug>`. `kind` is a word of
    `gazetteer/data/kinds.toml` (country, region, district, city, town, village, air_base, river …).
    `country` is ISO 3166-1 alpha-2, empty for what lies in none or several (a sea, a continent).
    `admin1` is the English name of the first-level region, `admin1_code` its key within the country
    (`UA.23`); both empty when unknown. `lat`, `lon` are WGS 84 degrees. The place lies within
    `radius_km` of its point. `population` is 0 when unknown. `claims` names the states (alpha-2)
    that claim a contested place.
    """

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    admin1_code: str
    lat: float
    lon: float
    radius_km: float
    population: int = 0
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean, and how the name matched."""

    place: Place
    match: Match
