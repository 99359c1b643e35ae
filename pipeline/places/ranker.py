"""Features and learnt weights → how likely each candidate is, and how sure the best one is."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.places.features import (
    OWN,
    SHARED,
    UNKNOWN,
    Array,
    Light,
    own_features,
    unknown_features,
)
from pipeline.places.units import Unit
from pipeline.shipped import read_checked

ROUNDS = 2  # times the names are looked at in each other's light


@dataclass(frozen=True, slots=True)
class Weights:
    """What the training script learnt: a weight a feature, for the first look and for the next.

    `sure_at`, `sure_is`: the calibration curve from raw probability to share of right answers.
    """

    alone: Array
    alone_unknown: Array
    together: Array
    together_unknown: Array
    sure_at: Array
    sure_is: Array


@cache
def load_weights() -> Weights:
    """The weights the project ships with."""
    return read_weights(read_checked(Path(__file__).with_name("data") / "ranker.json"))


def read_weights(data: dict[str, dict[str, float] | list[float]]) -> Weights:
    """Weights from their file's form; a feature the file does not name weighs nothing."""

    def column(name: str, features: tuple[str, ...]) -> Array:
        table = data[name]
        return np.array(
            [table.get(feature, 0.0) for feature in features] if isinstance(table, dict) else table
        )

    return Weights(
        column("alone", OWN),
        column("alone_unknown", UNKNOWN),
        column("together", OWN + SHARED),
        column("together_unknown", UNKNOWN),
        column("sure_at", ()),
        column("sure_is", ()),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all names: candidate and "unknown" probabilities, and the rows behind them."""

    likely: Array
    unknown: Array
    rows: Array
    unknown_rows: Array


def look(light: Light, own: Array, weights: Weights) -> Look:
    """Weigh every candidate of every unit, first alone, then in the others' light."""
    seen = weigh(
        light,
        own,
        unknown_rows(light, np.zeros(len(light.units))),
        weights.alone,
        weights.alone_unknown,
    )
    for _ in range(ROUNDS):
        shared = light.shared_features(seen.likely)
        rows = np.concatenate([own, shared], axis=1)
        seen = weigh(
            light,
            rows,
            unknown_rows(light, support(light, shared)),
            weights.together,
            weights.together_unknown,
        )
    return seen


def support(light: Light, shared: Array) -> Array:
    """For each unit how well the article supports its best supported candidate, 0-1."""
    best = np.zeros(len(light.units))
    np.maximum.at(best, light.owner, np.minimum(shared[:, SHARED.index("country_share")], 1.0))
    return best


def unknown_rows(light: Light, supported: Array) -> Array:
    """What speaks for "none of these", a row a unit; `supported` as `support` gives it."""
    rows = [
        unknown_features(unit, float(s)) for unit, s in zip(light.units, supported, strict=True)
    ]
    return np.array(rows).reshape(-1, len(UNKNOWN))


def weigh(
    light: Light, rows: Array, unknown: Array, weights: Array, unknown_weights: Array
) -> Look:
    """Softmax over the candidates of each unit and "unknown"."""
    scores = rows @ weights if len(rows) else np.zeros(0)
    none = unknown @ unknown_weights
    peak = none.copy()
    np.maximum.at(peak, light.owner, scores)
    power = np.exp(scores - peak[light.owner])
    power_none = np.exp(none - peak)
    total = power_none + np.bincount(light.owner, power, len(light.units))
    return Look(power / total[light.owner], power_none / total, rows, unknown)


def stack_own(units: tuple[Unit, ...], top_domain: str) -> Array:
    """The own features of all candidates of all units, one below the other."""
    rows = [own_features(unit, top_domain) for unit in units]
    return np.concatenate(rows) if rows else np.zeros((0, len(OWN)))


def sureness(raw: float, weights: Weights) -> float:
    """The calibrated confidence of a raw probability."""
    return float(np.interp(raw, weights.sure_at, weights.sure_is))
