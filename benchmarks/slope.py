"""Adversarial inputs at one size and at ten times that -> CPU seconds of both, and the slope.

The slope is the power of ten by which the time grows: 1.00 is linear, 2.00 quadratic; below 1
a fixed cost still weighs. `python -m benchmarks slope [NAME…] [--small]`; `--small` takes a tenth.
The status is 1 when a slope is above `WORST`.
"""

import math
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline import flow
from pipeline.reading import read_articles
from pipeline.records import Article
from pipeline.settings import Settings

WORST = 1.25  # caches that overflow and longer tables make honest linear work look like 1.1
NAMES = (
    "Odesa",
    "Kyiv",
    "Lima",
    "Aleppo",
    "Lagos",
    "Izium",
    "Kharkiv",
    "Paris",
    "Georgia",
    "Lyman",
)


class Grown(NamedTuple):
    """An input by its size, in a file of that ending; without one it is the text of an article."""

    make: Callable[[int], str]
    size: int
    ending: str = ""


INPUTS = {
    "sentences of three triggers": Grown(
        lambda n: "Troops shelled the town, seized a bridge and arrested two men. " * n, 2_000
    ),
    "one sentence of triggers": Grown(lambda n: "They shelled and seized and arrested " * n, 2_000),
    "different mentions": Grown(
        lambda n: "".join(f"Men met in {NAMES[i % 10]} {i % 97}. " for i in range(n)), 5_000
    ),
    "a list of places": Grown(
        lambda n: "Shelling hit " + ", ".join(NAMES[i % 10] for i in range(n)) + ".", 5_000
    ),
    "one name": Grown(lambda n: "Odesa " * n, 5_000),
    "one place of events": Grown(lambda n: "Shelling killed two people in Odesa. " * n, 2_000),
    "dates": Grown(lambda n: "".join(f"On {i % 28 + 1} March 2022. " for i in range(n)), 5_000),
    "dates in one sentence": Grown(lambda n: "on Monday, " * n, 5_000),
    "numbers": Grown(lambda n: "killed 5 and 12 thousand and " * n, 2_000),
    "one token": Grown(lambda n: "W" * n, 1_000_000),
    "one token of digits": Grown(lambda n: "7" * n, 1_000_000),
    "one token of hyphens": Grown(lambda n: "a-" * n, 300_000),
    "one line": Grown(lambda n: "a man met the men of a town " * n, 30_000),
    "blanks": Grown(lambda n: " " * n + "Odesa", 1_000_000),
    "line ends": Grown(lambda n: "\n" * n + "Odesa", 1_000_000),
    "full stops": Grown(lambda n: "." * n, 100_000),
    "open quotes": Grown(lambda n: "\u201c" * n, 100_000),
    "open brackets": Grown(lambda n: "[(" * n, 50_000),
    "capitals": Grown(lambda n: "SHELLING IN ODESA " * n, 10_000),
    "combining marks": Grown(lambda n: "a" + "\u0301" * n, 300_000),
    "HTML nested": Grown(lambda n: "<div>" * n + "Odesa", 100_000, ".html"),
    "HTML unclosed": Grown(lambda n: "<p" * n, 300_000, ".html"),
    "HTML comments": Grown(lambda n: "<!--" * n, 200_000, ".html"),
    "HTML paragraphs": Grown(lambda n: "<p>Shelling hit Odesa on Monday.</p>" * n, 5_000, ".html"),
    "HTML scripts": Grown(lambda n: "<script>" * n, 100_000, ".html"),
    "HTML attributes": Grown(lambda n: "<p " + 'a="b" ' * n + ">", 100_000, ".html"),
    "JSON nested": Grown(lambda n: "[" * n, 100_000, ".json"),
    "JSON objects nested": Grown(lambda n: '{"text":' * n, 100_000, ".json"),
    "JSON lines nested": Grown(lambda n: '{"text":' * n, 100_000, ".jsonl"),
    "CSV columns": Grown(lambda n: ",".join(["text"] * n) + "\n" + "a," * n, 20_000, ".csv"),
    "CSV open quote": Grown(lambda n: 'text\n"' + "a,\n" * n, 100_000, ".csv"),
    "XML nested": Grown(lambda n: "<rss>" + "<a>" * n, 100_000, ".xml"),
    "XML items": Grown(
        lambda n: "<rss><channel>" + "<item><title>Odesa</title></item>" * n, 5_000, ".xml"
    ),
    "mail headers": Grown(lambda n: "Subject: a\n" * n + "\nOdesa", 20_000, ".eml"),
    "mail folded": Grown(lambda n: "Subject: a\n" + " b\n" * n + "\nOdesa", 50_000, ".eml"),
    "mail parts": Grown(
        lambda n: "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n\nOdesa\n" * n,
        5_000,
        ".eml",
    ),
}


def run(arguments: list[str]) -> int:
    """Print a line per input, the steepest last."""
    small = "--small" in arguments
    names = [name for name in arguments if name != "--small"] or list(INPUTS)
    unknown = [name for name in names if name not in INPUTS]
    if unknown:
        print(f"no such input: {unknown[0]}; there are: {', '.join(INPUTS)}")
        return 2
    stages = flow.load_stages(Settings())
    consume("Shelling killed two people in Odesa on 3 March 2022.", "", stages)
    print(f"{'input':32}{'size':>12}{'s':>9}{'s at 10':>9}{'slope':>7}")
    worst = 0.0
    for name in names:
        grown = INPUTS[name]
        size = grown.size // 10 if small else grown.size
        first, last = (consume(grown.make(n), grown.ending, stages) for n in (size // 10, size))
        slope = math.log10(max(last, 0.01) / max(first, 0.01))  # what is faster is not told apart
        worst = max(worst, slope)
        print(f"{name:32}{size:12,}{first:9.2f}{last:9.2f}{slope:7.2f}", flush=True)
    print(f"steepest {worst:.2f}; linear is 1.00, more than {WORST} fails")
    return int(worst > WORST)


def consume(content: str, ending: str, stages: flow.Stages) -> float:
    """CPU seconds to read and work what the content is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{ending}"
        if ending:
            path.write_text(content, encoding="utf-8")
        start = time.process_time()
        items = read_articles([str(path)]) if ending else iter([Article("a", content)])
        for _ in worked(items, stages):
            pass
        return time.process_time() - start


def worked(items: Iterator[object], stages: flow.Stages) -> Iterator[object]:
    """Each article through all stages; refusals as they are."""
    for item in items:
        yield from flow.annotate_batch([item], stages) if isinstance(item, Article) else [item]
