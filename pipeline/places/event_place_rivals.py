"""Names of a sentence with their scores → named features: how each stands to the others.

"Near Balad in Iraq" has one place, "in Mosul and Baquba" two: what joins two names, and how likely
the other one is, tells which.
"""

from collections.abc import Iterator, Sequence

from pipeline.mentions.grammar import Grammar
from pipeline.places.name_edges import kind_words
from pipeline.places.named_spans import Named
from pipeline.records import Token

_NEIGHBOURS = 3  # names on each side that one is held against, so that a list costs no square
_JOINED = 4  # words between two names that are told apart
_CLOSE = 2  # words between two names whose kinds count together
_TIED = 3  # arcs between two names that are told apart
_PLAIN = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ", "PART"})
_SKETCHED = 6  # words between two names that are told by what they are


def rivalry(
    grammar: Grammar, names: Sequence[Named], scores: Sequence[float]
) -> Iterator[list[str]]:
    """For each name, in order, the features that tell how it stands to the others.

    Args:
        grammar: the parse they stand in.
        names: those of one sentence, in any order.
        scores: how likely (0-1) each alone is the place.
    """
    in_line = sorted(range(len(names)), key=lambda number: names[number].tokens[0])
    heads = [grammar.head_in(name.tokens) for name in names]
    at = {number: position for position, number in enumerate(in_line)}
    for number, rank in enumerate(_ranks(scores)):
        near = range(max(0, at[number] - _NEIGHBOURS), at[number] + _NEIGHBOURS + 1)
        others = [in_line[position] for position in near if position < len(in_line)]
        found = list(rank)
        for other in others:
            if other != number:
                likely = int(scores[other] * 4)
                found += _joined(grammar, names[number], names[other], likely)
                found += _sketched(grammar, names[number], names[other], likely)
                found += _tied(grammar, heads[number], heads[other], likely)
        yield found


def _ranks(scores: Sequence[float]) -> Iterator[list[str]]:
    """For each score, the features that tell how it stands among all."""
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    rank_of = {number: rank for rank, number in enumerate(order)}
    best, second = (scores[order[0]] if order else 0.0), (scores[order[1]] if order[1:] else 0.0)
    total = min(sum(scores), 3.0)
    for number, own in enumerate(scores):
        rank = rank_of[number]
        other = best if rank else second
        yield [
            f"rank={min(rank, 3)}",
            f"first={not rank}&own={int(own * 8)}",
            f"best_other={int(other * 5)}",
            f"lead={max(-5, min(5, int((own - other) * 6)))}",
            f"sum={int(total * 3)}",
        ]


def _joined(grammar: Grammar, name: Named, other: Named, likely: int) -> Iterator[str]:
    """The words between two names."""
    side = "<" if other.tokens[0] < name.tokens[0] else ">"
    first, last = (other, name) if side == "<" else (name, other)
    gap = range(first.tokens[-1] + 1, last.tokens[0])
    if len(gap) > _JOINED:
        return
    words = " ".join(grammar.tokens[index].lemma.lower() for index in gap)
    yield f"mate={side}{words}"
    yield f"mate={side}{words}&{likely}"
    if len(gap) <= _CLOSE:
        yield f"mate={side}{words}&{likely}&{other.kind}&{name.kind}"


def _sketched(grammar: Grammar, name: Named, other: Named, likely: int) -> Iterator[str]:
    """What the words between two names are: "KIND outside of" in "Dora district outside of X"."""
    side = "<" if other.tokens[0] < name.tokens[0] else ">"
    first, last = (other, name) if side == "<" else (name, other)
    gap = grammar.tokens[first.tokens[-1] + 1 : last.tokens[0]]
    if not 1 <= len(gap) <= _SKETCHED:
        return
    parts = [_part(token) for token in gap]
    words = " ".join(part for index, part in enumerate(parts) if parts[index - 1 : index] != [part])
    yield f"sketch={side}{words}&{likely}"
    yield f"sketch={side}{words}&{likely}&{bool(other.kind)}&{bool(name.kind)}"


def _part(token: Token) -> str:
    lower = token.text.lower()
    if lower in kind_words():
        return "KIND"
    return lower if token.pos in _PLAIN else token.pos


def _tied(grammar: Grammar, head: int, other: int, likely: int) -> Iterator[str]:
    """The arcs between two names."""
    path = grammar.path(head, other)
    if path is None or len(path[0]) + len(path[1]) - 2 > _TIED:
        return
    up = "^".join(grammar.tokens[index].dep for index in path[0][:-1])
    down = "v".join(grammar.tokens[index].dep for index in reversed(path[1][:-1]))
    yield f"tie={up}_{down}&{likely}"
    yield f"tie={up}_{down}&{grammar.case_of(head)}&{likely}"
