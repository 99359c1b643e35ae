"""Held-out answers, right or wrong -> how sure the ranker may say it is."""

import numpy as np

from pipeline.places.choosing import together
from pipeline.places.features import Array, distance_km
from pipeline.places.ranker import Look
from pipeline.places.ranker_cases import MOST_TIMES, NEAR_KM, Case

SHOWN_SURE, SHOWN_RIGHT = 0.7, 0.965  # 95 in 100 are right at 0.7 and more, and a margin


def judge(case: Case, seen: Look, raw: list[float], right: list[float]) -> None:
    """Note how likely the best candidate of each judged name was, and whether it was right."""
    start = 0
    for number, unit in enumerate(case.light.units):
        stop = start + len(unit.candidates)
        if case.weight[number] > 0 and stop > start:
            likely, marks = seen.likely[start:stop], case.right[start:stop]
            best = int(np.argmax(likely))
            place = unit.candidates[best].place
            good = [c.place for c, mark in zip(unit.candidates, marks, strict=True) if mark]
            is_right = any(distance_km(place, other) <= NEAR_KM for other in good)
            times = min(unit.count, MOST_TIMES)
            raw += [together(unit, likely, best)] * times
            right += [float(is_right)] * times
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
    at = [0.0, *(block[0] for block in merged), 1.0]
    return np.array(at), np.array([0.0, *(block[1] for block in merged), merged[-1][1]])


def calibrate(raw: Array, right: Array) -> tuple[Array, Array]:
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
        at, is_right = calibrate(raw[halves != half], right[halves != half])
        sure, truth = np.interp(raw[halves == half], at, is_right), right[halves == half]
        for low in np.arange(bins) / bins:
            inside = (sure >= low) & (sure < low + 1 / bins + (low + 1 / bins >= 1) * 1e-9)
            if inside.any():
                gap = abs(float(sure[inside].mean() - truth[inside].mean()))
                error += gap * inside.sum() / len(raw)
    return error
