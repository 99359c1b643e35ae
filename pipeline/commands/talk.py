"""What the commands say on stderr while they work, and the exit status they end with."""

import json
import logging
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from pipeline.commands.statuses import ALL_READ, NOTHING_DONE, SOME_REFUSED
from pipeline.records import Annotation, Copy, Refusal

TOLD = 50  # refusals named one by one; the rest are counted (all stand in the refused table)
COUNTS = ("copies", "events", "unplaced", "undated", "refused")  # of a summary, in its order
QUIET_S = 10.0  # in a log, a line of progress at most this often

Outcome = Annotation | Copy | Refusal


def visible(text: str) -> str:
    """The text with what would steer a terminal spelt out; a file's name may hold anything."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


class Talk:
    """The voice of one run."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.console = Console(stderr=True, soft_wrap=True, highlight=False)
        self.quiet = quiet
        self.as_json = as_json
        self.articles = self.events = self.unplaced = self.undated = self.refused = 0
        self.copies = 0
        self._begun = time.monotonic()
        _tell_notes(self)

    def say(self, text: str) -> None:
        """Print a line unless the person asked for quiet."""
        if not self.quiet:
            self._print(text)

    def warn(self, text: str) -> None:
        """Print a line in any case."""
        self._print(text)

    def _print(self, text: str) -> None:
        self.console.print(escape("\n".join(map(visible, text.split("\n")))))

    @contextmanager
    def busy(self, doing: str) -> Iterator[None]:
        """Say what takes its time: by a spinner while it does, in a log by a line."""
        if not self.console.is_terminal:
            self.say(doing)
        with self.console.status(escape(doing)):
            yield

    def followed(self, outcomes: Iterable[Outcome], *, total: int | None) -> Iterator[Outcome]:
        """Pass the outcomes through, counting them and telling how far it is.

        Args:
            outcomes: of the flow.
            total: how many there will be, None if that is unknown.
        """
        if self.console.is_terminal and not self.quiet:
            yield from self._with_bar(outcomes, total)
        else:
            yield from self._with_lines(outcomes, total)

    def _with_bar(self, outcomes: Iterable[Outcome], total: int | None) -> Iterator[Outcome]:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("articles", total=total, rate="")
            for outcome in outcomes:
                self._count(outcome)
                progress.update(task, advance=1, rate=f"{self._rate():.1f}/s")
                yield outcome

    def _with_lines(self, outcomes: Iterable[Outcome], total: int | None) -> Iterator[Outcome]:
        last = self._begun
        for outcome in outcomes:
            self._count(outcome)
            if time.monotonic() - last > QUIET_S:
                last = time.monotonic()
                done = self.articles + self.refused
                of_all = f"{done:,} of {total or 0:,} articles"
                told = counted(done, "article") if total is None else of_all
                self.say(f"{told}, {self._rate():.1f}/s")
            yield outcome

    def _rate(self) -> float:
        elapsed_s = max(time.monotonic() - self._begun, 1e-9)
        return (self.articles + self.refused) / elapsed_s

    def _count(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self.refused += 1
            if self.refused <= TOLD:
                self.warn(f"refused: {visible(outcome.where)}: {visible(outcome.reason)}")
            return
        self.articles += 1
        if isinstance(outcome, Copy):
            self.copies += 1
            return
        self.events += len(outcome.events)
        for event in outcome.events:
            self.unplaced += event.where is None or event.where.lat is None
            self.undated += event.days.first is None and event.days.until is None

    def nothing(self, paths: Sequence[str], *, data_on_stdout: bool = False) -> None:
        """Tell that no article was read, with the object of `summary` if that was asked for."""
        if self.as_json:
            self.summary(data_on_stdout=data_on_stdout)
        self.warn(f"nothing could be done: no article was read from {' '.join(paths)}")

    def summary(self, *extra: str, data_on_stdout: bool = False, **more: int | str | None) -> None:
        """Tell what came of it: in one line, or as a JSON object if that was asked for.

        Args:
            extra: more to say, in words.
            data_on_stdout: the object goes to stderr then, else to stdout.
            more: more to say, in the object.
        """
        seconds = time.monotonic() - self._begun
        if self.refused > TOLD:
            self.warn(f"and {self.refused - TOLD:,} more refused")
        if self.as_json:
            counts = {name: getattr(self, name) for name in COUNTS}
            told = {"read": self.articles, **counts, **more, "seconds": round(seconds, 3)}
            print(json.dumps(told), file=sys.stderr if data_on_stdout else sys.stdout)
            return
        copies = f" ({self.copies:,} of them copies of others)" if self.copies else ""
        missing = f"{self.unplaced:,} without a place, {self.undated:,} undated"
        parts = (
            f"{counted(self.articles, 'article')} read{copies}",
            f"{counted(self.events, 'event')} ({missing})",
            f"{self.refused:,} refused",
            *extra,
            f"{seconds:.1f} s",
        )
        self.say(", ".join(parts))

    @property
    def status(self) -> int:
        """The exit status that fits what happened."""
        if self.articles == 0:
            return NOTHING_DONE
        return SOME_REFUSED if self.refused else ALL_READ


def counted(count: int, noun: str) -> str:
    """A number and what it counts, such as `1 article`, `2,000 articles`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class _Notes(logging.Handler):
    """Tells what the library logs of things left out or guessed."""

    def __init__(self, talk: Talk) -> None:
        super().__init__(logging.WARNING)
        self._talk = talk

    def emit(self, record: logging.LogRecord) -> None:
        """Print a note."""
        self._talk.say(f"note: {record.getMessage()}")


def _tell_notes(talk: Talk) -> None:
    logger = logging.getLogger("pipeline")
    for handler in [h for h in logger.handlers if isinstance(h, _Notes)]:
        logger.removeHandler(handler)
    logger.addHandler(_Notes(talk))
    logger.propagate = False
