"""A folder of weights -> nothing, or an error if a file is not the one that was shipped."""

import hashlib
from pathlib import Path

from pipeline.errors import PipelineError

MANIFEST = "SHA256SUMS"  # as `sha256sum` writes it: digest, two blanks, path


class ModelDamaged(PipelineError, ValueError):  # noqa: N818 - reads as a fact, as ModelMissing does
    """A file of the shipped pipeline is missing or was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: not the file that was shipped; install dateline again")
        self.path = path


def check_files(folder: Path) -> None:
    """Raise `ModelDamaged` unless every file that the manifest names has its digest."""
    for path, digest in read_manifest(folder):
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelDamaged(path)


def read_manifest(folder: Path) -> tuple[tuple[Path, str], ...]:
    """The files of a model and their digests; a folder without a manifest is damaged."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ModelDamaged(manifest)
    rows = (row.split("  ", 1) for row in manifest.read_text("utf-8").splitlines())
    return tuple((folder / name, digest) for digest, name in rows)


def write_manifest(folder: Path) -> None:
    """Write the digests of all files in the folder, sorted by path."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {MANIFEST, "MODEL_CARD.md"}
    )
    rows = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    )
    (folder / MANIFEST).write_text("".join(rows), "utf-8")
