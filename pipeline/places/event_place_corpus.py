"""Sentences with a verb and the places of its event (Halterman) → records to train and measure on.

The file has JSON lines {"id", "text", "verb": [[start, end]], "locations": [[start, end]…],
"source"}. Where a place falls between words, its line counts in tokens of the annotation tool, the
last one included; such lines are mended here.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.language import load_nlp, parse
from pipeline.records import Parse

Row = dict[str, Any]  # a line of the corpus, as its maker wrote it
Span = tuple[int, int]

FOLDS = 5
_WORD = re.compile(r"\w+")
_UNMARKED = re.compile(r"masdar_kill|AFP_ENG_20.*_capture")  # ids of lines mostly never annotated
_WHOLE = re.compile(r"\d-[A-Za-z]+|``")  # one token to the annotation tool: "37-year"
_LED = re.compile(r"(?<=\.)-(?=[a-z])")  # a token of its own to it: "U.S.-led"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `places` are the spans of where the verb's event happened, perhaps none.

    Each fold is held out in turn: the weights whose figures are told have not seen it. Equal texts
    share one.
    """

    text: str
    parse: Parse
    verb: Span
    places: tuple[Span, ...]
    source: str
    fold: int
    is_annotated: bool  # whether its answer of "no place" can be believed


def read_sentences(path: Path, *, every: int = 1) -> list[Sentence]:
    """Read every Nth line of the file and parse its text."""
    lines = path.read_text("utf-8").rstrip("\n").split("\n")[::every]
    rows = [json.loads(line) for line in lines]
    parses = parse(load_nlp(), [row["text"] for row in rows])
    return [_sentence(row, parsed) for row, parsed in zip(rows, parses, strict=True)]


def words_in(text: str, spans: Iterable[Span]) -> set[int]:
    """Starts of the words of spans: what precision and recall count."""
    return {
        start + found.start() for start, end in spans for found in _WORD.finditer(text[start:end])
    }


def _sentence(row: Row, parsed: Parse) -> Sentence:
    text: str = row["text"]
    places = [(start, end) for start, end in row["locations"]]
    if not all(_stands_on_words(text, span) for span in places):
        places = list(_mended(places, text, list(_annotated_tokens(text, parsed))))
    start, end = row["verb"][0]
    fold = zlib.crc32(" ".join(text.split()).encode()) % FOLDS
    is_annotated = bool(places) or _UNMARKED.match(row["id"]) is None
    source = row.get("source", "")
    return Sentence(text, parsed, (start, end), tuple(places), source, fold, is_annotated)


def _mended(spans: Iterable[Span], text: str, tokens: list[Span]) -> Iterator[Span]:
    """Spans of characters from those of tokens; a number beyond the tokens counts characters."""
    for first, last in spans:
        if last < len(tokens):
            yield tokens[first][0], tokens[last][1]
        elif words := [w for w in _WORD.finditer(text) if first < w.end() and w.start() < last]:
            yield words[0].start(), words[-1].end()


def _stands_on_words(text: str, span: Span) -> bool:
    start, end = span
    if text[start : start + 1].isspace() or not _WORD.search(text, start, end):
        return False
    begins_inside = start > 0 and text[start - 1 : start + 1].isalnum()
    return not begins_inside and not (end < len(text) and text[end - 1 : end + 1].isalnum())


def _annotated_tokens(text: str, parsed: Parse) -> Iterator[Span]:
    """Tokens as the annotation tool counts them: space beyond one blank is a token too."""
    spans = [(0, 0), *_tool_words(text, parsed), (len(text), len(text))]
    for (_, before), (after, end) in pairwise(spans):
        gap = text[before:after]
        if gap and (gap != " " or before == 0):
            yield before + gap.startswith(" ") * (before > 0), after
        if end > after:
            yield after, end


def _tool_words(text: str, parsed: Parse) -> list[Span]:
    """Words as that tool cuts them: "37-year" and "``" are one each, "U.S.-led" is three."""
    whole = {at: found.start() for found in _WHOLE.finditer(text) for at in range(*found.span())}
    words: list[Span] = []
    for token in parsed.tokens:
        start = token.start
        if words and words[-1][1] == start and whole.get(start, start) < start:
            start = words.pop()[0]
        for dash in _LED.finditer(text, start, token.end):
            words += [(start, dash.start()), dash.span()]
            start = dash.end()
        words.append((start, token.end))
    return words
