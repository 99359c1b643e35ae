"""Whose victims the counts of a sentence are."""

from collections.abc import Callable

from pipeline.events.harm import find_tolls
from pipeline.events.sharing import share
from pipeline.events.sums import is_sum
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder

TreeOf = Callable[[str], Tree]


def shares(tree: Tree) -> dict[str, int | None]:
    """For each trigger the least that it killed; None for a word of harm that is not needed."""
    found = list(Finder(tree, []).find())
    dealt = share(tree, found, list(find_tolls(tree, {})))
    least = [None if tolls is None else sum(t.count.least or 0 for t in tolls) for tolls in dealt]
    return dict(zip([trigger.words for trigger in found], least, strict=True))


WAR = """
Fighting NOUN NN nsubj 1
devastated VERB VBD root 1
the DET DT det 3
port NOUN NN obj 1
in ADP IN case 6
a DET DT det 6
war NOUN NN obl 1
that PRON WDT nsubj 9
has AUX VBZ aux 9
killed VERB VBN acl:relcl 6
900 NUM CD nummod 11
people NOUN NNS obj 9
"""
BESIDE = """
Forty NUM CD nummod 1
people NOUN NNS nsubj:pass 3
were AUX VBD aux:pass 3
killed VERB VBN root 3
and CCONJ CC cc 8
a DET DT det 6
bridge NOUN NN nsubj:pass 8
was AUX VBD aux:pass 8
shelled VERB VBN conj 3
"""
SINCE = """
Forty NUM CD nummod 1
people NOUN NNS nsubj:pass 4
have AUX VBP aux 4
been AUX VBN aux:pass 4
killed VERB VBN root 4
in ADP IN case 6
shelling NOUN NN obl 4
since ADP IN case 9
the DET DT det 9
start NOUN NN obl 4
"""


def test_the_dead_of_a_war_are_not_those_of_a_battle(tree_of: TreeOf) -> None:
    assert shares(tree_of(WAR))["Fighting"] == 0


def test_the_dead_of_one_clause_are_not_those_of_the_clause_beside(tree_of: TreeOf) -> None:
    assert shares(tree_of(BESIDE)) == {"killed": 40, "shelled": 0}


def test_the_dead_since_the_start_are_a_sum(tree_of: TreeOf) -> None:
    tree = tree_of(SINCE)
    assert shares(tree) == {"killed": 40, "shelling": 0}
    killing = next(t for t in Finder(tree, []).find() if t.words == "killed")
    assert is_sum(tree, killing, tuple(find_tolls(tree, {})))
