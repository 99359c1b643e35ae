"""A real scheduler and real workers on loopback: the same answers, whatever dies on the way."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import cluster, flow
from pipeline.errors import PipelineError
from pipeline.records import Annotation, Article, Refusal
from pipeline.settings import Settings
from pipeline.table import EventRow, Store

distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[3]
STARTED_S = 60.0
# What a worker loads first: stages that take a moment, and die at a poison article.
PRELOAD = """
import os, time
from pipeline import cluster
from pipeline.records import Annotation, Article, ArticleDate, DateSource
def annotate_batch(batch, stages):
    for item in batch:
        if isinstance(item, Article) and "poison" in item.text:
            os._exit(1)
        time.sleep(0.02)
        yield Annotation(item, ArticleDate(None, DateSource.UNKNOWN, ""), (), (), ())
cluster.load_stages = lambda settings: None
cluster.annotate_batch = annotate_batch
"""


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")

    def add_workers(self, count: int, *options: str) -> None:
        for _ in range(count):
            self._start(
                "worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1",
                "--local-directory", str(self.folder), "--memory-limit", "0", *options,
            )  # fmt: skip
        with distributed.Client(self.address, timeout=STARTED_S, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=STARTED_S)

    def _start(self, *arguments: str) -> None:
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(  # noqa: S603 - our own cluster
                    [sys.executable, "-m", "dask", *arguments],
                    cwd=ROOT,
                    env=os.environ | {"PYTHONPATH": str(ROOT)},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def kill_a_worker(self) -> None:
        os.killpg(self.processes[1].pid, signal.SIGKILL)  # the nanny too: it stays dead

    def stop(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def quick(tmp_path: Path) -> str:
    path = tmp_path / "quick.py"
    path.write_text(PRELOAD, encoding="utf-8")
    return str(path)


def articles(count: int, *poison: int) -> list[Article]:
    return [
        Article(f"a{n:03}", "poison" if n in poison else "text", where=f"in:{n}")
        for n in range(count)
    ]


def run(
    dask: Cluster, todo: list[Article], *, at: Callable[[int], None] = lambda _: None
) -> list[flow.Outcome]:
    outcomes = []
    settings = Settings(batch_size=8)
    for outcome in cluster.annotate_on(todo, settings=settings, scheduler=dask.address):
        outcomes.append(outcome)
        at(len(outcomes))
    return outcomes


def test_a_killed_worker_costs_nothing_and_the_order_stays(dask: Cluster, quick: str) -> None:
    dask.add_workers(3, "--preload", quick)
    killed: list[float] = []

    def kill_half_way(count: int) -> None:
        if count == 100 and not killed:
            killed.append(time.monotonic())
            dask.kill_a_worker()

    outcomes = run(dask, articles(200), at=kill_half_way)
    assert killed
    assert [o.article.id for o in outcomes if isinstance(o, Annotation)] == [
        f"a{n:03}" for n in range(200)
    ]


def test_a_poison_article_is_refused_after_two_tries_and_the_rest_goes_on(
    dask: Cluster, quick: str
) -> None:
    dask.add_workers(3, "--preload", quick)
    outcomes = run(dask, articles(40, 13))
    assert len(outcomes) == 40
    (refusal,) = [o for o in outcomes if isinstance(o, Refusal)]
    assert outcomes[13] == refusal == Refusal("in:13", "the worker that worked it died 2 times")


@pytest.mark.model
@pytest.mark.parametrize("command", ["extract", "add"])
def test_the_answers_are_those_of_one_machine(dask: Cluster, tmp_path: Path, command: str) -> None:
    """The whole pipeline through the command line, a worker killed half-way."""
    dask.add_workers(3)
    samples = str(ROOT / "pipeline" / "data" / "samples")
    to = {"extract": "--out", "add": "--store"}[command]
    here, there = (
        [sys.executable, "-m", "pipeline", command, samples, to, str(tmp_path / name)]
        for name in ("here.csv", "there.csv")  # a store may be called what it likes
    )
    there += ["--engine", "dask", "--scheduler", dask.address]
    with subprocess.Popen(there, cwd=ROOT, stderr=subprocess.PIPE) as process:  # noqa: S603 - ours
        time.sleep(8)
        dask.kill_a_worker()
        _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    subprocess.run(here, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - ours
    assert _answers(tmp_path / "there.csv") == _answers(tmp_path / "here.csv")


def _answers(path: Path) -> bytes | tuple[EventRow, ...]:
    return Store.open(path).rows() if path.is_dir() else path.read_bytes()


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "JOIN_S", 0.5)
    with pytest.raises(PipelineError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        list(cluster.annotate_on([], settings=Settings(), scheduler="tcp://127.0.0.1:9"))


def test_a_cluster_without_workers_is_told(dask: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "JOIN_S", 5.0)
    with pytest.raises(PipelineError, match=f"dask worker {dask.address}"):
        list(cluster.annotate_on([], settings=Settings(), scheduler=dask.address))
