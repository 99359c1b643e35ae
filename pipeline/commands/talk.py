"""What the commands say on stderr while they work, and the exit status they end with."""

import logging
import time
from collections.abc import Iterable, Iterator

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

from pipeline.records import Annotation, Refusal

ALL_READ, SOME_REFUSED, NOTHING_DONE = 0, 1, 2  # the exit statuses
STOPPED = 130  # as shells have it for Ctrl-C
TOLD = 50  # refusals named one by one; the rest are counted (all stand in the refused table)
QUIET_S = 10.0  # in a log, a line of progress at most this often


class Talk:
    """The voice of one run."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, soft_wrap=True, highlight=False)
        self.quiet = quiet
        self.articles = self.events = self.unplaced = self.undated = self.refused = 0
        self._begun = time.monotonic()
        _tell_notes(self)

    def say(self, text: str) -> None:
        """Print a line unless the person asked for quiet."""
        if not self.quiet:
            self.console.print(escape(text))

    def warn(self, text: str) -> None:
        """Print a line in any case."""
        self.console.print(escape(text))

    def followed(
        self, outcomes: Iterable[Annotation | Refusal], *, total: int | None
    ) -> Iterator[Annotation | Refusal]:
        """Pass the outcomes through, counting them and telling how far it is.

        Args:
            outcomes: of the flow.
            total: how many there will be, None if that is unknown.
        """
        if self.console.is_terminal and not self.quiet:
            yield from self._with_bar(outcomes, total)
        else:
            yield from self._with_lines(outcomes, total)

    def _with_bar(
        self, outcomes: Iterable[Annotation | Refusal], total: int | None
    ) -> Iterator[Annotation | Refusal]:
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

    def _with_lines(
        self, outcomes: Iterable[Annotation | Refusal], total: int | None
    ) -> Iterator[Annotation | Refusal]:
        of_all = "" if total is None else f" of {total:,}"
        last = self._begun
        for outcome in outcomes:
            self._count(outcome)
            if time.monotonic() - last > QUIET_S:
                last = time.monotonic()
                done = self.articles + self.refused
                self.say(f"{done:,}{of_all} articles, {self._rate():.1f}/s")
            yield outcome

    def _rate(self) -> float:
        elapsed_s = max(time.monotonic() - self._begun, 1e-9)
        return (self.articles + self.refused) / elapsed_s

    def _count(self, outcome: Annotation | Refusal) -> None:
        if isinstance(outcome, Refusal):
            self.refused += 1
            if self.refused <= TOLD:
                self.warn(f"refused: {outcome.where}: {outcome.reason}")
            return
        self.articles += 1
        self.events += len(outcome.events)
        for event in outcome.events:
            self.unplaced += event.where is None or event.where.lat is None
            self.undated += event.days.first is None and event.days.until is None

    def summary(self, *extra: str) -> None:
        """Tell what came of it, in one line."""
        if self.refused > TOLD:
            self.warn(f"and {self.refused - TOLD:,} more refused")
        parts = (
            f"{self.articles:,} articles read",
            f"{self.events:,} events ({self.unplaced:,} without a place, {self.undated:,} undated)",
            f"{self.refused:,} refused",
            *extra,
            f"{time.monotonic() - self._begun:.1f} s",
        )
        self.say(", ".join(parts))

    @property
    def status(self) -> int:
        """The exit status that fits what happened."""
        if self.articles == 0:
            return NOTHING_DONE
        return SOME_REFUSED if self.refused else ALL_READ


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
