"""Archives of shapes -> countries and regions as one topology, and the names they go by."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gazetteer.tables import DATA, read_table
from pipeline.drawing.outlines import (
    GRID,
    Line,
    Region,
    contains,
    decode_arcs,
    drop_islets,
    drop_unused_arcs,
    polygons_of,
    ring_line,
    shrink,
    to_geometry,
)
from pipeline.drawing.sources import COUNTRIES, REGIONS, read_member

TOLERANCE = 0.012  # degrees, about a pixel at zoom 7
WIDE_TOLERANCE = 0.05  # degrees, for Russia: its file has a grid of 0.036 degrees
REGION_FILES = ("ukr", "rus", "blr", "pol", "mda", "rou", "hun", "svk")


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
