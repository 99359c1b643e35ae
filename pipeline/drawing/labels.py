"""GeoNames cities and the countries' shapes -> the names a map without tiles shows.

A label is `[name, lat, lon, rank, more]`. A city may appear from zoom `rank` on, and `more` is
its name in Ukrainian, empty if it is not known. A country's rank is below 0: it may appear from
zoom `-rank` on, the map drops it where cities tell more, and `more` is its ISO 3166-1 alpha-2
code, by which a browser knows its name in the reader's language.
"""

import difflib
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

Label = tuple[str, float, float, int, str]

NEAR = {"UA": 15_000, "MD": 20_000, "BY": 25_000, "PL": 40_000, "RO": 40_000, "HU": 40_000}
NEAR |= {"SK": 40_000, "RU": 60_000}  # inhabitants from which a city is named, by country
ELSEWHERE = 200_000  # inhabitants: what a reader expects to find on a map of the world
RANKS = ((5_000_000, 3), (1_000_000, 4), (400_000, 5), (150_000, 6), (60_000, 7), (30_000, 8))
LAST_RANK = 9
SUBURB_KM = 15.0  # a record this near a better known city is a part of it
BETTER_KNOWN = 2.5  # times the alternate names: town districts have few, whatever their size
COUNTRY_RANKS = ((1_000_000, 2), (200_000, 3), (30_000, 4), (0, 5))  # square kilometres -> zoom
ALIKE = 0.75  # difflib ratio: the same name in another romanisation, not another name

# Cabinet of Ministers of Ukraine, resolution 55 of 2010: romanisation of Ukrainian.
_LETTERS = {
    **dict(zip("абвгґдезиклмнопрстуфі", "abvhgdezyklmnoprstufi", strict=True)),
    **dict(zip("жхцчшщ", ("zh", "kh", "ts", "ch", "sh", "shch"), strict=True)),
    **dict.fromkeys("ь'\u2019\u02bc", ""),
}
# Spelt so in older orthographies of Ukrainian, or in other languages.
_NOT_UKRAINIAN = re.compile("[бвгґджзклмнпрстфхцчшщ]ї|ь[сц]к|[жчшщ]ь")
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_LATER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}


def romanise(name: str) -> str:
    """A Ukrainian name in Latin letters; empty when it holds a letter that is not Ukrainian."""
    words = []
    for word in name.lower().replace("-", " - ").split():
        sounds = []
        for position, letter in enumerate(word):
            table = _FIRST if position == 0 else _LATER
            sound = table.get(letter, _LETTERS.get(letter, "-" if letter == "-" else None))
            if sound is None:
                return ""
            sounds.append(sound)
        words.append("".join(sounds).capitalize())
    return " ".join(words).replace(" - ", "-")


def official_name(city: dict[str, Any]) -> str:
    """The name on the label: for Ukraine the official romanisation, if GeoNames knows it."""
    name: str = city["name"]
    if city["countrycode"] != "UA":
        return name
    known = set(city["alternatenames"])
    spellings = sorted({romanise(other) for other in known} & known)
    if name in spellings:
        return name
    closest = difflib.get_close_matches(name, spellings, n=1, cutoff=ALIKE)
    return closest[0] if closest else name


def ukrainian_name(city: dict[str, Any], label: str) -> str:
    """How a city of Ukraine that has this label is written there; empty if GeoNames does not say.

    Of several spellings that are romanised alike, the longest that the orthography of 1993 knows
    is taken: a soft sign has no letter in the romanisation, and Russian has fewer of them.
    """
    if city["countrycode"] != "UA":
        return ""
    spelt = (name for name in city["alternatenames"] if romanise(name) == label)
    names = [name for name in spelt if not _NOT_UKRAINIAN.search(name)]
    return max(names, default="", key=lambda name: (len(name), name))


def is_suburb(city: dict[str, Any], others: Iterable[dict[str, Any]]) -> bool:
    """Whether it lies beside a better known city, as a part of it."""
    for other in others:
        north_km = (city["latitude"] - other["latitude"]) * 111.2
        scale = math.cos(math.radians(city["latitude"]))
        east_km = (city["longitude"] - other["longitude"]) * 111.2 * scale
        known = len(other["alternatenames"]) > BETTER_KNOWN * len(city["alternatenames"])
        if known and math.hypot(north_km, east_km) < SUBURB_KM:
            return True
    return False


def city_labels(
    cities: list[dict[str, Any]], capitals: frozenset[tuple[str, str]]
) -> Iterator[Label]:
    """The cities worth a name, largest first, capitals two zooms earlier than their size says."""
    named = [
        city
        for city in cities
        if city["population"] >= NEAR.get(city["countrycode"], ELSEWHERE)
        or (city["countrycode"], city["name"]) in capitals
    ]
    named.sort(key=lambda city: (-city["population"], city["geonameid"]))
    blocks: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for city in named:
        blocks.setdefault((round(city["latitude"]), round(city["longitude"])), []).append(city)
    for city in named:
        row, column = round(city["latitude"]), round(city["longitude"])
        block = [(y, x) for y in (row - 1, row, row + 1) for x in (column - 1, column, column + 1)]
        if is_suburb(city, (other for key in block for other in blocks.get(key, ()))):
            continue
        rank = next((rank for size, rank in RANKS if city["population"] >= size), LAST_RANK)
        earlier = (city["countrycode"] in NEAR) + 2 * (
            (city["countrycode"], city["name"]) in capitals
        )
        lat, lon = round(city["latitude"], 2), round(city["longitude"], 2)
        name = official_name(city)
        yield name, lat, lon, max(rank - earlier, 3), ukrainian_name(city, name)


def country_labels(
    countries: dict[str, dict[str, Any]], shapes: Iterable[tuple[str, str, list[list[Any]]]]
) -> Iterator[Label]:
    """A name inside each country's largest part; `shapes` are code, name and outer rings."""
    from shapely import Polygon

    known = {country["iso3"]: country for country in countries.values()}
    for code, name, rings in shapes:
        polygons = [Polygon(ring).buffer(0) for ring in rings if len(ring) > 3]  # noqa: PLR2004
        if not polygons or code not in known:
            continue
        point = max(polygons, key=lambda polygon: polygon.area).representative_point()
        rank = next(zoom for size, zoom in COUNTRY_RANKS if known[code]["areakm2"] >= size)
        yield name, round(point.y, 2), round(point.x, 2), -rank, known[code]["iso"]


def make_labels(
    cities: list[dict[str, Any]],
    countries: dict[str, dict[str, Any]],
    shapes: Iterable[tuple[str, str, list[list[Any]]]],
) -> list[Label]:
    """All labels, the most important first: countries, then cities by size."""
    capitals = frozenset((country["iso"], country["capital"]) for country in countries.values())
    return [*country_labels(countries, shapes), *city_labels(cities, capitals)]
