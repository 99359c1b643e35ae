"""Trigger and name → named features: how the name stands to the word that tells of the event."""

from collections.abc import Iterator

from pipeline.mentions.grammar import Grammar
from pipeline.mentions.vocabulary import words
from pipeline.records import Sentence

_RIVAL_REACH = 600  # characters; a sentence that is longer is a list or a broken text
_PATH_SHOWN = 4  # arcs of a path that are told apart; longer ones are "far"
_BETWEEN_SHOWN = 3  # words between trigger and name that are told apart
_INSIDE = frozenset({"in", "at", "near", "outside", "around"})
_WIDTHS = {"country": "country", "continent": "country", "region": "region", "area": "region"}
_STEPS = (1, 2, 4, 7, 12, 20, 35)
_UPWARD = frozenset({"compound", "nmod", "nmod:poss", "flat", "appos"})


def features(grammar: Grammar, trigger: int, tokens: range, kind: str) -> Iterator[str]:
    """The names of the features a trigger and a name have; each counts once.

    Args:
        grammar: the parse both stand in.
        trigger: index of the token that tells of the event.
        tokens: those of the name.
        kind: of the place of that name; empty when the gazetteer knows none.
    """
    head = grammar.head_in(tokens)
    case = grammar.case_of(head)
    yield "bias"
    yield from _of_name(grammar, tokens, head, kind, case)
    yield from _of_governor(grammar, trigger, head, case)
    yield from _of_trigger(grammar, trigger, head, _WIDTHS.get(kind, "spot"))
    found = grammar.path(head, trigger)
    if found is None:
        yield "apart"
    else:
        yield from _of_path(grammar, *found, case)
    yield from _of_line(grammar, trigger, tokens, head)
    yield from _of_clauses(grammar, trigger, head, case)
    yield from _of_rivals(grammar, trigger, head, case)


def _of_name(grammar: Grammar, tokens: range, head: int, kind: str, case: str) -> Iterator[str]:
    """What the name itself is, and the words beside it."""
    token = grammar.tokens[head]
    first, last = grammar.tokens[tokens[0]], grammar.tokens[tokens[-1]]
    entity = grammar.entity_over(first.start, last.end)
    label = entity.label if entity is not None else ""
    whole = entity is not None and (entity.start, entity.end) == (first.start, last.end)
    yield f"label={label}&whole={whole}"
    yield f"label={label}&case={case}"
    yield f"kind={kind}"
    yield f"width={_WIDTHS.get(kind, 'spot' if kind else 'none')}"
    yield f"dep={token.dep}"
    yield f"case={case}"
    yield f"case={case}&dep={token.dep}"
    yield f"tag={token.tag}"
    yield f"last={last.lemma.lower()}"
    yield f"first={first.lemma.lower()}"
    previous = grammar.text_before(tokens[0])
    yield f"next={grammar.text_after(tokens[-1])}"
    yield f"previous={previous}"
    yield f"previous={grammar.text_before(tokens[0], 2)} {previous}"
    if previous == "," and tokens[0] >= 2:  # noqa: PLR2004 - room for a name and the comma
        is_name = grammar.tokens[tokens[0] - 2].text[:1].isupper()
        yield "after_comma_name" if is_name else "after_comma"
    sentence = grammar.sentence_at(token.start)
    if sentence is not None and head - sentence.first < 4:  # noqa: PLR2004 - "In the city of X, …"
        yield f"opens&case={case}"


def _of_governor(grammar: Grammar, trigger: int, head: int, case: str) -> Iterator[str]:
    """What the name hangs on, and, where it only names a noun, how that noun stands."""
    token = grammar.tokens[head]
    above = token.head
    governor = grammar.tokens[above]
    lemma = governor.lemma.lower() if above != head else ""
    yield f"governor={governor.pos}&dep={token.dep}"
    yield f"governor={lemma}"
    yield f"governor={lemma}&case={case}"
    if token.dep in _UPWARD and above != head:
        upper = grammar.case_of(above)
        yield f"over={governor.dep}&case={upper}&dep={token.dep}&{case}"
        yield f"over={governor.dep}&case={upper}&direct={governor.head == trigger}"


def _of_trigger(grammar: Grammar, trigger: int, head: int, width: str) -> Iterator[str]:
    verb = grammar.tokens[trigger]
    lemma, token = verb.lemma.lower(), grammar.tokens[head]
    yield f"trigger={verb.pos}"
    yield f"trigger={verb.tag}&width={width}"
    yield f"trigger={verb.tag}&dep={verb.dep}"
    yield f"trigger={lemma}"
    yield f"trigger={lemma}&dep={token.dep}&direct={token.head == trigger}"


def _of_path(grammar: Grammar, up: list[int], down: list[int], case: str) -> Iterator[str]:
    """The arcs between the two."""
    arcs_up = [grammar.tokens[index].dep for index in up[:-1]]
    arcs_down = [grammar.tokens[index].dep for index in reversed(down[:-1])]
    length = len(arcs_up) + len(arcs_down)
    yield f"length={min(length, 7)}"
    yield f"up={min(len(arcs_up), 4)}&down={min(len(arcs_down), 4)}"
    if length <= _PATH_SHOWN:
        yield f"path={'^'.join(arcs_up)}_{'v'.join(arcs_down)}"
        yield f"path={'^'.join(arcs_up)}_{'v'.join(arcs_down)}&case={case}"
    yield f"up={'^'.join(arcs_up[:3])}"
    yield f"down={'v'.join(arcs_down[:3])}"
    yield f"top={grammar.tokens[up[-1]].pos}"


def _of_line(grammar: Grammar, trigger: int, tokens: range, head: int) -> Iterator[str]:
    """The words between the two, as they stand in the line: holds where the parse is wrong."""
    side = "after" if head > trigger else "before"
    steps = sum(abs(head - trigger) > limit for limit in _STEPS)
    yield f"side={side}&steps={steps}"
    first, last = sorted((head, trigger))
    near = grammar.tokens[first + 1 : min(last, first + _STEPS[-1])]
    yield f"between_verbs={min(sum(token.pos == 'VERB' for token in near), 3)}"
    gap = range(trigger + 1, tokens[0]) if side == "after" else range(tokens[-1] + 1, trigger)
    if len(gap) <= _BETWEEN_SHOWN:
        yield f"between={side}:{' '.join(grammar.tokens[index].lemma.lower() for index in gap)}"


def _of_clauses(grammar: Grammar, trigger: int, head: int, case: str) -> Iterator[str]:
    """Whether the two share a clause, and which clause holds the other."""
    own, other = grammar.clause_verb(head), grammar.clause_verb(trigger)
    yield f"same_clause={own == other}"
    if own == trigger:
        return
    verb, told = grammar.tokens[own], grammar.tokens[trigger]
    yield f"clause={verb.lemma.lower()}"
    yield f"clause_above={own in grammar.ancestors(trigger)}&{told.dep}&case={case}"
    yield f"clause_below={trigger in grammar.ancestors(own)}&{verb.dep}&case={case}"


def _of_rivals(grammar: Grammar, trigger: int, head: int, case: str) -> Iterator[str]:
    """How the name stands among the places that the model finds in the sentence."""
    sentence = grammar.sentence_at(grammar.tokens[head].start)
    if sentence is None:
        return
    places = [
        grammar.tokens_in(e.start, e.end)
        for e in grammar.entities_in(*_window(grammar, sentence, head))
        if e.label in words("place_labels")
    ]
    others = [tokens[-1] for tokens in places if len(tokens) and head not in tokens]
    nearer = sum(abs(at - trigger) < abs(head - trigger) for at in others)
    yield f"rivals={min(len(others), 3)}"
    yield f"nearer={min(nearer, 3)}&rivals={min(len(others), 3)}"
    rival_cases = {grammar.case_of(at) for at in others}
    yield f"rival_in={bool(rival_cases & _INSIDE)}&in={case in _INSIDE}"


def _window(grammar: Grammar, sentence: Sentence, head: int) -> tuple[int, int]:
    """The part of a sentence round a name in which rivals are counted."""
    at = grammar.tokens[head].start
    return max(sentence.start, at - _RIVAL_REACH), min(sentence.end, at + _RIVAL_REACH)
