"""Text -> pieces: stretches that no sentence crosses, short enough for any pipeline.

A blank line always ends a piece. A single line break ends one too, unless the next line goes on in
lower case, or the text is wrapped at a fixed width and the line is a full one. What stands before
the first sentence ("date 2022-03-01", "KYIV, March 1 (Agency) - ", "KYIV: ") is a piece of its own:
a parser makes it the subject of what follows.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

PIECE_CHARS = 20_000  # far below spaCy's limit of 1,000,000; keeps batches small
RUN_CHARS = 400  # the tokenizer's time grows with the square of a run without blanks
WRAPPED_COLUMNS = range(55, 101)  # where mail and wire services break their lines
WRAPPED_SHARE = 0.6  # of the lines that another line follows

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONG_RUN = re.compile(rf"\S{{{RUN_CHARS + 1},}}")
_DATELINE = re.compile(
    r"(?P<place>[^\n\"“”!?;]{3,90}?)\s(?:--?|–|—)\s+(?:\[[^]]{1,90}\]\s+)*(?=[A-ZÀ-Þ\d\"“‘'\[])"
)
# Where a dateline shows that it is one: capitals, an agency in brackets, or a day.
_DATELINE_SIGN = re.compile(
    r"[A-ZÀ-Þ]{3}|.*\([A-Z][^()]*\)$|.*\([a-z]{2,8}\)$|.*\b\d{1,2},? (?:\w+ )?\d{2,4}\b"
)
# The day that files of articles put in front of the text, in figures.
_DAY_HEADER = re.compile(
    r"(?:(?i:date|published|updated|posted)\b:?\s*)?\d{4}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?:?\s+(?=[A-ZÀ-Þ\"“‘'])"
)
_CAPITALS_AND_COLON = re.compile(r"[A-ZÀ-Þ]{3,}(?:[ ,/][ A-ZÀ-Þ]{2,30})?:\s+(?=[A-ZÀ-Þ\"“‘'])")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s")


class Piece(NamedTuple):
    """`text[start:end]`, without blanks at its ends and never empty."""

    start: int
    end: int


def split_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces in order; together they hold every character that is not blank."""
    for paragraph in _paragraphs(text):
        for part in _apart_from_dateline(text, paragraph):
            for stretch in _apart_from_long_runs(text, part):
                yield from _cut(text, stretch)


def _paragraphs(text: str) -> Iterator[Piece]:
    lines = tuple(_lines(text))
    is_wrapped = _is_wrapped(lines)
    start = lines[0].start
    for line, after in pairwise((*lines, Piece(len(text), len(text)))):
        if _is_blank(line):
            start = after.start
        elif _is_blank(after) or not (
            text[after.start].islower() or (is_wrapped and _is_full(line))
        ):
            yield Piece(start, line.end)
            start = after.start


def _lines(text: str) -> Iterator[Piece]:
    """Lines without the blanks at their ends; a blank line has no length."""
    start = 0
    for found in _BREAK.finditer(text):
        yield _strip(text, start, found.start())
        start = found.end()
    yield _strip(text, start, len(text))


def _strip(text: str, start: int, end: int) -> Piece:
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    return Piece(start + left, start + max(left, len(inside.rstrip())))


def _is_blank(line: Piece) -> bool:
    return line.start == line.end


def _is_full(line: Piece) -> bool:
    return line.end - line.start in WRAPPED_COLUMNS


def _is_wrapped(lines: tuple[Piece, ...]) -> bool:
    followed = [
        line for line, after in pairwise(lines) if not _is_blank(line) and not _is_blank(after)
    ]
    return sum(map(_is_full, followed)) > WRAPPED_SHARE * len(followed)


def _apart_from_dateline(text: str, piece: Piece) -> Iterator[Piece]:
    header = _DAY_HEADER.match(text, piece.start, piece.end)
    if header is not None:
        yield _strip(text, piece.start, header.end())
        piece = Piece(header.end(), piece.end)
    found = _DATELINE.match(text, piece.start, piece.end)
    if found is None or not _DATELINE_SIGN.match(found["place"]):
        found = _CAPITALS_AND_COLON.match(text, piece.start, piece.end)
    if found is not None:
        yield _strip(text, piece.start, found.end())
        piece = Piece(found.end(), piece.end)
    yield piece


def _apart_from_long_runs(text: str, piece: Piece) -> Iterator[Piece]:
    start = piece.start
    for run in _LONG_RUN.finditer(text, piece.start, piece.end):
        before = _strip(text, start, run.start())
        if not _is_blank(before):
            yield before
        for at in range(run.start(), run.end(), RUN_CHARS):
            yield Piece(at, min(at + RUN_CHARS, run.end()))
        start = run.end()
    rest = _strip(text, start, piece.end)
    if not _is_blank(rest):
        yield rest


def _cut(text: str, piece: Piece) -> Iterator[Piece]:
    """Cut what is too long, after a sentence's end if there is one, else at a blank."""
    start = piece.start
    while piece.end - start > PIECE_CHARS:
        limit = start + PIECE_CHARS
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start, limit)]
        cut = ends[-1] if ends else _last_blank(text, start, limit)
        yield _strip(text, start, cut)
        start = _strip(text, cut, piece.end).start
    yield Piece(start, piece.end)


def _last_blank(text: str, start: int, limit: int) -> int:
    return next(at for at in range(limit, start, -1) if text[at - 1].isspace())
