"""Articles without a date that tell of a happening whose day is known."""

import datetime as dt

import pytest

from pipeline.dates import date_article
from pipeline.dates.milestones import latest_milestone
from pipeline.records import Article, DateSource

WAR = "Russia's invasion of Ukraine"
REST = " Russian envoys speak of Ukraine." * 20


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bombing of the theatre in Mariupol is still on all minds.", "2022-03-16"),
        ("Missiles hit the base of Yavoriv. Putin spoke in Luzhniki.", "2022-03-18"),
        ("More than 2.5 million people have fled Ukraine, the UN said.", "2022-03-11"),
        ("Almost two and a half million have left Ukraine.", "2022-03-11"),
        ("The UN counts 3.2 million refugees from Ukraine.", "2022-03-15"),
        (
            "In Warsaw the American president said that the man could not remain in power.",
            "2022-03-26",
        ),
        ("The long-awaited battle for Donbas has begun, Zelensky said.", "2022-04-18"),
        ("Ukraine's flag flies over Izyum again after the Russians withdrew.", "2022-09-10"),
    ],
)
def test_a_known_happening_is_told(text: str, day: str) -> None:
    told = latest_milestone(text + REST, WAR)
    assert told is not None
    assert str(told.day) == day


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will meet in Antalya, Lavrov said.",
        "The UN says four million people could have fled Ukraine by summer.",
        "Ten million people have fled their homes, two million refugees less than that.",
        "A theatre in Kyiv played again. Mariupol had no water.",
        REST + REST + "The bombing of the theatre in Mariupol is still on all minds.",
    ],
)
def test_what_is_to_come_or_stands_at_the_end_is_no_happening(text: str) -> None:
    told = latest_milestone(text + REST, WAR)
    assert told is None or told.day < dt.date(2022, 3, 10)


def test_a_milestone_is_of_its_war() -> None:
    assert latest_milestone("The theatre in Mariupol." + REST, "another war") is None


def test_a_known_happening_and_a_weekday_date_an_article() -> None:
    text = "Shells fell on Lviv on Friday, two days after bombs hit the theatre in Mariupol."
    told = date_article(Article("a", text + REST))
    assert (str(told.date), told.source) == ("2022-03-18", DateSource.INFERRED)
    assert "theatre in Mariupol on 2022-03-16" in told.rule
    for later in ("So it was last year, too.", "In 2023 it was rebuilt."):
        assert date_article(Article("a", f"{text} {later}{REST}")).date is None
    assert date_article(Article("a", text.replace("on Friday, ", "") + REST)).date is None


def test_the_weekday_of_a_known_happening_dates_an_article() -> None:
    text = (
        "Easter fell on Sunday. On Tuesday, when we sat down, Guterres was across the table from "
        "Putin in Moscow."
    )
    told = date_article(Article("a", text + REST))
    assert (str(told.date), told.source) == ("2022-04-26", DateSource.INFERRED)
    later = text.replace("Easter fell on Sunday.", "Shells fell on Lozova on Thursday.")
    assert str(date_article(Article("a", later + REST)).date) == "2022-04-28"


def test_what_is_left_of_last_year_does_not_make_a_text_look_back() -> None:
    text = "Shells fell on Friday, two days after bombs hit the theatre in Mariupol."
    for words, day in (
        ("Last year's grain was stolen.", "2022-03-18"),
        ("So it was last year.", "None"),
    ):
        assert str(date_article(Article("a", f"{text} {words}{REST}")).date) == day
