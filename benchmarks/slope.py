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


PAGE = "<p>" + 4 * "Shelling hit a bridge in Odesa on Monday, the mayor said. " + "</p>"

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
    "one name": Grown(lambda n: "Odesa " * n, 50_000),
    "one name hyphenated": Grown(lambda n: "Odesa-" * n, 50_000),
    "an endless sentence": Grown(
        lambda n: "men went from Odesa to Kyiv and shelled a bridge while " * n, 2_000
    ),
    "parents of places": Grown(lambda n: "Odesa, Odesa Oblast, Ukraine, " * n, 5_000),
    "places by others": Grown(lambda n: "60 km north of Kyiv and " * n, 5_000),
    "names of people": Grown(lambda n: "Mr. Kyiv of the city of Odesa's " * n, 5_000),
    "datelines": Grown(lambda n: "KYIV, March 3 (Agency) \u2014 Men met.\n" * n, 5_000),
    "one place of events": Grown(lambda n: "Shelling killed two people in Odesa. " * n, 2_000),
    "dates": Grown(lambda n: "".join(f"On {i % 28 + 1} March 2022. " for i in range(n)), 5_000),
    "dates in one sentence": Grown(lambda n: "on Monday, " * n, 5_000),
    "a chain of dates": Grown(lambda n: "3 March 2022 to " * n, 5_000),
    "a chain of months": Grown(lambda n: "March " * n, 20_000),
    "days in strokes": Grown(lambda n: "3/4/" * n, 50_000),
    "days in hyphens": Grown(lambda n: "2022-03-" * n, 50_000),
    "a list of days": Grown(lambda n: "on March " + "3, " * n + "2022", 20_000),
    "ranges of numbers": Grown(lambda n: "between 3 and " * n, 5_000),
    "number words": Grown(lambda n: "killed twenty thousand hundred " * n, 5_000),
    "groups of digits": Grown(lambda n: "1,000," * n, 50_000),
    "numbers": Grown(lambda n: "killed 5 and 12 thousand and " * n, 2_000),
    "one token": Grown(lambda n: "W" * n, 5_000_000),
    "one token of signs": Grown(lambda n: "Ab1.c," * n, 100_000),
    "one token of addresses": Grown(lambda n: "http://a.b/?c=" * n, 50_000),
    "one token of digits": Grown(lambda n: "7" * n, 1_000_000),
    "one token of hyphens": Grown(lambda n: "a-" * n, 300_000),
    "one line": Grown(lambda n: "a man met the men of a town " * n, 30_000),
    "blanks": Grown(lambda n: " " * n + "Odesa", 1_000_000),
    "line ends": Grown(lambda n: "\n" * n + "Odesa", 1_000_000),
    "full stops": Grown(lambda n: "." * n, 100_000),
    "open quotes": Grown(lambda n: "\u201c" * n, 100_000),
    "straight quotes": Grown(lambda n: '"' * n, 100_000),
    "apostrophes": Grown(lambda n: "'" * n, 100_000),
    "quoted sentences": Grown(lambda n: '"Shelling hit Odesa," he said. ' * n, 2_000),
    "nested brackets": Grown(lambda n: "(Odesa " * n + ")" * n, 5_000),
    "hyphens": Grown(lambda n: "-" * n, 300_000),
    "zero width": Grown(lambda n: "O\u200bd" * n, 100_000),
    "zero width alone": Grown(lambda n: "\u200b\u2060\ufeff" * n, 100_000),
    "signs of direction": Grown(lambda n: "\u202eOdesa\u2067 " * n, 10_000),
    "letters and marks": Grown(lambda n: "e\u0301\u0323" * n, 100_000),
    "open brackets": Grown(lambda n: "[(" * n, 50_000),
    "capitals": Grown(lambda n: "SHELLING IN ODESA " * n, 10_000),
    "combining marks": Grown(lambda n: "a" + "\u0301" * n, 300_000),
    "HTML nested": Grown(lambda n: PAGE + "<div>" * n + PAGE, 100_000, ".html"),
    "HTML unclosed": Grown(lambda n: PAGE + "<p" * n, 300_000, ".html"),
    "HTML comments": Grown(lambda n: PAGE + "<!--" * n, 200_000, ".html"),
    "HTML paragraphs": Grown(lambda n: "<p>Shelling hit Odesa on Monday.</p>" * n, 5_000, ".html"),
    "HTML scripts": Grown(lambda n: PAGE + "<script>" * n, 100_000, ".html"),
    "HTML attributes": Grown(lambda n: PAGE + "<p " + 'a="b" ' * n + ">", 100_000, ".html"),
    "HTML tables nested": Grown(
        lambda n: PAGE + "<table><tr><td>" * n + "Odesa" + "</td></tr></table>" * n, 5_000, ".html"
    ),
    "HTML lists nested": Grown(lambda n: PAGE + "<ul><li>Odesa" * n, 5_000, ".html"),
    "HTML letters nested": Grown(lambda n: PAGE + "<b><i>Odesa" * n, 5_000, ".html"),
    "HTML entities": Grown(lambda n: PAGE + "<p>" + "&amp;lt;" * n, 20_000, ".html"),
    "HTML links": Grown(lambda n: '<a href="/b">Odesa</a> ' * n, 5_000, ".html"),
    "HTML headers": Grown(
        lambda n: "<head>" + '<meta name="date" content="2022-03-03">' * n + "</head>" + PAGE,
        5_000,
        ".html",
    ),
    "JSON escapes": Grown(lambda n: '{"text": "' + "\\u0057" * n + '"}', 100_000, ".json"),
    "JSON keys": Grown(
        lambda n: "{" + ",".join(f'"text{i}": "a"' for i in range(n)) + "}", 50_000, ".json"
    ),
    "JSON nested": Grown(lambda n: "[" * n, 100_000, ".json"),
    "JSON objects nested": Grown(lambda n: '{"text":' * n, 100_000, ".json"),
    "JSON lines nested": Grown(lambda n: '{"text":' * n, 100_000, ".jsonl"),
    "CSV columns": Grown(lambda n: ",".join(["text"] * n) + "\n" + "a," * n, 20_000, ".csv"),
    "CSV quotes": Grown(lambda n: "text\n" + '"' * n, 300_000, ".csv"),
    "CSV open quote": Grown(lambda n: 'text\n"' + "a,\n" * n, 100_000, ".csv"),
    "XML nested": Grown(lambda n: "<rss>" + "<a>" * n, 100_000, ".xml"),
    "XML nested and closed": Grown(
        lambda n: "<rss>" + "<a>" * n + "Odesa" + "</a>" * n + "</rss>", 100_000, ".xml"
    ),
    "XML attributes": Grown(
        lambda n: "<rss " + " ".join(f'a{i}="b"' for i in range(n)) + "/>", 50_000, ".xml"
    ),
    "XML items": Grown(
        lambda n: "<rss><channel>" + "<item><title>Odesa</title></item>" * n, 5_000, ".xml"
    ),
    "mail headers": Grown(lambda n: "Subject: a\n" * n + "\nOdesa", 20_000, ".eml"),
    "mail folded": Grown(lambda n: "Subject: a\n" + " b\n" * n + "\nOdesa", 50_000, ".eml"),
    "mail words encoded": Grown(
        lambda n: "Subject: " + "=?utf-8?q?a?= " * n + "\n\nOdesa", 20_000, ".eml"
    ),
    "mail addresses": Grown(lambda n: "From: " + "a <a@b.c>, " * n + "\n\nOdesa", 20_000, ".eml"),
    "mail parameters": Grown(
        lambda n: "Content-Type: text/plain; " + "a=b; " * n + "\n\nOdesa", 20_000, ".eml"
    ),
    "mail parts nested": Grown(
        lambda n: "".join(
            f"Content-Type: multipart/mixed; boundary=a{i}\n\n--a{i}\n" for i in range(n)
        ),
        2_000,
        ".eml",
    ),
    "mail parts": Grown(
        lambda n: "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\n\nOdesa\n" * n,
        10_000,
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
