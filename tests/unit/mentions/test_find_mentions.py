"""Which names of an article are names of places, by the trained pipeline and the gazetteer."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.records import Article

pytestmark = pytest.mark.model


def names(
    text: str, nlp: Language, gazetteer: Gazetteer, *, demonyms: bool = False
) -> list[tuple[str, bool]]:
    """Each name, and whether it is a demonym."""
    article, parsed = Article("one", text), next(parse(nlp, [text]))
    found = find_mentions(article, parsed, gazetteer, demonyms=demonyms)
    assert all(text[m.start : m.end] == m.text for m in found)
    return [(mention.text, mention.found_by == "demonym") for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Izium, Balakliia and Kupiansk.", ["Izium", "Balakliia", "Kupiansk"]),
        ("The Ukrainian army left the town of Bakhmut.", ["Bakhmut"]),
        ("KYIV, Ukraine (AP) — Two bridges burned.", ["KYIV", "Ukraine"]),
        ("The fire began in Walker County, Texas.", ["Walker County", "Texas"]),
        ("A spokesman for the U.S. military flew to the UK.", ["U.S.", "UK"]),
        ("Paris Hilton sang for the mayor.", []),
        ("In May he will march.", []),
        ("The cruiser Moskva sank. Sailors of the Moskva were saved.", []),
        ("They fired from Grad multiple launchers at Nikopol. Grad fell silent.", ["Nikopol"]),
        ("She fed the cats, says a neighbour, Tamara.", []),
        ("From Izium, units pushed on. Slovyansk itself paid for it.", ["Izium", "Slovyansk"]),
        ("Two volunteers, Ihor and Yana, drove to Sumy.", ["Sumy"]),
        ("Houses burned in the Polish town of Buk on Monday.", ["Buk"]),
    ],
)
def test_names_of_places_are_found_and_others_are_not(
    text: str, expected: list[str], nlp: Language, gazetteer: Gazetteer
) -> None:
    assert names(text, nlp, gazetteer) == [(name, False) for name in expected]


def test_demonyms_are_listed_only_on_request(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Ukrainian soldiers met Poles in Lviv."
    assert names(text, nlp, gazetteer) == [("Lviv", False)]
    assert names(text, nlp, gazetteer, demonyms=True) == [
        ("Ukrainian", True),
        ("Poles", True),
        ("Lviv", False),
    ]


def test_a_known_name_is_taken_out_of_an_unknown_one(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "They met at the Walker County Fairgrounds on Monday."
    assert names(text, nlp, gazetteer) == [("Walker County", False)]
