"""Files of numbers that ship with the program -> themselves, or an error if one was changed.

A folder's manifest is what `sha256sum` writes, so `sha256sum -c SHA256SUMS` checks one by hand.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError

MANIFEST = "SHA256SUMS"  # a line a file: digest, two blanks, path


class ModelDamaged(PipelineError, ValueError):  # noqa: N818 - reads as a fact, as ModelMissing does
    """A file of what was learnt is missing or was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not the file that was shipped; install dateline again")
        self.path = path


def check_files(folder: Path) -> None:
    """Raise `ModelDamaged` unless every file that the manifest names has its digest."""
    for path, digest in read_manifest(folder):
        _read(path, digest)


def read_checked(path: Path) -> Any:  # noqa: ANN401 - what a JSON file holds; its reader knows
    """What a JSON file holds; the manifest beside it must name it.

    Raises:
        ModelDamaged: the file is missing, not named, or not the one named.
    """
    return json.loads(_read(path, dict(read_manifest(path.parent)).get(path, "")))


def _read(path: Path, digest: str) -> bytes:
    content = path.read_bytes() if path.is_file() else None
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise ModelDamaged(path)
    return content


def read_manifest(folder: Path) -> tuple[tuple[Path, str], ...]:
    """The files of a folder and their digests; a folder without a manifest is damaged."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ModelDamaged(manifest)
    rows = (row.partition("  ") for row in manifest.read_text("utf-8", "replace").splitlines())
    return tuple((folder / name, digest) for digest, _, name in rows)


def write_manifest(folder: Path) -> None:
    """Write the digests of all files in the folder, sorted by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    _list(folder, {p: _digest(p) for p in files if p.name not in {MANIFEST, "MODEL_CARD.md"}})


def write_checked(path: Path, content: str) -> None:
    """Write a file and its line of the manifest beside it; other lines stay as they are."""
    path.write_text(content, "utf-8", newline="\n")
    known = read_manifest(path.parent) if (path.parent / MANIFEST).is_file() else ()
    _list(path.parent, dict(known) | {path: _digest(path)})


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _list(folder: Path, digests: dict[Path, str]) -> None:
    rows = (f"{digests[path]}  {path.relative_to(folder).as_posix()}\n" for path in sorted(digests))
    (folder / MANIFEST).write_text("".join(rows), "utf-8", newline="\n")
