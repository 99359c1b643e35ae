"""The day an article was written, from what is given and what its text says."""

import datetime as dt

import pytest

from pipeline.dates import date_article, read_date
from pipeline.records import Article, DateSource

COUNTED = (
    "Russian guns hit a depot in Kyiv on Tuesday, the city said.\n"
    "It was the worst fire since the war began, on the 20th day of the Russian assault on Ukraine."
)


def dated(text: str, day: dt.date | None = None) -> tuple[str, DateSource]:
    told = date_article(Article("a", text, date=day))
    return str(told.date), told.source


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" date 2022-03-03 The mayor of a Ukrainian town spoke.", "2022-03-03"),
        ("Published: Tue 15 Mar 2022\n\nA bridge fell.", "2022-03-15"),
        ("17:40, 24 April 2024\n\nA bridge fell.", "2024-04-24"),
        ("What was lost\n\nSept 16, 2022 (Newswire) - A bridge fell.", "2022-09-16"),
        ("Shot at Home\n\n(Lviv, June 10, 2022) – Soldiers shot six men.", "2022-06-10"),
        ("Lviv, 25 February 2022\n\nA bridge fell on Thursday.", "2022-02-25"),
        ("Live updates: Saturday 12 March 2022\n\n18:05 A bridge fell.", "2022-03-12"),
        ("KYIV, March 15, 2022 (Newswire) - A bridge fell.", "2022-03-15"),
        ("Minsk (NW) - Friday, June 3, 2022\n\nA bridge fell on Monday.", "2022-06-03"),
        (
            (
                "UKRAINE: Situation Report No. 3\nAs of 12 p.m. (EET) on 9 April 2022\n"
                "The next report will be issued on 12 April 2022."
            ),
            "2022-04-09",
        ),
        ("Kyiv (AFP) - Tuesday, May 3, 2022\n\nA bridge fell.", "2022-05-03"),
        (
            "UKRAINE: Cash aid\nReporting period: 1 June to 14 June 2022 (noon)\n\nIt rained.",
            "2022-06-14",
        ),
        (
            (
                "Nights without sleep\n\nThe Courier, 15 July, 10:15\n\nOn the night of Friday the "
                "Russians shelled Nikopol in Ukraine, as they have since 2022."
            ),
            "2022-07-15",
        ),
        (
            (
                "A bridge\n\nIt fell on 2 March 2019 after a flood.\n\n"
                "This article was last edited on 9 May 2019, at 12:10."
            ),
            "2019-05-09",
        ),
        (
            "ODESA, 16 May (Newswire) - A bridge fell in Ukraine after Russia struck in 2023.",
            "2023-05-16",
        ),
    ],
)
def test_a_header_or_dateline_dates_the_article(text: str, day: str) -> None:
    assert dated(text) == (day, DateSource.HEADER)


def test_a_writer_tells_the_day_of_writing() -> None:
    text = (
        "It is Wednesday, and the Russians have gone. On 3 March they bombed a Ukrainian plant; "
        "the barracks were hit on the fifth day of the invasion.\n\nShells were still falling as "
        "I wrote this, on Thursday, the last day of March. Zelensky had spoken."
    )
    assert dated(text) == ("2022-03-31", DateSource.INFERRED)


def test_a_counted_day_before_the_last_day_told_is_past() -> None:
    text = (
        "The barracks were hit on the fifth day of the invasion, and Russian tanks came back to "
        "the Ukrainian town on 18 March. Zelensky spoke."
    )
    assert dated(text) == ("2022-03-18", DateSource.INFERRED)


def test_a_counted_day_dates_the_article() -> None:
    assert dated(COUNTED) == ("2022-03-15", DateSource.INFERRED)


def test_a_weekday_called_the_so_manyeth_day_dates_the_article() -> None:
    text = (
        "It is Friday the eighth, the forty-fourth day, and the trams run again. The Russians "
        "have left the Ukrainian town."
    )
    assert dated(text) == ("2022-04-08", DateSource.INFERRED)


def test_the_number_of_a_day_alone_dates_a_briefing() -> None:
    text = (
        "Your Sunday briefing\n\nWhat you need to know on day 39.\n\nRussians left Ukrainian towns."
    )
    assert dated(text) == ("2022-04-03", DateSource.INFERRED)


def test_weeks_to_the_day_date_the_article() -> None:
    text = "It is three weeks to the day since Russian troops rolled into Ukraine, west of Kyiv."
    assert dated(text) == ("2022-03-17", DateSource.INFERRED)


def test_a_weekday_long_after_the_last_day_told_lies_before_it() -> None:
    text = (
        "Shells fell on Thursday. A bridge fell, too, when trucks crossed it on 25 February 2022."
    )
    assert dated(text) == ("2022-02-25", DateSource.INFERRED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Russian tanks neared Kyiv on Friday. The war in Ukraine has entered its third week.",
            "2022-03-11",
        ),
        (
            (
                "Russian shells fell on Mariupol on Thursday. Three weeks into what was to be over "
                "within days, the city holds."
            ),
            "2022-03-17",
        ),
        (
            "Russian shells fell on Mariupol on Thursday. Two weeks in, the city holds.",
            "2022-03-10",
        ),
    ],
)
def test_a_counted_week_and_a_weekday_date_the_article(text: str, day: str) -> None:
    assert dated(text) == (day, DateSource.INFERRED)


LASTED = """
2022-03-05 Almost 1.37 million people have fled Russia's war on Ukraine in ten days, the UN said
on Saturday.

2022-03-05 Russian forces shelled Kharkiv on Saturday as the war entered its tenth day.

2022-02-28 Russian forces shelled Kharkiv on Monday, five days into the invasion of Ukraine.

2022-03-08 After 13 days of war in Ukraine, Russia said on Tuesday it would open corridors.

2022-03-08 Nearly two weeks into Russia's invasion, talks were held in Kyiv on Tuesday.

2022-03-13 Russia's war in Ukraine, now in its third week, reached the west on Sunday, when
missiles hit a base near Lviv.

2022-03-03 Shells hit Kyiv on Thursday, exactly one week after Russia invaded Ukraine.

2022-03-24 Shells hit Kyiv on Thursday, a month after Russian President Vladimir Putin launched
the invasion of Ukraine.

2022-03-24 One month into the war, Russian troops shelled Kharkiv on Thursday.

2022-03-03 Russia's week-old invasion of Ukraine went on on Thursday.

2022-03-07 Russia's 12-day-old invasion of Ukraine went on on Monday.

2022-03-24 Russia's month-old invasion of Ukraine went on on Thursday.

2022-03-02 Since launching its invasion of Ukraine six days ago, Russia has shelled Kharkiv,
officials said on Wednesday.

2022-03-14 Since the invasion began 18 days ago, Russian troops have shelled Mariupol; on Monday
they hit a hospital.

2022-03-19 On day 24 of the war, Russia said on Saturday it had fired a hypersonic missile at
Ukraine.

2022-03-01 Russian troops entered Ukraine last Thursday. On Tuesday missiles hit Kharkiv.

2022-03-17 Three weeks of fighting have left Mariupol in ruins, Ukrainian officials said on
Thursday, as Russia went on shelling.

2022-03-08 In less than two weeks of war, two million people have fled Ukraine, the UN said on
Tuesday, as Russian shells fell.

2022-03-11 The 16-day-old war went on as Russian forces regrouped near Kyiv on Friday.

2022-02-25 Russia's invasion of Ukraine entered a second day on Friday, with explosions in Kyiv.

2022-03-17 Russia's war on Ukraine entered a fourth week on Thursday with shelling in Kharkiv.

2022-04-14 Fifty days into Russia's war, the Ukrainian army said on Thursday it had hit the
Moskva.

2022-03-06 Russian missiles hit Vinnytsia on Sunday, the 11th day of the war in Ukraine.

2022-02-25 On the second day of the Russian offensive, troops reached Kyiv on Friday.

2022-02-26 Russian troops pressed on toward Kyiv on Saturday, the third day of the invasion.

2022-02-25 Russian troops pressed on toward Kyiv on Friday, a day after President Vladimir Putin
launched the invasion of Ukraine.

2022-02-26 Two days after Putin ordered the invasion, Russian troops fought in the streets of
Kyiv on Saturday.

2022-04-01 More than five weeks after the start of the Russian invasion, troops left Bucha on
Friday, Ukraine said.

2022-03-04 Ukrainian officials said on Friday, the ninth day since Russia's invasion, that the
plant was on fire.

2022-03-18 For more than three weeks Russian forces have bombarded Ukraine; on Friday missiles
hit Lviv.

2022-03-24 Entering its fifth week on Thursday, the Russian assault on Ukraine went on.

2022-03-10 As the invasion dragged into a third week, Russian forces shelled Mariupol on
Thursday.

2022-04-14 The seven-week war in Ukraine went on on Thursday with shelling by Russia.
"""


@pytest.mark.parametrize("told", LASTED.strip().split("\n\n"))
def test_how_long_a_war_has_lasted_dates_the_article(told: str) -> None:
    day, text = told.split(" ", 1)
    assert dated(text) == (day, DateSource.INFERRED)


def test_nothing_to_go_by_is_unknown_never_today() -> None:
    assert dated("A bridge fell on Tuesday.") == ("None", DateSource.UNKNOWN)


def test_the_last_day_told_of_a_war_dates_an_article_that_nothing_else_does() -> None:
    text = (
        "They came to the gate on Tuesday. Zelensky's men had fled, Russian troops had taken the "
        "town on March 12, and on March 20 shells fell on the school. The next bus to Ukraine's "
        "border leaves on April 2."
    )
    assert dated(text) == ("2022-03-22", DateSource.INFERRED)
    assert dated(text.replace("on Tuesday", "on foot")) == ("2022-03-20", DateSource.INFERRED)
    assert dated(text.replace("Russian", "Some").replace("Ukraine's", "the"))[0] == "None"


def test_a_given_date_stands() -> None:
    assert dated("A bridge fell.", dt.date(2022, 3, 15)) == ("2022-03-15", DateSource.GIVEN)


def test_an_explicit_text_beats_a_given_date_and_the_note_tells() -> None:
    told = date_article(Article("a", COUNTED, date=dt.date(2022, 2, 26)))
    assert (str(told.date), told.source) == ("2022-03-15", DateSource.INFERRED)
    assert "2022-02-26" in told.note


def test_a_war_that_began_weeks_after_the_date_given_is_still_counted() -> None:
    told = date_article(Article("a", COUNTED, date=dt.date(2022, 1, 20)))
    assert (str(told.date), told.source) == ("2022-03-15", DateSource.INFERRED)


def test_an_opening_that_tells_of_a_later_day_as_past_beats_the_date_given() -> None:
    text = "Shells hit the bridge on Tuesday, 8 March 2022, and fires burned for hours."
    told = date_article(Article("a", text, date=dt.date(2022, 2, 10)))
    assert (str(told.date), told.source) == ("2022-03-08", DateSource.INFERRED)
    assert "2022-02-10" in told.note


def test_a_plan_in_the_opening_leaves_the_date_given() -> None:
    text = "Delegates will gather on Tuesday, 8 March 2022, to talk about bridges."
    assert dated(text, dt.date(2022, 2, 10)) == ("2022-02-10", DateSource.GIVEN)


@pytest.mark.parametrize("day", ["15 March 2099", "15 March 1022", "31 February 2022"])
def test_a_header_from_another_age_is_told_and_not_believed(day: str) -> None:
    told = date_article(Article("a", f"Published: {day}\nA bridge fell on Tuesday."))
    assert told.date is None
    assert ("a header says" in told.note) == (day != "31 February 2022")


def test_of_two_headers_the_first_holds() -> None:
    text = "Published: 15 March 2022\nUpdated: 16 March 2022\nA bridge fell."
    assert dated(text) == ("2022-03-15", DateSource.HEADER)


def test_a_date_given_that_lies_in_the_future_is_told() -> None:
    article = Article("a", "A bridge fell.", date=dt.date(2031, 1, 1))
    assert "future" in date_article(article, today=dt.date(2030, 1, 1)).note
    assert date_article(article, today=dt.date(2031, 1, 1)).note == ""


def test_a_date_given_a_day_after_the_dateline_stands() -> None:
    text = "KYIV, March 15, 2022 (Newswire) - A bridge fell."
    assert dated(text, dt.date(2022, 3, 16)) == ("2022-03-16", DateSource.GIVEN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-15T10:11:12Z", "2022-03-15"),
        ("2022-03-15T10:11:12.123+02:00", "2022-03-15"),
        ("15 Mar 2022", "2022-03-15"),
        ("Tue, 15 Mar 2022 10:11:12 +0000", "2022-03-15"),
        ("Tue Mar 15 10:11:12 UTC 2022", "2022-03-15"),
        ("Published: March 15, 2022", "2022-03-15"),
        ("20220315T101112Z", "2022-03-15"),
        ("3/4/2022", "None"),
        ("2022-13-45", "None"),
        ("31 February 2022", "None"),
        ("2022", "None"),
        ("15 March 2022 and more", "None"),
        ("", "None"),
        ("9" * 100_000, "None"),
    ],
)
def test_metadata_is_a_date_or_none(text: str, day: str) -> None:
    assert str(read_date(text)) == day


@pytest.mark.parametrize("none", [dt.date.min, dt.date(1200, 1, 1), dt.date.max])
def test_a_date_that_stands_for_none_is_not_believed(none: dt.date) -> None:
    text = "KYIV, 3 March 2022 - Shells fell on Monday and on 5 April, officials said."
    told = date_article(Article("one", text, "", none))
    assert (told.date, told.source) == (dt.date(2022, 3, 3), DateSource.HEADER)
    assert f"{none}, cannot be" in told.note
    assert date_article(Article("two", "Shells fell on Monday.", "", none)).date is None


def test_an_account_without_a_header_is_as_young_as_the_last_day_it_tells() -> None:
    text = (
        "Battle of Sirte\n\nThe battle began on 4 May 2019, when rebels attacked Sirte. "
        "It had been burned in August 1942.\n\nOn 6 May the rebels captured Tobruk.\n\n"
        "On 15 May a bomb killed five people in Derna."
    )
    assert dated(text) == ("2019-05-15", DateSource.INFERRED)
