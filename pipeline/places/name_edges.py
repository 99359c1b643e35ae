"""Names as they were found → as they are written: no common word at an end, none cut in two."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.mentions.grammar import Grammar
from pipeline.places.wording import after_words, role_words

Span = tuple[int, int]

_LONGEST = (
    4  # words after a name up to the one that tells its kind: "Baghdad International Airport"
)


def whole_names(text: str, grammar: Grammar, spans: Iterable[Span]) -> list[Span]:
    """Trim, join and widen the spans of names; none overlap, and they stand in text order.

    "Dora district" -> "Dora"; "Hirbat", "Gazala" -> "Hirbat al-Gazala"; "Alexandria" ->
    "Alexandria University".
    """
    trimmed = [_trimmed(grammar, span) for span in spans]
    return list(_apart(_widened(text, grammar, span) for span in _joined(text, trimmed)))


def _trimmed(grammar: Grammar, span: Span) -> Span:
    """Without the lower-case words at its ends."""
    tokens = grammar.tokens_in(*span)
    names = [grammar.tokens[index] for index in tokens if _is_name(grammar.tokens[index].text)]
    return (max(span[0], names[0].start), min(span[1], names[-1].end)) if names else span


def _is_name(word: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in word)


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Each with the Arabic article before it, and with the name that stands before that."""
    led = [found.span() for found in _led_by_article().finditer(text)]
    last: Span | None = None
    for span in sorted([*spans, *led], key=lambda span: (span[0], -span[1])):
        if last is None:
            last = span
        elif span[0] <= last[1] or (span in led and text[last[1] : span[0]] in {" ", "-", "–"}):
            last = last[0], max(last[1], span[1])
        else:
            yield last
            last = span
    if last is not None:
        yield last


@cache
def _led_by_article() -> re.Pattern[str]:
    """Matches "al-Ghazal": the article in any case, the name with a capital or behind a mark."""
    articles = "|".join(sorted(role_words("arabic_articles")))
    return re.compile(rf"\b(?i:{articles})[-–](?:['’‘`]\w|[A-Z])\w*(?:['’‘`](?!s\b)\w+)*")


def _widened(text: str, grammar: Grammar, span: Span) -> Span:
    """On to the capitalised word that tells its kind, and back to the name of a bare kind."""
    tokens = grammar.tokens_in(*span)
    if not len(tokens):
        return span
    start, end = span
    for index in range(tokens[-1] + 1, min(tokens[-1] + 1 + _LONGEST, len(grammar.tokens))):
        token = grammar.tokens[index]
        if not _goes_on(text, grammar, index):
            break
        if token.text.lower() in kind_words():
            end = token.end
    first = tokens[0]
    is_bare = all(grammar.tokens[index].text.lower() in kind_words() for index in tokens)
    while is_bare and first > 0 and _goes_on(text, grammar, first):
        first -= 1
        start = grammar.tokens[first].start
    return start, end


def _goes_on(text: str, grammar: Grammar, index: int) -> bool:
    """Whether a capitalised word follows another, or a number, with one blank between."""
    before, token = grammar.tokens[index - 1], grammar.tokens[index]
    is_near = text[before.end : token.start].isspace() and before.pos != "DET"
    return is_near and _is_name(before.text) and token.text[:1].isupper()


@cache
def kind_words() -> frozenset[str]:
    """Lower-case words that end the name of a place and tell its kind ("district", "airport")."""
    return frozenset(words.split()[-1] for words in after_words()) | role_words("built")


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without those that stand inside one before, or overlap it."""
    reach = -1
    for start, end in spans:
        if start >= reach:
            yield start, end
            reach = end
