"""Articles that no editor would print: events stay bounded, offsets hold, numbers stay sane."""

import datetime as dt
import functools

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, Event

pytestmark = pytest.mark.model
DAY = dt.date(2022, 3, 7)


@pytest.fixture(scope="module")
def stages(nlp: Language, gazetteer: Gazetteer) -> flow.Stages:
    return flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)


def events(text: str, stages: flow.Stages) -> tuple[Event, ...]:
    (outcome,) = flow.annotate_batch([Article("a", text, date=DAY)], stages)
    assert isinstance(outcome, Annotation), outcome
    for event in outcome.events:
        assert text[event.quote.start : event.quote.end] == event.quote.text
    return outcome.events


def test_an_article_of_many_triggers_is_read_whole(stages: flow.Stages) -> None:
    line = "Shells hit the port of Odesa, an explosion shook Odesa and police arrested two men. "
    found = events(line * 300, stages)
    assert {event.type for event in found} >= {"shelling", "arrest_court"}
    assert len(found) < 300


@pytest.mark.parametrize("number", ["9999999999", "-5"])
def test_an_absurd_number_is_no_toll(stages: flow.Stages, number: str) -> None:
    found = events(f"Shelling killed {number} people in Odesa on Monday.", stages)
    assert [event.harm.killed_min for event in found] == [None] * len(found)
    assert len(found) > 0


def test_the_same_article_has_the_same_ids_and_a_changed_one_others(stages: flow.Stages) -> None:
    text = "Shells hit the port of Odesa on Monday and killed three people."
    ids = [[event.id for event in events(t, stages)] for t in (text, text, text + " ")]
    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(ids[2])


def test_numbers_that_contradict_each_other_are_not_added(stages: flow.Stages) -> None:
    text = "Shelling killed 33 people in Odesa on Monday. The shelling of Odesa killed 22 people."
    assert max(event.harm.killed_min or 0 for event in events(text, stages)) == 33
