"""`python -m benchmarks crowd STORE [N]`: N readers (20) who move their sliders at once.

First readers without a browser, who ask the server for what a page would: what they wait is the
server's. Then each has a page of its own in a real Chromium; a step ends when the map of that page
has drawn the new data. Browsers and server share the machine, and the CPU the server took for a
step is told beside, so that the two can be told apart.
"""

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._reader import Reader
from benchmarks.dashboard import OURS, WAIT_MS, map_frame, opened
from benchmarks.screenshot import ROOT, SWITCHES, find_browser, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

READERS = 20
ROUNDS = 5
LOOK_S = 0.1  # between looks at the pages, which looks must not slow down
HEAD = "{:<18} {:>8} {:>8} {:>9} {:>8} {:>16} {:>7}"
WATCH = """() => {
  const map = document.querySelector('#map_div');
  const note = () => { window.drawnAt = Date.now(); };
  new MutationObserver(note).observe(map, { attributes: true, attributeFilter: ['data-step'] });
}"""


def run(args: list[str]) -> int:
    """Measure, and print a line for each kind of reader; the status is 1 if anything failed."""
    path = find_browser()
    if not args or path is None:
        usage = "usage: python -m benchmarks crowd STORE [N]"
        print(usage if path else "no Chromium here: apt-get install chromium", file=sys.stderr)
        return 2
    readers = int(args[1]) if len(args) > 1 else READERS
    store = Path(args[0]).resolve()
    print(HEAD.format("", "readers", "steps", "median s", "worst s", "server ms/step", "errors"))
    errors = without_browser(store, readers) + in_chromium(store, readers, path)
    return int(errors > 0)


def without_browser(store: Path, count: int) -> int:
    """Readers who speak to the server alone; gives the number of errors."""
    with (
        serving(store, ROOT / "dashboard.py") as (url, server),
        ThreadPoolExecutor(count) as threads,
    ):
        readers = [Reader.arrive(url) for _ in range(count)]
        before = cpu_s(server)
        steps = [took for _ in range(ROUNDS) for took in threads.map(Reader.step, readers)]
        used = cpu_s(server) - before
        errors = sum(reader.failed for reader in readers)
        for reader in readers:
            reader.socket.close()
    return tell("without a browser", count, steps, used, errors)


def in_chromium(store: Path, count: int, path: str) -> int:
    """Readers with a page each; gives the number of errors."""
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    with (
        sync_playwright() as playwright,
        serving(store, ROOT / "dashboard.py") as (url, server),
        ExitStack() as open_pages,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        pages = []
        for _ in range(count):
            page, _session = open_pages.enter_context(opened(browser))
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(url)
            map_frame(page).wait_for_function(f"{OURS} !== undefined", timeout=WAIT_MS)
            pages.append(page)
        for page in pages:
            page.get_by_role("slider").first.wait_for(timeout=WAIT_MS)
            map_frame(page).evaluate(WATCH)
        before = cpu_s(server)
        steps = [took for _ in range(ROUNDS) for took in all_at_once(pages)]
        used = cpu_s(server) - before
        errors += [url for page in pages if page.locator('[data-testid="stException"]').count()]
    return tell("in Chromium", count, steps, used, len(errors))


def all_at_once(pages: "list[Page]") -> list[float]:
    """Press the key in every page, and see when each has drawn what is asked for."""
    frames = [map_frame(page) for page in pages]
    for page, frame in zip(pages, frames, strict=True):
        page.get_by_role("slider").first.focus()
        frame.evaluate("window.drawnAt = 0")
    pressed = []
    for page in pages:
        pressed.append(time.time())
        page.keyboard.press("ArrowRight")
    took: dict[int, float] = {}
    until = time.monotonic() + WAIT_MS / 1000
    while len(took) < len(frames):
        if time.monotonic() > until:
            raise TimeoutError(OURS)
        time.sleep(LOOK_S)
        waiting = next(number for number in range(len(frames)) if number not in took)
        if drawn := frames[waiting].evaluate("window.drawnAt"):
            took[waiting] = drawn / 1000 - pressed[waiting]
    return list(took.values())


def cpu_s(process: int) -> float:
    """Seconds of CPU a process has taken. Linux only."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def tell(kind: str, count: int, steps: list[float], used_s: float, errors: int) -> int:
    """Print a line of the table; gives the number of errors."""
    took = f"{statistics.median(steps):.2f}", f"{max(steps):.2f}"
    server = f"{1000 * used_s / len(steps):.0f}"
    print(HEAD.format(kind, count, len(steps), *took, server, errors), flush=True)
    return errors
