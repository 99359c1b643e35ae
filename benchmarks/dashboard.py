"""`python -m benchmarks dashboard STORE…`: from a move of the slider to the new picture.

Each store is opened in a real Chromium that reaches nothing but this machine. A step is one press
of an arrow key on the slider's left handle; it ends when the map has drawn the new data. Stores of
at most `USUAL_MOST` events are also measured the usual way (`usual/page.py`), in the same run.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screenshot import ROOT, SIZE, SWITCHES, find_browser, served
from pipeline.table import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Frame, Page, WebSocket

STEPS = 12
USUAL_STEPS = 3
USUAL_MOST = 10_000
WAIT_MS = 120_000
FRAME = "streamlit_folium"
HEAD = "{:<28} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8}  {}"
OURS = "document.querySelector('#map_div')?.dataset.step"
USUAL = "document.body?.dataset.shown"


@dataclass(slots=True)
class Figures:
    """What a page took: seconds, KB over the websocket a step, MB of the browser's heap."""

    first_s: float = 0.0
    steps_s: list[float] = field(default_factory=list)
    step_kb: list[float] = field(default_factory=list)
    heap_mb: float = 0.0
    remounts: int = 0
    zoom_kept: bool = False


def run(args: list[str]) -> int:
    """Measure each store, and print a line for each way."""
    if not args:
        print("usage: python -m benchmarks dashboard STORE…", file=sys.stderr)
        return 2
    path = find_browser()
    if path is None:
        print("no Chromium here: apt-get install chromium", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    print(HEAD.format("", "events", "first s", "step s", "worst s", "KB/step", "heap MB", ""))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        for folder in map(Path, args):
            count = Store.open(folder).count()
            tell("dateline", count, measure(browser, folder, "dashboard.py", OURS, STEPS))
            if count <= USUAL_MOST:
                page = "benchmarks/usual/page.py"
                tell(
                    "folium, map built anew",
                    count,
                    measure(browser, folder, page, USUAL, USUAL_STEPS),
                )
        browser.close()
    return 0


def tell(way: str, count: int, found: Figures) -> None:
    """Print one line of the table."""
    kept = "zoom kept" if found.zoom_kept else "zoom lost"
    print(
        HEAD.format(
            way,
            f"{count:,}",
            f"{found.first_s:.2f}",
            f"{statistics.median(found.steps_s):.2f}",
            f"{max(found.steps_s):.2f}",
            f"{statistics.median(found.step_kb):.1f}",
            f"{found.heap_mb:.0f}",
            f"{found.remounts} remounts, {kept}",
        ),
        flush=True,
    )


def measure(browser: "Browser", folder: Path, page_file: str, told: str, steps: int) -> Figures:
    """Open a page on a store and move its slider; `told` changes in the map with every picture."""
    found = Figures()
    with served(folder.resolve(), ROOT / page_file) as url, opened(browser) as (page, session):
        received: list[int] = []
        page.on("websocket", lambda socket: count_bytes(socket, received))
        with opened(browser) as (first_visitor, _):  # the server loads its libraries for it
            first_visitor.goto(url)
            map_frame(first_visitor).wait_for_function(f"{told} !== undefined", timeout=WAIT_MS)
        begun = time.perf_counter()
        page.goto(url)
        frame = map_frame(page)
        frame.wait_for_function(f"{told} !== undefined", timeout=WAIT_MS)
        found.first_s = time.perf_counter() - begun
        page.wait_for_timeout(1500)  # the page settles: fonts, and the map's word on its view
        frame = map_frame(page)
        zoomed = "typeof Dateline !== 'undefined' ? Dateline.state.map : map_div"
        zoom = f"({zoomed}).getZoom()"
        frame.evaluate(f"window.kept = true; ({zoomed}).setZoom(6, {{animate: false}}); 1")
        page.wait_for_timeout(1500)
        page.get_by_role("slider").first.focus()
        for _ in range(steps):
            received.clear()
            before = map_frame(page).evaluate(told)
            begun = time.perf_counter()
            page.keyboard.press("ArrowRight")
            wait_for_change(page, told, before)
            found.steps_s.append(time.perf_counter() - begun)
            page.wait_for_timeout(400)
            found.step_kb.append(sum(received) / 1000)
            kept = map_frame(page).evaluate("window.kept === true")
            found.remounts += not kept
            if not kept:
                map_frame(page).evaluate("window.kept = true")
        found.zoom_kept = map_frame(page).evaluate(zoom) == 6  # noqa: PLR2004 - as set above
        session.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        found.heap_mb = metrics["JSHeapUsedSize"] / 1e6
    return found


@contextmanager
def opened(browser: "Browser") -> "Iterator[tuple[Page, CDPSession]]":
    """A page that reaches nothing but this machine."""
    context = browser.new_context(viewport=SIZE, locale="en-GB")
    context.route(
        lambda url: not url.startswith(("http://127.0.0.1:", "data:", "blob:")),
        lambda route: route.abort(),
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    yield page, session
    context.close()


def count_bytes(socket: "WebSocket", received: list[int]) -> None:
    """Add the size of every frame the server sends."""
    socket.on("framereceived", lambda data: received.append(len(data)))


def map_frame(page: "Page") -> "Frame":
    """The document in which the map lives."""
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        for frame in page.frames:
            if FRAME in frame.url:
                return frame
        page.wait_for_timeout(20)
    raise TimeoutError(FRAME)


def wait_for_change(page: "Page", told: str, before: object) -> None:
    """Wait until the map has drawn something else than before."""
    from playwright.sync_api import Error

    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        with suppress(Error):  # the frame goes when the map is mounted anew
            now = map_frame(page).evaluate(told)
            if now is not None and now != before:
                return
        page.wait_for_timeout(5)
    raise TimeoutError(told)
