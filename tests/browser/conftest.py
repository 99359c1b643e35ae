"""A dashboard on a small store, and a real Chromium that cannot reach anything else.

Without Chromium the tests are skipped, unless CI says that they must run.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)

from benchmarks.store import batches
from pipeline.drawing import streamlit_flags
from pipeline.settings import STORE_VARIABLE
from pipeline.table import Batch, Store, StoreWriter

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = "</script><img src=x onerror=\"document.title='owned'\">{{7*7}}`${1}`"
START_S = 60.0  # a loaded machine of two cores takes about ten
expect.set_options(timeout=30_000)  # milliseconds; a loaded machine is slow to draw as well


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three hundred synthetic events around Ukraine, and one whose every text is hostile."""
    folder = tmp_path_factory.mktemp("browser") / "store"
    (batch,) = batches(300)
    events = [row for row in batch.events if row.country in {"UA", ""}]
    names = (
        "headline",
        "quote",
        "place_name",
        "place_text",
        "date_text",
        "source",
        "article_title",
    )
    texts: dict[str, Any] = dict.fromkeys(names, HOSTILE)
    hostile = events[0]._replace(
        event_id="hostile",
        **texts,
        url="javascript:alert(1)",
        lat=48.5,
        lon=26.0,
        place_precision="city",
        type="explosion",
    )
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(articles=batch.articles, events=[*events, hostile]))
    return Store.open(folder)


@pytest.fixture(scope="session")
def address(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard listens."""
    with served(store.folder, tmp_path_factory.mktemp("elsewhere")) as address:
        yield address


@contextmanager
def served(store: Path, folder: Path, *switches: str) -> Iterator[str]:
    """The dashboard on a store, run from `folder`, beside which its log is kept."""
    folder.mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder.with_name(f"{folder.name}-log.txt")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    command += [*streamlit_flags(), f"--server.port={port}", "--server.headless=true", *switches]
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603 - our own program on our own store
            command,
            cwd=folder,
            env=os.environ | {STORE_VARIABLE: str(store), "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            await_health(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=20)


def await_health(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as the server answers."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)  # nothing else tells when a port opens
    pytest.fail(f"the dashboard did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("CI needs a Chromium: apt-get install chromium")
        pytest.skip("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield chromium
        chromium.close()


class Watch:
    """What a page asked for outside this machine, and what went wrong in it."""

    def __init__(self) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []

    def request(self, request: Request) -> None:
        """Note a request that leaves the machine."""
        local = ("http://127.0.0.1:", "data:", "blob:", "file:")
        if not request.url.startswith(local):
            self.outside.append(request.url)

    def follow(self, context: BrowserContext) -> Page:
        """A page under watch; what would leave the machine is stopped."""
        page = context.new_page()
        page.on("request", self.request)
        page.on("websocket", self._socket)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        context.route("**/*", self._route)
        return page

    def _socket(self, socket_: object) -> None:
        url = str(getattr(socket_, "url", ""))
        if not url.startswith("ws://127.0.0.1:"):
            self.outside.append(url)

    def _route(self, route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            route.continue_()
        else:
            route.abort()


@pytest.fixture
def watch() -> Watch:
    """A fresh watch."""
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A laptop's page whose requests are watched; none may leave, and no script may fail."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, accept_downloads=True, locale="en-GB"
    )
    context.set_default_timeout(30_000)
    yield watch.follow(context)
    context.close()
    assert watch.outside == []
    assert watch.errors == []
