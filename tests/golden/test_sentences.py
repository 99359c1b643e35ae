"""Short war reports against the events that a careful reader takes from them.

Each is read alone, as written on Sunday 20 March 2022. An event is "type, place, days" and, where
told, the dead; the place is the name in the gazetteer and empty where the report does not say.
"""

import datetime as dt
import functools

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, Event

TODAY = dt.date(2022, 3, 20)

TOLD = [
    (
        "Sappers blew a rail bridge up near Trostyanets on Thursday as tanks came towards it.",
        ["explosion, Trostianets, 2022-03-17"],
    ),
    (
        "An attack towards Izyum was beaten back on Friday, the general staff said.",
        ["ground_battle, Izium, 2022-03-18"],
    ),
    (
        "At Energodar soldiers led away the deputy mayor on Saturday.",
        ["violence_civilians, Enerhodar, 2022-03-19"],
    ),
    (
        (
            "Rescuers in Chuhuiv pulled seven bodies from the ruins of a school hit from the air "
            "on Thursday."
        ),
        ["air_strike, Chuhuiv, 2022-03-17"],
    ),
    (
        "Two dozen men between 18 and 60 were barred from leaving the country.",
        [],
    ),
    (
        "Not one of the ten largest cities of Ukraine has fallen.",
        [],
    ),
    (
        "It is a matter of time before rockets fall on Warsaw, he said.",
        [],
    ),
    (
        "A parish hall in Okhtyrka took a direct hit on Friday.",
        ["shelling, Okhtyrka, 2022-03-18"],
    ),
    (
        "In Kakhovka hundreds again took to the squares on Saturday.",
        ["protest, Kakhovka, 2022-03-19"],
    ),
]


def told(event: Event) -> str:
    place = event.where.place.name if event.where is not None and event.where.place else ""
    words = f"{event.type}, {place}, {event.days.first or '…'}"
    if event.days.first != event.days.last:
        words += f" to {event.days.last}"
    dead = event.harm.killed_min
    return words if dead is None else f"{words}, {dead} dead"


@pytest.mark.model
@pytest.mark.parametrize(("text", "events"), TOLD)
def test_a_report_tells_its_events(
    nlp: Language, gazetteer: Gazetteer, text: str, events: list[str]
) -> None:
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)
    (annotation,) = flow.annotate_batch([Article("a", text, date=TODAY)], stages)
    assert isinstance(annotation, Annotation)
    assert [told(event) for event in annotation.events] == events
