"""Article → how many templates of each type its key holds: logistic regression over what is told.

Templates of a type are asked for one by one: is there a first, a second, a third?
"""

from collections.abc import Mapping, Sequence
from itertools import count
from math import log

from benchmarks._muc4_learning import Features, total
from benchmarks._muc4_sentences import ANY, KINDS, newness
from benchmarks._muc4_templates import Template
from pipeline.mentions.logistic import logistic

TYPES = KINDS[1:]
MOST = 3  # templates of one type
ANSWERED_FROM = 0.34  # likelihood from which a template is answered
_LITTLE = 0.001
_SCALE = 3.0  # log odds are about as wide


def count_features(
    templates: Sequence[Template],
    likely: Sequence[float],
    told: Sequence[Mapping[str, float]],
    same: Mapping[tuple[int, int], float],
    article: float,
) -> dict[tuple[str, int], Features]:
    """For each type and number of templates, what speaks for so many.

    Args:
        templates: those that events tell.
        likely: log odds that a key holds each of them.
        told: log odds that each sentence tells an incident, of any type and of each.
        same: log odds that two sentences tell the same incident.
        article: log odds that the article has a key.
    """
    new = {kind: sorted(newness(told, same, kind).values(), reverse=True) for kind in TYPES}
    every = {
        "article": article / _SCALE,
        **_best("any", [row[ANY] for row in told]),
        "new of all": log(_LITTLE + sum(map(sum, new.values()))),
    }
    rows: dict[tuple[str, int], Features] = {}
    for kind in TYPES:
        own = [value for t, value in zip(templates, likely, strict=True) if t.type == kind]
        others = [value for t, value in zip(templates, likely, strict=True) if t.type != kind]
        about = {
            **every,
            **_best("own", own),
            **_best("told", [row[kind] for row in told]),
            **_best("new", [log_odds(share) for share in new[kind]]),
            "other": max(others, default=-5.0) / _SCALE,
            "templates": len(own) / _SCALE,
            "bias": 1.0,
        }
        for number in range(MOST):
            rows[kind, number] = {
                **{f"{number}:{name}": value for name, value in about.items()},
                **{f"{number}:{kind}:{name}": value for name, value in about.items()},
            }
    return rows


def _best(name: str, odds: Sequence[float]) -> Features:
    """The greatest three, and the logarithm of how many are to be expected."""
    greatest = (*sorted(odds, reverse=True)[:MOST], *[-6.0] * MOST)
    return {
        **{f"{name} {rank}": value / _SCALE for rank, value in enumerate(greatest[:MOST])},
        f"{name} in all": log(_LITTLE + sum(map(logistic, odds))) / _SCALE,
    }


def log_odds(share: float) -> float:
    """Log odds of a likelihood, within bounds."""
    bounded = min(max(share, _LITTLE), 1 - _LITTLE)
    return log(bounded / (1 - bounded))


def counts_of(
    rows: Mapping[tuple[str, int], Features], weights: Mapping[str, float]
) -> dict[str, int]:
    """How many templates of each type are answered."""
    return {
        kind: next(
            number
            for number in count()
            if number == MOST or logistic(total(rows[kind, number], weights)) < ANSWERED_FROM
        )
        for kind in TYPES
    }
