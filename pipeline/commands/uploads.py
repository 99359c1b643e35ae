"""Files that a browser sent → store, in a process of its own, while the person goes on.

`python -m pipeline.commands.uploads FOLDER STORE` is that process: it tells each outcome as a line
of JSON. `Job` starts it and listens.
"""

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from gazetteer.errors import GazetteerError
from pipeline.errors import PipelineError
from pipeline.reading.options import MEGABYTE, Limits, Options
from pipeline.records import Annotation, Article, Copy, Refusal

ROOT = Path(__file__).parents[2]  # where `pipeline` is imported from
MOST_FILES = 5_000  # of one batch; a folder of more is better read by `dateline add`
MOST_BYTES = 200 * MEGABYTE  # of one batch: the server holds it in memory until it is written
LIMITS = Limits(file_bytes=50 * MEGABYTE, archive_bytes=500 * MEGABYTE, members=10_000)
KEPT_REFUSALS = 500  # told one by one; the store keeps all
# Each batch loads a language model (0.4 GB), so further ones wait until a processor is free.
TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)
NAMED = "uploaded"  # what stands before a file's name instead of the folder it lay in meanwhile


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
        self._process: subprocess.Popen[str] | None = None
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
            if self._process is not None:
                self._process.terminate()

    def end(self) -> None:
        """End the process at once; what it was writing may be left half done."""
        with self._starting:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
        if self._process is not None:
            self._process.wait()

    def wait(self) -> None:
        """Return when it is done."""
        self._listener.join()

    def _follow(self) -> None:
        with TURNS, tempfile.TemporaryFile("w+") as trouble:
            command = [sys.executable, "-m", "pipeline.commands.uploads"]
            with self._starting:
                if not self._stopped:
                    self._process = subprocess.Popen(  # noqa: S603 - our own program and folder
                        [*command, str(self.folder), str(self.store)],
                        cwd=ROOT,
                        stdout=subprocess.PIPE,
                        stderr=trouble,
                        text=True,
                    )
            if self._process is not None:
                self._listen(self._process, trouble)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self, started: "subprocess.Popen[str]", trouble: IO[str]) -> None:
        with started as process:
            for line in process.stdout or ():
                self._hear(json.loads(line))
            process.wait()
        trouble.seek(0)
        told = trouble.read().strip().splitlines()
        if process.returncode and not self.progress.error and not self._stopped:
            self.progress.error = told[-1] if told else f"ended by {process.returncode}"

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


# ---- the process ----


def main(folder: Path, store: Path) -> int:
    """Read the files of a folder into a store, telling each outcome."""
    from pipeline import flow
    from pipeline.commands import adding
    from pipeline.commands.stores import pipeline_version
    from pipeline.reading.articles import count_articles
    from pipeline.settings import read_settings
    from pipeline.table import StoreWriter

    options = Options(limits=LIMITS)
    settings = replace(read_settings(), jobs=1, batch_size=8)  # few, so that each is told soon
    tell(total=count_articles([str(folder)], options=options))
    try:
        with StoreWriter.open(store) as writer:
            outcomes = adding.add(
                renamed(folder, options),
                writer,
                work=functools.partial(flow.annotate, settings=settings),
                version=pipeline_version(),
            )
            for outcome in outcomes:
                tell_outcome(outcome)
    except (PipelineError, GazetteerError) as error:
        tell(error=str(error))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def renamed(folder: Path, options: Options) -> Iterator[Article | Refusal]:
    """The articles of a folder, told to stand in `NAMED`: the folder itself will be gone."""
    from pipeline.reading import read_articles

    for item in read_articles([str(folder)], options=options):
        yield replace(item, where=item.where.replace(str(folder), NAMED, 1))


def tell_outcome(outcome: Annotation | Copy | Refusal | int) -> None:
    """Tell one outcome of `adding.add`."""
    if isinstance(outcome, Refusal):
        tell(where=outcome.where, reason=outcome.reason)
    elif isinstance(outcome, int):
        tell(unchanged=outcome)
    else:
        tell(events=len(outcome.events) if isinstance(outcome, Annotation) else 0)


def tell(**told: object) -> None:
    """Write a line of JSON, at once."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is done is kept
    os.nice(5)  # the page goes first
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
