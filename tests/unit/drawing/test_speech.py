import pytest

from pipeline.drawing.speech import LANGUAGES, counted, language, say, speak


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    speak("en")


def test_counted_words_take_the_form_of_the_number() -> None:
    assert [counted("count.event", n) for n in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    assert counted("count.event", 1200) == "1,200 events"


def test_values_stand_in_their_places() -> None:
    assert say("article.part", number=2, count=3) == "Part 2 of 3"


def test_a_language_that_is_none_is_english() -> None:
    speak("<script>")
    assert language() == "en"
    assert "en" in LANGUAGES
