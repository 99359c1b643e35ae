"""What the gazetteer knows of names, as numbers beside the words."""

import numpy as np
import pytest

from gazetteer import Gazetteer, NameClass
from pipeline.language.known_names import BEGIN, INSIDE, POSITION, SINGLE, look_up, name_features

KNOWN = {
    "Kyiv": int(NameClass.LARGE),
    "New York": int(NameClass.LARGE),
    "York": int(NameClass.MID),
    "Ivano-Frankivsk": int(NameClass.MID),
}


def class_of(name: str) -> int:
    return KNOWN.get(name, 0)


def positions(words: list[str]) -> list[int]:
    return [int(row[0]) & POSITION for row in look_up(words, class_of)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["in", "Kyiv", "today"], [0, SINGLE, 0]),
        (["New", "York", "won"], [BEGIN, INSIDE, 0]),
        (["Ivano", "-", "Frankivsk"], [BEGIN, INSIDE, INSIDE]),
        (["Jane", "York"], [0, SINGLE]),
        (["KYIV"], [0]),
        ([], []),
        ([" "], [0]),
    ],
)
def test_the_longest_known_name_is_marked(words: list[str], found: list[int]) -> None:
    assert positions(words) == found


def test_a_word_in_small_letters_is_looked_up_only_where_all_are_small() -> None:
    assert look_up(["Reading", "in", "nice"], lambda _: 4)[2].tolist() == [0, 0]
    assert look_up(["reading", "in", "nice"], lambda _: 4)[2].tolist() != [0, 0]


def test_the_class_stands_above_the_position() -> None:
    (row,) = look_up(["Kyiv"], class_of)
    assert row.tolist() == [int(NameClass.LARGE) << 2 | SINGLE, int(NameClass.LARGE)]


def test_without_a_gazetteer_no_name_is_known(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> Gazetteer:
        raise OSError

    monkeypatch.setattr(Gazetteer, "open", missing)
    assert not np.any(name_features()(["Kyiv"]))
    assert "without the gazetteer" in caplog.text


def test_the_real_gazetteer_knows_a_capital() -> None:
    (row,) = name_features()(["Kyiv"])
    assert NameClass.LARGE in NameClass(int(row[1]))
