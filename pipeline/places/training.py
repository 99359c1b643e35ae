"""Corpora → data/ranker.json: learn what weighs how much in choosing a place.

    python -m pipeline.places.training FOLDER

FOLDER holds corpora in JSON lines: {"id", "text", "url", "toponyms": [{"start", "end", "lat",
"lon", …}]}. The weights are those of a conditional logit (a softmax over the candidates of a name
and "unknown"), found by L-BFGS under a Gaussian prior; confidences are calibrated on articles held
out in turn. The same corpora give the same weights: nothing is drawn by chance. Needs scipy, which
only training does.
"""

import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gazetteer import Gazetteer
from pipeline.language import load_nlp, parse
from pipeline.mentions import find_mentions
from pipeline.places.features import OWN, SHARED, UNKNOWN, Array
from pipeline.places.ranker import Weights, look
from pipeline.places.ranker_calibration import calibrate, expected_error, judge
from pipeline.places.ranker_cases import Case, make_case
from pipeline.places.ranker_fit import fit
from pipeline.records import Article, Mention
from pipeline.shipped import write_checked

FOLDS = 5


def main(arguments: list[str]) -> int:
    """Train, report the held-out figures, write the file."""
    gazetteer = Gazetteer.open()
    paths = sorted(Path(arguments[0]).glob("*.jsonl"))
    cases = [case for path in paths for case in _cases(path, gazetteer)]
    raw: list[float] = []
    right: list[float] = []
    for fold in range(FOLDS):
        weights = fit([case for case in cases if _fold(case) != fold])
        for case in cases:
            if _fold(case) == fold:
                judge(case, look(case.light, case.own, weights), raw, right)
    data = _to_data(fit(cases), *calibrate(np.array(raw), np.array(right)))
    report = {
        "names": len(right), "right": round(float(np.mean(right)), 4),
        "corpora": [path.name for path in paths], "folds": FOLDS,
        "ece": round(expected_error(np.array(raw), np.array(right)), 4),
    }  # fmt: skip
    data["made_by"] = {"script": "pipeline/places/training.py", "held_out": report}
    path = Path(__file__).with_name("data") / "ranker.json"
    write_checked(path, json.dumps(data, indent=1) + "\n")
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


def _fold(case: Case) -> int:
    return zlib.crc32(case.id.encode()) % FOLDS


def _cases(path: Path, gazetteer: Gazetteer) -> Iterator[Case]:
    rows = [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]
    parses = parse(load_nlp(), [row["text"] for row in rows])
    for row, parsed in zip(rows, parses, strict=True):
        article = Article(
            f"{path.stem}/{row['id']}",
            row["text"],
            url=row.get("url") or "",
            source=row.get("domain") or "",
        )
        mentions = find_mentions(article, parsed, gazetteer)
        if mentions:
            gold = _met(mentions, [t for t in row["toponyms"] if t["lat"] is not None])
            yield make_case(article, mentions, gold, gazetteer)


def _met(
    mentions: tuple[Mention, ...], toponyms: list[dict[str, float]]
) -> dict[tuple[int, int], dict[str, float]]:
    """For the mentions that overlap a toponym of the corpus, the toponym."""
    return {
        (m.start, m.end): t
        for m in mentions
        for t in toponyms
        if m.start < t["end"] and t["start"] < m.end
    }


def _to_data(weights: Weights, sure_at: Array, sure_is: Array) -> dict[str, object]:
    return {
        "alone": _named(OWN, weights.alone),
        "alone_unknown": _named(UNKNOWN, weights.alone_unknown),
        "together": _named(OWN + SHARED, weights.together),
        "together_unknown": _named(UNKNOWN, weights.together_unknown),
        "sure_at": [round(float(v), 4) for v in sure_at],
        "sure_is": [round(float(v), 4) for v in sure_is],
    }


def _named(names: tuple[str, ...], column: Array) -> dict[str, float]:
    """The weights by name of feature, four decimals."""
    return {name: round(float(value), 4) for name, value in zip(names, column, strict=True)}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
