"""Geoparsing: names found, places chosen, confidence and speed, beside other ways in one process.

The documents are JSON lines `{"id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}` (offsets
in code points, points in degrees or null). `most populous` places Dateline's names at the largest
bearer; flashgeotext and geotext find names of cities and countries and know no points, so theirs
are placed so, too. They come with the `benchmark` extra.
"""

import argparse
import importlib.util
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks._toponym_scores import Tally, Toponym, f1
from gazetteer import Gazetteer
from pipeline.language import load_nlp, parse
from pipeline.mentions import find_mentions
from pipeline.places import resolve
from pipeline.records import Article, Parse

Row = dict[str, Any]  # a line of a corpus, as its maker wrote it
Answer = Callable[[Article, Parse], list[Toponym]]

PAGE_CHARS = 3000  # of an article, by which speed is told
HEADER = (
    f"{'':15} {'exact P':>8} {'R':>5} {'F1':>5} {'overlap F1':>11} {'@161 P':>7} {'R':>5} {'F1':>5}"
    f" {'resolved':>9} {'ECE':>6} {'sure ok':>8} {'docs/s':>7} {'pages/s':>8}"
)


def run(args: list[str]) -> int:
    """Print a table for each corpus."""
    options = argparse.ArgumentParser(prog="python -m benchmarks geoparsing")
    options.add_argument("files", type=Path, nargs="+", help="JSON lines of documents")
    options.add_argument("--limit", type=int, help="only the first documents of each")
    chosen = options.parse_args(args)
    gazetteer, nlp = Gazetteer.open(), load_nlp()
    for path in chosen.files:
        lines = path.read_text("utf-8").rstrip("\n").split("\n")[: chosen.limit]
        rows = [json.loads(line) for line in lines]
        began = time.process_time()
        parses = list(parse(nlp, [row["text"] for row in rows]))
        parsing_s = time.process_time() - began
        print(f"\n{path.name}: {len(rows)} documents, parsed in {parsing_s:.0f} s of one core")
        print(HEADER)
        for name, answer in _ways(gazetteer):
            print(_line(name, answer, rows, parses))
    print(
        "\nsure ok: right among answers at 0.7 or more. docs/s, pages/s (3,000 characters): finding"
    )
    print("and placing names on one core, parsing aside, which only Dateline's names need.")
    return 0


def _line(name: str, answer: Answer | None, rows: list[Row], parses: list[Parse]) -> str:
    if answer is None:
        return f"{name:15} not installed: pip install 'dateline[benchmark]'"
    tally, busy_s = Tally(), 0.0
    for row, parsed in zip(rows, parses, strict=True):
        article = Article(str(row["id"]), row["text"], url=row.get("url") or "")
        began = time.process_time()
        found = answer(article, parsed)
        busy_s += time.process_time() - began
        tally.add([_toponym(t) for t in row["toponyms"]], found)
    exact = f1(tally.exact, tally.found, tally.gold)
    near = f1(tally.near, tally.counted, tally.gold_points)
    resolved = 100 * tally.near / max(len(tally.judged), 1)
    has_confidence = any(confidence for confidence, _ in tally.judged)
    sureness = (
        f"{tally.calibration_error():6.3f} {100 * tally.right_when_sure():7.1f}%"
        if has_confidence
        else f"{'':6} {'':8}"
    )
    pages = sum(len(row["text"]) for row in rows) / PAGE_CHARS
    return (
        f"{name:15} {exact[0]:8.1f} {exact[1]:5.1f} {exact[2]:5.1f}"
        f" {f1(tally.overlap, tally.found, tally.gold)[2]:11.1f}"
        f" {near[0]:7.1f} {near[1]:5.1f} {near[2]:5.1f} {resolved:8.1f}% {sureness}"
        f" {len(rows) / max(busy_s, 1e-9):7.0f} {pages / max(busy_s, 1e-9):8.0f}"
    )


def _toponym(row: Row) -> Toponym:
    return Toponym(row["start"], row["end"], row["lat"], row["lon"])


def _ways(gazetteer: Gazetteer) -> Iterator[tuple[str, Answer | None]]:
    """Each way by name; None for a package that is not installed."""

    def dateline(article: Article, parsed: Parse) -> list[Toponym]:
        mentions = find_mentions(article, parsed, gazetteer)
        return [
            Toponym(r.mention.start, r.mention.end, r.lat, r.lon, r.confidence)
            for r in resolve(article, parsed, mentions, gazetteer)
        ]

    def most_populous(article: Article, parsed: Parse) -> list[Toponym]:
        mentions = find_mentions(article, parsed, gazetteer)
        return [_largest(m.start, m.end, m.text, gazetteer) for m in mentions]

    yield "dateline", dateline
    yield "most populous", most_populous
    yield "flashgeotext", _flashgeotext(gazetteer)
    yield "geotext", _geotext(gazetteer)


def _largest(start: int, end: int, name: str, gazetteer: Gazetteer) -> Toponym:
    places = [candidate.place for candidate in gazetteer.candidates(name)]
    if not places:
        return Toponym(start, end, None, None)
    best = max(places, key=lambda place: place.population)
    return Toponym(start, end, best.lat, best.lon)


def _flashgeotext(gazetteer: Gazetteer) -> Answer | None:
    if importlib.util.find_spec("flashgeotext") is None:
        return None
    from flashgeotext.geotext import GeoText
    from loguru import logger

    logger.disable("flashgeotext")
    finder = GeoText()

    def answer(article: Article, parsed: Parse) -> list[Toponym]:
        del parsed
        found = finder.extract(input_text=article.text)
        return [
            _largest(start, end, name, gazetteer)
            for group in ("countries", "cities")
            for name, spots in found.get(group, {}).items()
            for start, end in spots["span_info"]
        ]

    return answer


def _geotext(gazetteer: Gazetteer) -> Answer | None:
    if importlib.util.find_spec("geotext") is None:
        return None
    from geotext import GeoText

    def answer(article: Article, parsed: Parse) -> list[Toponym]:
        del parsed
        found = GeoText(article.text)
        names = sorted({*found.cities, *found.countries}, key=len, reverse=True)
        if not names:
            return []
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        return [
            _largest(m.start(), m.end(), m.group(), gazetteer)
            for m in pattern.finditer(article.text)
        ]

    return answer
