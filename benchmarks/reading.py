"""`python -m benchmarks reading PATH…`: articles and megabytes a second, reading alone."""

import resource
import sys
import time
from pathlib import Path

from pipeline.reading import read_articles
from pipeline.records import Article


def run(args: list[str]) -> int:
    """Read all paths once and print one line."""
    if not args:
        print("usage: python -m benchmarks reading PATH…", file=sys.stderr)
        return 2
    begun = time.perf_counter()
    articles = refused = 0
    for item in read_articles(args):
        articles += isinstance(item, Article)
        refused += not isinstance(item, Article)
    elapsed_s = time.perf_counter() - begun
    megabytes = sum(Path(path).stat().st_size for path in args if Path(path).is_file()) / 1e6
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("articles  refused  megabytes  seconds    MB/s  peak MB")
    print(
        f"{articles:8,} {refused:8,} {megabytes:10,.1f} {elapsed_s:8.2f} "
        f"{megabytes / elapsed_s:7.1f} {peak_mb:8.0f}"
    )
    return 0
