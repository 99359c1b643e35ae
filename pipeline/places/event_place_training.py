"""Sentences with a verb and the place it happened at → data/event_place.json.

    python -m pipeline.places.event_place_training FILE

FILE has JSON lines {"id", "text", "verb": [[start, end]], "locations": [[start, end]]}. Every other
place named in the sentence is a wrong answer. A fifth of the sentences is held out for the figures.
Needs scipy, which only training does.
"""

import json
import sys
import zlib
from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from pipeline.language import load_nlp, parse
from pipeline.mentions import find_mentions
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import fit_logistic
from pipeline.places.event_place import features
from pipeline.records import Article, Parse

Row = dict[str, Any]  # a line of the corpus, as its maker wrote it

HELD_OUT = 5


def main(arguments: list[str]) -> int:
    """Train on four fifths for the figure, on all for the file."""
    path = Path(arguments[0])
    rows = [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]
    samples = [
        s
        for row, parsed in zip(rows, read_parses([r["text"] for r in rows]), strict=True)
        for s in _pairs(row, parsed)
    ]
    learnt = _fit([s for s in samples if s[0] != 0])
    judged = [
        (sum(learnt.get(n, 0.0) for n in names), y) for fold, names, y in samples if fold == 0
    ]
    right = sum((score > 0) == (y > 0) for score, y in judged) / len(judged)
    found, good = sum(s > 0 for s, _ in judged), sum(s > 0 and y > 0 for s, y in judged)
    report = {
        "pairs": len(samples), "held_out": len(judged), "accuracy": round(right, 4),
        "always_no": round(1 - sum(y for _, y in judged) / len(judged), 4),
        "f1": round(2 * good / (found + sum(y for _, y in judged)), 4),
        "mean_log_loss": round(sum(_loss(s, y) for s, y in judged) / len(judged), 4),
    }  # fmt: skip
    data = {
        "made_by": {"script": "pipeline/places/event_place_training.py", "held_out": report},
        "weights": _fit(samples),
    }
    Path(__file__).with_name("data").joinpath("event_place.json").write_text(
        json.dumps(data, indent=0) + "\n", "utf-8"
    )
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


def _loss(score: float, answer: float) -> float:
    from math import log1p

    return log1p(exp(-score if answer else score))


def read_parses(texts: Sequence[str]) -> list[Parse]:
    """Parse sentences with the project's own language pipeline."""
    return list(parse(load_nlp(), texts))


def _pairs(row: Row, parsed: Parse) -> list[tuple[int, list[str], float]]:
    gazetteer = _gazetteer()
    text, fold = str(row["text"]), zlib.crc32(str(row["id"]).encode()) % HELD_OUT
    grammar = Grammar(parsed)
    start, end = row["verb"][0]
    verbs = grammar.tokens_in(start, end)
    if not len(verbs):
        return []
    pairs = []
    for mention in find_mentions(Article("", text), parsed, gazetteer):
        tokens = grammar.tokens_in(mention.start, mention.end)
        known = gazetteer.candidates(mention.text, limit=1)
        kind = known[0].place.kind if known else ""
        is_place = any(mention.start < e and s < mention.end for s, e in row["locations"])
        if len(tokens):
            pairs.append((fold, list(features(grammar, verbs[0], tokens, kind)), float(is_place)))
    return pairs


def _gazetteer() -> Gazetteer:
    global _OPEN  # noqa: PLW0603 - one gazetteer for ten thousand sentences
    _OPEN = _OPEN or Gazetteer.open()
    return _OPEN


_OPEN: Gazetteer | None = None


def _fit(samples: Sequence[tuple[int, list[str], float]]) -> dict[str, float]:
    return fit_logistic(
        [names for _, names, _ in samples], [y for _, _, y in samples], prior=2.0, rare=5
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
