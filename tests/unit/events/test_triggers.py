"""Which words tell of a happening, and of which type."""

from collections.abc import Callable

import pytest

from pipeline.events.standing import judge
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder
from pipeline.records import Parse

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


def test_a_past_form_left_open_by_a_headline_strikes_who_stands_before_it(tree_of: TreeOf) -> None:
    rows = (
        "Ten NUM CD nummod 1\nvillagers NOUN NNS root 1\nkilled VERB VBD acl 1\nby ADP IN case 4\n"
        "gunmen NOUN NNS obl 2"
    )
    tree = tree_of(rows)
    (found,) = Finder(tree, []).find()
    assert [tree.lowers[t] for t in found.agents] == ["gunmen"]
    assert "villagers" in {tree.lowers[t] for t in found.patients}


def test_a_historic_quarter_is_shelled_today(parse_rows: Callable[..., Parse]) -> None:
    rows = (
        "Artillery NOUN NN nsubj 1\nshelled VERB VBD root 1\nthe DET DT det 4\n"
        "historic ADJ JJ amod 4\nquarter NOUN NN obj 1"
    )
    tree = Tree(parse_rows(rows))
    (found,) = Finder(tree, []).find()
    assert judge(tree, found).unreal == ""


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
FORCED = """
The DET DT det 1
surge NOUN NN nsubj 2
forced VERB VBD root 2
residents NOUN NNS obj 2
to PART TO mark 5
flee VERB VB xcomp 2
"""


def test_a_phrase_may_begin_with_an_adjective(tree_of: TreeOf) -> None:
    assert types(tree_of(PAUSE)) == ["evacuation_corridor"]


def test_a_participle_after_was_is_a_verb_whatever_its_tag(tree_of: TreeOf) -> None:
    assert types(tree_of(MISTAGGED)) == ["shelling"]


def test_protesters_who_are_fought_are_no_protest_beside_the_fighting(tree_of: TreeOf) -> None:
    assert types(tree_of(PROTESTERS)) == ["ground_battle"]


def test_those_forced_to_flee_are_who_flees(tree_of: TreeOf) -> None:
    tree = tree_of(FORCED)
    flight = next(t for t in Finder(tree, []).find() if t.words == "flee")
    assert [tree.lemmas[t] for t in flight.agents] == ["resident"]


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
