"""A function that makes a process ready → a pool of such processes, all of them started."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing.synchronize import Barrier

from pipeline.settings import Settings

Begin = Callable[[Settings], None]


def start_pool(begin: Begin, settings: Settings) -> ProcessPoolExecutor:
    """A pool of `settings.jobs` processes, each made ready by `begin`, all at the same time.

    By itself a pool starts a process when work finds none idle. If another dies at that very
    moment, the pool breaks and waits for the new one for ever.
    """
    context = multiprocessing.get_context("spawn")  # forking a process that has threads may hang
    all_here = context.Barrier(settings.jobs)
    pool = ProcessPoolExecutor(settings.jobs, context, _begin, (begin, settings, all_here))
    # Whoever asks the pool will see that it broke.
    with contextlib.suppress(BrokenExecutor), _ctrl_c_ignored():
        for _ in range(settings.jobs):
            pool.submit(_do_nothing)
    return pool


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


def _begin(begin: Begin, settings: Settings, all_here: Barrier) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows it is not inherited
    threading.Thread(target=_end_with_parent, daemon=True).start()
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
