"""Words and sentences -> the same with no sentence longer than any that people write.

Later stages look from every word at its whole sentence; a list without a full stop, or text made
to be slow, would cost them the square of its length.
"""

from dataclasses import replace
from typing import NamedTuple

from pipeline.records import Sentence, Token

LONGEST = 250  # words


class Cut(NamedTuple):
    """The words and sentences of a text; heads are indices among its words."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


def cut_sentences(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> Cut:
    """Cut sentences of more than `LONGEST` words; a word whose head is cut off becomes a root."""
    if all(sentence.stop - sentence.first <= LONGEST for sentence in sentences):
        return Cut(tokens, sentences)
    parts: list[Sentence] = []
    heads = list(tokens)
    for sentence in sentences:
        for first in range(sentence.first, sentence.stop, LONGEST):
            stop = min(first + LONGEST, sentence.stop)
            parts.append(Sentence(tokens[first].start, tokens[stop - 1].end, first, stop))
            for index in range(first, stop):
                if not first <= tokens[index].head < stop:
                    heads[index] = replace(tokens[index], head=index, dep="root")
    return Cut(tuple(heads), tuple(parts))
