import datetime as dt

import pytest

from pipeline.drawing import words
from pipeline.events.words import load_triggers
from pipeline.table import EventRow

FRIDAY = dt.date(2022, 3, 4)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2022-03-04", "2022-03-04", "4 March 2022"),
        ("2022-03-04", "2022-03-15", "4\u201315 March 2022"),
        ("2022-03-04", "2022-04-01", "4 March \u2013 1 April 2022"),
        ("2021-12-31", "2022-01-01", "31 December 2021 \u2013 1 January 2022"),
    ],
)
def test_a_span_says_nothing_twice(first: str, last: str, expected: str) -> None:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert words.span_words(*days) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (FRIDAY, FRIDAY, "day", "Friday 4 March 2022"),
        (None, None, "unknown", "Date not known"),
        (None, FRIDAY, "on_or_before", "On or before 4 March 2022"),
        (FRIDAY, None, "ongoing", "From 4 March 2022 on"),
        (FRIDAY, dt.date(2022, 3, 6), "range", "Some time in 4\u20136 March 2022"),
        (FRIDAY, dt.date(2022, 3, 6), "ongoing", "Going on, 4\u20136 March 2022"),
    ],
)
def test_a_date_says_how_sure_it_is(
    row: EventRow, start: dt.date | None, end: dt.date | None, precision: str, expected: str
) -> None:
    dated = row._replace(date_start=start, date_end=end, date_precision=precision)
    assert words.when_words(dated) == expected


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (None, None, ""),
        (5, 5, "5"),
        (5, None, "at least 5"),
        (None, 8, "up to 8"),
        (5, 8, "5\u20138"),
        (1200, 1200, "1,200"),
    ],
)
def test_numbers_of_people_are_told_as_said(
    least: int | None, most: int | None, expected: str
) -> None:
    assert words.number_words(least, most) == expected


def test_harm_reads_as_a_sentence(row: EventRow) -> None:
    harmed = row._replace(killed_min=5, killed_max=None, injured_min=12, injured_max=12)
    assert words.harm_words(harmed) == "At least 5 killed, 12 injured"


def test_a_place_names_region_and_country_once(row: EventRow) -> None:
    kyiv = row._replace(place_name="Kyiv", admin1="Kyiv", country="UA")
    assert words.place_words(kyiv) == "Kyiv, Ukraine"
    assert words.place_words(kyiv._replace(place_name="Ukraine", admin1="")) == "Ukraine"


def test_an_event_without_a_place_says_so(row: EventRow) -> None:
    nowhere = row._replace(place_name="", place_text="", admin1="", country="")
    assert words.place_words(nowhere) == "Place not known"


def test_a_country_says_why_it_has_no_mark(row: EventRow) -> None:
    assert "no mark" in words.radius_words(row._replace(place_precision="country"))


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 events"), (1, "1 event"), (1200, "1,200 events")]
)
def test_counts_agree_with_their_noun(count: int, expected: str) -> None:
    assert words.count_words(count) == expected


def test_every_part_that_a_rule_may_ask_for_has_plain_words() -> None:
    known = load_triggers()
    called = [*known.verbs.values(), *known.nouns.values(), known.any_verb]
    asked = {need.slot for rules in called for rule in rules for need in rule.needs}
    assert asked
    assert asked <= words.PARTS.keys()


def test_a_type_rule_names_each_part_once() -> None:
    told = words.type_rule_words("“fell” tells of shelling, by its agent, agent_head, verb_above")
    assert told == "the words “fell”, with who acts and the verb beside it"
