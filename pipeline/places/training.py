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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped] # ships no types

from gazetteer import Gazetteer, Place
from pipeline.language import load_nlp, parse
from pipeline.mentions import find_mentions
from pipeline.places.choosing import together
from pipeline.places.clues import find_clues
from pipeline.places.features import OWN, SHARED, UNKNOWN, Array, Light, distance_km
from pipeline.places.outlook import find_adjectives, top_domain
from pipeline.places.ranker import (
    ROUNDS,
    Look,
    Weights,
    look,
    read_weights,
    stack_own,
    support,
    unknown_rows,
    weigh,
)
from pipeline.places.units import make_units
from pipeline.records import Article, Mention, Parse
from pipeline.shipped import write_checked

FOLDS = 5
NEAR_KM = 161.0  # 100 miles, as the papers count
_VAGUE = frozenset({"country", "continent"})
SHOWN_SURE, SHOWN_RIGHT = 0.7, 0.965  # 95 in 100 are right at 0.7 and more, and a margin
CLOSE_KM = 30.0  # a candidate this near is the place itself
PRIOR_WEIGHT = 1.0  # of the Gaussian prior, per corpus of any size


@dataclass(frozen=True, slots=True)
class Case:
    """One article ready to learn from: `right` marks right candidates, `none` right unknowns."""

    id: str
    light: Light
    own: Array
    right: Array
    none: Array
    weight: Array


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
                _judge(case, look(case.light, case.own, weights), raw, right)
    data = to_data(fit(cases), *_cautious(np.array(raw), np.array(right)))
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
    parses = read_parses(path, [row["text"] for row in rows])
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


def read_parses(_path: Path, texts: list[str]) -> list[Parse]:
    """Parse the texts of a corpus with the project's own language pipeline."""
    return list(parse(load_nlp(), texts))


def make_case(
    article: Article,
    mentions: tuple[Mention, ...],
    gold: dict[tuple[int, int], dict[str, float]],
    gazetteer: Gazetteer,
) -> Case:
    """Features and right answers of one article."""
    clues = find_clues(article.text, mentions, gazetteer)
    units, unit_of = make_units(mentions, clues, gazetteer)
    light = Light(units, find_adjectives(article.text, gazetteer))
    own = stack_own(units, top_domain(article))
    points: dict[int, dict[str, float]] = {}
    for mention, number in zip(mentions, unit_of, strict=True):
        if (mention.start, mention.end) in gold:
            points.setdefault(number, gold[mention.start, mention.end])
    right, none = np.zeros(len(light.owner)), np.zeros(len(units))
    weight = np.zeros(len(units))
    start = 0
    for number, unit in enumerate(units):
        places = [c.place for c in unit.candidates]
        if number in points:
            marks = _right(places, points[number])
            right[start : start + len(places)] = marks
            none[number] = float(not any(marks))
            weight[number] = min(unit.count, 4) ** 0.5
        start += len(places)
    return Case(article.id, light, own, right, none, weight)


def _right(places: list[Place], gold: dict[str, float]) -> list[float]:
    """1 for the candidates that are the gold place: same record, close, or the nearest near."""
    wanted = f"geonames:{gold.get('geonameid')}"
    if any(place.id == wanted for place in places):
        return [float(place.id == wanted) for place in places]
    point = Place("", "", "city", "", "", "", gold["lat"], gold["lon"], 0.0)
    far = [distance_km(place, point) for place in places]
    if not far:
        return []
    if min(far) > NEAR_KM:  # a country's point is a convention: its own half is near enough
        return [
            float(place.kind in _VAGUE and d <= place.radius_km / 2)
            for place, d in zip(places, far, strict=True)
        ]
    reach = max(CLOSE_KM, min(far))
    return [float(d <= reach) for d in far]


def fit(cases: Iterable[Case]) -> Weights:
    """Learn the first look, then the next from what the first one saw."""
    cases = list(cases)
    blank = np.zeros(0)
    alone, alone_unknown = _fit(cases, [_own_rows(case) for case in cases])
    weights = Weights(alone, alone_unknown, blank, blank, blank, blank)
    seen = [weigh(case.light, *_own_rows(case), alone, alone_unknown) for case in cases]
    for _ in range(ROUNDS):
        rows = [_shared_rows(case, s) for case, s in zip(cases, seen, strict=True)]
        together, together_unknown = _fit(cases, rows)
        seen = [
            weigh(case.light, *r, together, together_unknown)
            for case, r in zip(cases, rows, strict=True)
        ]
        weights = Weights(alone, alone_unknown, together, together_unknown, blank, blank)
    return weights


def _own_rows(case: Case) -> tuple[Array, Array]:
    return case.own, unknown_rows(case.light, np.zeros(len(case.light.units)))


def _shared_rows(case: Case, seen: Look) -> tuple[Array, Array]:
    shared = case.light.shared_features(seen.likely)
    return np.concatenate([case.own, shared], axis=1), unknown_rows(
        case.light, support(case.light, shared)
    )


def _fit(cases: list[Case], rows: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Maximum likelihood of the right candidates (any of them, when several are right)."""
    wide = np.concatenate([r for r, _ in rows])
    unknown = np.concatenate([u for _, u in rows])
    shift = np.cumsum([0] + [len(case.light.units) for case in cases[:-1]])
    owner = np.concatenate([case.light.owner + s for case, s in zip(cases, shift, strict=True)])
    right = np.concatenate([case.right for case in cases])
    none = np.concatenate([case.none for case in cases])
    weight = np.concatenate([case.weight for case in cases])
    size = wide.shape[1]

    def cost(flat: Array) -> tuple[float, Array]:
        scores, nones = wide @ flat[:size], unknown @ flat[size:]
        peak = nones.copy()
        np.maximum.at(peak, owner, scores)
        power, power_none = np.exp(scores - peak[owner]), np.exp(nones - peak)
        total = power_none + np.bincount(owner, power, len(none))
        good = none * power_none + np.bincount(owner, power * right, len(none))
        used = np.where(weight > 0, weight, 0.0)
        safe = np.where(weight > 0, np.maximum(good, 1e-300), total)
        loss = float((used * (np.log(total) - np.log(safe))).sum()) + 0.5 * PRIOR_WEIGHT * float(
            flat @ flat
        )
        push = used[owner] * (power / total[owner] - power * right / safe[owner])
        push_none = used * (power_none / total - none * power_none / safe)
        return loss, np.concatenate([wide.T @ push, unknown.T @ push_none]) + PRIOR_WEIGHT * flat

    best = minimize(
        cost,
        np.zeros(size + unknown.shape[1]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 500},
    )
    return best.x[:size], best.x[size:]


def _judge(case: Case, seen: Look, raw: list[float], right: list[float]) -> None:
    """Note how likely the best candidate of each judged name was, and whether it was right."""
    start = 0
    for number, unit in enumerate(case.light.units):
        stop = start + len(unit.candidates)
        if case.weight[number] > 0 and stop > start:
            best = start + int(np.argmax(seen.likely[start:stop]))
            raw += [together(unit, seen.likely[start:stop], best - start)] * min(unit.count, 4)
            place = unit.candidates[best - start].place
            good = [
                c.place
                for c, mark in zip(unit.candidates, case.right[start:stop], strict=True)
                if mark
            ]
            right += [float(any(distance_km(place, g) <= NEAR_KM for g in good))] * min(
                unit.count, 4
            )
        start = stop


def _curve(raw: Array, right: Array) -> tuple[Array, Array]:
    """Isotonic regression (pool adjacent violators) on twenty bins of equal count."""
    order = np.argsort(raw, kind="stable")
    blocks = [
        [float(raw[part].mean()), float(right[part].mean()), float(len(part))]
        for part in np.array_split(order, 20)
    ]
    merged: list[list[float]] = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and merged[-2][1] > merged[-1][1]:
            x, y, n = merged.pop()
            x0, y0, n0 = merged.pop()
            merged.append([(x0 * n0 + x * n) / (n0 + n), (y0 * n0 + y * n) / (n0 + n), n0 + n])
    return np.array([0.0] + [b[0] for b in merged] + [1.0]), np.array(
        [0.0] + [b[1] for b in merged] + [merged[-1][1]]
    )


def _cautious(raw: Array, right: Array) -> tuple[Array, Array]:
    """The curve, with the levels pressed below 0.7 from which answers are not yet right enough."""
    at, is_right = _curve(raw, right)
    sure = np.interp(raw, at, is_right)
    levels = [v for v in is_right if (sure >= v).any() and right[sure >= v].mean() >= SHOWN_RIGHT]
    enough = max(min(levels, default=1.0), SHOWN_SURE)
    low, top = SHOWN_SURE - 0.1, SHOWN_SURE - 0.01
    pressed = low + (is_right - low) * (top - low) / (enough - low)
    return at, np.where((is_right > low) & (is_right < enough), pressed, is_right)


def expected_error(raw: Array, right: Array, bins: int = 10) -> float:
    """Expected calibration error, each half of the answers judged by the other half's curve."""
    error = 0.0
    halves = np.arange(len(raw)) % 2
    for half in (0, 1):
        at, is_right = _cautious(raw[halves != half], right[halves != half])
        sure, truth = np.interp(raw[halves == half], at, is_right), right[halves == half]
        for low in np.arange(bins) / bins:
            inside = (sure >= low) & (sure < low + 1 / bins + (low + 1 / bins >= 1) * 1e-9)
            if inside.any():
                error += (
                    abs(float(sure[inside].mean() - truth[inside].mean())) * inside.sum() / len(raw)
                )
    return error


def to_data(weights: Weights, sure_at: Array, sure_is: Array) -> dict[str, object]:
    """The weights by name of feature, four decimals."""
    named: Callable[[tuple[str, ...], Array], dict[str, float]] = lambda names, column: {  # noqa: E731 - local
        name: round(float(value), 4) for name, value in zip(names, column, strict=True)
    }
    return {
        "alone": named(OWN, weights.alone),
        "alone_unknown": named(UNKNOWN, weights.alone_unknown),
        "together": named(OWN + SHARED, weights.together),
        "together_unknown": named(UNKNOWN, weights.together_unknown),
        "sure_at": [round(float(v), 4) for v in sure_at],
        "sure_is": [round(float(v), 4) for v in sure_is],
    }


__all__ = ["main", "read_weights"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
