"""The readers of a dashboard: who has left is forgotten, and the memory is given back."""

import atexit
import ctypes
import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress

LONGEST_LOOK_S = 5.0  # between two looks who is still there

Forget = Callable[[], object]


class Sessions:
    """Watches sessions from their first run on, and ends those whose reader has left.

    A reader whose connection breaks may come back for `stay_s`; shortly before that is over,
    `close` ends the session, and what was left with `at_end` is called. Streamlit by itself keeps
    an abandoned session until another one is abandoned.
    """

    def __init__(
        self, is_active: Callable[[str], bool], close: Callable[[str], object], stay_s: float
    ) -> None:
        self._is_active, self._close = is_active, close
        self._look_s = min(LONGEST_LOOK_S, stay_s / 4)
        self._patience_s = stay_s - 2 * self._look_s
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._at_end: dict[str, list[Forget]] = {}
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        atexit.register(self.stop)

    def see(self, session: str) -> None:
        """The session is there."""
        with self._lock:
            self._last[session] = time.monotonic()

    def at_end(self, session: str, forget: Forget) -> None:
        """Have something called when the session has ended."""
        with self._lock:
            self._at_end.setdefault(session, []).append(forget)

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(self._look_s):
            gone = self._gone(time.monotonic())
            for session in gone:
                self._end(session)
            if gone:
                self._over.wait(self._look_s)  # it is closed by another thread
                give_back_memory()

    def _gone(self, now: float) -> list[str]:
        with self._lock:
            self._last |= {session: now for session in self._last if self._is_active(session)}
            return [name for name, last in self._last.items() if now - last > self._patience_s]

    def _end(self, session: str) -> None:
        with self._lock:
            del self._last[session]
            forgets = self._at_end.pop(session, [])
        self._close(session)
        for forget in forgets:
            forget()


def give_back_memory() -> None:
    """Free what nobody refers to any more, and hand free pages to the system (glibc alone can)."""
    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
