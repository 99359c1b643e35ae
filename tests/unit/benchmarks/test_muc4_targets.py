"""Whom the answers to MUC-4 name as targets, how many they are, and what became of them."""

import datetime as dt

import pytest

from benchmarks._muc4_answers import read_text
from benchmarks._muc4_fills import NOBODY_HURT, Crowd, Fill, Stage, effect_fills, number_fills
from benchmarks._muc4_learning import FOLDS
from benchmarks._muc4_nations import nations_of, nations_told
from benchmarks._muc4_parties import EFFECTS, named_in, parties_of
from benchmarks._muc4_people import Person, people_of
from benchmarks._muc4_sentences import KINDS, Telling, sentences_of
from benchmarks._muc4_targets import beside, ranked, targets_of
from benchmarks._muc4_trees import Growth, Tree, fit_trees, tree_total
from pipeline.flow import annotate
from pipeline.language import load_nlp, parse
from pipeline.records import Annotation, Article, Parse
from pipeline.settings import Settings

TEXT = """San Salvador, 8 Mar 90 -- Senator Carlos Galan was killed in Soyapango yesterday. At least
20 peasants were wounded. The Senator had spoken of the peasants. Galan, a lawyer, was 45. A bomb
exploded in the city, but there were no victims."""


@pytest.fixture(scope="module")
def own() -> Parse:
    (found,) = parse(load_nlp(Settings().model), [TEXT])
    return found


@pytest.fixture(scope="module")
def annotation() -> Annotation:
    article = Article("a", TEXT, date=dt.date(1990, 3, 8))
    (found,) = annotate([article], settings=Settings())
    assert isinstance(found, Annotation)
    return found


@pytest.fixture(scope="module")
def sentences(annotation: Annotation, own: Parse) -> list[Telling]:
    return sentences_of(annotation, own)


@pytest.fixture(scope="module")
def people(own: Parse, sentences: list[Telling]) -> list[Person]:
    return people_of(own, sentences)


def _called(people: list[Person], word: str) -> list[int]:
    return [number for number, person in enumerate(people) if person.text == word]


def test_a_person_is_one_and_a_number_with_a_bound_keeps_it(people: list[Person]) -> None:
    numbers = {person.text: person.number for person in reversed(people)}
    assert numbers["peasants"] == "20-"
    assert numbers["Galan"] == "1"
    assert numbers["victims"] == "PLURAL"


def test_title_name_and_apposition_are_one_party(own: Parse, people: list[Person]) -> None:
    parties = parties_of(own.tokens, people)
    (senator, *_) = _called(people, "Senator")
    (home,) = [party for party in parties if senator in party]
    assert {*_called(people, "Galan"), *_called(people, "lawyer")} <= {*home}
    (peasants,) = [party for party in parties if {*_called(people, "peasants")} & {*party}]
    assert peasants == _called(people, "peasants")


def test_the_keys_that_name_a_person_say_what_became_of_them(
    own: Parse, people: list[Person]
) -> None:
    name = {"alts": ["CARLOS GALAN"]}
    told = {"ref": ["CARLOS GALAN"]}
    key = {
        "hum_name": [name],
        "hum_desc": [],
        "hum_number": [{"alts": ["1"], **told}],
        "hum_effect": [{"alts": ["DEATH"], **told}],
    }
    named = [found for found in named_in(TEXT, own, people, [key]) if found]
    assert named == [{0: {"numbers": ["1"], "effects": ["DEATH"]}}]


def _stage(annotation: Annotation, sentences: list[Telling], own: Parse) -> Stage:
    templates = read_text({"id": "a"}, annotation, own, {}).templates
    told = [dict.fromkeys(KINDS, 0.0) for _ in sentences]
    return Stage(templates, [0.0 for _ in templates], 0.0, sentences, told)


def _crowd(own: Parse, people: list[Person]) -> Crowd:
    likely = [1.0 if person.text in {"peasants", "Galan"} else -9.0 for person in people]
    fate = {effect: 2.0 if effect == "INJURY" else -9.0 for effect in EFFECTS}
    return Crowd(people, parties_of(own.tokens, people), likely, [fate for _ in people])


def test_each_party_may_fill_each_template(
    annotation: Annotation, own: Parse, sentences: list[Telling], people: list[Person]
) -> None:
    stage, crowd = _stage(annotation, sentences, own), _crowd(own, people)
    numbers = [(fill.template, fill.value) for fill in number_fills(stage, crowd)]
    assert sorted(numbers) == sorted(
        (at, value) for at in range(len(stage.templates)) for value in ("1", "20-")
    )
    nobody = [fill for fill in effect_fills(stage, crowd) if not fill.party]
    assert {fill.value for fill in nobody} == {NOBODY_HURT}
    bomb = next(at for at, t in enumerate(stage.templates) if t.type == "BOMBING")
    assert [f.features["gap nobody"] for f in nobody if f.template == bomb] == [0.0]


def test_number_and_effect_of_the_same_people_are_one_target(
    annotation: Annotation, own: Parse, sentences: list[Telling], people: list[Person]
) -> None:
    stage, crowd = _stage(annotation, sentences, own), _crowd(own, people)
    shares: Tree = {"above": [("share", 0.5)], "leaves": [-9.0, 2.0]}
    several: Tree = {"above": [("amount", 1.5)], "leaves": [-9.0, 2.0]}
    gap: Tree = {"above": [("gap", 1.5)], "leaves": [2.0, -9.0]}
    yes: list[Tree] = [{"above": [("odds", -9.0)], "leaves": [-9.0, 1.0]}]
    weights = {
        "number": [several, gap],
        "effect": [shares, gap],
        "number beside": yes,
        "effect beside": yes,
    }
    found = [row for rows in targets_of(stage, crowd, weights) for row in rows]
    assert {"text": "peasants", "number": "20-", "effect": "INJURY"} in found
    assert all(row["number"] in {None, "20-"} for row in found)


def test_a_fill_is_weighed_beside_the_likelier_ones(people: list[Person]) -> None:
    galan, *_ = _called(people, "Galan")
    peasants, *_ = _called(people, "peasants")
    fills = [Fill(0, (galan,), "1", {"best": 1.0}), Fill(0, (peasants,), "1", {"best": 0.0})]
    order = ranked(fills, [{"above": [("best", 0.5)], "leaves": [-1.0, 1.0]}])
    first, second = beside(order, people)
    assert (first["ahead"], second["ahead"], second["equal"]) == (0.0, 1.0, 1.0)
    assert second["best ahead"] == 1.0
    assert second["shares name"] == 0.0
    hopeless: Tree = {"above": [("best", 9.0)], "leaves": [-9.0, 0.0]}
    assert ranked(fills, [hopeless]) == []


def test_trees_learn_what_hangs_on_two_features() -> None:
    rows = [{"a": float(n & 1), "b": float(n >> 1 & 1), "c": float(n % 7)} for n in range(200)]
    answers = [float(row["a"] != row["b"]) for row in rows]
    answers[::50] = [1 - answer for answer in answers[::50]]
    folds = [number // 4 % FOLDS for number in range(len(rows))]
    *without, trees = fit_trees(rows, answers, folds, Growth(trees=60, depth=2))
    assert tree_total({"a": 1.0}, trees) > 1 > -1 > tree_total({"a": 1.0, "b": 1.0}, trees)
    assert len(without) == FOLDS


def test_peoples_and_learnt_words_vote_for_a_nation(annotation: Annotation) -> None:
    assert nations_of(annotation).focus == "EL SALVADOR"
    assert nations_of(annotation, {"PE": 9.0, "FR": 99.0}).focus == "PERU"
    assert nations_of(annotation, {}, {"CL": 9.0}).focus == "CHILE"


def test_likely_targets_tell_templates_apart(own: Parse, people: list[Person]) -> None:
    assert _crowd(own, people).targets_in({2}) == ["peasants"]


def test_the_nations_of_keys_are_told_by_code() -> None:
    chain = [{"name": "PERU", "type": "COUNTRY"}, {"name": "LIMA", "type": "CITY"}]
    assert nations_told([{"location": [{"chain": chain}]}, {"location": []}]) == {"PE"}
