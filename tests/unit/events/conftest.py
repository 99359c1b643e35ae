"""Parses written by hand: `word POS TAG dep head-number` a line, a blank line after a sentence."""

from collections.abc import Callable

import pytest

from pipeline.events.tree import Tree
from pipeline.records import Entity, Parse, Sentence, Token

Parser = Callable[..., Parse]


def parsed(rows: str, *entities: tuple[str, str]) -> Parse:
    """A parse of the rows; entities are (text, label), each found once."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text = ""
    for block in rows.strip().split("\n\n"):
        first, offset = len(tokens), len(text) + (1 if text else 0)
        for row in block.splitlines():
            word, pos, tag, dep, head = row.split()
            start = len(text) + (1 if text else 0)
            text = f"{text} {word}" if text else word
            label = "" if dep == "-" else dep
            at = first + int(head)
            lemma = word.lower().removesuffix({"NNS": "s", "VBG": "ing"}.get(tag, ""))
            tokens.append(Token(start, len(text), word, lemma, pos, tag, "", label, at))
        sentences.append(Sentence(offset, len(text), first, len(tokens)))
    found = [(text.index(name), name, label) for name, label in entities]
    spans = tuple(Entity(at, at + len(name), label) for at, name, label in found)
    return Parse(tuple(tokens), tuple(sentences), spans)


@pytest.fixture
def parse_rows() -> Parser:
    return parsed


@pytest.fixture
def tree_of() -> Callable[[str], Tree]:
    return lambda rows: Tree(parsed(rows))
