import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.drawing.credits import credits_html, load_credits
from pipeline.drawing.ontology import load_types, type_of
from pipeline.drawing.speech import (
    LANGUAGES,
    counted,
    grouped,
    language,
    load_words,
    say,
    say_or,
    speak,
)

ROOT = Path(__file__).parents[3]
FORMS = ("one", "few", "many")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


def keys(name: str) -> set[str]:
    """The keys of a language, the forms of a counted word as one; not of types or sources."""
    found = set()
    for key in load_words(name):
        stem, _, last = key.rpartition(".")
        if not key.startswith(("type.", "family.", "credit.")):
            found.add(stem if last in FORMS else key)
    return found


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_has_the_same_keys(name: str) -> None:
    assert keys(name) == keys("en")


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_has_the_same_places_for_values(name: str) -> None:
    english, other = load_words("en"), load_words(name)
    wrong = {
        key
        for key, words in english.items()
        if key in other and places(words) != places(other[key])
    }
    assert wrong == set()


@pytest.mark.parametrize(("name", "forms"), [("en", {"one", "many"}), ("uk", set(FORMS))])
def test_a_counted_word_has_the_forms_of_its_language(name: str, forms: set[str]) -> None:
    words = load_words(name)
    counted_words = {key.rpartition(".")[0] for key in words if key.startswith("count.")}
    for key in counted_words:
        assert {form for form in FORMS if f"{key}.{form}" in words} == forms


def said_in(path: Path) -> Iterator[str]:
    """The keys that a module says literally."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            key = node.args[0]
            if node.func.id in {"say", "counted"} and isinstance(key, ast.Constant):
                yield str(key.value)


@pytest.mark.parametrize(
    "path", [ROOT / "dashboard.py", *sorted(ROOT.glob("pipeline/drawing/*.py"))], ids=str
)
def test_what_is_said_stands_in_the_catalogue(path: Path) -> None:
    assert set(said_in(path)) <= keys("en")


def test_counted_words_take_the_form_of_the_number() -> None:
    assert [counted("count.event", n) for n in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    assert counted("count.event", 1200) == "1,200 events"


@pytest.mark.parametrize(("name", "figure"), [("en", "1,234,567"), ("uk", "1\u00a0234\u00a0567")])
def test_thousands_stand_apart_as_the_language_parts_them(name: str, figure: str) -> None:
    speak(name)
    assert grouped(1_234_567) == figure
    assert grouped(999) == "999"


def test_sources_are_told_of_in_ukrainian() -> None:
    speak("uk")
    told = {source.name: say_or(f"credit.{source.name}.what", "") for source in load_credits()}
    assert "" not in told.values()
    named = {key.split(".")[1] for key in load_words("uk") if key.startswith("credit.")}
    assert named == told.keys()
    assert all(words in credits_html(load_credits()) for words in told.values())


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "подія"),
        (2, "події"),
        (4, "події"),
        (5, "подій"),
        (11, "подій"),
        (12, "подій"),
        (21, "подія"),
        (22, "події"),
        (25, "подій"),
        (111, "подій"),
        (101, "подія"),
        (0, "подій"),
    ],
)
def test_ukrainian_counts_by_its_own_rule(count: int, word: str) -> None:
    speak("uk")
    assert counted("count.event", count) == f"{count} {word}"


def test_types_and_families_have_names_in_ukrainian() -> None:
    speak("uk")
    for kind in load_types().values():
        assert type_of(kind.id).label != kind.label
        assert type_of(kind.id).family != kind.family


def test_values_stand_in_their_places() -> None:
    assert say("article.part", number=2, count=3) == "Part 2 of 3"


def test_a_key_that_came_with_the_data_may_be_missing() -> None:
    assert say_or("status.no such status", "as it is") == "as it is"


def test_a_language_that_is_none_is_english() -> None:
    speak("<script>")
    assert language() == "en"
