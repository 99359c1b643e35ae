"""Names that no gazetteer lists, told to lie inside a place that it does."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.places import enclosed_places, resolve
from pipeline.records import Article, Resolution

pytestmark = pytest.mark.model


def enclosed(text: str, nlp: Language, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    article, parsed = Article("one", text), next(parse(nlp, [text]))
    mentions = find_mentions(article, parsed, gazetteer)
    found = resolve(article, parsed, mentions, gazetteer)
    return enclosed_places(text, parsed, found, gazetteer)


@pytest.mark.parametrize(
    ("text", "name", "around"),
    [
        ("A bomb went off in the Zarqavi district of western Baghdad.", "Zarqavi", "Baghdad"),
        ("Shells hit Baghdad's northern neighborhood of Zarqavi.", "Zarqavi", "Baghdad"),
        (
            "Thousands met at Zarqavi Square in the centre of Crimea's capital Simferopol.",
            "Zarqavi Square",
            "Simferopol",
        ),
        ("Two died in the village of Tal Zarqavi in Homs province.", "Tal Zarqavi", "Homs"),
    ],
)
def test_an_unlisted_name_takes_the_point_of_what_it_lies_in(
    text: str, name: str, around: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    (found,) = enclosed(text, nlp, gazetteer)
    assert found.mention.text == name == text[found.mention.start : found.mention.end]
    assert found.place is not None
    assert around in found.place.name
    assert (found.lat, found.radius_km) != (None, None)
    assert found.rule.startswith("not listed")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Zarqavi was shot dead in Baghdad.",  # nobody says that she is a place
        "On the French island of Guadeloupe a man was shot.",  # a people, not a place
        "A bomb went off in Kharkiv, and another in Baghdad.",  # both are listed
        "",
    ],
)
def test_other_names_are_no_such_places(text: str, nlp: Language, gazetteer: Gazetteer) -> None:
    assert enclosed(text, nlp, gazetteer) == ()


def test_names_are_many_and_the_work_stays_small(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Shells hit the Zarqavi district of Baghdad. " * 300
    found = enclosed(text, nlp, gazetteer)
    assert len(found) == 300
    assert [r.mention.start for r in found] == sorted(r.mention.start for r in found)
