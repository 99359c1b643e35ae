"""`python -m benchmarks adding ARTICLES STORE`: adding to a large store and to an empty one.

The articles are read and worked once, and the time of that counts for both; STORE stays as it is.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import flow
from pipeline.commands.adding import add
from pipeline.commands.choices import Work
from pipeline.flow import Item, Outcome
from pipeline.reading import read_articles
from pipeline.records import Annotation, Article
from pipeline.settings import Settings
from pipeline.table import StoreWriter

ARTICLES = 1000


def run(args: list[str]) -> int:
    """Add the first articles of a file to both stores and print how long each took."""
    if len(args) != 2:  # noqa: PLR2004 - ARTICLES and STORE
        print("usage: python -m benchmarks adding ARTICLES STORE", file=sys.stderr)
        return 2
    articles = [a for a in read_articles([args[0]]) if isinstance(a, Article)][:ARTICLES]
    begun = time.perf_counter()
    outcomes = list(flow.annotate(articles, settings=Settings()))
    work_s = time.perf_counter() - begun
    done = {o.article.id: o for o in outcomes if isinstance(o, Annotation)}

    def work(items: Iterable[Item]) -> Iterator[Outcome]:
        return (done[item.id] if isinstance(item, Article) else item for item in items)

    with tempfile.TemporaryDirectory() as scratch:
        large = Path(scratch) / "large"
        shutil.copytree(args[1], large)
        print("store        work s   store s   total s")
        first = _added("empty", Path(scratch) / "first", articles, work, work_s)
        second = _added("empty", Path(scratch) / "second", articles, work, work_s)
        total_s = _added("large", large, articles, work, work_s)
    print(f"large / empty: {total_s / min(first, second):.2f}")
    return 0


def _added(name: str, folder: Path, articles: list[Article], work: Work, work_s: float) -> float:
    begun = time.perf_counter()
    with StoreWriter.open(folder) as writer:
        for _ in add(articles, writer, work=work, version="benchmark"):
            pass
    store_s = time.perf_counter() - begun
    print(f"{name:10} {work_s:8.2f} {store_s:9.2f} {work_s + store_s:9.2f}")
    return work_s + store_s
