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
