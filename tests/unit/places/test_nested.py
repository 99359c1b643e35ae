"""Towns that names of buildings begin with."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.places import nested_places, resolve
from pipeline.records import Article, Entity, Parse, Resolution, Role

pytestmark = pytest.mark.model


def found(
    text: str, entity: str, label: str, nlp: Language, gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """What is nested in the text, of which the model takes `entity` for one name."""
    parsed = next(parse(nlp, [text]))
    start = text.index(entity)
    named = (Entity(start, start + len(entity), label),)
    parsed = Parse(parsed.tokens, parsed.sentences, named)
    article = Article("one", text)
    mentions = tuple(
        mention
        for mention in find_mentions(article, parsed, gazetteer)
        if mention.end <= start or mention.start >= start + len(entity)
    )
    resolutions = resolve(article, parsed, mentions, gazetteer)
    return nested_places(article, parsed, resolutions, gazetteer)


@pytest.mark.parametrize("label", ["ORG", "LOC"])
def test_a_building_stands_in_the_town_its_name_begins_with(
    label: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    text = "Missiles hit the Lviv Tank Repair Plant."
    (place,) = found(text, "Lviv Tank Repair Plant", label, nlp, gazetteer)
    assert (place.mention.text, place.role) == ("Lviv", Role.ORGANISATION_SEAT)
    assert place.place is not None
    assert place.place.admin1 == "Lviv Oblast"


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ("Lviv Tank Repair Plant", "PERSON"),
        ("Tank Repair Plant", "ORG"),
        ("Lviv Tank Repair", "ORG"),
        ("Plant", "ORG"),
    ],
)
def test_other_names_hold_no_town(
    entity: str, label: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    text = "Missiles hit the Lviv Tank Repair Plant."
    assert found(text, entity, label, nlp, gazetteer) == ()
