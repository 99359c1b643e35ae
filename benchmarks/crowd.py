"""`python -m benchmarks crowd STORE [N]`: N readers (20) who move their sliders at once.

Each has a page of its own in a real Chromium. A round is one press of an arrow key in every page;
a reader's step ends when the map of that page has drawn the new data. Browser and server share the
machine, so most of a step is the browsers' own work.
"""

import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.dashboard import OURS, WAIT_MS, map_frame, opened
from benchmarks.screenshot import ROOT, SWITCHES, find_browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

READERS = 20
ROUNDS = 5
HEAD = "{:>8} {:>8} {:>9} {:>8} {:>7}"


def run(args: list[str]) -> int:
    """Measure, and print a line; the status is 1 if anything failed in a page."""
    path = find_browser()
    if not args or path is None:
        usage = "usage: python -m benchmarks crowd STORE [N]"
        print(usage if path else "no Chromium here: apt-get install chromium", file=sys.stderr)
        return 2
    readers = int(args[1]) if len(args) > 1 else READERS
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    with (
        sync_playwright() as playwright,
        served(Path(args[0]).resolve(), ROOT / "dashboard.py") as url,
        ExitStack() as open_pages,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        pages = []
        for _ in range(readers):
            page, _session = open_pages.enter_context(opened(browser))
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(url)
            map_frame(page).wait_for_function(f"{OURS} !== undefined", timeout=WAIT_MS)
            pages.append(page)
        steps = [took for _ in range(ROUNDS) for took in all_at_once(pages)]
        errors += [url for page in pages if page.locator('[data-testid="stException"]').count()]
    print(HEAD.format("readers", "steps", "median s", "worst s", "errors"))
    median = f"{statistics.median(steps):.2f}"
    print(HEAD.format(readers, len(steps), median, f"{max(steps):.2f}", len(errors)))
    return 1 if errors else 0


def all_at_once(pages: "list[Page]") -> list[float]:
    """Press the key in every page, and see how long each takes to show what is asked for."""
    frames = [map_frame(page) for page in pages]
    before = [frame.evaluate(OURS) for frame in frames]
    for page in pages:
        page.get_by_role("slider").first.focus()
    pressed, took = [], [0.0] * len(pages)
    for page in pages:
        pressed.append(time.perf_counter())
        page.keyboard.press("ArrowRight")
    waiting = set(range(len(pages)))
    until = time.perf_counter() + WAIT_MS / 1000
    while waiting:
        if time.perf_counter() > until:
            raise TimeoutError(OURS)
        for number in sorted(waiting):
            if frames[number].evaluate(OURS) != before[number]:
                took[number] = time.perf_counter() - pressed[number]
                waiting.discard(number)
    return took
