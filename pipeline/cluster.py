"""Article… → Annotation…: the same batches as `flow`, handed to a Dask cluster that is there.

Results come in the order of the input and are those of a run on one machine. Dask itself hands the
batch of a dead worker to another. A batch that has outlived two workers is taken apart, and its
articles are tried alone, one in the whole cluster at a time; the one that two workers die at is
refused.
"""

import collections
import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.flow import TRIES, Batch, Item, Outcome, Stages, annotate_batch, batches, load_stages
from pipeline.records import Article, Refusal
from pipeline.settings import Settings

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3  # batches per worker handed out before the first is asked back
JOIN_S = 30.0  # to reach the scheduler, and for a first worker to be there
LONELY_S = 120.0  # without any worker, before the run gives up
LOOK_S = 0.5  # between looks at whether workers have died


def annotate_on(
    articles: Iterable[Item], *, settings: Settings, scheduler: str
) -> Iterator[Outcome]:
    """Annotate every article on the workers of a cluster, in the order of the input.

    Args:
        articles: as `flow.annotate` takes them.
        settings: known to the workers as well; paths in them are paths on their machines.
        scheduler: the address, such as `tcp://10.0.0.5:8786`.

    Raises:
        PipelineError: Dask is not installed, the scheduler does not answer, it has no workers, or
            a worker cannot load the stages.
    """
    with _client(scheduler) as client:
        deaths = _Deaths()
        client.subscribe_topic("all", deaths.note)
        yield from _Run(client, settings, deaths).outcomes(batches(articles, settings.batch_size))


def _client(scheduler: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        message = "--engine dask needs Dask; install it with: pip install 'dateline[dask]'"
        raise PipelineError(message) from error
    try:
        client = Client(scheduler, timeout=JOIN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at {scheduler} ({error}); start one with: dask scheduler"
        raise PipelineError(message) from error
    try:
        client.wait_for_workers(1, timeout=JOIN_S)
    except TimeoutError as error:
        client.close()
        message = f"{scheduler} has no workers; start some with: dask worker {scheduler}"
        raise PipelineError(message) from error
    return client


class _Deaths:
    """How often a worker died while a task was its to do, as the scheduler tells."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = collections.Counter[str]()

    def note(self, event: tuple[float, Any]) -> None:
        """Take in an event of the scheduler, which may be of any kind."""
        _, told = event
        if not isinstance(told, dict) or told.get("expected"):
            return
        if told.get("action") == "remove-worker":
            with self._lock:
                self._counts.update(map(str, told.get("processing-tasks", ())))

    def of(self, future: "Future[list[Outcome]]") -> int:
        """Deaths that a task has seen."""
        with self._lock:
            return self._counts[str(future.key)]


@dataclass(slots=True)
class _Run:
    client: "Client"
    settings: Settings
    deaths: _Deaths
    waiting: "collections.deque[tuple[Batch, Future[list[Outcome]]]]" = field(
        default_factory=collections.deque
    )
    _lonely_s: float = field(default=0.0)

    def outcomes(self, todo: Iterator[Batch]) -> Iterator[Outcome]:
        """The outcomes of all batches, in their order."""
        while True:
            room = AHEAD * self._worker_count() - len(self.waiting)
            for batch in itertools.islice(todo, max(0, room)):
                self.waiting.append((batch, self._handed(batch)))
            if not self.waiting:
                return
            batch, future = self.waiting.popleft()
            outcomes = self._result(future)
            yield from self._one_by_one(batch) if outcomes is None else outcomes

    def _handed(self, batch: Batch) -> "Future[list[Outcome]]":
        return self.client.submit(work, batch, self.settings, pure=False)

    def _worker_count(self) -> int:
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def _one_by_one(self, batch: Batch) -> Iterator[Outcome]:
        """The articles of a batch that workers died at, one after the other."""
        for item in batch:
            if not isinstance(item, Article):
                yield item
                continue
            outcomes = self._result(self._handed((item,)))
            where = item.where or item.id
            reason = f"the worker that worked it died {TRIES} times"
            yield from [Refusal(where, reason)] if outcomes is None else outcomes

    def _result(self, future: "Future[list[Outcome]]") -> "list[Outcome] | None":
        """What a task gives; None if workers died at it as often as they may."""
        from distributed import CancelledError, KilledWorker

        while True:
            try:
                outcomes: list[Outcome] = future.result(timeout=LOOK_S)
            except TimeoutError:
                for one in (future, *(other for _, other in self.waiting)):
                    if self.deaths.of(one) >= TRIES:
                        one.cancel(force=True)
                self._mind_the_workers()
            except (KilledWorker, CancelledError):
                return None
            else:
                return outcomes

    def _mind_the_workers(self) -> None:
        """Give up when there has been no worker for long."""
        if self.client.scheduler_info(n_workers=-1)["workers"]:
            self._lonely_s = 0.0
            return
        self._lonely_s += LOOK_S
        if self._lonely_s >= LONELY_S:
            message = "the cluster has lost all its workers; start some and give the command again"
            raise PipelineError(message)


_loading = threading.Lock()
_loaded: dict[Settings, Stages] = {}


def work(batch: Batch, settings: Settings) -> list[Outcome]:
    """Annotate a batch in a worker, whose stages are loaded once and used by one task at a time."""
    with _loading:
        if settings not in _loaded:
            _loaded[settings] = load_stages(settings)
        return list(annotate_batch(batch, _loaded[settings]))
