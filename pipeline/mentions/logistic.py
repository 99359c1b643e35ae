"""Sets of named features and yes-or-no answers → a weight a feature → how likely a yes is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST = 0.005  # a smaller weight moves no answer and is left out
TOLERANCE = 2.2e-9  # scipy's own
RARE = 4  # a feature seen fewer times is left out


def probability(weights: Mapping[str, float], names: Iterable[str]) -> float:
    """How likely (0-1) a yes is where these features are; one without a weight says nothing."""
    weight = weights.get
    return logistic(sum([weight(name, 0.0) for name in names]))


def logistic(total: float) -> float:
    """The probability (0-1) of log odds; beyond 30 either way they count as 30."""
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def fit_logistic(
    rows: Sequence[Sequence[str]],
    answers: Sequence[float],
    *,
    prior: float = 1.0,
    rare: int = RARE,
    tolerance: float = TOLERANCE,
) -> dict[str, float]:
    """Logistic regression under a Gaussian prior, by L-BFGS; for training only, needs scipy.

    It stops when a step betters the cost by less than the share `tolerance`.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    counts = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= rare)
    index = {name: number for number, name in enumerate(names)}
    pairs = [(i, index[name]) for i, row in enumerate(rows) for name in set(row) if name in index]
    at, column = np.array(pairs).T
    matrix = csr_matrix((np.ones(len(pairs)), (at, column)), shape=(len(rows), len(names)))
    sign = 2 * np.array(answers) - 1

    def cost(weights: Array) -> tuple[float, Array]:
        margin = sign * (matrix @ weights)
        loss = float(np.logaddexp(0, -margin).sum()) + 0.5 * prior * float(weights @ weights)
        push = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        return loss, matrix.T @ push + prior * weights

    best = minimize(
        cost,
        np.zeros(len(names)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 400, "ftol": tolerance},
    )
    return {
        name: round(float(w), 3) for name, w in zip(names, best.x, strict=True) if abs(w) >= LEAST
    }
