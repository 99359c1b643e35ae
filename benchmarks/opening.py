"""`python -m benchmarks opening STORE`: opening a store and counting events through a filter.

A process opens it once for the first time, when libraries load their parts, and then `TIMES` more.
The status is 1 when the first time takes longer than `MOST_MS` on the clock.
"""

import datetime as dt
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pipeline.table import Filter, Store

TIMES = 20
MOST_MS = 150
CHOSEN = Filter(types=("shelling",), first=dt.date(2022, 3, 1), last=dt.date(2022, 3, 31))


class Taken(NamedTuple):
    """Milliseconds on the clock and of CPU, of all threads together."""

    wall_ms: float
    cpu_ms: float


def run(args: list[str]) -> int:
    """Print the first time and the middle one of the others."""
    if len(args) != 1:
        print("usage: python -m benchmarks opening STORE", file=sys.stderr)
        return 2
    folder = Path(args[0])
    import duckdb  # noqa: F401 - a program that asks stores has loaded it

    first = _opened(folder)
    others = [_opened(folder) for _ in range(TIMES)]
    usual = Taken(median(t.wall_ms for t in others), median(t.cpu_ms for t in others))
    print("        wall ms   CPU ms")
    for name, taken in (("first", first), ("median", usual)):
        print(f"{name:7} {taken.wall_ms:7.0f} {taken.cpu_ms:8.0f}")
    return int(first.wall_ms > MOST_MS)


def _opened(folder: Path) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    store = Store.open(folder)
    store.count(CHOSEN)
    taken = Taken(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))
    store.close()
    return taken
