"""Files that a browser sent → store, in a process of its own, while the person goes on."""

import json
import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.readers import Reader, Readers
from pipeline.errors import PipelineError
from pipeline.reading.options import MEGABYTE
from pipeline.records import Refusal

MOST_FILES = 5_000  # of one batch; a folder of more is better read by `dateline add`
MOST_BYTES = 200 * MEGABYTE  # of one batch: the server holds it in memory until it is written
KEPT_REFUSALS = 500  # told one by one; the store keeps all
# A process that reads holds a language model (0.4 GB), so further batches wait for a processor.
TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)
READERS = Readers()


class OwnFolder:
    """A folder of one session, where its own store lies; nobody else may look inside.

    It is removed by `forget`, when the object goes, or when the server ends; `forgotten` is called
    then, with the store that is gone.
    """

    def __init__(self, forgotten: Callable[[Path], object]) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="dateline-"))
        self._jobs: list[Job] = []
        self.forget = weakref.finalize(self, _forget, self.path, self._jobs, forgotten)

    @property
    def store(self) -> Path:
        """Where the session's own store lies."""
        return own_store(self.path)

    def read(self, batch: Path) -> "Job":
        """Start to read a batch into the session's own store."""
        job = Job(batch, self.store)
        self._jobs.append(job)
        return job


def own_store(folder: Path) -> Path:
    """Where the store of a session lies in its folder."""
    return folder / "store"


def _forget(folder: Path, jobs: "list[Job]", forgotten: Callable[[Path], object]) -> None:
    for job in jobs:
        job.end()
    shutil.rmtree(folder, ignore_errors=True)
    forgotten(own_store(folder))


def new_batch() -> Path:
    """A new folder for the files of one batch; its job removes it."""
    return Path(tempfile.mkdtemp(prefix="dateline-batch-"))


def safe_name(name: str) -> Path:
    """A file's name as a browser gives it, as a path that stays inside its folder."""
    parts = (re.sub(r"[\x00-\x1f<>:\"|?*\\]", "_", part).strip() for part in name.split("/"))
    kept = [part[-120:] for part in parts if part.strip(". ")]
    return Path(*kept[-8:]) if kept else Path("unnamed")


def write_files(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write a batch below `folder` under safe names; a second file of a name gets a number.

    Raises:
        PipelineError: there are more than `MOST_FILES` or `MOST_BYTES`.
    """
    size = 0
    for number, (name, content) in enumerate(files, 1):
        size += len(content)
        if number > MOST_FILES or size > MOST_BYTES:
            most = f"{MOST_FILES:,} files or {MOST_BYTES // MEGABYTE} MB"
            message = f"more than {most} at once; add the folder with: dateline add FOLDER"
            raise PipelineError(message)
        path = folder / safe_name(name)
        while path.exists():
            path = path.with_stem(f"{path.stem}-{number}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def pasted_article(text: str, **fields: str) -> tuple[str, bytes]:
    """A pasted text as a file of one article; its id is made from the text."""
    import hashlib

    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    told = {name: value for name, value in fields.items() if value}
    line = json.dumps({"id": f"pasted-{digest}", "text": text, **told})
    return f"pasted-{digest}.jsonl", line.encode()


@dataclass(slots=True)
class Progress:
    """How far a batch is; `total` is None while, or because, nobody knows."""

    total: int | None = None
    articles: int = 0
    events: int = 0
    unchanged: int = 0
    refused: int = 0
    error: str = ""


class Job:
    """A batch on its way into a store; it begins when it is made, or when its turn comes."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder, self.store = folder, store
        self.progress = Progress()
        self.refusals: list[Refusal] = []
        self._reader: Reader | None = None
        self._starting = threading.Lock()
        self._stopped = False
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._listener = threading.Thread(target=self._follow, daemon=True)
        self._listener.start()

    @property
    def running(self) -> bool:
        """Whether there is more to come."""
        return self._listener.is_alive()

    def stop(self) -> None:
        """Ask the process to end; what is done by then is kept."""
        with self._starting:
            self._stopped = True
            if self._reader is not None:
                self._reader.stop()

    def end(self) -> None:
        """End the process at once; what it was writing may be left half done."""
        with self._starting:
            self._stopped = True
            if self._reader is not None:
                self._reader.end()

    def wait(self) -> None:
        """Return when it is done."""
        self._listener.join()

    def _follow(self) -> None:
        with TURNS:
            with self._starting:
                if not self._stopped:
                    self._reader = READERS.take()
            if self._reader is not None:
                self._listen(self._reader)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self, reader: Reader) -> None:
        for told in reader.read(self.folder, self.store):
            if not (self._stopped and "error" in told):
                self._hear(told)
        with self._starting:  # nobody may stop it any more: its next batch is another's
            self._reader = None
        READERS.give_back(reader)

    def _hear(self, told: dict[str, object]) -> None:
        progress = self.progress
        match told:
            case {"total": int(total)}:
                progress.total = total
            case {"events": int(events)}:
                progress.articles += 1
                progress.events += events
            case {"where": str(where), "reason": str(reason)}:
                progress.refused += 1
                if len(self.refusals) < KEPT_REFUSALS:
                    self.refusals.append(Refusal(where, reason))
            case {"unchanged": int(unchanged)}:
                progress.unchanged = unchanged
            case {"error": str(error)}:
                progress.error = error
