"""Sentences with a marked verb and its place → token precision and recall of the event's place.

`event_places FILE [--every N]` reads JSON lines `{"id", "text", "verb": [[start, end]],
"locations": [[start, end]…]}` (Halterman's verb-to-place set) and takes every Nth. The answer is
the place of the event whose quote holds the verb; where no event is found, the names that the
pipeline gives the role of an event's place. Told are the answers over all sentences, and over those
in which an event holds the verb.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.flow import EVENT_ROLES, annotate
from pipeline.records import Annotation, Article
from pipeline.settings import Settings

Row = dict[str, Any]
Span = tuple[int, int]

_TOKEN = re.compile(r"\w+")


def run(args: list[str]) -> int:
    """Print token precision, recall and F1."""
    options = argparse.ArgumentParser(prog="python -m benchmarks event_places")
    options.add_argument("file", type=Path, help="JSON lines of sentences")
    options.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth")
    chosen = options.parse_args(args)
    lines = chosen.file.read_text("utf-8").rstrip("\n").split("\n")[:: chosen.every]
    rows: list[Row] = [json.loads(line) for line in lines]
    articles = (Article(f"s{number}", row["text"]) for number, row in enumerate(rows))
    every, held = Counter[str](), Counter[str]()
    for row, outcome in zip(rows, annotate(articles, settings=Settings()), strict=True):
        if not isinstance(outcome, Annotation):
            continue
        wanted = _tokens(row["text"], [(start, end) for start, end in row["locations"]])
        spans, is_held = _answer(outcome, row["verb"][0][0])
        counts = _count(wanted, _tokens(row["text"], spans))
        every.update(counts)
        if is_held:
            held.update(counts)
    _tell("all sentences", every)
    _tell("an event holds the verb", held)
    return 0


def _answer(annotation: Annotation, verb: int) -> tuple[list[Span], bool]:
    """Spans of the place of the event at the verb, and whether there is such an event."""
    events = [e for e in annotation.events if e.quote.start <= verb < e.quote.end]
    places = [e.where.mention for e in events if e.where is not None]
    if events:
        return [(mention.start, mention.end) for mention in places], True
    named = [r.mention for r in annotation.resolutions if r.role in EVENT_ROLES]
    return [(mention.start, mention.end) for mention in named], False


def _tokens(text: str, spans: list[Span]) -> set[int]:
    """Starts of the words of the spans."""
    return {
        start + found.start() for start, end in spans for found in _TOKEN.finditer(text[start:end])
    }


def _count(wanted: set[int], answered: set[int]) -> dict[str, int]:
    return {
        "sentences": 1,
        "right": len(wanted & answered),
        "wanted": len(wanted),
        "answered": len(answered),
    }


def _tell(name: str, counts: Counter[str]) -> None:
    precision = counts["right"] / max(1, counts["answered"])
    recall = counts["right"] / max(1, counts["wanted"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name}: {counts['sentences']} sentences, P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
