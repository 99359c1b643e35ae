"""Where a name begins and ends."""

import pytest

from pipeline.mentions.edges import trim


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("the Kyiv region fell", "the Kyiv region", "Kyiv"),
        ("in northern Ukraine", "northern Ukraine", "Ukraine"),
        ("Mariupol's port", "Mariupol's", "Mariupol"),
        ("Mariupol’s port", "Mariupol’s", "Mariupol"),
        ("on the Dnipro River today", "the Dnipro River", "Dnipro River"),
        ("“Odesa,” he said", "“Odesa,”", "Odesa"),
        ("The Hague ruled", "The Hague", "Hague"),
        ("in al-Bab today", "al-Bab", "al-Bab"),
        ("the U.S. said", "the U.S", "U.S."),
        ("Wichita, Kan., burned", "Kan", "Kan."),
        ("Beckley, W.Va., burned", "Va", "W.Va."),
        ("We left Lviv. It rained", "Lviv.", "Lviv"),
        ("( ) - ,", "( ) - ,", ""),
    ],
)
def test_a_span_is_cut_down_to_the_name(text: str, span: str, name: str) -> None:
    start = text.index(span)
    first, last = trim(text, start, start + len(span))
    assert text[first:last] == name
