from pathlib import Path

import pytest

from benchmarks.quality import figures
from pipeline.drawing.rightness import load_rightness, right_words
from pipeline.drawing.speech import LANGUAGES, speak

QUALITY = Path(__file__).parents[3] / "QUALITY.md"


def test_the_page_tells_what_was_measured_last() -> None:
    assert load_rightness()._asdict() == figures(QUALITY.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_stand_in_the_sentences(language: str) -> None:
    speak(language)
    found = load_rightness()
    try:
        told = " ".join(right_words())
    finally:
        speak("en")
    for number in (found.told, found.found, found.wanted - found.found, round(found.days)):
        assert str(number) in told


def test_a_page_that_lacks_a_figure_gives_none() -> None:
    assert figures("# Quality\n\nNot measured: lgl.jsonl was not at hand.\n") == {}
