"""Tree, place spans → the triggers of an article, each by the rule that fits best."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.events.tree import Tree
from pipeline.events.triggers.calls import find_calls
from pipeline.events.triggers.names import label_tokens
from pipeline.events.triggers.slots import Slots
from pipeline.events.words import Rule, load_triggers, load_words

_NEED_BONUS = 0.12  # what a met demand adds to a rule's weight: the more special rule wins
_WORD_BONUS = 0.02  # what each further word of a phrase adds


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that tells of a happening; `span` are the tokens of its words.

    `agents` and `patients` are token numbers, nearest first.
    """

    token: int
    rule: Rule
    weight: float
    words: str
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    clause: tuple[int, ...]
    span: range


class Finder:
    """Finds the triggers of one parse; keeps what several rules ask of the same tokens."""

    def __init__(self, tree: Tree, places: Iterable[tuple[int, int]]) -> None:
        self.tree = tree
        self.labels = label_tokens(tree, places)
        doers = load_triggers().doers
        self._doing = {tree.sentence_numbers[i] for i, w in enumerate(tree.lemmas) if w in doers}

    def find(self) -> tuple[Trigger, ...]:
        """All triggers in text order; a token calls one type, by the rule that weighs most."""
        found: list[Trigger] = []
        free_from = 0
        for i in range(len(self.tree.tokens)):
            best = self._best(i) if i >= free_from else None
            if best is not None:
                found.append(best)
                free_from = best.span.stop
        return tuple(found)

    def _best(self, i: int) -> Trigger | None:
        """The trigger that token `i` begins; of equal weight the longer, then the first."""
        has_doer = self.tree.sentence_numbers[i] in self._doing
        around = functools.cache(lambda head, last: Slots(self.tree, self.labels, head, i, last))
        found = (
            _make_trigger(call.rule, around(call.head, call.last))
            for call in find_calls(self.tree, i, has_doer=has_doer)
        )
        fitting = (trigger for trigger in found if trigger is not None)
        return max(fitting, key=lambda t: (t.weight, t.span.stop), default=None)


def _make_trigger(rule: Rule, slots: Slots) -> Trigger | None:
    """The trigger of a rule, if what stands around meets all that it asks."""
    tree, i, span = slots.tree, slots.i, range(slots.first, slots.last + 1)
    if rule.is_plural and tree.tokens[i].tag not in {"NNS", "NNPS"}:
        return None
    if any(map(slots.meets, rule.bars)) or not all(map(slots.meets, rule.needs)):
        return None
    if rule.place_predicate and not _is_caption(tree, slots.labels, i):
        return None
    return Trigger(
        token=i,
        rule=rule,
        weight=rule.weight + _NEED_BONUS * len(rule.needs) + _WORD_BONUS * (len(span) - 1),
        words=" ".join(tree.tokens[t].text for t in span),
        agents=tuple(slots.agents),
        patients=tuple(slots.patients),
        clause=tuple(slots.clause),
        span=span,
    )


def _is_caption(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether noun `i` heads its sentence or is said to be somewhere ("troops in town")."""
    if tree.bases[i] == "root":
        return bool(tree.kids(i, "nmod", "obl"))
    head = tree.head(i)
    if head is None or tree.bases[i] != "nsubj" or tree.phrase_case(head) == "from":
        return False  # "the soldiers were from Omsk"
    is_spot = bool(labels.get(head)) or tree.lemmas[head] in load_words("places.toml", "spots")
    return is_spot and bool(tree.kids(head, "cop"))
