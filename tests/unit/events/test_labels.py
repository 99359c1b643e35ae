"""Which lines are headed by a place: items with a colon, sections with a heading."""

import pytest

from gazetteer.place import Place
from pipeline.events.labels import Labels
from pipeline.events.named_places import NamedPlaces
from pipeline.events.tree import Tree
from pipeline.records import Article, Mention, Parse, PlacePrecision, Resolution, Role

NAMES = ("Torun", "Gdynia", "Lublin")


def labels(text: str, role: Role = Role.CONTEXT_PLACE) -> Labels:
    found = []
    for name in NAMES:
        if name in text:
            start = text.index(name)
            place = Place(f"test:{name}", name, "city", "PL", "", "", 50.0, 20.0, 8)
            mention = Mention(start, start + len(name), name, "GPE", "model")
            found.append(
                Resolution(mention, role, place, 50.0, 20.0, 8, PlacePrecision.CITY, 0.9, "only")
            )
    tree = Tree(Parse((), (), ()))
    return Labels(NamedPlaces(Article("one", text), tree, tuple(found)))


def name(found: Resolution | None) -> str:
    return found.mention.text if found is not None else ""


@pytest.mark.parametrize(
    "line",
    [
        "- Torun: a clinic was hit.",
        "Torun: a clinic was hit.",
        "Torun. Jets bombed a clinic.",
        "• Torun, on the river: a clinic was hit.",
        "- Torun - a clinic was hit.",
        "18.20 Torun region: a clinic was hit.",
    ],
)
def test_an_item_is_of_the_place_before_its_colon(line: str) -> None:
    text = f"What was struck?\n\n{line}\n- Elsewhere: a mill burned."
    assert name(labels(text).of_item(text.index("clinic"))) == "Torun"
    assert name(labels(text).of_item(text.index("mill"))) == ""


@pytest.mark.parametrize("line", ["In the east, Torun: it was hit.", "Torun was hit: twice."])
def test_a_name_within_a_sentence_heads_nothing(line: str) -> None:
    assert labels(line).of_item(line.index("hit")) is None


def test_a_dateline_heads_nothing() -> None:
    text = "TORUN, 2 April - A clinic was hit.".replace("TORUN", "Torun")
    assert labels(text).of_item(text.index("clinic")) is None
    text = "Torun: A clinic was hit."
    assert labels(text, Role.REPORTER_LOCATION).of_item(text.index("clinic")) is None


def test_a_section_is_of_the_one_place_of_its_heading() -> None:
    text = (
        "Report\n\nAttacks on the city of Torun\n\nA mill burned there on the first day.\n\n"
        "A bridge fell.\n\n"
        "Gdynia and Lublin\n\nA tower fell on the second day."
    )
    assert name(labels(text).of_section(text.index("mill"))) == "Torun"
    assert name(labels(text).of_section(text.index("bridge"))) == "Torun"
    assert name(labels(text).of_section(text.index("tower"))) == ""
    assert labels(text).section_start(text.index("bridge")) == text.index("Attacks")


def test_a_sentence_is_no_heading() -> None:
    text = "Report\n\nTorun was hit.\n\nA long sentence tells of a mill that burned."
    assert labels(text).of_section(text.index("mill")) is None
