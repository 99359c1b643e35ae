"""Doc -> tokens, sentences and entities of the records."""

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pipeline.language.labels import entity_labels
from pipeline.language.trees import to_universal
from pipeline.records import Entity, Sentence, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc


class PieceParse(NamedTuple):
    """What one piece holds, in the numbers of its article."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


def to_piece_parse(doc: "Doc", start: int, text: str, first: int = 0) -> PieceParse:
    """Turn a Doc into records whose offsets count from `start`, and whose tokens from `first`.

    `text` is the piece as the article writes it, of the same length as `doc.text`. Tokens of blanks
    are left out.
    """
    if not len(doc):
        return PieceParse((), (), ())
    keep = [not token.is_space for token in doc]
    new_index = list(accumulate(keep, initial=first))
    deps, heads = _tree(doc)
    tokens = []
    for token, kept, dep, head in zip(doc, keep, deps, heads, strict=True):
        if kept:
            at = token.idx
            end = at + len(token)
            landed = head if keep[head] else _landed(head, heads, keep, token.i)
            tokens.append(
                Token(
                    start + at,
                    start + end,
                    text[at:end],
                    token.lemma_ or token.lower_,
                    token.pos_,
                    token.tag_,
                    str(token.morph),
                    dep,
                    new_index[landed],
                )
            )
    return PieceParse(tuple(tokens), _sentences(doc, start, new_index), _entities(doc, start))


def _tree(doc: "Doc") -> tuple[list[str], list[int]]:
    """Labels and heads; without a parse the label is empty and each word its own head."""
    if not doc.has_annotation("DEP"):
        return [""] * len(doc), list(range(len(doc)))
    return to_universal(doc)


def _landed(head: int, heads: list[int], keep: list[bool], token: int) -> int:
    """The nearest ancestor that is kept, or the token itself."""
    while not keep[head] and heads[head] != head:
        head = heads[head]
    return head if keep[head] else token


def _sentences(doc: "Doc", start: int, new_index: list[int]) -> tuple[Sentence, ...]:
    spans = doc.sents if doc.has_annotation("SENT_START") else (doc[:],)
    sentences = []
    for span in spans:
        words = [token for token in span if not token.is_space]
        if words:
            last = words[-1]
            sentences.append(
                Sentence(
                    start + words[0].idx,
                    start + last.idx + len(last),
                    new_index[words[0].i],
                    new_index[last.i + 1],
                )
            )
    return tuple(sentences)


def _entities(doc: "Doc", start: int) -> tuple[Entity, ...]:
    labels = entity_labels()
    return tuple(
        Entity(start + span.start_char, start + span.end_char, labels.get(span.label_, span.label_))
        for span in doc.ents
        if span.text.strip()
    )
