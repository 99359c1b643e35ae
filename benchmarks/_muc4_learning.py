"""Named features and answers → a weight a feature; for training only, needs scipy."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Features = Mapping[str, float]

_LEAST = 0.01  # absolute weight below which a feature is left out
_STEPS = 100  # of L-BFGS; the loss hardly moves any more
_EASE = 0.1  # added to a likelihood: keeps hopeless examples from ruling all others


def fit_logistic(
    rows: Sequence[Features],
    answers: Sequence[float],
    *,
    prior: float,
    rare: int,
    free: frozenset[str] = frozenset(),
) -> dict[str, float]:
    """Logistic regression under a Gaussian prior, which weighs `free` features hardly."""
    names, matrix = _table(rows, rare)
    wanted = np.array(answers, dtype=float)
    penalty = np.array([0.01 if name in free else prior for name in names])

    def cost(weights: Array) -> tuple[float, Array]:
        margin = matrix @ weights
        loss = float((np.logaddexp(0, margin) - wanted * margin).sum())
        slope = matrix.T @ (_likely(margin) - wanted)
        return loss + 0.5 * float(penalty @ weights**2), slope + penalty * weights

    return _named(names, _descend(cost, len(names)))


def fit_choices(
    choices: Sequence[Sequence[Features]],
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

    return _named(names, _descend(cost, len(names)))


def _table(rows: Sequence[Features], rare: int) -> tuple[list[str], Any]:
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


def _named(names: list[str], weights: Array) -> dict[str, float]:
    pairs = zip(names, weights.tolist(), strict=True)
    return {name: round(weight, 3) for name, weight in pairs if abs(weight) >= _LEAST}
