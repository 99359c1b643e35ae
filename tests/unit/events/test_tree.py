"""What stands as a verb, whatever it was taken for."""

from collections.abc import Callable

import pytest

from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder

TreeOf = Callable[[str], Tree]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            (
                "Army NOUN NN compound 1\nhits NOUN NNS root 1\nfive NUM CD nummod 3\n"
                "tanks NOUN NNS obj 1"
            ),
            "ground_battle",
        ),
        (
            (
                "Troops NOUN NNS compound 3\nbomb NOUN NN compound 3\ntown NOUN NN compound 3\n"
                "hall NOUN NN root 3"
            ),
            "air_strike",
        ),
        (
            "Artillery NOUN NN compound 1\ntargets NOUN NNS compound 2\nhomes NOUN NNS root 2",
            "shelling",
        ),
        (
            (
                "Several ADJ JJ amod 1\nmissiles NOUN NNS root 1\n"
                "destroyed VERB VBN amod 3\nhomes NOUN NNS nmod 1"
            ),
            "shelling",
        ),
        (
            "Russians PROPN NNPS nsubj 1\nshell PROPN VBP root 1\nTorun PROPN NNP obj 1",
            "shelling",
        ),
        (
            (
                "Troops NOUN NNS compound 1\nfire NOUN NN root 1\non ADP IN case 3\n"
                "hospital NOUN NN nmod 1"
            ),
            "shelling",
        ),
    ],
)
def test_a_verb_of_a_headline_that_was_taken_for_a_noun_tells_all_the_same(
    tree_of: TreeOf, rows: str, kind: str
) -> None:
    tree = tree_of(rows)
    verb = next(t for t in Finder(tree, []).find() if t.rule.type == kind)
    assert tree.is_verbal(verb.token)
    assert {tree.lowers[t] for t in verb.agents} & {
        "army",
        "troops",
        "artillery",
        "missiles",
        "russians",
    }


@pytest.mark.parametrize(
    "rows",
    [
        "Rocket NOUN NN compound 1\nattacks NOUN NNS nsubj 2\nrose VERB VBD root 2",
        (
            "The DET DT det 2\nstrike NOUN NN compound 2\ngroups NOUN NNS nsubj 3\n"
            "rose VERB VBD root 3"
        ),
        (
            "Ukraine PROPN NNP nmod:poss 3\n's PART POS case 0\nwounded VERB VBN amod 3\n"
            "soldiers NOUN NNS root 3"
        ),
    ],
)
def test_a_noun_or_participle_that_modifies_is_no_verb(tree_of: TreeOf, rows: str) -> None:
    tree = tree_of(rows)
    assert not any(tree.is_mistaken_modifier(i) for i in range(len(tree.tokens)))
