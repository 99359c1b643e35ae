"""Time expressions: value F1 on documents with normalised dates, and characters per second.

The documents are JSON lines `{"id", "genre", "dct", "text", "dates": [{"start", "end", "when" or
"from", "to", "notBefore", "notAfter"}]}`, as the open part of GUM converts to (CC BY, CC BY-SA).
Scored are the dates that name one day, week, month or year (`when`) in figures; an answer on any
other annotated span is neither right nor wrong.
"""

import argparse
import datetime as dt
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pipeline.dates import find_dates
from pipeline.records import ArticleDate, DateSource, DateSpan

_WHEN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?|(\d{4})-W(\d\d)")


class Gold(NamedTuple):
    """An annotated span; `first` and `last` are None when it names no day, month or year."""

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None


def days_of(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of "2022", "2022-03", "2022-W10", "2022-03-15"; None for another value."""
    match = _WHEN.fullmatch(value)
    if match is None or "0000" in value:
        return None
    if match[5]:
        first = dt.date.fromisocalendar(int(match[4]), int(match[5]), 1)
        return first, first + dt.timedelta(days=6)
    year, month, day = int(match[1]), match[2], match[3]
    if day:
        only = dt.date(year, int(month), int(day))
        return only, only
    first = dt.date(year, int(month or 1), 1)
    next_month = dt.date(year + (not month or month == "12"), int(month or 12) % 12 + 1, 1)
    return first, next_month - dt.timedelta(days=1)


def score(golds: list[Gold], answers: tuple[DateSpan, ...]) -> tuple[Counter[str], list[str]]:
    """Count right, wrong, missed and needless answers; overlap matches spans, days the value."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    used: set[int] = set()
    for gold in golds:
        near = [a for a in answers if a.start < gold.end and gold.start < a.end]
        used.update(a.start for a in near)
        if gold.first is None:
            continue
        right = any((a.days.first, a.days.last) == (gold.first, gold.last) for a in near)
        kind = "right" if right else "wrong" if near else "missed"
        counts[kind] += 1
        if not right:
            told = "; ".join(f"{a.text!r} {a.days.first}..{a.days.last}" for a in near)
            lines.append(f"{kind:8} {gold.text!r} {gold.first}..{gold.last}  {told}")
    for answer in answers:
        if answer.start not in used:
            counts["needless"] += 1
            lines.append(f"needless {answer.text!r} {answer.days.first}..{answer.days.last}")
    return counts, lines


def _read(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _golds(row: dict[str, object]) -> list[Gold]:
    spans = row["dates"]
    golds = []
    for span in spans if isinstance(spans, list) else []:
        ends = days_of(str(span.get("when", "")))
        golds.append(Gold(span["start"], span["end"], span["text"], *(ends or (None, None))))
    return golds


def _f1(counts: Counter[str]) -> str:
    found = counts["right"] + counts["wrong"] + counts["needless"]
    wanted = counts["right"] + counts["wrong"] + counts["missed"]
    precision, recall = counts["right"] / max(found, 1), counts["right"] / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"value P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {dict(counts)}"


def run(args: list[str]) -> int:
    """Print value F1 by genre and in all, and the speed over the same texts."""
    options = argparse.ArgumentParser(prog="python -m benchmarks dates")
    options.add_argument("file", type=Path, help="JSON lines of documents with normalised dates")
    options.add_argument("--errors", action="store_true", help="print each wrong answer")
    options.add_argument("--genre", default="", help="only this genre")
    chosen = options.parse_args(args)
    rows = [r for r in _read(chosen.file) if chosen.genre in {"", r["genre"]}]
    by_genre: dict[str, Counter[str]] = {}
    seconds, characters = 0.0, 0
    for row in rows:
        text = str(row["text"])
        dated = ArticleDate(dt.date.fromisoformat(str(row["dct"])), DateSource.GIVEN, "given")
        began = time.process_time()
        answers = find_dates(text, dated)
        seconds, characters = seconds + time.process_time() - began, characters + len(text)
        counts, lines = score(_golds(row), answers)
        by_genre.setdefault(str(row["genre"]), Counter()).update(counts)
        if chosen.errors and lines:
            print(row["id"], row["dct"], *lines, sep="\n    ")
    for genre, counts in sorted(by_genre.items()):
        print(f"{genre:10} {_f1(counts)}")
    print(f"{'all':10} {_f1(sum(by_genre.values(), Counter()))}")
    print(
        f"{characters / max(seconds, 1e-9) / 1e6:.2f} million characters/s, finding and resolving"
    )
    return 0
