"""A path → a file that is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer.errors import GazetteerError
from pipeline.errors import OutputError, PipelineError

NEW_FILE = 0o666  # permissions of a new file before the user's mask


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; on success it becomes `path`, else it goes.

    Raises:
        OutputError: the folder is missing or cannot be written, or the disk is full.
    """
    unfinished = _beside(path)
    try:
        yield unfinished
        _give_usual_mode(unfinished)
        unfinished.replace(path)
    except (PipelineError, GazetteerError):  # some are OSErrors, and tell of something else
        raise
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error.strerror or error})") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _give_usual_mode(path: Path) -> None:
    """A temporary file is its owner's alone; the result should be as any new file."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(NEW_FILE & ~mask)


def try_folder(path: Path) -> None:
    """Find out whether a file can be made at `path`, without making it.

    Raises:
        OutputError: it cannot.
    """
    _beside(path).unlink()


def _beside(path: Path) -> Path:
    if path.is_dir():
        raise OutputError(path, "is a folder; name a file in it")
    try:
        descriptor, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix
        )
        os.close(descriptor)
    except FileNotFoundError as error:
        raise OutputError(path, f"there is no folder {path.parent}; make it first") from error
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error.strerror})") from error
    return Path(name)
