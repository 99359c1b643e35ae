"""Download buttons of pages that have been made anew → still good for a minute.

Streamlit gives a button's file a new name each time a page is made, and forgets the old one as soon
as the page of any reader is done. A browser that shows the page as it was asks for the old one.
"""

import atexit
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pipeline.commands import downloads

KEPT_S = 60.0  # from the making of the page; a busy server's browser is some seconds behind


class Manager(downloads.Manager, Protocol):
    """What is asked of Streamlit's `MediaFileManager` besides."""

    def add_deferred(  # noqa: D102
        self,
        data_callable: Callable[[], bytes | str],
        mimetype: str | None,
        coordinates: str,
        file_name: str | None = None,
        *,
        element_id: str = "",
    ) -> str: ...

    def execute_deferred(self, file_id: str) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Offer:
    """What a button offers, until when."""

    make: Callable[[], bytes | str]
    mimetype: str
    name: str | None
    until: float


class Offers:
    """The files that all readers were offered during the last `kept_s`, by Streamlit's names."""

    def __init__(self, manager: Manager, gone: type[Exception], kept_s: float = KEPT_S) -> None:
        self._manager, self._gone, self._kept_s = manager, gone, kept_s
        self._add, self._execute = manager.add_deferred, manager.execute_deferred
        self._lock = threading.Lock()
        self._offers: OrderedDict[str, Offer] = OrderedDict()  # the oldest first
        self._clearing: threading.Timer | None = None

    def install(self) -> None:
        """Have the manager ask here for what it has forgotten."""
        self._manager.add_deferred = self.add  # type: ignore[method-assign]
        self._manager.execute_deferred = self.execute  # type: ignore[method-assign]
        atexit.register(self.stop)

    def stop(self) -> None:
        """Forget all, for the server ends."""
        with self._lock:
            self._offers.clear()
            if self._clearing is not None:
                self._clearing.cancel()

    def add(
        self,
        data_callable: Callable[[], bytes | str],
        mimetype: str | None,
        coordinates: str,
        file_name: str | None = None,
        *,
        element_id: str = "",
    ) -> str:
        """Offer a file as the manager does, and remember it."""
        file_id = self._add(data_callable, mimetype, coordinates, file_name, element_id=element_id)
        until = time.monotonic() + self._kept_s
        with self._lock:
            self._offers[file_id] = Offer(data_callable, mimetype or "", file_name, until)
            self._clear_later()
        return file_id

    def execute(self, file_id: str) -> str:
        """The address of the file behind an offer, made now.

        Raises what the manager raises if it was never offered, or too long ago.
        """
        try:
            return self._execute(file_id)
        except self._gone:
            with self._lock:
                offer = self._offers.get(file_id)
            if offer is None:
                raise
        return self._stored(offer)

    def _stored(self, offer: Offer) -> str:
        """The address of what the offer makes, which must hold it itself, as `downloads.held`."""
        place = "dateline-offer"
        url = self._manager.add(offer.make(), offer.mimetype, place, offer.name, True)  # noqa: FBT003
        self._manager.add(b"", offer.mimetype, place, offer.name, True)  # noqa: FBT003
        return url

    def _clear_later(self) -> None:
        if self._clearing is None:
            self._clearing = threading.Timer(self._kept_s, self._clear)
            self._clearing.daemon = True
            self._clearing.start()

    def _clear(self) -> None:
        now = time.monotonic()
        with self._lock:
            while self._offers and next(iter(self._offers.values())).until <= now:
                self._offers.popitem(last=False)
            self._clearing = None
            if self._offers:
                self._clear_later()
