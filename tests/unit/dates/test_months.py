"""Parts of months, and days whose month was told before, seen from Tuesday 15 March 2022."""

import datetime as dt

import pytest

from pipeline.dates import find_dates
from pipeline.records import ArticleDate, DateSource

TUESDAY = ArticleDate(dt.date(2022, 3, 15), DateSource.GIVEN, "test")
WAR = "Russia invaded Ukraine. "


def told(text: str, dated: ArticleDate = TUESDAY) -> list[tuple[str, str, str]]:
    spans = find_dates(text, dated)
    return [(span.text, str(span.days.first), str(span.days.last)) for span in spans]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        (
            "It fell on the last day of February.",
            "the last day of February",
            "2022-02-28",
            "2022-02-28",
        ),
        (
            "It fell in the first days of March.",
            "the first days of March",
            "2022-03-01",
            "2022-03-05",
        ),
        (
            "They held it in the second week of May 2021.",
            "the second week of May 2021",
            "2021-05-08",
            "2021-05-14",
        ),
        (
            "They came on the last day of the month.",
            "the last day of the month",
            "2022-03-31",
            "2022-03-31",
        ),
    ],
)
def test_a_part_of_a_month(text: str, words: str, first: str, last: str) -> None:
    assert told(text) == [(words, first, last)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He was seized on 8 March, and his friend died there on the twelfth.", "2022-03-12"),
        ("They came on 26 February and had left by the 3rd.", "2022-03-03"),
        ("They came on 1 March. On the night of the 13th guns found the square.", "2022-03-13"),
    ],
)
def test_a_day_lies_in_the_month_told_before(text: str, day: str) -> None:
    assert told(text)[-1][1] == day


@pytest.mark.parametrize(
    "text",
    [
        "It landed on the third floor.",
        "He won on the third, then lost.",
        "The twelfth round went to the champion.",
        "They fell back on the 93rd brigade.",
    ],
)
def test_other_ordinals_are_no_days(text: str) -> None:
    assert told(text) == []


def test_the_last_day_is_not_of_the_last_march() -> None:
    text = "Odesa was shelled on Thursday, the last day of March."
    dated = ArticleDate(dt.date(2022, 3, 31), DateSource.GIVEN, "test")
    assert told(text, dated)[0][1:] == ("2022-03-31", "2022-03-31")


def test_that_month_is_the_one_told_before() -> None:
    text = "They left on 3 January, and others came in on the last day of that month."
    assert told(text)[-1] == ("the last day of that month", "2022-01-31", "2022-01-31")


def test_the_first_days_are_those_of_the_war_told_of() -> None:
    assert told(WAR + "Seven men were shot in the first days.")[-1][1:] == (
        "2022-02-24",
        "2022-03-02",
    )
    assert told(WAR + "The taps dried up in the second week.")[-1][1:] == (
        "2022-03-03",
        "2022-03-09",
    )
    assert told("He was shy in the first days.") == []
