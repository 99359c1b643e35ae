"""B-cubed: what it gives where everything, nothing or half is joined."""

import pytest

from benchmarks.ruwa import Tagged, b_cubed, main_incidents


def test_right_groups_score_one() -> None:
    assert b_cubed(["a", "a", "b"], ["x", "x", "y"]) == pytest.approx((1.0, 1.0, 1.0))


def test_everything_in_one_group_has_all_recall_and_little_precision() -> None:
    precision, recall, _ = b_cubed(["a"] * 4, ["x", "x", "y", "z"])
    assert (precision, recall) == pytest.approx(((2 + 2 + 1 + 1) / 16, 1.0))


def test_everything_apart_has_all_precision_and_little_recall() -> None:
    precision, recall, _ = b_cubed(["a", "b", "c", "d"], ["x", "x", "y", "y"])
    assert (precision, recall) == (1.0, 0.5)


def test_an_article_stands_in_the_incident_that_most_share() -> None:
    articles = [
        Tagged("x", frozenset({"one", "two"}), names_it=True),
        Tagged("x", frozenset({"two", "three"}), names_it=True),
        Tagged("y", frozenset({"three", "four", "one"}), names_it=True),
    ]
    assert main_incidents(articles) == ["one", "three", "one"]
