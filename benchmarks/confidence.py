"""Annotated articles → how well the confidence of events is calibrated, and its points.

`confidence SAMPLES.jsonl` takes the annotation of the sample articles that stands beside the golden
test and prints, by fifth of confidence, how many events are right; `--write` first fits the points
of `pipeline/events/data/confidence.json` anew (logistic regression, L2). An event is right if type,
place and days are those of an annotated one; `also` lists beginnings of quotes that are right too.
The fit is told on the same articles, and by leaving out one article in five at a time.
"""

import argparse
import json
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.events.confidence import features
from pipeline.flow import annotate
from pipeline.reading import read_articles
from pipeline.records import Annotation, Event
from pipeline.settings import Settings
from pipeline.shipped import write_checked

_POINTS = Path(str(files("pipeline.events") / "data" / "confidence.json"))
_PENALTY = 1.0  # of squared points
_STEPS = 200  # of Newton's method, damped; it stands still after about ten
_FOLDS = 5

Row = dict[str, Any]


def run(args: list[str]) -> int:
    """Print the calibration, fitting first when asked to."""
    options = argparse.ArgumentParser(prog="python -m benchmarks confidence")
    options.add_argument("samples", type=Path, help="annotated samples, JSON lines")
    options.add_argument("--write", action="store_true", help="store newly fitted points")
    chosen = options.parse_args(args)
    rows = {row["article"]: row for row in map(json.loads, chosen.samples.open(encoding="utf-8"))}
    folder = str(files("pipeline.data") / "samples")
    found = [a for a in annotate(read_articles([folder]), settings=Settings()) if _is_read(a)]
    annotations = [a for a in found if isinstance(a, Annotation)]
    events = [(rows[name], e) for a in annotations if (name := _name(a)) in rows for e in a.events]
    names = list(features(events[0][1]))
    table = np.array([[features(event)[name] for name in names] for _, event in events])
    right = np.array([_is_right(row, event) for row, event in events], dtype=float)
    articles = sorted({row["article"] for row, _ in events})
    folds = np.array([articles.index(row["article"]) % _FOLDS for row, _ in events])
    held = np.zeros(len(right))
    for fold in range(_FOLDS):
        points = _fit(table[folds != fold], right[folds != fold])
        held[folds == fold] = _likely(table[folds == fold], points)
    _tell("left out", held, right)
    points = _fit(table, right)
    _tell("fitted", _likely(table, points), right)
    if chosen.write:
        fitted = {name: round(float(v), 3) for name, v in zip(names, points, strict=True)}
        write_checked(_POINTS, json.dumps({"points": fitted}, indent=1) + "\n")
    return 0


def _is_read(outcome: object) -> bool:
    return isinstance(outcome, Annotation)


def _name(annotation: Annotation) -> str:
    return Path(annotation.article.id).stem


def _is_right(row: Row, event: Event) -> bool:
    also = tuple(row.get("also", ()))
    return event.quote.text.startswith(also) or any(_fits(w, event) for w in row["events"])


def _fits(wanted: Row, event: Event) -> bool:
    last = event.days.last
    if event.type not in wanted["types"] or last is None:
        return False
    if str(event.days.first or last) > wanted["last"] or str(last) < (wanted["first"] or ""):
        return False
    lat, lon = (event.where.lat, event.where.lon) if event.where else (None, None)
    if lat is None or lon is None or "lat" not in wanted:
        return lat is None and "lat" not in wanted
    half = (
        sin(radians(lat - wanted["lat"]) / 2) ** 2
        + cos(radians(lat))
        * cos(radians(wanted["lat"]))
        * sin(radians(lon - wanted["lon"]) / 2) ** 2
    )
    return bool(12742 * asin(sqrt(half)) <= wanted["within_km"])


def _likely(
    table: "np.ndarray[Any, Any]", points: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    return np.asarray(1 / (1 + np.exp(-table @ points)))


def _fit(table: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    penalty = np.full(table.shape[1], _PENALTY)
    penalty[0] = 0.01  # the bias
    points = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = _likely(table, points)
        slope = table.T @ (likely - right) + penalty * points
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty)
        points = points - 0.5 * np.linalg.solve(bend, slope)
    return points


def _tell(name: str, likely: "np.ndarray[Any, Any]", right: "np.ndarray[Any, Any]") -> None:
    brier = float(np.mean((likely - right) ** 2))
    print(f"{name}: {len(right)} events, {right.mean():.3f} right, Brier {brier:.3f}")
    gap = 0.0
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (likely >= low) & (likely < low + 0.2)
        if inside.any():
            said, seen = likely[inside].mean(), right[inside].mean()
            gap += inside.mean() * abs(said - seen)
            print(
                f"  {low:.1f}-{low + 0.2:.1f}  {inside.sum():4}  said {said:.2f}  seen {seen:.2f}"
            )
    print(f"  mean gap {gap:.3f}")
