"""A file made at a click → kept until the browser has fetched it.

Streamlit forgets such a file as soon as the pages of any two readers have been made anew, which
with many readers is before it is fetched.
"""

import atexit
import itertools
import threading
from collections.abc import Callable
from typing import Protocol

HELD_S = 30.0  # from the click to the first byte; what is being sent is not forgotten
MIME = "application/octet-stream"  # no browser shows it, each saves it
_places = itertools.cycle(range(1024))
_waiting: set[threading.Timer] = set()


class Manager(Protocol):
    """What is asked of Streamlit's `MediaFileManager`."""

    def add(  # noqa: D102 - as Streamlit has it
        self,
        path_or_data: bytes | str,
        mimetype: str,
        coordinates: str,
        file_name: str | None = None,
        is_for_static_download: bool = False,  # noqa: FBT001, FBT002 - as Streamlit has it
    ) -> str: ...

    def remove_orphaned_files(self) -> None: ...  # noqa: D102


def held(
    make: Callable[[], bytes | str], name: str, manager: Manager, held_s: float = HELD_S
) -> bytes:
    """Make a file of that name, of the type `MIME`, and hold it for `held_s`."""
    made = make()
    content = made.encode() if isinstance(made, str) else made
    place = f"dateline-download-{next(_places)}"
    manager.add(content, MIME, place, name, is_for_static_download=True)

    def let_go() -> None:
        manager.add(b"", MIME, place, name, is_for_static_download=True)
        manager.remove_orphaned_files()
        _waiting.discard(timer)

    timer = threading.Timer(held_s, let_go)
    timer.daemon = True
    _waiting.add(timer)
    timer.start()
    return content


def stop() -> None:
    """Hold nothing any longer, for the server ends."""
    for timer in tuple(_waiting):
        timer.cancel()


atexit.register(stop)
