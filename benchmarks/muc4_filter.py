"""Template → how likely a key of MUC-4 holds it: logistic regression over words and events.

The keys hold terrorism and violence against civilians, and no fights of armies; which is which is
learnt from the development texts. `data/muc4_weights.json` holds the weights by feature name.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from math import exp, log

import numpy as np

from benchmarks.muc4_templates import DATA, Template, trigger_of
from pipeline.records import Annotation

WEIGHTS = DATA / "muc4_weights.json"
KEPT_FROM = 0.33  # likelihood from which a template is answered: best mean F over TST1 and TST2
_PENALTY = 6.0  # of squared weights
_STEPS = 400  # of gradient descent; the loss moves no more after about 300
_SEEN = 8  # training templates that a feature must stand in
_LEAST = 0.01  # absolute weight below which a feature is left out
_LEAD = 600  # characters of an article that tell what it is about
_WORD = re.compile(r"[a-z]{3,}")

Features = dict[str, float]


def load_weights() -> Features:
    """Weights by feature name."""
    weights: Features = json.loads(WEIGHTS.read_text("utf-8"))
    return weights


def keep(annotation: Annotation, templates: list[Template], weights: Features) -> list[Template]:
    """The templates that a key probably holds, in their order."""
    scored = zip(templates, all_features(annotation, templates), strict=True)
    return [template for template, found in scored if likelihood(found, weights) >= KEPT_FROM]


def likelihood(found: Features, weights: Features) -> float:
    """How likely a key holds the template with these features, 0-1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def all_features(annotation: Annotation, templates: list[Template]) -> list[Features]:
    """Features of each template of an article, which stand beside each other."""
    return [
        {
            "bias": 1.0,
            **_among(template, number, templates),
            **_of_events(template),
            **_of_slots(template, annotation),
            **_of_words(template, annotation.article.text),
        }
        for number, template in enumerate(templates)
    ]


def _among(template: Template, number: int, templates: list[Template]) -> Features:
    same = sum(other.type == template.type for other in templates)
    return {
        f"type={template.type}": 1.0,
        f"rank={min(number, 4)}": 1.0,
        f"templates={min(len(templates), 6)}": 1.0,
        f"templates={min(len(templates), 6)}&type={template.type}": 1.0,
        "others": float(len(templates) - same),
        "same": same - 1.0,
    }


def _of_events(template: Template) -> Features:
    events = template.events
    found: Features = {
        "quotes": log(sum(1 + len(event.supporting) for event in events)),
        "confidence": 2 * max(event.confidence for event in events),
        f"killed={min(5, max(event.harm.killed_min or 0 for event in events))}": 1.0,
        f"injured={min(2, max(event.harm.injured_min or 0 for event in events))}": 1.0,
    }
    for event in events:
        found[f"status={event.status}"] = 1.0
        found[f"event={event.type}"] = 1.0
        found[f"trigger={trigger_of(event)[:20]}"] = 1.0
        found.update({f"{a.part}={a.name.lower().split()[-1]}": 1.0 for a in event.actors})
        if event.said_by:
            found["said"] = 1.0
    return found


def _of_slots(template: Template, annotation: Annotation) -> Features:
    date, location = template.date, template.location or []
    form = "on" if isinstance(date, str) else date["form"] if date else "none"
    found = {f"date={form}": 1.0, f"location={len(location)}": 1.0}
    found.update({f"nation={name}": 1.0 for name in location[:1]})
    if isinstance(date, str) and annotation.dated.date is not None:
        back = (annotation.dated.date - type(annotation.dated.date).fromisoformat(date)).days
        found[f"back={sum(back > limit for limit in (0, 1, 7, 60))}"] = 1.0
    start = min(event.quote.start for event in template.events)
    found[f"place={5 * start // max(1, len(annotation.article.text))}"] = 1.0
    return found


def _of_words(template: Template, text: str) -> Features:
    quotes = [quote.text for e in template.events for quote in (e.quote, *e.supporting)]
    start = min(event.quote.start for event in template.events)
    around = text[max(0, start - 150) : start + 300]
    pieces = (
        ("quote", " ".join(quotes), 0.5),
        ("around", around, 0.25),
        ("lead", text[:_LEAD], 0.25),
        ("text", text, 0.15),
    )
    return {
        f"{name}:{word}": value
        for name, piece, value in pieces
        for word in set(_WORD.findall(piece.lower()))
    }


def train(rows: Iterable[Features], is_key: Iterable[bool]) -> Features:
    """Learn weights by Adam from templates with and without a key; the same from the same rows."""
    examples = list(rows)
    seen = Counter(name for row in examples for name in row)
    names = sorted(name for name, count in seen.items() if count >= _SEEN)
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for number, row in enumerate(examples):
        for name, value in row.items():
            if name in index:
                matrix[number, index[name]] = value
    wanted = np.array(list(is_key), dtype=float)
    penalty = np.full(len(names), _PENALTY)
    penalty[index["bias"]] = 0
    weights = _descend(matrix, wanted, penalty)
    pairs = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in pairs if abs(weight) >= _LEAST}


def _descend(matrix: np.ndarray, wanted: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    weights = np.zeros(matrix.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - wanted) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights
