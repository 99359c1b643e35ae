"""Trigger words → what stands around them, slot by slot, as the rules ask for it."""

from collections.abc import Mapping

from pipeline.events.clauses import clause_head, find_clause
from pipeline.events.tree import Tree
from pipeline.events.triggers.arguments import find_arguments, spread
from pipeline.events.voice import is_passive
from pipeline.events.words import Need

_THINGS = frozenset({"which", "that", "what"})  # pronouns that stand for no one


class Slots:
    """What stands around one trigger: who does it, whom it strikes, and the words of its clause.

    `i` is the token that heads its words, `first` and `last` are their ends.
    """

    def __init__(
        self, tree: Tree, labels: Mapping[int, set[str]], i: int, first: int, last: int
    ) -> None:
        self.tree, self.labels = tree, labels
        self.i, self.first, self.last = i, first, last
        self.clause = _with_participle(tree, i, find_clause(tree, i))
        self.agents, self.patients = find_arguments(tree, labels, i)
        # What "which" or "that" stands for, outside the clause that it opens.
        self.far_agents = [t for t in self.agents if t not in self.clause]

    def meets(self, need: Need) -> bool:
        """Whether one of the wanted words or classes stands in the slot."""
        return any(self._is_one(t, need.words) for t in self._tokens(need.slot))

    def _is_one(self, t: int, words: frozenset[str]) -> bool:
        if (
            self.tree.lowers[max(t - 2, 0) : t] == ["anti", "-"]
            and self.tree.tokens[t].pos == "NOUN"
        ):
            return False  # "an anti-aircraft system" is no aircraft
        if self.tree.lemmas[t] in words or self.tree.lowers[t] in words:
            return True
        pos = self.tree.tokens[t].pos
        if pos in {"PRON", "NUM"} and pos in words and self.tree.lowers[t] not in _THINGS:
            return True
        return not words.isdisjoint(self.labels.get(t, ()))

    def _tokens(self, slot: str) -> list[int]:
        match slot:
            case "agent":
                return self.agents
            case "patient":
                return self.patients
            case "agent_head" | "patient_head":
                both = self.agents if slot == "agent_head" else self.patients
                return [t for t in both if self._is_head(t)]
            case "object":
                return self._done_to()
            case "who":
                return [*self.agents, *self.patients]
            case _:
                return self._beside(slot)

    def _beside(self, slot: str) -> list[int]:
        """The tokens of a slot that asks for no one who acts or suffers."""
        match slot:
            case "near":
                tokens = [t for t in self.clause if not self.first <= t <= self.last]
                tokens += self.far_agents
            case "modifier":
                tokens = self._modifiers()
            case "after":
                stop = self.tree.sentence(self.i).stop
                tokens = [self.last + 1] if self.last + 1 < stop else []
            case "to":
                tokens = self._done_for()
            case "verb_above":
                tokens = self.tree.ancestors(self.i)[:3] + self.tree.kids(self.i, "acl")
            case _:
                tokens = self.tree.kids(self.i, "obl", "nmod", "obj")
        return tokens

    def _is_head(self, t: int) -> bool:
        """Whether a word is no mere part of a name, nor says whose it is ("Sumy's mayor")."""
        is_owner = self.tree.tokens[t].dep == "nmod:poss"
        return not is_owner and self.tree.bases[t] not in {"compound", "amod"}

    def _done_for(self) -> list[int]:
        """The verbs of what it is done for ("used rockets to hit")."""
        under = self.tree.kids(self.i, "advcl", "xcomp", "acl")
        return [t for t in under if self.tree.mark(t) == "to"]

    def _done_to(self) -> list[int]:
        """What a verb is done to, prepositions aside."""
        own = {*self.tree.objects(self.i), *self.tree.subjects_own(self.i)}
        if self.tree.bases[self.i] == "acl" and is_passive(self.tree, self.i):
            own |= set(self.tree.subjects(self.i))  # "Izium, taken on Friday"
        return [t for t in self.patients if t in own or self.tree.head(t) in own]

    def _modifiers(self) -> list[int]:
        tree = self.tree
        if not tree.has_arcs(self.i):
            return list(range(max(tree.sentence(self.i).first, self.first - 2), self.first))
        before = [c for c in spread(tree, [self.i]) if c < self.i]
        return [c for c in before if tree.bases[c] in {"compound", "amod", "nmod"}]


def _with_participle(tree: Tree, i: int, clause: list[int]) -> list[int]:
    """The clause with the participle that tells of its subject ("talks, held on Monday, …")."""
    verb = clause_head(tree, i)
    if tree.is_verbal(i) or not tree.has_arcs(i) or not clause:
        return clause
    subject = next((t for t in (i, *tree.ancestors(i)) if tree.bases[t] == "nsubj"), None)
    if subject is None or tree.head(subject) != verb:
        return clause
    for child in tree.children[verb]:
        is_apart = tree.lowers[child - 1] == "," and tree.tokens[child].tag == "VBN"
        if is_apart and subject < child < verb and not tree.subjects_own(child):
            under = [t for t in tree.subtree(child) if clause[-1] < t < verb]
            return [*clause, *range(clause[-1] + 1, max(under, default=clause[-1]) + 1)]
    return clause
