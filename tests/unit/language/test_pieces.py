"""Pieces: no sentence is cut, no character lost, and time grows with the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.pieces import PIECE_CHARS, RUN_CHARS, split_pieces
from pipeline.language.plain import to_plain


def pieces_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_pieces(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("A headline\nThe text begins.", ["A headline", "The text begins."]),
        ("A sentence that\ngoes on.", ["A sentence that\ngoes on."]),
        ("  \n One. \n ", ["One."]),
        ("One.\u2028Two.", ["One.", "Two."]),
        ("", []),
        (" date 2022-03-03 The mayor spoke.", ["date 2022-03-03", "The mayor spoke."]),
        (
            "date 2022-03-08 Kyiv (dpa) - A road held.",
            ["date 2022-03-08", "Kyiv (dpa) -", "A road held."],
        ),
        ("KYIV: The president spoke.", ["KYIV:", "The president spoke."]),
        ("LVIV/KYIV: The president spoke.", ["LVIV/KYIV:", "The president spoke."]),
        ("NATO: it held", ["NATO: it held"]),
    ],
)
def test_a_text_is_cut_where_paragraphs_end(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces


def test_lines_wrapped_at_a_fixed_width_are_one_piece() -> None:
    text = (
        "The mayor of the town told reporters that the water works of\n"
        "Kharkiv had been hit at night and that people should fill all\n"
        "Bottles they had, for no one knew how long repairs would take."
    )
    assert pieces_of(text) == [text]


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    sentence = "Kyiv was hit again. "
    pieces = pieces_of(sentence * 3_000)
    assert all(len(piece) <= PIECE_CHARS and piece.endswith(".") for piece in pieces)
    assert " ".join(pieces) == (sentence * 3_000).strip()


def test_a_run_without_blanks_is_cut_into_equal_parts() -> None:
    pieces = pieces_of("See " + "x" * (2 * RUN_CHARS + 5) + " there.")
    assert [len(piece) for piece in pieces] == [3, RUN_CHARS, RUN_CHARS, 5, 6]


@given(st.text(alphabet=st.sampled_from("aA .\n\r\t\u2028é😀"), max_size=400))
def test_pieces_hold_every_character_that_is_not_blank(text: str) -> None:
    held = "".join("".join(piece.split()) for piece in pieces_of(text))
    assert held == "".join(text.split())


@given(st.text(max_size=300))
def test_plain_text_has_the_length_of_the_text(text: str) -> None:
    assert len(to_plain(text)) == len(text)


def test_every_code_point_stays_one_code_point_and_blanks_stay_blank() -> None:
    text = "".join(map(chr, range(0x110000)))
    plain = to_plain(text)
    assert len(plain) == len(text)
    assert all(new.isspace() for old, new in zip(text, plain, strict=True) if old.isspace())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Chernihiv´s", "Chernihiv's"),
        ("Slovʼiansk", "Slov'iansk"),
        ("don‘t", "don't"),
        ("the Smiths´ house", "the Smiths' house"),
        ("5´ tall", "5´ tall"),
        ("Ｋｙｉｖ", "Kyiv"),  # noqa: RUF001 - the point
        ("Kyiv\x00fell", "Kyiv fell"),
        ("counter‑attack", "counter-attack"),
    ],
)
def test_odd_letters_are_read_as_plain_ones(typed: str, read: str) -> None:
    assert to_plain(typed) == read
