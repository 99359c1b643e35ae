"""folder ↔ Manifest: which files are the store. Replacing this one file is the commit.

Parts are never changed once written. A writer adds new ones, makes them durable, and then renames
a new `MANIFEST.json` over the old: a reader sees the store before or after, never between. Files
that no manifest names are left over from a killed writer; the next writer removes them.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError

FORMAT = 3
UPGRADABLE = frozenset({1, 2})  # formats that `dateline store upgrade` can make into this one
NAME = "MANIFEST.json"
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of the store: `name` is `<table>/<file>`; `sha256` is of its bytes."""

    name: str
    rows: int
    bytes: int
    sha256: str

    @property
    def table(self) -> str:
        """The table the part belongs to."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts that make the store, and how many commits made it."""

    generation: int = 0
    parts: tuple[Part, ...] = ()

    def of(self, table: str) -> tuple[Part, ...]:
        """The parts of one table, oldest first."""
        return tuple(part for part in self.parts if part.table == table)

    @property
    def version(self) -> str:
        """A key that changes with every commit."""
        digest = hashlib.sha256("\n".join(part.sha256 for part in self.parts).encode())
        return f"{self.generation}-{digest.hexdigest()[:12]}"


def read_manifest(folder: Path, *, formats: Collection[object] = (FORMAT,)) -> Manifest:
    """Read the manifest of the store in `folder`, which must be of one of the formats.

    Raises:
        StoreError: there is no store, its manifest is damaged, or another version made it.
    """
    path = folder / NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        problem = f"no store here; make one with: dateline add ARTICLES --store {folder}"
        raise StoreError(folder, problem) from error
    except (OSError, ValueError) as error:
        raise StoreError(path, f"cannot be read ({error})") from error
    if not isinstance(raw, dict) or raw.get("format") not in formats:
        found = raw.get("format") if isinstance(raw, dict) else None
        remedy = (
            f"bring it up to date with: dateline store upgrade --store {folder}"
            if found in UPGRADABLE
            else "make a new store with: dateline add ARTICLES --store NEW"
        )
        problem = f"format {found}, this program reads format {FORMAT}; {remedy}"
        raise StoreError(folder, problem)
    try:
        parts = tuple(Part(**part) for part in raw["parts"])
        return Manifest(int(raw["generation"]), parts)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(path, f"damaged ({error})") from error


def commit_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the store, at once and durably."""
    raw = {
        "format": FORMAT,
        "generation": manifest.generation,
        "parts": [
            {"name": p.name, "rows": p.rows, "bytes": p.bytes, "sha256": p.sha256}
            for p in manifest.parts
        ],
    }
    write_durably(folder / NAME, (json.dumps(raw, indent=1) + "\n").encode())


def write_durably(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even if the machine stops."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the store for writing; the system lets go of it when the process ends, however.

    Raises:
        StoreError: another process is writing.
    """
    import fcntl  # POSIX only, and only writers need it

    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            problem = "another dateline is writing to this store; try again when it has ended"
            raise StoreError(folder, problem) from error
        yield
