"""How the sentences with a verb and its place are read, and their broken lines mended."""

import json
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from pipeline.mentions.grammar import Grammar
from pipeline.places.event_place import find_event_places
from pipeline.places.event_place_corpus import Sentence, read_sentences, words_in

pytestmark = pytest.mark.model


def read(tmp_path: Path, **row: object) -> Sentence:
    path = tmp_path / "sentences.jsonl"
    path.write_text(json.dumps({"id": "1", "source": "made"} | row) + "\n", "utf-8")
    return read_sentences(path)[0]


def places(sentence: Sentence) -> list[str]:
    return [sentence.text[start:end] for start, end in sentence.places]


def test_spans_of_characters_are_kept(tmp_path: Path) -> None:
    text = "Three people were killed in Kharkiv."
    sentence = read(tmp_path, text=text, verb=[[18, 24]], locations=[[28, 35]])
    assert places(sentence) == ["Kharkiv"]


@pytest.mark.parametrize(
    ("text", "token", "found"),
    [
        ("Three people were killed in Kharkiv.", 5, "Kharkiv"),
        ("  Three people were killed in Kharkiv.", 6, "Kharkiv"),  # the space is a token too
        ("Three people  were killed in Kharkiv.", 6, "Kharkiv"),
        ("A 37-year-old man was killed in Kharkiv.", 8, "Kharkiv"),  # "37-year" "-" "old"
        ("U.S.-led troops killed three in Kharkiv.", 7, "Kharkiv"),  # "U.S." "-" "led"
        ("``Three were killed in Kharkiv.''", 5, "Kharkiv"),
    ],
)
def test_spans_of_tokens_are_mended(tmp_path: Path, text: str, token: int, found: str) -> None:
    start = text.index("killed")
    sentence = read(tmp_path, text=text, verb=[[start, start + 6]], locations=[[token, token]])
    assert places(sentence) == [found]


def test_a_number_beyond_the_tokens_counts_characters(tmp_path: Path) -> None:
    text = "Three people were killed in Almash-had."
    sentence = read(tmp_path, text=text, verb=[[18, 24]], locations=[[28, 31]])
    assert places(sentence) == ["Almash"]


@pytest.mark.parametrize(
    ("line", "believed"),
    [("APW_ENG_20031101.0130_5_shoot", True), ("AFP_ENG_20030605.0081_3_capture ", False)],
)
def test_no_place_is_not_believed_where_nobody_annotated(
    line: str,
    believed: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
) -> None:
    sentence = read(tmp_path, id=line, text="He was shot.", verb=[[7, 11]], locations=[])
    assert sentence.is_annotated is believed


def test_equal_texts_share_a_fold(tmp_path: Path) -> None:
    one = read(tmp_path, text="Two men were shot in Lima.", verb=[[13, 17]], locations=[])
    other = read(tmp_path, text=" Two men were shot  in Lima.", verb=[[14, 18]], locations=[])
    assert one.fold == other.fold


def test_words_are_counted_once() -> None:
    assert words_in("in Las Vegas", [(3, 12), (7, 12)]) == {3, 7}


def test_the_place_of_the_verb_is_found_among_others(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = "A spokesman in London said three people were killed in Kharkiv on Sunday."
    start = text.index("killed")
    sentence = read(tmp_path, text=text, verb=[[start, start + 6]], locations=[])
    spans = find_event_places(text, Grammar(sentence.parse), sentence.verb, gazetteer)
    assert [text[start:end] for start, end in spans] == ["Kharkiv"]
    assert find_event_places(text, Grammar(sentence.parse), (len(text), len(text)), gazetteer) == ()
