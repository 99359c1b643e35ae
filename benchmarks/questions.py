"""`python -m benchmarks questions DIR`: how long a store takes to answer the dashboard."""

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.table import Filter, Store

ROUNDS = 7
CHOSEN = Filter(
    types=("shelling",), first=dt.date(2022, 3, 1), last=dt.date(2022, 3, 20), undated=False
)


def run(args: list[str]) -> int:
    """Ask the store in DIR each question `ROUNDS` times and print the median milliseconds."""
    if len(args) != 1:
        print("usage: python -m benchmarks questions DIR", file=sys.stderr)
        return 2
    folder = Path(args[0])
    store = Store.open(folder)
    questions: dict[str, Callable[[], object]] = {
        "open, and a filtered count": lambda: Store.open(folder).count(CHOSEN),
        "count": store.count,
        "filtered count": lambda: store.count(CHOSEN),
        "words": lambda: store.count(Filter(text="kyiv monday")),
        "types with counts": lambda: store.facets(Filter(), "type"),
        "events per day": store.days,
        "first 50 rows": lambda: store.rows(limit=50),
        "map of everything": lambda: store.bins(zoom=4),
        "map of the filtered": lambda: store.bins(CHOSEN, zoom=6),
        "known articles": store.known,
    }
    print(f"{store.count():,} events; median of {ROUNDS}")
    for name, question in questions.items():
        print(f"{name:28} {statistics.median(map(_timed_ms, [question] * ROUNDS)):8.1f} ms")
    return 0


def _timed_ms(question: Callable[[], object]) -> float:
    begun = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - begun)
