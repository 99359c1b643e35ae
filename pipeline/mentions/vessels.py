"""Text and spans → the spans that name a ship and no place ("the cruiser Moskva sank")."""

from collections.abc import Iterable

from pipeline.mentions.spans import Span
from pipeline.mentions.vocabulary import words

_REACH = 24  # characters before a name in which the word beside it ends
_QUOTES = "\"'“”‘’"


def find_vessels(text: str, spans: Iterable[Span]) -> frozenset[Span]:
    """The spans right after a word for a ship, and those of the same name after "the"."""
    spans = tuple(spans)
    ships = [span for span in spans if _word_before(text, span) in words("vessels")]
    names = {text[span.start : span.end] for span in ships}
    again = (
        span
        for span in spans
        if text[span.start : span.end] in names and _word_before(text, span) == "the"
    )
    return frozenset((*ships, *again))


def _word_before(text: str, span: Span) -> str:
    before = text[max(0, span.start - _REACH) : span.start]
    if "\n" in before[-2:] or not before.rstrip(_QUOTES).endswith(" "):
        return ""
    said = before.rstrip(_QUOTES).split()
    return said[-1].lower() if said else ""
