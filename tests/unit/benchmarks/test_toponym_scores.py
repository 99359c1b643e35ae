"""The geoparsing benchmark counts as its docstring says."""

import pytest

from benchmarks._toponym_scores import Tally, Toponym, f1, matched

KYIV = Toponym(0, 4, 50.45, 30.52)


def test_exact_spans_are_matched_before_wider_ones() -> None:
    wide, exact = Toponym(0, 9, None, None), Toponym(0, 4, None, None)
    assert matched([KYIV], [wide, exact]) == [(KYIV, exact)]


def test_a_place_within_161_km_is_right_and_one_beyond_is_not() -> None:
    tally = Tally()
    tally.add([KYIV], [Toponym(0, 4, 51.8, 30.52, 0.9)])
    tally.add([KYIV], [Toponym(0, 4, 52.0, 30.52, 0.6)])
    assert tally.near == 1
    assert tally.right_when_sure() == 1
    assert tally.calibration_error() == pytest.approx((0.1 + 0.6) / 2)


def test_a_point_on_a_pointless_toponym_costs_nothing() -> None:
    tally = Tally()
    tally.add([Toponym(0, 4, None, None)], [KYIV, Toponym(9, 12, 1, 1)])
    assert (tally.gold_points, tally.counted, tally.exact, tally.overlap) == (0, 1, 1, 1)


def test_nothing_found_in_nothing_is_zero() -> None:
    assert f1(0, 0, 0) == (0, 0, 0)
