"""Processes that read batches, each kept a while for the next one.

To load the language model takes seconds of a processor and 0.4 GB; a batch often takes less.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]  # where `pipeline` is imported from
PROGRAM = "pipeline.commands.batches"
STAY_S = 60.0  # how long one waits for the next batch
MOST_BATCHES = 100  # one reads, so that its memory cannot grow for ever


class Reader:
    """A process that reads one batch at a time; it starts when it is made.

    `batches` counts those it was given.
    """

    def __init__(self) -> None:
        self._trouble = tempfile.TemporaryFile("w+")  # noqa: SIM115 - as long as the process
        self.batches = 0
        self._asked_to_end = False
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", PROGRAM],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._trouble,
            text=True,
        )

    @property
    def is_ready(self) -> bool:
        """Whether it can read another batch."""
        is_running = self._process.poll() is None
        return is_running and not self._asked_to_end and self.batches < MOST_BATCHES

    def read(self, folder: Path, store: Path) -> Iterator[dict[str, object]]:
        """What it tells of a batch; last an `error` when it ends before the batch does."""
        self.batches += 1
        with suppress(BrokenPipeError):  # it has ended, and why is told below
            self._hand(json.dumps([str(folder), str(store)]))
        for line in self._process.stdout or ():
            told = json.loads(line)
            if told.get("done"):
                return
            yield told
        self._process.wait()
        yield {"error": self._last_words()}

    def _hand(self, line: str) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def stop(self) -> None:
        """Ask it to end; what is done of the batch by then is kept."""
        self._asked_to_end = True
        self._process.terminate()

    def end(self) -> None:
        """End it at once; what it was writing may be left half done."""
        self._asked_to_end = True
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Tell it that no more is to come, and wait until it has ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # a line that it did not read any more
                if pipe is not None:
                    pipe.close()
        self._process.wait()
        self._trouble.close()

    def _last_words(self) -> str:
        self._trouble.seek(0)
        lines = self._trouble.read().strip().splitlines()
        return lines[-1] if lines else f"ended by {self._process.returncode}"


class Readers:
    """Those that wait for a batch."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Reader] = []

    def take(self) -> Reader:
        """One that waits, or a new one."""
        with self._lock:
            while self._waiting:
                reader = self._waiting.pop()
                if reader.is_ready:
                    return reader
                reader.close()
        return Reader()

    def give_back(self, reader: Reader) -> None:
        """Keep one for the next batch, for `STAY_S`; one that can read no more is let go."""
        if not reader.is_ready:
            reader.close()
            return
        with self._lock:
            self._waiting.append(reader)
        timer = threading.Timer(STAY_S, self._let_go, [reader, reader.batches])
        timer.daemon = True
        timer.start()

    def _let_go(self, reader: Reader, batches: int) -> None:
        """Let one go that was given none since."""
        with self._lock:
            if reader not in self._waiting or reader.batches != batches:
                return
            self._waiting.remove(reader)
        reader.close()
