"""`python -m benchmarks screenshot STORE PNG`: a picture of the dashboard for the README.

It starts the dashboard on a store, opens it in Chromium, picks an event, and saves the page.
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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

ROOT = Path(__file__).parents[1]
SIZE: "ViewportSize" = {"width": 1280, "height": 800}  # a laptop
WAIT_S = 60.0
NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


def run(args: list[str]) -> int:
    """Take the picture of STORE into PNG."""
    if len(args) != 2:  # noqa: PLR2004 - STORE and PNG
        print("usage: python -m benchmarks screenshot STORE PNG", file=sys.stderr)
        return 2
    browser = find_browser()
    if browser is None:
        print("no Chromium here: apt-get install chromium", file=sys.stderr)
        return 2
    with served(Path(args[0]).resolve(), ROOT / "dashboard.py") as url:
        take(browser, url, Path(args[1]))
    return 0


def find_browser() -> str | None:
    """The path of Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def served(store: Path, page: Path) -> Iterator[str]:
    """The address of a page on a store, served as long as the block runs."""
    with serving(store, page) as (url, _):
        yield url


@contextmanager
def serving(store: Path, page: Path) -> Iterator[tuple[str, int]]:
    """The same, and the number of the server's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start(store, page, port)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}/", server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def start(store: Path, page: Path, port: int) -> "subprocess.Popen[bytes]":
    """A page on a store."""
    from pipeline.drawing import streamlit_flags
    from pipeline.settings import STORE_VARIABLE

    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += [*streamlit_flags(), f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {STORE_VARIABLE: str(store), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own


def wait_for(url: str) -> None:
    """Return as soon as the address answers.

    Raises:
        TimeoutError: it has not answered in `WAIT_S`.
    """
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(url)


def take(browser: str, url: str, picture: Path) -> None:
    """Open the page, pick the first event that has a mark, and save what is seen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(SWITCHES))
        page = chromium.new_page(viewport=SIZE, locale="en-GB")
        page.goto(url)
        frame = page.frame_locator('iframe[title="streamlit_folium.st_folium"]')
        frame.locator("[data-ground=ready][data-step]").wait_for(timeout=WAIT_S * 1000)
        page.locator(".dl-row").first.click()
        page.locator(".dl-card").wait_for()
        frame.locator(".dl-chosen").wait_for()
        page.wait_for_function("document.fonts.status === 'loaded'")
        page.wait_for_timeout(1500)  # the flight of the map to the event, which tells no end
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture)
        chromium.close()
