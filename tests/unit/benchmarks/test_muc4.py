"""What the answers to MUC-4 are chosen from, and how the choice is learnt."""

import datetime as dt

import pytest

from benchmarks._muc4_learning import fit_choices, fit_logistic
from benchmarks._muc4_slots import Scene, date_choices, heaviest, place_choices
from benchmarks._muc4_targets import Tally, targets_of
from benchmarks._muc4_templates import nations_of, place_name, to_templates
from pipeline.flow import annotate
from pipeline.records import Annotation, Article, Mention
from pipeline.settings import Settings

TEXT = """Lima, 8 Mar 90 -- Yesterday a powerful bomb exploded in Huancayo and killed three
people. This morning a second bomb exploded in Ayacucho. Nobody was hurt there."""


@pytest.fixture(scope="module")
def annotation() -> Annotation:
    article = Article("a", TEXT, date=dt.date(1990, 3, 8))
    (found,) = annotate([article], settings=Settings())
    assert isinstance(found, Annotation)
    return found


def test_bombs_in_two_towns_fill_two_templates(annotation: Annotation) -> None:
    templates = to_templates(annotation)
    assert [t.type for t in templates] == ["BOMBING", "BOMBING"]
    assert [t.location for t in templates] == [["PERU", "HUANCAYO"], ["PERU", "AYACUCHO"]]


def test_every_place_and_day_of_the_article_is_a_choice(annotation: Annotation) -> None:
    scene = Scene(to_templates(annotation)[0], annotation, nations_of(annotation))
    places = [choice.answer for choice in place_choices(scene)]
    days = [choice.answer for choice in date_choices(scene)]
    assert {tuple(p) for p in places} >= {("PERU",), ("PERU", "HUANCAYO"), ("PERU", "AYACUCHO")}
    assert "1990-03-07" in days
    assert {"form": "on_or_before", "start": None, "end": "1990-03-08"} in days


def test_the_mark_that_weighs_most_decides(annotation: Annotation) -> None:
    scene = Scene(to_templates(annotation)[0], annotation, nations_of(annotation))
    choices = place_choices(scene)
    assert heaviest(choices, {"names=1": 2.0, "own": 1.0}) == ["PERU"]
    assert heaviest(choices, {"names=1": 1.0, "own": 2.0}) == ["PERU", "HUANCAYO"]


def test_three_dead_are_a_target(annotation: Annotation) -> None:
    (target, *_) = targets_of(to_templates(annotation)[0])
    assert (target["number"], target["effect"]) == ("3", "DEATH")


def test_a_fill_of_a_key_pays_once() -> None:
    key = {"optional": False, "hum_number": [{"alts": ["3"]}], "hum_effect": []}
    answer = {"targets": [{"number": "3", "effect": None}, {"number": "3", "effect": None}]}
    tally = Tally()
    tally.add([key], [answer], [(0, 0)])
    assert (tally.wanted["number"], tally.given["number"], tally.right["number"]) == (1, 2, 1)


def test_a_name_cut_short_is_told_whole() -> None:
    text = "near San Luis de la Reina yesterday"
    assert place_name(Mention(5, 13, "San Luis", "LOC", "model"), text) == "SAN LUIS DE LA REINA"


def test_what_pays_is_learnt() -> None:
    example = [{"inside": 1.0, "far": 0.0}, {"far": 1.0}]
    weights = fit_choices([example] * 9, [[1.0, 0.5]] * 9, prior=0.1, rare=1)
    assert weights["inside"] > 0 > weights["far"]


def test_what_goes_with_yes_weighs_for_yes() -> None:
    rows = [{"bias": 1.0, "bomb": 1.0}, {"bias": 1.0, "talks": 1.0}] * 9
    weights = fit_logistic(rows, [1.0, 0.0] * 9, prior=0.1, rare=1, free=frozenset({"bias"}))
    assert weights["bomb"] > 0 > weights["talks"]
