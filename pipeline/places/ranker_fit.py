"""Cases -> the weights under which their right candidates are likeliest."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped] # ships no types

from pipeline.places.features import Array
from pipeline.places.ranker import ROUNDS, Look, Weights, support, unknown_rows, weigh
from pipeline.places.ranker_cases import Case

PRIOR_WEIGHT = 1.0  # of the Gaussian prior, per corpus of any size


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


@dataclass(frozen=True, slots=True)
class _Table:
    """Cases in one table: a row of `wide` a candidate, of `unknown` a name.

    `owner` is the number of the name that a candidate is of; the rest are as in `Case`.
    """

    wide: Array
    unknown: Array
    owner: NDArray[np.int64]
    right: Array
    none: Array
    weight: Array


def _stack(cases: list[Case], rows: list[tuple[Array, Array]]) -> _Table:
    shift = np.cumsum([0] + [len(case.light.units) for case in cases[:-1]])
    return _Table(
        wide=np.concatenate([r for r, _ in rows]),
        unknown=np.concatenate([u for _, u in rows]),
        owner=np.concatenate([case.light.owner + s for case, s in zip(cases, shift, strict=True)]),
        right=np.concatenate([case.right for case in cases]),
        none=np.concatenate([case.none for case in cases]),
        weight=np.concatenate([case.weight for case in cases]),
    )


def _fit(cases: list[Case], rows: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Maximum likelihood of the right candidates (any of them, when several are right)."""
    table = _stack(cases, rows)
    size = table.wide.shape[1]
    best = minimize(
        _cost,
        np.zeros(size + table.unknown.shape[1]),
        args=(table,),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 500},
    )
    return best.x[:size], best.x[size:]


def _cost(flat: Array, table: _Table) -> tuple[float, Array]:
    """What weights cost, and the slope: unlikely right answers, and weights far from none."""
    size, owner, names = table.wide.shape[1], table.owner, len(table.none)
    scores, nones = table.wide @ flat[:size], table.unknown @ flat[size:]
    peak = nones.copy()
    np.maximum.at(peak, owner, scores)
    power, power_none = np.exp(scores - peak[owner]), np.exp(nones - peak)
    total = power_none + np.bincount(owner, power, names)
    good = table.none * power_none + np.bincount(owner, power * table.right, names)
    used = np.where(table.weight > 0, table.weight, 0.0)
    safe = np.where(table.weight > 0, np.maximum(good, 1e-300), total)
    unlikely = float((used * (np.log(total) - np.log(safe))).sum())
    loss = unlikely + 0.5 * PRIOR_WEIGHT * float(flat @ flat)
    push = used[owner] * (power / total[owner] - power * table.right / safe[owner])
    push_none = used * (power_none / total - table.none * power_none / safe)
    slope = np.concatenate([table.wide.T @ push, table.unknown.T @ push_none])
    return loss, slope + PRIOR_WEIGHT * flat
