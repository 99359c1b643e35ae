"""Mention and parse → its site: the noun that stands for the place, and what that noun hangs on."""

from dataclasses import dataclass

from pipeline.mentions.grammar import Grammar
from pipeline.places.wording import role_words
from pipeline.records import Mention, Token

_CLIMB = 8  # nouns between a name and what governs it; more is a broken parse
_JOINED = frozenset({"compound", "amod", "appos", "flat", "nmod", "dep"})
_OF = frozenset({"of", "in", "with", "'s", "around", "at", ""})


@dataclass(frozen=True, slots=True)
class Site:
    """Where a name stands in its sentence.

    `carrier` is the token that stands for the place: "town" in "the town of Izium", else the head
    of the name; of names in a row the first. `dep`, `case` and `governor` are the carrier's label
    (without its subtype), its preposition in lower case and the token it hangs on, itself at a
    root.
    """

    tokens: range
    head: int
    carrier: int
    dep: str
    case: str
    governor: int


def find_sites(grammar: Grammar, mentions: tuple[Mention, ...]) -> tuple[Site | None, ...]:
    """The site of each mention, in the same order; None for a mention without tokens."""
    spans = [grammar.tokens_in(m.start, m.end) for m in mentions]
    named = {index for span in spans for index in span}
    return tuple(_site(grammar, span, named) if len(span) else None for span in spans)


def _site(grammar: Grammar, tokens: range, named: set[int]) -> Site:
    head = carrier = grammar.head_in(tokens)
    for _ in range(_CLIMB):
        above = _stands_for(grammar, carrier, named)
        if above is None:
            break
        carrier = above
    token = grammar.tokens[carrier]
    return Site(tokens, head, carrier, base(token), grammar.case_of(carrier), token.head)


def _stands_for(grammar: Grammar, index: int, named: set[int]) -> int | None:
    """The token above that stands for the same place or heads the row of names, if any."""
    token = grammar.tokens[index]
    if token.head == index:
        return None
    above, dep = grammar.tokens[token.head], base(token)
    is_kind = above.lemma.lower() in role_words("kinds_of_place")
    if dep == "conj":
        return token.head if token.head in named or is_kind else None
    if not is_kind or dep not in _JOINED:
        return None
    return token.head if dep not in {"nmod", "dep"} or grammar.case_of(index) in _OF else None


def base(token: Token) -> str:
    """A token's label without its subtype: `nsubj` of `nsubj:pass`."""
    return token.dep.partition(":")[0]
