"""What number of people words tell."""

import pytest

from pipeline.events.numbers import MOST, read_number


@pytest.mark.parametrize(
    ("words", "value", "used"),
    [
        ("five", 5, 1),
        ("thirty three people", 33, 2),
        ("twenty-one", 21, 1),
        ("two hundred and five dead", 205, 4),
        ("1,234 people", 1234, 1),
        ("1.5 million", 1_500_000, 2),
        ("three thousand five hundred", 3500, 4),
        ("two dozen", 24, 2),
        ("five and six", 5, 1),
        ("five 3", 5, 1),
        ("people", None, 0),
        ("", None, 0),
        ("9999999999", None, 1),
    ],
)
def test_a_number_is_read_as_far_as_it_goes(words: str, value: int | None, used: int) -> None:
    assert read_number(words.split()) == (value, used)


def test_the_greatest_number_of_people_is_still_one() -> None:
    assert read_number([str(MOST)]) == (MOST, 1)
    assert read_number([str(MOST + 1)]) == (None, 1)


def test_every_number_below_a_hundred_is_read_from_its_words() -> None:
    tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for value in range(21, 100):
        words = [tens[value // 10], *([ones[value % 10]] if value % 10 else [])]
        assert read_number(words) == (value, len(words))
