"""What the answers to MUC-4 are chosen from, and how the choice is learnt."""

import datetime as dt
import json
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from benchmarks._muc4_answers import Odds, Text, answer, chosen_by, read_text
from benchmarks._muc4_counts import MOST, TYPES, count_features, counts_of
from benchmarks._muc4_learning import FOLDS, Restraint, fit_choices, fit_logistic
from benchmarks._muc4_lessons import Lessons
from benchmarks._muc4_nations import nations_of
from benchmarks._muc4_sentences import KINDS, keys_told, newness
from benchmarks._muc4_slots import Scene, date_choices, heaviest, place_choices
from benchmarks._muc4_tally import Tally
from benchmarks._muc4_templates import place_name, to_templates
from pipeline.flow import annotate
from pipeline.language import load_nlp, parse
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


@pytest.fixture(scope="module")
def text(annotation: Annotation) -> Text:
    (own,) = parse(load_nlp(Settings().model), [TEXT])
    return read_text({"id": "a", "text": TEXT}, annotation, own, {})


def _bomb(text: Text) -> int:
    """The number of the sentence about the first bomb."""
    return next(n for n, s in enumerate(text.sentences) if "huancayo" in s.words)


def _odds(text: Text, first: float, other: float) -> list[dict[str, float]]:
    """The sentence about the first bomb tells incidents with other log odds than the rest."""
    bomb = _bomb(text)
    return [
        dict.fromkeys(KINDS, first if number == bomb else other)
        for number in range(len(text.sentences))
    ]


def _key(**slots: list[dict[str, list[str]]]) -> dict[str, Any]:
    names = ("hum_name", "hum_desc", "phys_id", "perp_individual", "perp_org", "instrument_id")
    empty: dict[str, Any] = {name: [] for name in (*names, "hum_effect", "hum_number")}
    return {**empty, "type": ["BOMBING"], "optional": False, **slots}


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


def test_a_sentence_that_names_a_target_beside_violence_tells_the_key(text: Text) -> None:
    bomb = _key(hum_desc=[{"alts": ["THREE PEOPLE"]}])
    told = [keys_told(sentence, TEXT, [bomb]) for sentence in text.sentences]
    assert told[_bomb(text)] == {0}
    assert told[_bomb(text) + 1] is None  # a bomb too, but nothing of the key
    assert keys_told(text.sentences[0], TEXT, []) == set()


def test_what_a_surer_sentence_tells_is_not_new(text: Text) -> None:
    told = _odds(text, 3.0, 2.0)
    first = _bomb(text)
    alone = newness(told, {(first, first + 1): -9.0}, "BOMBING")
    again = newness(told, {(first, first + 1): 9.0}, "BOMBING")
    assert alone[first] == again[first]
    assert again[first + 1] < alone[first + 1] / 5


def test_templates_of_a_type_are_counted_until_one_is_unlikely(text: Text) -> None:
    rows = count_features(text.templates, [0.0, 0.0], _odds(text, 0.0, 0.0), {}, 0.0)
    assert set(rows) == {(kind, number) for kind in TYPES for number in range(MOST)}
    weights = {"0:BOMBING:bias": 5.0, "1:BOMBING:bias": 5.0, "2:bias": -9.0, "0:bias": -4.0}
    counts = counts_of(rows, {**weights, "0:BOMBING:bias": 9.0})
    assert counts == {"ATTACK": 0, "BOMBING": 2, "KIDNAPPING": 0, "ARSON": 0}


def test_a_sentence_fills_a_template_where_events_are_too_few(text: Text) -> None:
    told = _odds(text, 4.0, -4.0)
    rows = count_features(text.templates, [0.0, 0.0], told, {}, 0.0)
    weights = {
        "counts": {f"{number}:bias": -9.0 for number in range(MOST)} | {"0:ARSON:bias": 19.0}
    }
    (template,) = chosen_by(text, Odds(told, {}, [0.0, 0.0], rows, 0.0), weights)
    assert (template.type, template.events) == ("ARSON", [])
    assert "Huancayo" in template.quotes[0].text


def test_each_stage_is_learnt_without_each_fifth(text: Text) -> None:
    """And from all together; the scorer here aligns the first key with the first template."""
    targets = {"hum_desc": [{"alts": ["THREE PEOPLE"]}], "phys_id": [{"alts": ["AYACUCHO"]}]}
    key = _key(**targets, date=[], location=[])
    texts = [replace(text, row={"id": str(n), "templates": [key] * (n % 2)}) for n in range(40)]
    scorer = ModuleType("scorer")
    vars(scorer).update(
        align=lambda keys, rows: ([(0, 0)], {0}, {0}) if keys and rows else ([], set(), set()),
        loc_score=lambda _, answer: float(len(answer)),
        date_score=lambda _, answer: float(isinstance(answer, str)),
    )
    lessons = Lessons(texts, scorer)
    assert len({json.dumps(weights) for weights in lessons.without}) == FOLDS + 1
    assert [row["type"] for row in answer(texts[0], lessons.unseen(0))][:1] == ["BOMBING"]
    assert {row["type"] for row in answer(texts[0], lessons.of_all)} <= {"BOMBING"}


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
    folds = [number // 2 % FOLDS for number in range(len(rows))]
    *without, weights = fit_logistic(rows, [1.0, 0.0] * 9, folds, Restraint(prior=0.1))
    assert weights["bomb"] > 0 > weights["talks"]
    assert all(0 < other["bomb"] < weights["bomb"] for other in without)
