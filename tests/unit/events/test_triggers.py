"""Which words tell of a happening, and of which type."""

from collections.abc import Callable

import pytest

from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder

TreeOf = Callable[[str], Tree]


def types(tree: Tree) -> list[str]:
    return [trigger.rule.type for trigger in Finder(tree, []).find()]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            (
                "Artillery NOUN NN nsubj 1\nshelled VERB VBD root 1\nthe DET DT det 3\n"
                "village NOUN NN obj 1"
            ),
            "shelling",
        ),
        (
            (
                "Warplanes NOUN NNS nsubj 1\nbombed VERB VBD root 1\nthe DET DT det 3\n"
                "depot NOUN NN obj 1"
            ),
            "air_strike",
        ),
        (
            (
                "Workers NOUN NNS nsubj 1\nmarched VERB VBD root 1\nthrough ADP IN case 4\n"
                "the DET DT det 4\ncapital NOUN NN obl 1"
            ),
            "protest",
        ),
        (
            (
                "Police NOUN NNS nsubj 1\narrested VERB VBD root 1\ntwo NUM CD nummod 3\n"
                "men NOUN NNS obj 1"
            ),
            "arrest_court",
        ),
        (
            (
                "A DET DT det 1\nflood NOUN NN nsubj 2\nhit VERB VBD root 2\n"
                "the DET DT det 4\nvalley NOUN NN obj 2"
            ),
            "other",
        ),
        (
            (
                "Gunmen NOUN NNS nsubj 1\nkidnapped VERB VBD root 1\nthe DET DT det 3\n"
                "mayor NOUN NN obj 1"
            ),
            "violence_civilians",
        ),
    ],
)
def test_a_word_calls_its_type(tree_of: TreeOf, rows: str, kind: str) -> None:
    assert types(tree_of(rows)) == [kind]


def test_the_same_verb_with_another_object_is_no_attack(tree_of: TreeOf) -> None:
    rows = (
        "The DET DT det 1\nminister NOUN NN nsubj 2\nhit VERB VBD root 2\n"
        "a DET DT det 4\nnerve NOUN NN obj 2"
    )
    assert types(tree_of(rows)) == []


def test_a_past_form_tagged_as_a_noun_is_a_verb_all_the_same(tree_of: TreeOf) -> None:
    rows = (
        "A DET DT det 1\nmissile NOUN NN compound 2\ntore NOUN NN root 2\ninto ADP IN case 5\n"
        "a DET DT det 5\ntower NOUN NN obl 2"
    )
    assert types(tree_of(rows)) == ["shelling"]


def test_the_words_of_a_phrase_are_one_trigger(tree_of: TreeOf) -> None:
    rows = (
        "A DET DT det 2\nmissile NOUN NN compound 2\nstrike NOUN NN nsubj 3\n"
        "damaged VERB VBD root 3\nthe DET DT det 5\nport NOUN NN obj 3"
    )
    found = Finder(tree_of(rows), []).find()
    assert [trigger.words for trigger in found if " " in trigger.words] == ["missile strike"]


PAUSE = """
Generals NOUN NNS nsubj 1
announced VERB VBD root 1
a DET DT det 4
humanitarian ADJ JJ amod 4
pause NOUN NN obj 1
"""
MISTAGGED = """
The DET DT det 1
factory NOUN NN nsubj 4
was AUX VBD aux:pass 4
also ADV RB advmod 4
hit ADJ VB root 4
"""
PROTESTERS = """
Soldiers NOUN NNS nsubj 1
fought VERB VBD root 1
the DET DT det 3
protesters NOUN NNS obj 1
"""


def test_a_phrase_may_begin_with_an_adjective(tree_of: TreeOf) -> None:
    assert types(tree_of(PAUSE)) == ["evacuation_corridor"]


def test_a_participle_after_was_is_a_verb_whatever_its_tag(tree_of: TreeOf) -> None:
    assert types(tree_of(MISTAGGED)) == ["shelling"]


def test_protesters_who_are_fought_are_no_protest_beside_the_fighting(tree_of: TreeOf) -> None:
    assert types(tree_of(PROTESTERS)) == ["ground_battle"]


def test_a_participle_and_its_noun_are_a_phrase(tree_of: TreeOf) -> None:
    rows = "Troops NOUN NNS compound 2\nopening VERB VBG amod 2\nfire NOUN NN root 2"
    assert types(tree_of(rows)) == ["ground_battle"]


MARCHED = """
Thousands NOUN NNS root 0
of ADP IN case 2
people NOUN NNS nmod 0
marched VERB VBN acl 2
in ADP IN case 5
Berlin PROPN NNP obl 3
"""
FIRED_ON = """
Soldiers NOUN NNS nsubj 1
opened VERB VBD root 1
fire NOUN NN obj 1
on ADP IN case 5
a DET DT det 5
minibus NOUN NN obl 1
"""


def test_nobody_suffers_a_march_that_the_parser_took_for_a_passive(tree_of: TreeOf) -> None:
    assert types(tree_of(MARCHED)) == ["protest"]


def test_fire_on_a_minibus_is_violence_against_civilians(tree_of: TreeOf) -> None:
    assert types(tree_of(FIRED_ON)) == ["violence_civilians"]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            (
                "Gunmen NOUN NNS nsubj 1\nattacked VERB VBD root 1\na DET DT det 3\n"
                "village NOUN NN obj 1"
            ),
            "violence_civilians",
        ),
        (
            (
                "Gunmen NOUN NNS nsubj 1\nattacked VERB VBD root 1\nan DET DT det 3\n"
                "army NOUN NN obj 1"
            ),
            "ground_battle",
        ),
        (
            (
                "A DET DT det 2\ngas NOUN NN compound 2\nexplosion NOUN NN nsubj 3\n"
                "rattled VERB VBD root 3"
            ),
            "other",
        ),
        (
            ("Police NOUN NNS nsubj 1\ncaught VERB VBD root 1\na DET DT det 3\ngang NOUN NN obj 1"),
            "arrest_court",
        ),
        (
            (
                "Rebels NOUN NNS nsubj 1\ntook VERB VBD root 1\nover ADP IN case 4\n"
                "four NUM CD nummod 4\nvillages NOUN NNS obl 1"
            ),
            "territory_control",
        ),
        (
            (
                "Rioters NOUN NNS nsubj 1\nclashed VERB VBD root 1\nwith ADP IN case 3\n"
                "troops NOUN NNS obl 1"
            ),
            "protest",
        ),
    ],
)
def test_who_does_it_to_whom_tells_the_type(tree_of: TreeOf, rows: str, kind: str) -> None:
    assert types(tree_of(rows)) == [kind]


def test_a_driver_who_loses_control_takes_no_ground(tree_of: TreeOf) -> None:
    rows = "The DET DT det 1\ndriver NOUN NN nsubj 2\nlost VERB VBD root 2\ncontrol NOUN NN obj 2"
    assert types(tree_of(rows)) == []
