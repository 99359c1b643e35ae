"""Named features and answers → boosted trees, for what hangs on several features at once.

All nodes of a level ask the same question, so a tree of depth d is d questions and 2^d leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from benchmarks._muc4_learning import FOLDS, Array, Features

_BINS = 24
_CALM = 1.0  # added to the certainty of a leaf before it answers
_LEAST = 1e-6  # gain of a question worth asking


class Tree(TypedDict):
    """Questions "is the feature above the limit", and the log odds by the answers, last first."""

    above: list[tuple[str, float]]
    leaves: list[float]


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees, how deep, how much of each is believed, and the rows a leaf stands for."""

    trees: int = 120
    depth: int = 3
    rate: float = 0.1
    calm: float = _CALM


def tree_total(row: Mapping[str, float], trees: Sequence[Tree]) -> float:
    """The leaves that the row falls into: its log odds."""
    odds = 0.0
    for tree in trees:
        leaf = 0
        for name, limit in tree["above"]:
            leaf = 2 * leaf + (row.get(name, 0.0) > limit)
        odds += tree["leaves"][leaf]
    return odds


def fit_trees(
    rows: Sequence[Features],
    answers: Sequence[float],
    folds: Sequence[int],
    growth: Growth,
) -> list[list[Tree]]:
    """Boosted trees for log odds: those learnt without each fold, and last those from all rows.

    From no rows no tree is learnt.
    """
    if not rows:
        return [[] for _ in range(FOLDS + 1)]
    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    limits = [_limits(column) for column in values.T]
    places = [np.searchsorted(own, column) for own, column in zip(limits, values.T, strict=True)]
    bins = np.stack(places, axis=1)
    wanted, fold_of = np.array(answers, dtype=float), np.array(folds)
    return [
        _grow(bins[fold_of != fold], wanted[fold_of != fold], names, limits, growth)
        for fold in range(FOLDS + 1)
    ]


def _limits(column: Array) -> Array:
    """Limits between values, fewer than bins; a value is in the bin of the limits below it."""
    found = np.unique(column)
    if len(found) > _BINS:
        found = np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)))
    middle: Array = np.round((found[1:] + found[:-1]) / 2, 4)
    return middle[: _BINS - 1]


def _grow(
    bins: NDArray[np.intp], wanted: Array, names: list[str], limits: list[Array], growth: Growth
) -> list[Tree]:
    share = np.clip(wanted.mean(), 1e-3, 1 - 1e-3)
    start = float(np.log(share / (1 - share)))
    odds = np.full(len(wanted), start)
    columns = np.arange(len(names)) * _BINS
    trees: list[Tree] = [{"above": [], "leaves": [round(start, 4)]}]
    for _ in range(growth.trees):
        likely = 1 / (1 + np.exp(-odds))
        slope, certainty = wanted - likely, likely * (1 - likely)
        leaf = np.zeros(len(wanted), dtype=np.intp)
        above: list[tuple[str, float]] = []
        for level in range(growth.depth):
            spread = (leaf[:, None] * (len(names) * _BINS) + columns + bins).ravel()
            size = (1 << level, len(names), _BINS)
            question = _best(_sums(spread, slope, size), _sums(spread, certainty, size), growth)
            if question is None:
                break
            column, place = question
            above.append((names[column], float(limits[column][place])))
            leaf = 2 * leaf + (bins[:, column] > place)
        count = 1 << len(above)
        push = np.bincount(leaf, slope, count) / (np.bincount(leaf, certainty, count) + growth.calm)
        odds += growth.rate * push[leaf]
        trees.append({"above": above, "leaves": np.round(growth.rate * push, 4).tolist()})
    return trees


def _sums(spread: NDArray[np.intp], weight: Array, size: tuple[int, int, int]) -> Array:
    """The weight of the rows with a value up to each limit, by leaf and column."""
    repeated = np.repeat(weight, size[1])
    table = np.bincount(spread, repeated, size[0] * size[1] * size[2]).reshape(size)
    summed: Array = table.cumsum(axis=2)
    return summed


def _best(slope: Array, certainty: Array, growth: Growth) -> tuple[int, int] | None:
    """Column and limit of the question that tells most, for all leaves together."""
    calm = growth.calm
    all_slope, all_certainty = slope[:, :, -1:], certainty[:, :, -1:]
    gain: Any = (
        slope**2 / (certainty + calm)
        + (all_slope - slope) ** 2 / (all_certainty - certainty + calm)
        - all_slope**2 / (all_certainty + calm)
    ).sum(axis=0)
    gain[:, -1] = 0.0
    column, place = np.unravel_index(int(gain.argmax()), gain.shape)
    return (int(column), int(place)) if gain[column, place] > _LEAST else None
