import pytest

from pipeline.drawing.listing import (
    article_lines,
    article_title,
    naming_lines,
    sentence_around,
    where_words,
)
from pipeline.drawing.panels import list_rows
from pipeline.drawing.speech import speak
from pipeline.table import EventRow
from pipeline.table.articles import ArticleLine, Naming
from pipeline.table.summaries import PlaceLine, Toll

TEXT = (
    "First thing. Shells hit Kyiv, U.S. officials said. Then rain.\nNext line\n"
    "LVIV, Feb. 24 - Trains stood still. They went on in May. Ten ran."
)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Kyiv", "Shells hit Kyiv, U.S. officials said."),
        ("First", "First thing."),
        ("rain", "Then rain."),
        ("Next", "Next line"),
        ("LVIV", "LVIV, Feb. 24 - Trains stood still."),
        ("May", "They went on in May."),
    ],
)
def test_the_sentence_around_a_name_is_whole(name: str, sentence: str) -> None:
    start = TEXT.index(name)
    pieces = sentence_around(TEXT, start, start + len(name))
    assert "".join(pieces) == sentence
    assert pieces[1] == name


def test_an_article_without_a_title_is_called_by_its_first_sentence() -> None:
    assert article_title("", "1 March 2022\n\nA missile hit the square.", "a") == (
        "A missile hit the square."
    )
    assert article_title("", "", "a") == "a"
    assert len(article_title("x" * 10_000, "", "a")) == 140


def test_a_long_title_is_cut_between_two_words() -> None:
    title = article_title("missile " * 20 + "hit", "", "a")
    assert title == " ".join(["missile"] * 17) + "\u2026"
    assert article_title("hit. " * 30, "", "a").endswith(" hit\u2026")


def test_names_without_an_end_are_cut_in_a_list() -> None:
    name = "a name " * 2_000
    (line,) = article_lines([ArticleLine("a", name, None, name, "", "", 0, 0)])
    (naming,) = naming_lines([Naming("a", name, None, name, "context_place", "Kyiv", 0, 4)])
    toll = Toll(0, 0, open=False)
    place = PlaceLine("p", name, "city", "UA", name, None, None, 1, None, None, toll, toll)
    assert max(len(line["title"]), len(line["more"])) < 300
    assert len(naming["more"]) < 300
    assert len(where_words(place)) < 300


def test_a_row_of_the_list_speaks_the_language_of_its_reader(row: EventRow) -> None:
    told = []
    for language in ("en", "uk", "en"):
        speak(language)
        told.append(list_rows([row])[0]["when"])
    assert told[0] == told[2] != told[1]
