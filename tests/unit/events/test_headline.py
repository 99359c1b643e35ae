"""One readable line of a quote."""

import pytest

from pipeline.events.headline import make_headline


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("and shells hit\n the  port", "Shells hit the port"),
        ("that five people died,", "Five people died"),
        ("“Shots were heard", "Shots were heard"),
        ("andes villages flooded", "Andes villages flooded"),
        ("and", "And"),
    ],
)
def test_a_line_begins_with_a_capital_and_without_its_joining_word(quote: str, line: str) -> None:
    assert make_headline(quote) == line


def test_a_long_quote_is_cut_at_a_word() -> None:
    line = make_headline("shell " * 40)
    assert line == "S" + ("shell " * 18)[1:].rstrip() + "…"


def test_one_endless_word_is_cut_all_the_same() -> None:
    assert make_headline("x" * 5000) == "X" + "x" * 108 + "…"
