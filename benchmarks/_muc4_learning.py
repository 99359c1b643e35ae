"""Named features and answers → a weight a feature; for training only, needs scipy."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Features = dict[str, float]

FOLDS = 5
_LEAST = 0.01  # absolute weight below which a feature is left out
_FREE = 0.01  # the prior of a feature that is weighed freely
_STEPS = 100  # of L-BFGS; the loss hardly moves any more
_EASE = 0.1  # added to a likelihood: keeps hopeless examples from ruling all others


def total(row: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weights of what the row has: its log odds."""
    return sum(weights.get(name, 0.0) * value for name, value in row.items())


@dataclass(frozen=True, slots=True)
class Restraint:
    """How little is learnt from little.

    `prior` draws all weights but those of `free` features to nothing; a feature of fewer than
    `rare` rows has none, and one below `least` is left out.
    """

    prior: float
    rare: int = 1
    least: float = _LEAST
    free: frozenset[str] = frozenset({"bias"})


def fit_logistic(
    rows: Sequence[Mapping[str, float]],
    answers: Sequence[float],
    folds: Sequence[int],
    restraint: Restraint,
) -> list[dict[str, float]]:
    """Logistic regression: the weights learnt without each fold, and last those from all rows."""
    names, matrix = _table(rows, restraint.rare)
    penalty = np.array([_FREE if name in restraint.free else restraint.prior for name in names])
    wanted, fold_of = np.array(answers, dtype=float), np.array(folds)

    def fit(seen: NDArray[np.bool_]) -> dict[str, float]:
        own, right = matrix[seen], wanted[seen]

        def cost(weights: Array) -> tuple[float, Array]:
            margin = own @ weights
            loss = float((np.logaddexp(0, margin) - right * margin).sum())
            slope = own.T @ (_likely(margin) - right)
            return loss + 0.5 * float(penalty @ weights**2), slope + penalty * weights

        return _named(names, _descend(cost, len(names)), restraint.least)

    return [fit(fold_of != fold) for fold in range(FOLDS + 1)]


def fit_choices(
    choices: Sequence[Sequence[Mapping[str, float]]],
    worth: Sequence[Sequence[float]],
    *,
    prior: float,
    rare: int,
) -> dict[str, float]:
    """Weights whose softmax over the choices of each example takes most of what it is worth."""
    names, matrix = _table([row for example in choices for row in example], rare)
    sizes = [len(example) for example in choices]
    first = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    value = np.array([v for example in worth for v in example])

    def cost(weights: Array) -> tuple[float, Array]:
        margin = matrix @ weights
        raised = np.exp(margin - np.maximum.reduceat(margin, first)[group])
        share = raised / np.add.reduceat(raised, first)[group]
        taken = np.add.reduceat(share * value, first)
        slope = -share * (value - taken[group]) / (taken[group] + _EASE)
        loss = -float(np.log(taken + _EASE).sum()) + 0.5 * prior * float(weights @ weights)
        return loss, matrix.T @ slope + prior * weights

    return _named(names, _descend(cost, len(names)), _LEAST)


def _table(rows: Sequence[Mapping[str, float]], rare: int) -> tuple[list[str], Any]:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= rare)
    index = {name: number for number, name in enumerate(names)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        for name, value in row.items():
            column = index.get(name)
            if column is not None:
                columns.append(column)
                values.append(value)
        ends.append(len(columns))
    return names, csr_matrix((values, columns, ends), shape=(len(rows), len(names)))


def _likely(margin: Array) -> Array:
    likely: Array = 1 / (1 + np.exp(-np.clip(margin, -30, 30)))
    return likely


def _descend(cost: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    start, options = np.zeros(size), {"maxiter": _STEPS}
    found: Array = minimize(cost, start, jac=True, method="L-BFGS-B", options=options).x
    return found


def _named(names: list[str], weights: Array, least: float) -> dict[str, float]:
    pairs = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 2) for name, weight in pairs if abs(weight) >= least}
