"""Where the names that an event's place is chosen from begin and end."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions.grammar import Grammar
from pipeline.places.name_edges import whole_names
from pipeline.places.named_spans import find_named_spans

pytestmark = pytest.mark.model


def written(text: str, names: list[str], nlp: Language) -> list[str]:
    grammar = Grammar(next(parse(nlp, [text])))
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [text[start:end] for start, end in whole_names(text, grammar, spans)]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("He was shot in Dora district.", ["Dora district"], ["Dora"]),
        ("Troops patrol northern Kosovo.", ["northern Kosovo"], ["Kosovo"]),
        ("They shelled Hirbat al-Gazala.", ["Hirbat", "Gazala"], ["Hirbat al-Gazala"]),
        ("Fighting went on in Deir ez-Zor.", ["Deir", "ez", "Zor"], ["Deir ez-Zor"]),
        ("They met at Al-Hamdan Airbase.", ["Al", "Hamdan"], ["Al-Hamdan Airbase"]),
        (
            "A bomb hit Baghdad International Airport.",
            ["Baghdad"],
            ["Baghdad International Airport"],
        ),
        ("Rebels stormed the 3000 Apartment Project.", ["Project"], ["3000 Apartment Project"]),
        ("Protesters left Cairo University Monday.", ["Cairo"], ["Cairo University"]),
        ("He was in al-Qaeda's camp near Kabul.", ["Kabul"], ["al-Qaeda", "Kabul"]),
        ("The U.S.-led force left Iraq at-once.", ["U.S.", "Iraq"], ["U.S.", "Iraq"]),
    ],
)
def test_a_name_is_as_it_is_written(
    text: str, found: list[str], whole: list[str], nlp: Language
) -> None:
    assert written(text, found, nlp) == whole


def test_a_name_that_the_model_takes_for_a_word_is_found(
    nlp: Language, gazetteer: Gazetteer
) -> None:
    text = "Seven people were killed on Monday in Palouch village."
    grammar = Grammar(next(parse(nlp, [text])))
    found = [text[slice(*name.span)] for name in find_named_spans(text, grammar, gazetteer)]
    assert "Palouch" in found
