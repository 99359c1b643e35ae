"""Who acts and who suffers in what a word tells."""

from collections.abc import Callable

import pytest

from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder

TreeOf = Callable[[str], Tree]


FORCED = """
The DET DT det 1
surge NOUN NN nsubj 2
forced VERB VBD root 2
residents NOUN NNS obj 2
to PART TO mark 5
flee VERB VB xcomp 2
"""


def test_those_forced_to_flee_are_who_flees(tree_of: TreeOf) -> None:
    tree = tree_of(FORCED)
    flight = next(t for t in Finder(tree, []).find() if t.words == "flee")
    assert [tree.lemmas[t] for t in flight.agents] == ["resident"]


def test_a_past_form_left_open_by_a_headline_strikes_who_stands_before_it(tree_of: TreeOf) -> None:
    rows = (
        "Ten NUM CD nummod 1\nvillagers NOUN NNS root 1\nkilled VERB VBD acl 1\nby ADP IN case 4\n"
        "gunmen NOUN NNS obl 2"
    )
    tree = tree_of(rows)
    (found,) = Finder(tree, []).find()
    assert [tree.lowers[t] for t in found.agents] == ["gunmen"]
    assert "villagers" in {tree.lowers[t] for t in found.patients}


def test_a_town_hit_by_something_is_what_was_struck(tree_of: TreeOf) -> None:
    rows = "Torun PROPN NNP nsubj 1\nhit VERB VBD root 1\nby ADP IN case 3\nmissile NOUN NN obl 1"
    tree = tree_of(rows)
    hit = next(t for t in Finder(tree, []).find() if t.words == "hit")
    assert [tree.lowers[t] for t in hit.agents] == ["missile"]
    assert "torun" in {tree.lowers[t] for t in hit.patients}


def test_a_verb_taken_for_a_modifier_is_no_part_of_the_noun_behind(tree_of: TreeOf) -> None:
    rows = (
        "Army NOUN NN compound 2\nrepulses NOUN NNS compound 2\nassault NOUN NN nsubj 3\n"
        "pushes VERB VBZ root 3\nRussians PROPN NNPS obj 3"
    )
    tree = tree_of(rows)
    push = next(t for t in Finder(tree, []).find() if t.words == "pushes")
    assert "repulses" not in {tree.lowers[t] for t in push.agents}


CONDEMNED = """
Leaders NOUN NNS nsubj 1
{verb} VERB VBD root 1
the DET DT det 3
shelling NOUN NN obj 1
"""


@pytest.mark.parametrize(("verb", "agents"), [("condemned", []), ("began", ["leaders"])])
def test_who_only_speaks_of_fire_does_not_fire(
    tree_of: TreeOf, verb: str, agents: list[str]
) -> None:
    tree = tree_of(CONDEMNED.format(verb=verb))
    fire = next(t for t in Finder(tree, []).find() if t.words == "shelling")
    assert [tree.lowers[t] for t in fire.agents] == agents


def test_those_killed_by_shelling_do_not_shell(tree_of: TreeOf) -> None:
    rows = (
        "Women NOUN NNS nsubj:pass 2\nwere AUX VBD aux:pass 2\nkilled VERB VBN root 2\n"
        "by SCONJ IN mark 4\nshelling VERB VBG advcl 2"
    )
    tree = tree_of(rows)
    fire = next(t for t in Finder(tree, []).find() if t.words == "shelling")
    assert fire.agents == ()
