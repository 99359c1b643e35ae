"""`python -m benchmarks memory [COUNT…]`: the peak memory of `dateline extract` by the articles.

Made-up articles of three sentences, each count in a process of its own; 1,000 and 20,000 unless
told otherwise. The status is 1 when the last takes more than `MOST` times the memory of the first.
POSIX only.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks._made_up_news import write_articles

COUNTS = (1_000, 20_000)
MOST = 1.15


def run(arguments: list[str]) -> int:
    """Print a line per count."""
    counts = [int(argument) for argument in arguments] or list(COUNTS)
    print(" articles  peak MB    CPU s")
    peaks = [_peak_mb(count) for count in counts]
    print(f"last / first: {peaks[-1] / peaks[0]:.3f}; more than {MOST} fails")
    return int(peaks[-1] > MOST * peaks[0])


def _peak_mb(count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        news = write_articles(count, Path(folder) / "news.jsonl")
        command = [sys.executable, "-m", "pipeline", "extract", str(news)]
        process = subprocess.Popen([*command, "-o", f"{folder}/events.csv"])  # noqa: S603 - our own program
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"extract ended with {process.returncode}"
        raise RuntimeError(message)
    peak_mb = used.ru_maxrss / 1024  # kilobytes on Linux
    print(f"{count:9,} {peak_mb:8.0f} {used.ru_utime + used.ru_stime:8.1f}", flush=True)
    return peak_mb
