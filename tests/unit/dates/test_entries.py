"""Chronicles: what an entry tells happened on the day that heads it."""

import datetime as dt

import pytest

from pipeline.dates import entry_at, find_dates, find_entries
from pipeline.records import ArticleDate, DateSource

PRINTED = dt.date(2022, 11, 12)
DATED = ArticleDate(PRINTED, DateSource.GIVEN, "")
BEHIND = (
    "Kherson under occupation\n\nFebruary 24. Columns break out. The next day they rest.\n\n"
    "March 2. The city falls.\n\nThe mayor has gone."
)
BELOW = (
    "What happened\n\n12 November 2022\n\nA summary.\n\nFriday 11 November\nFlags went up.\n"
    "People cheered.\n\nThursday 10 November:\nTroops left."
)


def entries(text: str) -> list[tuple[str, str]]:
    found = find_entries(text, find_dates(text, DATED), PRINTED)
    return [(str(entry.day), text[entry.start : entry.end].strip()) for entry in found]


def test_a_day_at_the_start_of_a_line_heads_that_line() -> None:
    assert entries(BEHIND) == [
        ("2022-02-24", "February 24. Columns break out. The next day they rest."),
        ("2022-03-02", "March 2. The city falls."),
    ]


def test_a_day_alone_heads_all_until_the_next_but_not_the_day_of_print() -> None:
    assert entries(BELOW) == [
        ("2022-11-11", "Friday 11 November\nFlags went up.\nPeople cheered."),
        ("2022-11-10", "Thursday 10 November:\nTroops left."),
    ]


def test_in_an_entry_days_are_counted_from_its_own() -> None:
    spans = {span.text: span.days.first for span in find_dates(BEHIND, DATED)}
    assert spans["The next day"] == dt.date(2022, 2, 25)


@pytest.mark.parametrize(
    "text",
    [
        "March 2. The city falls.\n\nThe mayor has gone.",
        "On March 2 the city fell.\n\nOn March 5 people marched.",
        "March 2 was cold.\n\nMarch 5 was colder.",
        "It fell on\nMarch 2.\n\nIt was retaken on\nNovember 11, 2022, the day before print.",
    ],
)
def test_a_text_whose_days_head_nothing_is_no_chronicle(text: str) -> None:
    assert entries(text) == []


def test_between_entries_there_is_none() -> None:
    found = find_entries(BEHIND, find_dates(BEHIND, DATED), PRINTED)
    assert entry_at(found, BEHIND.index("The mayor")) is None
    assert entry_at(found, 0) is None
