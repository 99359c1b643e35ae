"""Browser sessions on a dashboard for some minutes -> errors, steps, and the server's memory.

`python -m benchmarks soak [--sessions 20] [--minutes 15] [--events 20000]`. All sessions are open
at once, each in a context of its own of one Chromium. Each moves the days, filters, picks events,
downloads what is filtered in any format, uploads an article into a store of its own and looks at
it, and turns to the other pages, one step after the other in an order of its own. What came of a
step is checked.

An error is a step that failed or waited longer than `PATIENCE_S`, an answer of 500 or more, a
script that failed in a page, or a traceback on the server. The memory of the server is read once
one reader has made each step and saved each format, at its peak, and after all sessions have closed
and been forgotten. The status is 1 when there was an error, when a kind of step was never made, or
when the memory after is above `MOST` times that before. Linux only.
"""

import argparse
import asyncio
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.store import batches
from pipeline.drawing import server_environment, streamlit_flags
from pipeline.table import StoreWriter

if TYPE_CHECKING:
    from playwright.async_api import Browser, FilePayload, Page

ROOT = Path(__file__).parents[1]
MOST = 1.2  # times the memory before
STAY_S = 30  # how long a closed session is kept, should its reader come back; two minutes usually
SETTLE_S = 90.0  # more than that, so that all are forgotten
PATIENCE_S = 600.0  # twenty pages on a small machine are slow, and a reader's upload waits its turn
PRESS_AGAIN_S = 60.0  # a reader whose press came to nothing presses again
THINK_S = (0.5, 3.0)  # between two steps of a reader
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SEED = 20220224
STATUSES = ("reported", "claim", "denied")
FAILED = 500  # the first status of an answer that says that the server failed
PAGES = ("articles", "places", "overview", "story", "about")
FORMATS = ("Excel", "GeoJSON", "KML", "Parquet", "JSON, a line", "Map as a web page")
CSV = "as CSV"
ARTICLE = "{place}, {day} March 2022\n\nShelling number {n} killed two people in {place} today.\n"
TOWNS = (
    "Odesa",
    "Kharkiv",
    "Mykolaiv",
    "Sumy",
    "Chernihiv",
    "Kherson",
    "Lviv",
    "Poltava",
    "Dnipro",
)


class WrongAnswer(Exception):  # noqa: N818 - what it says is no error of ours
    """A step came to its end with something else than what was asked for."""


@dataclass(slots=True)
class Soak:
    """What happened so far."""

    address: str
    log: Path
    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in STEPS})
    errors: list[str] = field(default_factory=list)
    peak_mb: float = 0.0

    @property
    def steps(self) -> int:
        """Steps made."""
        return sum(map(len, self.seconds.values()))


def run(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks soak")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--events", type=int, default=20_000)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), chosen.events) as server:
        address, process = server
        soak = Soak(address, Path(folder) / "log")
        before = asyncio.run(used(soak, process, chosen.sessions, chosen.minutes))
        after = settled(process)
        soak.errors += tracebacks(soak.log)
    print(f"{chosen.sessions} sessions, {chosen.minutes:g} minutes, {soak.steps:,} steps")
    print(f"{'step':10}{'made':>7}{'median s':>10}{'longest s':>11}")
    for name, seconds in soak.seconds.items():
        middle, longest = statistics.median(seconds or [0]), max(seconds, default=0)
        print(f"{name:10}{len(seconds):7,}{middle:10.2f}{longest:11.2f}")
    print(f"server memory: {before:.0f} MB before, {soak.peak_mb:.0f} at most, {after:.0f} after")
    print(f"{len(soak.errors)} errors")
    for error in soak.errors[:10]:
        print(f"  {error}")
    return int(bool(soak.errors) or not all(soak.seconds.values()) or after > MOST * before)


# ---- the server ----


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
    command.append(f"--server.disconnectedSessionTTL={STAY_S}")
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(  # noqa: S603 - our own program on our own store
            command,
            env=server_environment(folder / "store") | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while server.poll() is None and not answers(f"http://127.0.0.1:{port}/_stcore/health"):
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/", server.pid
        finally:
            server.terminate()
            server.wait(timeout=60)


def answers(url: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(url, timeout=1):  # noqa: S310 - our own address
            return True
    except OSError:
        return False


def tracebacks(log: Path) -> list[str]:
    """The last line of each traceback that the server wrote."""
    text = log.read_text(encoding="utf-8", errors="replace")
    parts = text.split("Traceback (most recent call last)")[1:]
    lines = (re.search(r"\n(\S.*)", part) for part in parts)
    return [f"server: {found[1] if found else 'a traceback'}" for found in lines]


def settled(process: int) -> float:
    """The memory after the sessions, once all are forgotten."""
    time.sleep(SETTLE_S)
    return memory_mb(process)


def memory_mb(process: int) -> float:
    """Resident memory of a process in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


# ---- the readers ----


async def used(soak: Soak, process: int, count: int, minutes: float) -> float:
    """Have the dashboard used; the memory of the server before the sessions began."""
    from playwright.async_api import async_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    async with async_playwright() as playwright:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = await playwright.chromium.launch(executable_path=found, args=switches)
        first = random.Random(SEED)  # noqa: S311 - a sample, not a secret
        await visit(browser, soak, first, list(STEPS))
        await save_all(browser, soak.address)
        before = soak.peak_mb = memory_mb(process)
        for seconds in soak.seconds.values():
            seconds.clear()
        until = time.monotonic() + 60 * minutes
        watching = asyncio.create_task(watch(soak, process))
        chances = (random.Random(SEED + number) for number in range(1, count + 1))  # noqa: S311
        await asyncio.gather(*(visit(browser, soak, chance, [], until) for chance in chances))
        watching.cancel()
        await browser.close()
    return before


async def watch(soak: Soak, process: int) -> None:
    """Note the highest memory of the server."""
    while True:
        soak.peak_mb = max(soak.peak_mb, memory_mb(process))
        await asyncio.sleep(0.5)


async def save_all(browser: "Browser", address: str) -> None:
    """Have each format made once, as each brings libraries that are loaded once and stay."""
    context = await browser.new_context(accept_downloads=True)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    for name in (CSV, *FORMATS):
        await save(page, address, STATUSES[0], name)
    await context.close()


async def visit(
    browser: "Browser", soak: Soak, chance: random.Random, kinds: list[str], until: float = 0.0
) -> None:
    """One reader: the steps named, or rounds of all steps until the time is up."""
    context = await browser.new_context(accept_downloads=True)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    page.on("pageerror", lambda error: soak.errors.append(f"page: {error}"))
    page.on("response", lambda answer: note_answer(soak, answer.status, answer.url))
    await attempt(page, soak, chance, "open")
    kinds = kinds or chance.sample(ROUND, len(ROUND))
    while kinds and (not until or time.monotonic() < until):
        await attempt(page, soak, chance, kinds.pop())
        if not kinds and time.monotonic() < until:
            kinds += chance.sample(ROUND, len(ROUND))
        await asyncio.sleep(chance.uniform(*THINK_S))
    await context.close()


def note_answer(soak: Soak, status: int, url: str) -> None:
    """An answer that says the server failed is an error."""
    if status >= FAILED:
        soak.errors.append(f"{status} from {url}")


async def attempt(page: "Page", soak: Soak, chance: random.Random, kind: str) -> None:
    """One step of a reader; what fails is noted, and the reader starts from the map again."""
    from playwright.async_api import Error

    start = time.monotonic()
    try:
        await STEPS[kind](page, soak.address, chance)
        if await page.locator('[data-testid="stException"]').count():
            soak.errors.append(f"{kind}: the page shows an exception")
    except (Error, WrongAnswer) as error:
        soak.errors.append(f"{kind}: {str(error).splitlines()[0]}")
        await open_map(page, soak.address, chance)
    soak.seconds[kind].append(time.monotonic() - start)


async def open_map(page: "Page", address: str, _: random.Random) -> None:
    """The map from its address, everything shown."""
    await page.goto(address)
    await at_rest(page)
    await page.locator(".dl-row").first.wait_for()


async def at_rest(page: "Page") -> None:
    """Wait until the page's script has run to its end."""
    await page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


async def move_days(page: "Page", _: str, chance: random.Random) -> None:
    """Move an end of the days by some days; the title counts anew."""
    end = chance.choice((0, 1))
    await page.get_by_role("slider").nth(end).focus()
    for _day in range(chance.randint(1, 5)):
        await page.keyboard.press("ArrowLeft" if end else "ArrowRight")
    await page.wait_for_url(re.compile(r"from="))
    await at_rest(page)


async def choose(page: "Page", address: str, chance: random.Random) -> None:
    """Filter by a type in its list, and by status and confidence through the address."""
    await page.goto(f"{address}?status={chance.choice(STATUSES)}&sure=0.{chance.randint(1, 6)}")
    await at_rest(page)
    await page.get_by_role("button", name="Type").click()
    await page.locator('[data-testid="stPopoverBody"] button').first.click()
    await page.wait_for_url(re.compile(r"type="))
    await page.keyboard.press("Escape")
    await at_rest(page)
    await open_map(page, address, chance)


async def pick(page: "Page", _: str, chance: random.Random) -> None:
    """Pick an event in the list; its card shows."""
    rows = page.locator(".dl-row")
    await rows.nth(chance.randrange(min(10, await rows.count()))).dispatch_event("click")
    await page.locator(".dl-card").first.wait_for()
    await at_rest(page)


async def download(page: "Page", address: str, chance: random.Random) -> None:
    """What is filtered in one of the formats, and back to the map."""
    await save(page, address, chance.choice(STATUSES), chance.choice((CSV, *FORMATS)))
    await open_map(page, address, chance)


async def save(page: "Page", address: str, status: str, name: str) -> None:
    """The events of a status in a format; as CSV, with as many rows as the title says."""
    await page.goto(f"{address}?status={status}&sure=0.6")
    await at_rest(page)
    if name != CSV:
        await open_formats(page, name)
        await at_rest(page)  # a button of a page that is being made anew offers what is gone
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=name).click()
    content = read(Path(await (await waiting.value).path()))
    expect(bool(content), f"nothing came as {name}")
    if name == CSV:
        told = await page.locator("h1.dl-title").inner_text()
        rows = len(content.decode().splitlines()) - 1
        expect(rows == int(re.sub(r"\D", "", told.split(" event")[0])), f"{rows} rows: {told}")


async def open_formats(page: "Page", name: str) -> None:
    """Press "Other formats" until they show; a press while the page is made anew may close them."""
    from playwright.async_api import TimeoutError as TooLong

    for last in (False, False, True):
        await page.get_by_role("button", name="Other formats").click()
        try:
            await page.get_by_role("button", name=name).wait_for(timeout=PRESS_AGAIN_S * 1000)
        except TooLong:
            if last:
                raise
        else:
            return


async def upload(page: "Page", address: str, chance: random.Random) -> None:
    """An article into a store of the session's own, a look at it, and back."""
    await page.goto(f"{address}add")
    await at_rest(page)
    words = {"n": chance.randrange(10**9), "day": chance.randint(1, 28)}
    content = ARTICLE.format(place=chance.choice(TOWNS), **words).encode()
    file: FilePayload = {"name": "odesa.txt", "mimeType": "text/plain", "buffer": content}
    await page.locator('input[type="file"]').first.set_input_files(file)
    await page.get_by_text("odesa.txt").wait_for()
    await page.get_by_role("button", name="Read them").first.click()
    await page.get_by_text(re.compile("Done: 1 article")).wait_for()
    await at_rest(page)
    see = page.get_by_role("button", name="See them on the map")
    if not await see.count():  # the session has uploaded the like before, so it is a copy
        await open_map(page, address, chance)
        return
    await see.click()
    await page.get_by_text("You look at the store of this session").wait_for()
    await page.locator(".dl-row").first.wait_for()
    told = await page.locator("h1.dl-title").inner_text()
    expect(re.match(r"[1-9]\d? events?\b", told) is not None, f"the own store shows {told}")
    await page.get_by_role("button", name="Back to the store").click()
    await open_map(page, address, chance)


def read(path: Path) -> bytes:
    """What was downloaded; the browser keeps it until the reader goes."""
    content = path.read_bytes()
    path.unlink()
    return content


def expect(held: bool, otherwise: str) -> None:  # noqa: FBT001 - as an assertion reads
    """Note an answer that is not what was asked for."""
    if not held:
        raise WrongAnswer(otherwise)


async def turn(page: "Page", address: str, chance: random.Random) -> None:
    """Another page of the dashboard, and back to the map."""
    await page.goto(f"{address}{chance.choice(PAGES)}")
    await at_rest(page)
    await page.locator("h1").first.wait_for()
    await open_map(page, address, chance)


Step = Callable[["Page", str, random.Random], Awaitable[None]]
STEPS: dict[str, Step] = {
    "open": open_map,
    "days": move_days,
    "filter": choose,
    "pick": pick,
    "download": download,
    "upload": upload,
    "page": turn,
}
ROUND = [*(2 * [kind for kind in STEPS if kind != "upload"]), "upload"]  # a reader's steps, mixed
