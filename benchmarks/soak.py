"""Browser sessions on a dashboard for some minutes -> errors, steps, and the server's memory.

`python -m benchmarks soak [--sessions 20] [--minutes 15] [--events 20000]`. Each session opens the
map, moves the days, filters, picks events, downloads, and looks at the other pages, in turn. The
memory of the server is read before, at its peak, and after all sessions have closed; the status is
1 when something failed or the memory after is above `MOST` times that before. Linux only.
"""

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.store import batches
from pipeline.drawing import streamlit_flags
from pipeline.settings import STORE_VARIABLE
from pipeline.table import StoreWriter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
MOST = 1.2  # times the memory before
SETTLE_S = 60.0  # a closed session is kept for a while, should its reader come back
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SEED = 20220224
STATUSES = ("reported", "claim", "denied")


@dataclass(slots=True)
class Soak:
    """What happened so far."""

    steps: int = 0
    errors: list[str] = field(default_factory=list)
    peak_mb: float = 0.0


def run(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks soak")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--events", type=int, default=20_000)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), chosen.events) as server:
        address, process = server
        soak = Soak()
        with chromium() as browser:
            session(browser, address, soak)  # what is loaded once is loaded
            before = memory_mb(process)
            until = time.monotonic() + 60 * chosen.minutes
            use(browser, address, chosen.sessions, until, soak, process)
        after = settled(process, before)
    print(f"{chosen.sessions} sessions, {chosen.minutes:g} minutes, {soak.steps:,} steps")
    print(f"server memory: {before:.0f} MB before, {soak.peak_mb:.0f} at most, {after:.0f} after")
    print(f"{len(soak.errors)} errors")
    for error in soak.errors[:10]:
        print(f"  {error}")
    return int(bool(soak.errors) or after > MOST * before)


@contextmanager
def served(folder: Path, events: int) -> Iterator[tuple[str, int]]:
    """A dashboard on a synthetic store: its address and its process number."""
    with StoreWriter.open(folder / "store") as writer:
        for batch in batches(events):
            writer.commit(batch)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    command += [*streamlit_flags(), f"--server.port={port}", "--server.headless=true"]
    server = subprocess.Popen(  # noqa: S603 - our own program on our own store
        command,
        env=os.environ | {STORE_VARIABLE: str(folder / "store"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None and not answers(f"http://127.0.0.1:{port}/_stcore/health"):
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/", server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(url: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address
            return True
    except OSError:
        return False


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def use(  # noqa: PLR0913, PLR0917 - the knobs of a soak
    browser: "Browser", address: str, count: int, until: float, soak: Soak, process: int
) -> None:
    """Keep `count` sessions open, each taking its step in turn, until the time is up."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    pages = [session(browser, address, soak) for _ in range(count)]
    while time.monotonic() < until:
        for page in pages:
            attempt(page, address, chance, soak)
            soak.peak_mb = max(soak.peak_mb, memory_mb(process))
            if time.monotonic() > until:
                break
    for page in pages:
        page.context.close()


def session(browser: "Browser", address: str, soak: Soak) -> "Page":
    """A reader who has just opened the map."""
    page = browser.new_context(accept_downloads=True).new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: soak.errors.append(str(error)))
    page.goto(address)
    page.locator(".dl-row").first.wait_for()
    return page


def attempt(page: "Page", address: str, chance: random.Random, soak: Soak) -> None:
    """One step of a reader; what fails is noted."""
    from playwright.sync_api import Error

    try:
        step(page, address, chance)
    except Error as error:
        soak.errors.append(str(error).splitlines()[0])
    soak.steps += 1


def step(page: "Page", address: str, chance: random.Random) -> None:
    """Move the days, filter by the address, pick an event, or look at another page."""
    kind = chance.choice(("days", "filter", "pick", "page"))
    if kind == "filter":
        page.goto(f"{address}?status={chance.choice(STATUSES)}&sure=0.{chance.randint(1, 6)}")
    elif kind == "page":
        page.goto(f"{address}about")
        page.get_by_role("heading", name="About Dateline").wait_for()
        page.goto(address)
    elif kind == "days":
        page.get_by_role("slider").first.focus()
        page.keyboard.press("ArrowRight")
    else:
        page.locator(".dl-row").nth(chance.randrange(10)).dispatch_event("click")
        page.locator(".dl-card").first.wait_for()
    page.locator(".dl-row").first.wait_for()
    if page.locator('[data-testid="stException"]').count():
        page.reload()
        message = f"the page failed after a step ({kind})"
        from playwright.sync_api import Error

        raise Error(message)


def settled(process: int, before: float) -> float:
    """The memory after the sessions, as soon as it is back or `SETTLE_S` have passed."""
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until and memory_mb(process) > MOST * before:
        time.sleep(1)
    return memory_mb(process)


def memory_mb(process: int) -> float:
    """Resident memory of a process in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
