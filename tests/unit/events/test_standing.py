"""How far a trigger is real."""

from collections.abc import Callable

import pytest

from pipeline.events.standing import Standing, judge
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder
from pipeline.records import Status

TreeOf = Callable[[str], Tree]


def standing(tree: Tree, word: str) -> Standing:
    trigger = next(t for t in Finder(tree, []).find() if word in t.words)
    return judge(tree, trigger)


COULD = """
Artillery NOUN NN nsubj 2
could AUX MD aux 2
shell VERB VB root 2
the DET DT det 4
port NOUN NN obj 2
"""
NOT = """
Artillery NOUN NN nsubj 3
did AUX VBD aux 3
not PART RB advmod 3
shell VERB VB root 3
the DET DT det 5
port NOUN NN obj 3
"""
NAZI = """
Nazi ADJ JJ amod 1
troops NOUN NNS nsubj 2
besieged VERB VBD root 2
the DET DT det 4
city NOUN NN obj 2
"""
DENIED = """
Officials NOUN NNS nsubj 1
denied VERB VBD root 1
shelling VERB VBG ccomp 1
the DET DT det 4
port NOUN NN obj 2
"""
SAID = """
Officials NOUN NNS nsubj 1
said VERB VBD root 1
artillery NOUN NN nsubj 3
shelled VERB VBD ccomp 1
the DET DT det 5
port NOUN NN obj 3
"""
PLANNED = """
Ministers NOUN NNS nsubj 2
will AUX MD aux 2
meet VERB VB root 2
on ADP IN case 4
Monday PROPN NNP obl 2
"""
FORECAST = """
Artillery NOUN NN nsubj 2
will AUX MD aux 2
shell VERB VB root 2
the DET DT det 4
port NOUN NN obj 2
"""
MURDER = """
They PRON PRP nsubj 2
may AUX MD aux 2
investigate VERB VB root 2
the DET DT det 4
murder NOUN NN obj 2
of ADP IN case 7
two NUM CD nummod 7
priests NOUN NNS nmod 4
"""
QUESTION = """
Did AUX VBD aux 2
artillery NOUN NN nsubj 2
shell VERB VB root 2
the DET DT det 4
port NOUN NN obj 2
? PUNCT . punct 2
"""


@pytest.mark.parametrize(
    ("rows", "word", "reason"),
    [
        (COULD, "shell", "supposed"),
        (NOT, "shell", "negated"),
        (NAZI, "besieged", "another time"),
        (FORECAST, "shell", "forecast"),
        (QUESTION, "shell", "a question"),
    ],
)
def test_what_did_not_happen_is_dropped_with_its_reason(
    tree_of: TreeOf, rows: str, word: str, reason: str
) -> None:
    assert standing(tree_of(rows), word).unreal == reason


def test_what_somebody_says_is_a_claim_with_the_one_who_says_it(tree_of: TreeOf) -> None:
    assert standing(tree_of(SAID), "shelled") == Standing(Status.CLAIM, "Officials")


def test_what_is_denied_is_no_event(tree_of: TreeOf) -> None:
    assert standing(tree_of(DENIED), "shelling").unreal != ""


def test_a_meeting_to_come_is_planned(tree_of: TreeOf) -> None:
    assert standing(tree_of(PLANNED), "meet") == Standing(Status.PLANNED, "")


def test_a_murder_taken_for_known_happened_whatever_stands_over_it(tree_of: TreeOf) -> None:
    assert standing(tree_of(MURDER), "murder") == Standing(Status.REPORTED, "")


YEARS_AFTER = """
Eight NUM CD nummod 1
years NOUN NNS obl 6
after ADP IN case 4
the DET DT det 4
capture NOUN NN obl 6
calm NOUN NN nsubj 6
returned VERB VBD root 6
of ADP IN case 9
the DET DT det 9
port NOUN NN nmod 4
"""
OPENED = """
Officials NOUN NNS nsubj 1
lifted VERB VBD root 1
the DET DT det 3
blockade NOUN NN obj 1
"""


def test_what_lies_years_before_is_history(tree_of: TreeOf) -> None:
    assert standing(tree_of(YEARS_AFTER), "capture").unreal == "another time"


def test_a_blockade_that_was_lifted_is_none(tree_of: TreeOf) -> None:
    assert standing(tree_of(OPENED), "blockade").unreal == "did not happen"


TAKING = """
Troops NOUN NNS nsubj 2
will AUX MD aux 2
advance VERB VB root 2
, PUNCT , punct 2
taking VERB VBG advcl 2
the DET DT det 6
city NOUN NN obj 4
"""
POSSIBLE = """
Officials NOUN NNS nsubj 1
heard VERB VBD root 1
of ADP IN case 5
a DET DT det 5
possible ADJ JJ amod 5
bombardment NOUN NN obl 1
"""
CONSIDERED = """
Leaders NOUN NNS nsubj 1
considered VERB VBD root 1
imposing VERB VBG xcomp 1
a DET DT det 4
curfew NOUN NN obj 2
"""


@pytest.mark.parametrize(
    ("rows", "word", "why"),
    [
        (TAKING, "taking", "forecast"),
        (POSSIBLE, "bombardment", "supposed"),
        (CONSIDERED, "imposing", "supposed"),
    ],
)
def test_what_is_only_thought_of_is_no_event(
    rows: str, word: str, why: str, tree_of: TreeOf
) -> None:
    assert standing(tree_of(rows), word).unreal == why


def test_a_historic_quarter_is_shelled_today(tree_of: TreeOf) -> None:
    rows = (
        "Artillery NOUN NN nsubj 1\nshelled VERB VBD root 1\nthe DET DT det 4\n"
        "historic ADJ JJ amod 4\nquarter NOUN NN obj 1"
    )
    assert standing(tree_of(rows), "shelled").unreal == ""
