"""Texts -> Parse…, through any spaCy pipeline."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.language.cutting import cut_sentences
from pipeline.language.pieces import split_pieces
from pipeline.language.plain import to_plain
from pipeline.language.wording import PieceParse, to_piece_parse
from pipeline.records import Entity, Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIECES_PER_BATCH = 256
GROUP_CHARS = 100_000  # the layers of the network need about 3 kB for each of them at once
STRINGS_KEPT = 30_000  # spellings, shapes and ends of words, about 5 MB

Job = tuple[str, tuple[int, int, str]]


def parse(
    nlp: "Language", texts: Iterable[str], *, batch_size: int = PIECES_PER_BATCH
) -> Iterator[Parse]:
    """Parse each text, in order; a text without a word gives an empty Parse.

    `batch_size` counts pieces (paragraphs), not texts.
    """
    pieces = _pieces(nlp, _jobs(texts), batch_size)
    for _, found in groupby(pieces, key=lambda piece: piece[0]):
        yield _join(piece for _, piece in found)


def read_doc(doc: "Doc") -> Parse:
    """What a Doc of any pipeline says, as `parse` would."""
    return _join([to_piece_parse(doc, 0, doc.text)])


def _pieces(
    nlp: "Language", jobs: Iterable[Job], batch_size: int
) -> Iterator[tuple[int, PieceParse]]:
    """What each piece holds, with the number of its text, some parsed at a time.

    What the pipeline learns of the words of the first lots it keeps, as most words of others are
    among them. From then on it is forgotten after each lot, or its vocabulary would grow with every
    name in the news. Nothing is handed out before: who asks may parse other texts.
    """
    text, count = -1, 0
    for group in _groups(jobs):
        done = []
        is_full = len(nlp.vocab.strings) >= STRINGS_KEPT
        with nlp.memory_zone() if is_full else nullcontext():
            for doc, (number, start, piece) in nlp.pipe(
                group, as_tuples=True, batch_size=batch_size
            ):
                text, count = number, count if number == text else 0
                found = to_piece_parse(doc, start, piece, count)
                count += len(found.tokens)
                done.append((number, found))
        yield from done


def _groups(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    group: list[Job] = []
    chars = 0
    for job in jobs:
        if group and chars + len(job[0]) > GROUP_CHARS:
            yield group
            group, chars = [], 0
        group.append(job)
        chars += len(job[0])
    if group:
        yield group


def _jobs(texts: Iterable[str]) -> Iterator[Job]:
    """Pieces as spaCy reads them, each with the number of its text, its offset and its text."""
    for number, text in enumerate(texts):
        plain = to_plain(text)
        yield "", (number, 0, "")  # so that a text without pieces has its turn
        for start, end in split_pieces(text):
            yield plain[start:end], (number, start, text[start:end])


def _join(pieces: Iterable[PieceParse]) -> Parse:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for piece in pieces:
        tokens += piece.tokens
        sentences += piece.sentences
        entities += piece.entities
    cut = cut_sentences(tuple(tokens), tuple(sentences))
    return Parse(cut.tokens, cut.sentences, tuple(entities))
