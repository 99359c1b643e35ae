"""What holds for every text: verbatim spans, no crash, linear time, answers that move by weeks."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import date_article, find_dates, read_date
from pipeline.records import Article, ArticleDate, DateSource

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2090, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FORMS = st.sampled_from(
    [
        "It fell on {}.",
        "It will fall on {}.",
        "Late on {}, it fell.",
        "It fell last {}.",
        "It falls next {}.",
        "It fell overnight.",
        "It fell yesterday, and the day before yesterday.",
        "It fell last week, then two days ago, then three weeks ago.",
        "It will fall tomorrow and next week.",
        "It fell on {} last week.",
        "They fought from {} to Sunday.",
        "It burnt for the past 48 hours and the last two weeks.",
        "They came over the weekend, and will come at the weekend.",
        "It opens on {0}; a second is expected {0}, a third is to open {0} night.",
        "In the early hours of {} it fell, a week ago today.",
        "It fell on {}. Two days later, the same day, the following week, it rose.",
        "It fell between {} and Friday, early this week, in recent days.",
    ]
)
WORDS = """
the last next first 20th day of war week Monday on from to between and 24 February 2022 2022-03-03
31 9/11 ago early mid - , . ( ) ' s year months May 1990s century BC in hours three
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n"])


def dated(day: dt.date) -> ArticleDate:
    return ArticleDate(day, DateSource.GIVEN, "test")


@settings(deadline=None)  # the first text waits for the grammar to be compiled
@given(DAYS, st.integers(-200, 200), FORMS, st.sampled_from(WEEKDAYS))
def test_relative_days_move_with_the_article_by_whole_weeks(
    day: dt.date, weeks: int, form: str, weekday: str
) -> None:
    moved_by = dt.timedelta(weeks=weeks)
    text = form.format(weekday)
    here, there = find_dates(text, dated(day)), find_dates(text, dated(day + moved_by))
    assert here
    for one, two in zip(here, there, strict=True):
        assert one.days.first is not None
        assert one.days.until is not None
        assert (two.days.first, two.days.until) == (
            one.days.first + moved_by,
            one.days.until + moved_by,
        )
        assert (one.rule, one.precision) == (two.rule, two.precision)


@given(DAYS, DAYS)
def test_full_dates_do_not_move_with_the_article(day: dt.date, named: dt.date) -> None:
    text = f"It fell on {named.day} {named:%B} {named.year}, or {named.isoformat()}."
    spans = find_dates(text, dated(day))
    assert [span.days.first for span in spans] == [named, named]


@given(st.text(max_size=200) | st.lists(PIECES, max_size=40).map(" ".join), DAYS | st.none())
def test_any_text_gives_verbatim_spans_in_order(text: str, day: dt.date | None) -> None:
    article = date_article(Article("a", text, date=day))
    end = 0
    for span in find_dates(text, article):
        assert text[span.start : span.end] == span.text
        assert end <= span.start < span.end
        end = span.end
    read_date(text)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "last ", "the 1st day of ", "9", " ", "\n ", "24 February - ", "early ", "1-", "'"],
)
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        find_dates(text, dated(dt.date(2022, 3, 15)))
        date_article(Article("a", text))
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)
