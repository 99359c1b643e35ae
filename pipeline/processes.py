"""A function that makes a process ready → a pool of such processes, all of them started."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import ParamSpec, TypeVar

from pipeline.settings import Settings

Begin = Callable[[Settings], None]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes that work at once, and the flag that tells them to drop what they have."""

    _executor: ProcessPoolExecutor
    _stop: ctypes.c_bool  # shared, and without a lock: none can die holding it

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out work; raises `BrokenExecutor` once a process has died."""
        return self._executor.submit(work, *args, **kwargs)

    def finish(self) -> None:
        """Wait for what was begun; what was not is cancelled."""
        self._executor.shutdown(cancel_futures=True)

    def stop(self, *, wait: bool = False) -> None:
        """Let the processes end as soon as they look at `is_stopped`."""
        self._stop.value = True
        self._executor.shutdown(wait=wait, cancel_futures=True)


def start_pool(begin: Begin, settings: Settings) -> Pool:
    """A pool of `settings.jobs` processes, each made ready by `begin`, all at the same time.

    By itself a pool starts a process when work finds none idle. If another dies at that very
    moment, the pool breaks and waits for the new one for ever.
    """
    context = multiprocessing.get_context("spawn")  # forking a process that has threads may hang
    all_here = context.Barrier(settings.jobs)
    stop = context.RawValue(ctypes.c_bool, False)  # noqa: FBT003 - its first value
    given = (begin, settings, all_here, stop)
    pool = ProcessPoolExecutor(settings.jobs, context, _begin, given)
    # Whoever asks the pool will see that it broke.
    with contextlib.suppress(BrokenExecutor), _ctrl_c_ignored():
        for _ in range(settings.jobs):
            pool.submit(_do_nothing)
    return Pool(pool, stop)


def is_stopped() -> bool:
    """Whether, in a process of a pool, what is still to be done is wanted no more."""
    return _stop is not None and _stop.value


@contextlib.contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """What is started meanwhile ignores Ctrl-C from its first moment: the parent answers it."""
    if threading.current_thread() is not threading.main_thread():  # no other may set signals
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_stop: ctypes.c_bool | None = None  # of the pool that this process belongs to


def _begin(begin: Begin, settings: Settings, all_here: Barrier, stop: ctypes.c_bool) -> None:
    global _stop  # noqa: PLW0603 - a pool hands its processes nothing but module state
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows it is not inherited
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if not is_stopped():
        begin(settings)
    all_here.wait()  # so that none is idle before the last has started


def _end_with_parent() -> None:
    """End a process whose parent was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do_nothing() -> None:
    """The first work of each process."""
