"""Who acts, who suffers, and by what name."""

from dataclasses import replace

import pytest

from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder
from pipeline.events.who import canonical_name, find_actors
from pipeline.records import Actor
from tests.unit.events.conftest import parsed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian invasion troops", "Russian forces"),
        ("Syrian army", "Syrian forces"),
        ("the United States", "United States"),
        ("Ukrainian officials", "Ukrainian government"),
        ("Kyiv city council", "Kyiv city council"),
    ],
)
def test_the_many_ways_to_write_an_actor_have_one_name(text: str, name: str) -> None:
    assert canonical_name(text) == name


def test_the_one_who_acts_stands_before_the_one_who_suffers() -> None:
    tree = Tree(
        parsed(
            "Gunmen NOUN NNS nsubj 1\nkidnapped VERB VBD root 1\n"
            "a DET DT det 3\nteacher NOUN NN obj 1"
        )
    )
    finder = Finder(tree, [])
    actors = find_actors(tree, finder.find()[0], finder.labels, ())
    assert actors == (Actor("Gunmen", "Gunmen", "agent"), Actor("teacher", "teacher", "target"))


HEADED = """
Russian ADJ JJ amod 1
shells NOUN NNS nsubj 2
hit VERB VBD root 2
the DET DT det 5
main ADJ JJ amod 5
tank NOUN NN compound 6
column NOUN NN obj 2
of ADP IN case 8
Azov PROPN NNP nmod 6
"""


def test_arms_act_for_their_country_and_a_modifier_is_nobody() -> None:
    tree = Tree(parsed(HEADED, ("Russian", "NORP")))
    finder = Finder(tree, [])
    names = {a.name for a in find_actors(tree, finder.find()[0], finder.labels, ())}
    assert "Russian forces" in names
    assert not names & {"Russian", "tank", "shells"}


@pytest.mark.parametrize(("states", "names"), [((0,), ["Poland"]), ((), [])])
def test_a_country_acts_and_a_town_does_not(states: tuple[int, ...], names: list[str]) -> None:
    rows = "Poland PROPN NNP nsubj 1\nexpelled VERB VBD root 1\nenvoys NOUN NNS obj 1"
    tree = Tree(parsed(rows, ("Poland", "GPE")))
    finder = Finder(tree, [(0, 6)])
    trigger = replace(finder.find()[0], agents=(0,), patients=())
    assert [a.name for a in find_actors(tree, trigger, finder.labels, states)] == names


def test_a_name_is_taken_whole_and_as_written() -> None:
    rows = (
        "Frederic PROPN NNP nsubj:pass 3\nLeclerc-Imhoff PROPN NNP flat 0\n"
        "was AUX VBD aux:pass 3\nkilled VERB VBN root 3"
    )
    tree = Tree(parsed(rows, ("Frederic Leclerc-Imhoff", "PERSON")))
    finder = Finder(tree, [])
    found = find_actors(tree, finder.find()[0], finder.labels, ())
    assert [a.name for a in found] == ["Frederic Leclerc-Imhoff"]


def test_the_longer_name_of_one_stands_for_both() -> None:
    rows = (
        "Boris PROPN NNP nsubj 2\nJohnson PROPN NNP flat 0\nmet VERB VBD root 2\n"
        "Johnson PROPN NNP obj 2"
    )
    tree = Tree(parsed(rows, ("Boris Johnson", "PERSON")))
    finder = Finder(tree, [])
    trigger = replace(finder.find()[0], agents=(3, 0), patients=())
    labels = {0: {"PERSON"}, 1: {"PERSON"}, 3: {"PERSON"}}
    assert [a.name for a in find_actors(tree, trigger, labels, ())] == ["Boris Johnson"]
