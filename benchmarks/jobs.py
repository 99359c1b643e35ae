"""`python -m benchmarks jobs [ARTICLES [JOBS]]`: how much faster `extract --jobs JOBS` is than one.

2,000 made-up articles of ten sentences and two processes unless told otherwise. The answers must be
the same bytes. Wall time means something only where nothing else runs; the CPU time of the parent,
which reads, hands out and gathers by itself, bounds the speed-up anywhere. Linux only.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks._made_up_news import write_articles

DEFAULTS = (2_000, 2)
SENTENCES = 10


class Used(NamedTuple):
    """Seconds on the clock, of the parent's CPU, and of its workers'."""

    wall_s: float
    parent_s: float
    workers_s: float


def run(arguments: list[str]) -> int:
    """Print a line per number of processes, and the ratio."""
    count, jobs = (*map(int, arguments), *DEFAULTS[len(arguments) :])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        news = write_articles(count, folder / "news.jsonl", sentences=SENTENCES)
        print(" jobs   wall s  parent s  workers s")
        one, many = (_extracted(news, n, folder / f"{n}.csv") for n in (1, jobs))
        is_same = (folder / "1.csv").read_bytes() == (folder / f"{jobs}.csv").read_bytes()
    print(f"speed-up {one.wall_s / many.wall_s:.2f}; same answers: {'yes' if is_same else 'NO'}")
    return int(not is_same)


def _extracted(news: Path, jobs: int, out: Path) -> Used:
    command = [sys.executable, "-m", "pipeline", "extract", str(news), "-o", str(out), "--quiet"]
    begun = time.perf_counter()
    with subprocess.Popen([*command, "--jobs", str(jobs)]) as process:  # noqa: S603 - our own program
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, and still to be asked
        wall_s = time.perf_counter() - begun
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    ticks = [int(field) for field in status.rpartition(")")[2].split()[11:15]]  # proc(5): utime …
    own_s, own_system_s, others_s, others_system_s = (n / os.sysconf("SC_CLK_TCK") for n in ticks)
    used = Used(wall_s, own_s + own_system_s, others_s + others_system_s)
    print(f"{jobs:5} {used.wall_s:8.1f} {used.parent_s:9.1f} {used.workers_s:10.1f}", flush=True)
    if process.returncode:
        message = f"extract ended with {process.returncode}"
        raise RuntimeError(message)
    return used
