"""paths → Source…: files, folders, globs and stdin, each a named stream of bytes."""

import glob
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pipeline.records import Refusal

STDIN = "-"
STDIN_NAME = "stdin"
# What a browser saves beside a page, and what desktops leave in folders: never articles.
COMPANIONS = frozenset(
    {".bmp", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".png", ".svg", ".webp"}
    | {".ttf", ".woff", ".woff2", ".ini", ".lnk"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read articles from.

    `where` is its name as people see it, `stem` the beginning of the ids of its articles,
    `ending` says the format (lower case, with the dot). `open` gives a fresh stream of bytes.
    `depth` counts the archives it lies in. `size` is in bytes, None when unknown.
    """

    where: str
    stem: str
    ending: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    depth: int = 0
    path: Path | None = field(default=None, compare=False)


def find_sources(
    paths: Iterable[str], *, apart: Collection[Path] = ()
) -> Iterator[Source | Refusal]:
    """Sources of files, folders (whole, in order of names), globs and `-`, each file once.

    Hidden files, licences, and pictures, styles and scripts inside folders are passed over; files
    in `apart` (resolved paths: our own output) too. A link inside a folder is followed only to what
    lies in that folder: who sends a folder must not choose what else of the disk is read.
    """
    seen: set[tuple[int, int]] = set()
    for text in paths:
        if text == STDIN:
            yield Source(STDIN_NAME, STDIN_NAME, "", lambda: sys.stdin.buffer)
            continue
        matches = _matches(text)
        if not matches:
            yield Refusal(shown(text), "no such file or folder")
        for path in matches:
            for found in _walk(path, path.name, seen, (), Path(os.path.realpath(path))):
                ours = isinstance(found, Source) and found.path and found.path.resolve() in apart
                if not ours:
                    yield found


def shown(path: str | Path) -> str:
    """A path as text that can be printed and stored, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _matches(text: str) -> list[Path]:
    if os.path.lexists(text):
        return [Path(text)]
    return [Path(match) for match in sorted(glob.glob(text, recursive=True))]  # noqa: PTH207 - absolute patterns too


def _walk(
    path: Path,
    name: str,
    seen: set[tuple[int, int]],
    above: tuple[tuple[int, int], ...],
    root: Path,
) -> Iterator[Source | Refusal]:
    if above and _leads_out(path, root):
        yield Refusal(
            shown(path), "a link out of the folder; give what it leads to by its own name"
        )
        return
    try:
        status = path.stat()
    except OSError as error:
        yield Refusal(shown(path), f"cannot be read ({error.strerror})")
        return
    key = (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode):
        if key in above:
            yield Refusal(shown(path), "a link that leads back to a folder around it")
        elif key not in seen:
            seen.add(key)
            yield from _walk_folder(path, name if above else "", seen, (*above, key), root)
    elif not stat.S_ISREG(status.st_mode):
        yield Refusal(shown(path), "not a regular file (a pipe, socket or device)")
    elif key not in seen:
        seen.add(key)
        yield _source(path, name if above else path.name, status.st_size)


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link to something that does not lie in the (real) folder `root`."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root)


def _walk_folder(
    folder: Path,
    name: str,
    seen: set[tuple[int, int]],
    above: tuple[tuple[int, int], ...],
    root: Path,
) -> Iterator[Source | Refusal]:
    try:
        entries = sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths, in order of code points
    except OSError as error:
        yield Refusal(shown(folder), f"cannot be read ({error.strerror})")
        return
    for entry in entries:
        if not _is_companion(entry):
            inner = f"{name}/{entry}" if name else entry
            yield from _walk(folder / entry, inner, seen, above, root)


def _is_companion(entry: str) -> bool:
    """Whether a file of a folder is there for another reason than to be read."""
    path = Path(entry)
    return (
        entry.startswith(".")
        or path.suffix.lower() in COMPANIONS
        or path.stem.lower() in ("readme", "license", "licence", "notice")
    )


def _source(path: Path, name: str, size: int) -> Source:
    where = shown(path)
    stem = shown(name)
    ending = Path(stem).suffix.lower()
    return Source(
        where=where,
        stem=stem.removesuffix(Path(stem).suffix),
        ending=ending,
        open=lambda: path.open("rb"),
        size=size,
        path=path,
    )
