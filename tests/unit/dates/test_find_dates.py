"""What time expressions mean, seen from Tuesday 15 March 2022 unless a case says otherwise."""

import datetime as dt

import pytest

from pipeline.dates import find_dates
from pipeline.records import ArticleDate, DatePrecision, DateSource, DateSpan

TUESDAY = dt.date(2022, 3, 15)


def find(text: str, day: dt.date | None = TUESDAY) -> tuple[DateSpan, ...]:
    source = DateSource.UNKNOWN if day is None else DateSource.GIVEN
    spans = find_dates(text, ArticleDate(day, source, "test"))
    assert all(text[span.start : span.end] == span.text for span in spans)
    return spans


def the_only(text: str, day: dt.date | None = TUESDAY) -> tuple[str, str, str]:
    (span,) = find(text, day)
    return span.text, str(span.days.first), str(span.days.last)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Shells fell on the port on Monday.", "Monday", "2022-03-14", "2022-03-14"),
        ("Shells fell on the port on Tuesday.", "Tuesday", "2022-03-15", "2022-03-15"),
        ("Envoys will meet on Thursday.", "Thursday", "2022-03-17", "2022-03-17"),
        ("Envoys are due to meet on Thursday.", "Thursday", "2022-03-17", "2022-03-17"),
        ("The ship left last Thursday.", "last Thursday", "2022-03-10", "2022-03-10"),
        ("It sails next Thursday.", "next Thursday", "2022-03-17", "2022-03-17"),
        ("Late on Monday, flares lit the sky.", "Late on Monday", "2022-03-14", "2022-03-14"),
        (
            "A blast was heard just before dawn on Tuesday.",
            "just before dawn on Tuesday",
            "2022-03-15",
            "2022-03-15",
        ),
        (
            "It began in the early hours of Sunday.",
            "the early hours of Sunday",
            "2022-03-13",
            "2022-03-13",
        ),
        ("Drones came overnight.", "overnight", "2022-03-14", "2022-03-15"),
        ("He arrived yesterday evening.", "yesterday evening", "2022-03-14", "2022-03-14"),
        ("They spoke last night.", "last night", "2022-03-14", "2022-03-15"),
        (
            "It fell the day before yesterday.",
            "the day before yesterday",
            "2022-03-13",
            "2022-03-13",
        ),
        ("It was shelled the night before.", "the night before", "2022-03-14", "2022-03-15"),
        (
            "It lasted from late January to mid-February 2022.",
            "from late January to mid-February 2022",
            "2022-01-21",
            "2022-02-18",
        ),
        ("They left last week.", "last week", "2022-03-07", "2022-03-13"),
        ("They meet again next week.", "next week", "2022-03-21", "2022-03-27"),
        ("It was shelled on Friday last week.", "Friday last week", "2022-03-11", "2022-03-11"),
        ("A mine closed earlier this month.", "earlier this month", "2022-03-01", "2022-03-31"),
        (
            "There was fire for the past 24 hours.",
            "the past 24 hours",
            "2022-03-14",
            "2022-03-15",
        ),
        ("The bridge fell two days ago.", "two days ago", "2022-03-13", "2022-03-13"),
        ("The bridge fell two weeks ago.", "two weeks ago", "2022-02-28", "2022-03-06"),
        ("It has held since Friday.", "Friday", "2022-03-11", "2022-03-11"),
        ("It will be over by May.", "May", "2022-05-01", "2022-05-31"),
        ("It froze in early March.", "early March", "2022-03-01", "2022-03-10"),
        ("Troops crossed on 24 February.", "24 February", "2022-02-24", "2022-02-24"),
        ("Leaders would meet on 24 March.", "24 March", "2022-03-24", "2022-03-24"),
        ("It opened on 3 December.", "3 December", "2021-12-03", "2021-12-03"),
        (
            "It was sown in the spring of 2021.",
            "the spring of 2021",
            "2021-03-01",
            "2021-05-31",
        ),
        (
            "He fought between 5 and 9 March.",
            "between 5 and 9 March",
            "2022-03-05",
            "2022-03-09",
        ),
        (
            "Rain fell from 28 February to 3 March.",
            "from 28 February to 3 March",
            "2022-02-28",
            "2022-03-03",
        ),
        ("The fair ran March 5-9, 2021.", "March 5-9, 2021", "2021-03-05", "2021-03-09"),
        ("Signed on March 3rd, 2022.", "March 3rd, 2022", "2022-03-03", "2022-03-03"),
        ("Signed on the 3rd of March 2022.", "the 3rd of March 2022", "2022-03-03", "2022-03-03"),
        ("Logged 2022-03-03 at noon.", "2022-03-03", "2022-03-03", "2022-03-03"),
        ("Logged 13/03/2022 there.", "13/03/2022", "2022-03-13", "2022-03-13"),
        ("Logged 3/13/2022 there.", "3/13/2022", "2022-03-13", "2022-03-13"),
        ("Logged 02.03.2022 there.", "02.03.2022", "2022-03-02", "2022-03-02"),
        ("Built in 2012.", "2012", "2012-01-01", "2012-12-31"),
        ("Sales rose last year.", "last year", "2021-01-01", "2021-12-31"),
        ("It grew in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It grew in the 19th century.", "the 19th century", "1800-01-01", "1899-12-31"),
        (
            "Sales fell in the third quarter of 2021.",
            "the third quarter of 2021",
            "2021-07-01",
            "2021-09-30",
        ),
        ("The fair starts Monday.", "Monday", "2022-03-21", "2022-03-21"),
        ("A ruling is expected Wednesday.", "Wednesday", "2022-03-16", "2022-03-16"),
        ("The ship is to sail Saturday.", "Saturday", "2022-03-19", "2022-03-19"),
        ("He will be tried in June.", "June", "2022-06-01", "2022-06-30"),
        ("Marchers came over the weekend.", "the weekend", "2022-03-12", "2022-03-13"),
        ("It snowed on Christmas Eve.", "Christmas Eve", "2021-12-24", "2021-12-24"),
        ("They met on New Year's Eve.", "New Year's Eve", "2021-12-31", "2021-12-31"),
        ("It rained on March 9 and 10.", "March 9 and 10", "2022-03-09", "2022-03-10"),
        ("One year ago today it shut.", "One year ago today", "2021-03-15", "2021-03-15"),
        (
            "It shut two years ago this month.",
            "two years ago this month",
            "2020-03-01",
            "2020-03-31",
        ),
        ("Logged 20220303 at noon.", "20220303", "2022-03-03", "2022-03-03"),
        ("A 1972 treaty banned it.", "1972", "1972-01-01", "1972-12-31"),
        ("The fast ended on 1 Ramadan 1443.", "1 Ramadan 1443", "2022-04-03", "2022-04-03"),
        ("They met on 1 Farvardin 1401.", "1 Farvardin 1401", "2022-03-21", "2022-03-21"),
    ],
)
def test_an_expression_means_these_days(text: str, words: str, first: str, last: str) -> None:
    assert the_only(text) == (words, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "a 35-hour curfew and a two-week truce",
        "a 20-year-old driver, aged two years more",
        "They meet every Friday and each year.",
        "Shells hit the Christmas Cathedral.",
        "It lasted three days and 24 hours.",
        "The Sunday Times recalled Bloody Sunday.",
        "It may march on; they may fall.",
        "About 2000 cars left, and 1500 people with $2000.",
        "They won 3-2 at 17:40 after 10 km.",
        "On 31 February nothing happened.",
        "The log says 2022-13-45 and 0000-00-00.",
        "It was founded in 300 BC.",
        "To this day, at the end of the day, it stands.",
        "They play on Saturday mornings and Good Friday songs.",
        "Two days later the same day was over.",
    ],
)
def test_lengths_habits_names_amounts_and_impossible_days_are_no_dates(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("told", ["The next day", "One day later", "A day later"])
def test_a_day_later_is_counted_from_the_day_told(told: str) -> None:
    found = find(f"A shell fell on 3 March. {told} some bombs fell.")
    assert [str(span.days.first) for span in found] == ["2022-03-03", "2022-03-04"]


def test_a_day_of_the_war_is_counted_from_its_first() -> None:
    text = "Russia shelled Kyiv on the 20th day of the Russian assault on Ukraine."
    assert the_only(text)[1] == "2022-03-15"


def test_a_day_counted_behind_a_weekday_is_no_day_of_the_month() -> None:
    found = find("Ukrainians met on Sunday, the 11th day of the Russian invasion.")
    assert [span.text for span in found] == ["Sunday", "the 11th day of the Russian invasion"]
    assert found[1].days.first == dt.date(2022, 3, 6)


def test_the_first_day_of_the_invasion_is_not_this_weeks_weekday() -> None:
    text = (
        "Columns left Crimea for Kherson on the first day of their invasion Thursday. Russia, Kyiv."
    )
    assert the_only(text, dt.date(2022, 3, 3))[1] == "2022-02-24"


def test_figures_whose_order_is_unsure_span_both_days() -> None:
    (span,) = find("Filed 5/9/2021 in court.")
    assert (str(span.days.first), str(span.days.last)) == ("2021-05-09", "2021-09-05")
    assert span.precision is DatePrecision.RANGE
    assert "unsure" in span.rule


def test_without_an_article_date_a_relative_date_is_told_but_open() -> None:
    (span,) = find("The town was hit on Monday.", None)
    assert (span.text, span.days.first, span.days.until) == ("Monday", None, None)
    assert span.precision is DatePrecision.UNKNOWN


def test_a_year_names_itself_without_an_article_date() -> None:
    assert the_only("The treaty of 5 May 1992 holds.", None)[1:] == ("1992-05-05", "1992-05-05")


def test_the_ends_of_the_calendar_do_not_break() -> None:
    for day in (dt.date.min, dt.date.max):
        find("Tomorrow, yesterday, last week, next century, 9999 years ago, on Monday.", day)


def test_the_same_morning_is_that_of_the_last_single_day() -> None:
    spans = find(
        "Sunday's raid hit a camp in use until mid-February. A port burned the same morning."
    )
    assert str(spans[-1].days.first) == "2022-03-13"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("On Sunday the 27th tanks came", "2022-02-27"),
        ("They left on the Monday", "2022-02-28"),
        ("On the Friday before, a mine had exploded", "2022-02-18"),
    ],
)
def test_a_weekday_of_a_story_follows_the_day_told_before(told: str, day: str) -> None:
    spans = find(f"On February 24 shells fell. {told}.", dt.date(2022, 3, 28))
    assert str(spans[-1].days.first) == day


def test_last_weekday_is_not_yesterday() -> None:
    (found,) = find("A bridge was bombed last Monday.")  # written on a Tuesday
    assert str(found.days.first) == "2022-03-07"
