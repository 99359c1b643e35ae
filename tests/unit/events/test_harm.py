"""Who is counted as killed or injured, and who is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.events.harm import Count, Toll, add, find_tolls
from pipeline.events.tree import Tree
from pipeline.records import Harm

TreeOf = Callable[[str], Tree]


def flat(text: str) -> str:
    """Rows of a sentence that nobody parsed; figures and a few words have their tags."""
    rows = []
    for word in text.split():
        is_number = word[0].isdigit() or word.lower() in {"five", "six", "dozens", "nine"}
        tag = "CD" if is_number else "NNS" if word.endswith("s") else "NN"
        rows.append(f"{word} {'NUM' if is_number else 'NOUN'} {tag} - 0")
    return "\n".join(rows)


def harm_of(tree: Tree) -> Harm:
    return add(list(find_tolls(tree, {})))


PASSIVE = """
At ADP IN case 1
least ADV RBS advmod 2
five NUM CD nummod 3
people NOUN NNS nsubj:pass 5
were AUX VBD aux:pass 5
killed VERB VBN root 5
"""
ACTIVE = """
A DET DT det 1
rocket NOUN NN nsubj 2
killed VERB VBD root 2
a DET DT det 4
man NOUN NN obj 2
and CCONJ CC cc 7
two NUM CD nummod 7
children NOUN NNS conj 4
"""
NAMED = """
Olha PROPN NNP nsubj:pass 3
Petrenko PROPN NNP flat 0
was AUX VBD aux:pass 3
killed VERB VBN root 3
"""


def test_at_least_leaves_the_upper_end_open(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(PASSIVE)) == Harm(5, None, None, None)


def test_the_parts_of_a_phrase_are_summed(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(ACTIVE)) == Harm(3, 3, None, None)


def test_a_named_person_is_one(tree_of: TreeOf) -> None:
    tree = tree_of(NAMED)
    tolls = find_tolls(tree, {0: {"PERSON"}, 1: {"PERSON"}})
    assert add(list(tolls)) == Harm(1, 1, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "killed 5 hours later",
        "killed 40 cows",
        "killed 9999999999 people",
        "killed -5 people",
        "the shelling killed for 3 days",
        "in 2014 killed",
        "brothers aged 8 and 11 killed",
    ],
)
def test_hours_beasts_years_and_absurd_numbers_are_no_victims(tree_of: TreeOf, text: str) -> None:
    assert harm_of(tree_of(flat(text))) == Harm()


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("dozens wounded", Harm(None, None, 24, None)),
        ("up to 180 dead", Harm(None, 180, None, None)),
        ("no fewer than 7 dead", Harm(7, None, None, None)),
        ("5 to 7 dead", Harm(5, 7, None, None)),
        ("between 5 and 7 dead", Harm(5, 7, None, None)),
        ("death toll rose to 25", Harm(25, 25, None, None)),
        ("12 dead and 30 injured", Harm(12, 12, 30, 30)),
    ],
)
def test_words_around_a_number_make_its_range(tree_of: TreeOf, text: str, harm: Harm) -> None:
    assert harm_of(tree_of(flat(text))) == harm


def toll(count: int, sentence: int, *, is_more: bool = False) -> Toll:
    return Toll(0, is_killed=True, count=Count(count, count), sentence=sentence, is_more=is_more)


def test_a_later_sentence_tells_the_same_dead_again() -> None:
    assert add([toll(33, 0), toll(33, 5)]) == Harm(33, 33, None, None)
    assert add([toll(33, 0), toll(4, 5)]) == Harm(33, 33, None, None)


def test_a_count_put_right_since_holds_only_where_no_other_is_told() -> None:
    early = replace(toll(47, 0), is_earlier=True)
    assert add([early, toll(9, 1)]) == Harm(9, 9, None, None)
    assert add([early]) == Harm(47, 47, None, None)


def test_as_many_others_in_a_clause_of_their_own_are_added() -> None:
    assert add([toll(1, 0), replace(toll(1, 0), is_apart=True)]) == Harm(2, 2, None, None)


def test_a_fourth_death_adds_to_three_told_before() -> None:
    fourth = replace(toll(1, 2), nth=4)
    assert add([toll(3, 0), fourth]) == Harm(4, 4, None, None)
    assert add([toll(4, 0), fourth]) == Harm(4, 4, None, None)
    assert add([fourth]) == Harm(1, 1, None, None)


def test_that_nobody_died_says_more_than_nothing_and_less_than_a_count() -> None:
    assert add([toll(0, 0)]) == Harm(0, 0, None, None)
    assert add([toll(0, 0), toll(2, 1)]) == Harm(2, 2, None, None)


def test_others_are_not_added_to_as_many_told_before() -> None:
    assert add([toll(14, 0), toll(14, 1, is_more=True)]) == Harm(14, 14, None, None)


def test_further_dead_are_added() -> None:
    assert add([toll(13, 0), toll(9, 1, is_more=True)]) == Harm(22, 22, None, None)


def test_the_parts_of_one_sentence_are_added_once() -> None:
    assert add([toll(13, 0), toll(9, 0), toll(9, 0)]) == Harm(22, 22, None, None)


def test_nothing_said_is_nothing_known() -> None:
    assert add([]) == Harm()


def test_a_headline_counts_who_was_killed(tree_of: TreeOf) -> None:
    rows = (
        "Twelve NUM CD root 0\nkilled VERB VBD acl 0\nin ADP IN case 3\nTorun PROPN NNP obl 1\n"
        "blaze NOUN NN obl 1"
    )
    assert harm_of(tree_of(rows)) == Harm(12, 12, None, None)


WITH_FIVE_KILLED = """
with ADP IN case 2
five NUM CD nummod 2
people NOUN NNS nsubj 3
killed VERB VBN root 3
and CCONJ CC cc 6
18 NUM CD obl 6
injured VERB VBN conj 3
"""
NUMBERED = """
1. X LS nummod 1
Five NUM CD nsubj 2
killed VERB VBN root 2
"""
HIMSELF = """
killing VERB VBG root 0
himself PRON PRP obj 0
and CCONJ CC cc 4
two NUM CD nummod 4
guards NOUN NNS conj 1
"""
NO_ONE = """
No DET DT det 1
one PRON NN nsubj:pass 3
was AUX VBD aux:pass 3
hurt VERB VBN root 3
"""
TO_HOSPITAL = """
14 NUM CD nummod 1
people NOUN NNS nsubj:pass 3
were AUX VBD aux:pass 3
taken VERB VBN root 3
to ADP IN case 5
hospital NOUN NN obl 3
"""
ASIDE = """
Nine NUM CD nummod 1
people NOUN NNS nsubj:pass 7
, PUNCT , punct 5
among ADP IN case 4
them PRON PRP nmod 1
woman NOUN NN appos 1
were AUX VBD aux:pass 7
killed VERB VBN root 7
"""
AMONG = """
Four NUM CD nummod 1
children NOUN NNS nsubj 5
were AUX VBD cop 5
among ADP IN case 5
the DET DT det 5
dead NOUN NN root 5
"""


def test_killed_and_injured_without_a_verb_of_being_are_told_apart(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(WITH_FIVE_KILLED)) == Harm(5, 5, 18, 18)


def test_who_kills_himself_too_is_counted(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(HIMSELF)) == Harm(3, 3, None, None)


def test_where_no_one_was_hurt_nobody_died(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(NO_ONE)) == Harm(0, 0, 0, 0)


def test_those_taken_to_hospital_are_hurt(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(TO_HOSPITAL)) == Harm(None, None, 14, 14)


def test_one_named_among_the_dead_is_part_of_them(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(ASIDE)) == Harm(9, 9, None, None)


def test_the_number_of_a_heading_counts_nobody(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(NUMBERED)) == Harm(5, 5, None, None)


def test_children_among_the_dead_are_part_of_them(tree_of: TreeOf) -> None:
    assert harm_of(tree_of(AMONG)) == Harm(None, None, None, None)
