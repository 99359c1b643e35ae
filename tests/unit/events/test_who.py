"""Who acts, who suffers, and by what name."""

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
    actors = find_actors(tree, finder.find()[0], finder.labels)
    assert actors == (Actor("Gunmen", "Gunmen", "agent"), Actor("teacher", "teacher", "target"))
