"""Headline and lead: what they tell without a day happened on the article's."""

import datetime as dt
import functools
from collections.abc import Callable

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, DatePrecision, Event

pytestmark = pytest.mark.model

TODAY = dt.date(2022, 3, 25)
Reader = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="module")
def read(nlp: Language, gazetteer: Gazetteer) -> Reader:
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)

    def events(text: str, date: dt.date | None = TODAY) -> tuple[Event, ...]:
        (outcome,) = flow.annotate_batch([Article("a", text, date=date)], stages)
        assert isinstance(outcome, Annotation)
        return outcome.events

    return events


def days(event: Event) -> tuple[dt.date | None, dt.date | None]:
    return event.days.first, event.days.last


@pytest.mark.parametrize(
    "text",
    [
        "Rockets hit a mill in Okhtyrka",
        "Rockets hit a mill in Okhtyrka\n\nThe mayor asked for help.",
        "Morning news from the north\n\nRockets hit a mill in Okhtyrka, the mayor said.",
    ],
)
def test_the_opening_tells_the_news_of_the_day(read: Reader, text: str) -> None:
    (event,) = read(text)
    assert days(event) == (TODAY, TODAY)
    assert event.date_precision is DatePrecision.DAY
    assert "headline or lead" in event.date_rule


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Rockets have hit a mill in Okhtyrka.", None),
        ("Rockets hit a mill in Okhtyrka on Tuesday.", dt.date(2022, 3, 22)),
        (
            "The mayor called.\n\nHe spoke.\n\nIt rained.\n\nRockets hit a mill in Okhtyrka.",
            None,
        ),
    ],
)
def test_other_words_and_other_paragraphs_keep_their_days(
    read: Reader, text: str, first: dt.date | None
) -> None:
    event = next(event for event in read(text) if event.type == "shelling")
    assert event.days.first == first


def test_the_headline_takes_the_day_that_the_body_names(read: Reader) -> None:
    (event,) = read("Rockets hit mill in Okhtyrka\n\nThe rockets hit the mill on Wednesday.")
    assert days(event) == (dt.date(2022, 3, 23), dt.date(2022, 3, 23))


WEDNESDAY = dt.date(2022, 3, 23)


@pytest.mark.parametrize(
    "lead",
    [
        "Shells fell on Okhtyrka on Wednesday.",
        "The raid came at eleven on Wednesday night. The governor is at the scene.",
    ],
)
def test_the_headline_takes_the_day_of_its_lead(read: Reader, lead: str) -> None:
    first = read(f"Two killed as rockets hit a mill in Okhtyrka\n\n{lead}")[0]
    assert first.days.first == WEDNESDAY


def test_the_headline_keeps_its_day_where_the_lead_tells_of_another_thing(read: Reader) -> None:
    found = read("Rockets hit a mill in Okhtyrka\n\nEnvoys held talks in Istanbul on Wednesday.")
    assert [event.days.first for event in found] == [TODAY, WEDNESDAY]


def test_the_day_of_a_statement_is_not_the_day_of_the_news(read: Reader) -> None:
    found = read("Rockets hit a mill in Okhtyrka\n\nIt burned, the mayor said on Wednesday.")
    assert found[0].days.first != WEDNESDAY


def test_without_a_day_of_its_own_an_article_gives_none(read: Reader) -> None:
    (event,) = read("Rockets hit a mill in Okhtyrka", date=None)
    assert days(event) == (None, None)


def test_an_entry_of_a_chronicle_tells_of_the_day_that_heads_it(read: Reader) -> None:
    found = read(
        "A month in Okhtyrka\n\nIt was long.\n\nMarch 2. Rockets hit a mill in Okhtyrka.\n\n"
        "March 7. Shells kill two people in Trostianets."
    )
    assert [event.days.first for event in found] == [dt.date(2022, 3, 2), dt.date(2022, 3, 7)]
    assert "heads" in found[0].date_rule
