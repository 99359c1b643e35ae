"""Parse -> questions about it: which token stands here, what governs it, what comes before."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from pipeline.records import Entity, Parse, Sentence

_PATH_LIMIT = 64  # steps up a tree; a longer chain is a broken parse, not a sentence


class Grammar:
    """One parse, indexed once, so that each question costs a bisection at most."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self._starts = [token.start for token in parse.tokens]
        self._sentence_starts = [sentence.start for sentence in parse.sentences]
        self._entities = sorted(parse.entities, key=lambda entity: (entity.start, -entity.end))
        self._entity_starts = [entity.start for entity in self._entities]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index and 0 <= token.head < len(below):
                below[token.head].append(index)
        return tuple(tuple(items) for items in below)

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or precedes `offset`; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that overlap `[start, end)`; empty for a gap between tokens."""
        first = max(self.token_at(start), 0)
        if first < len(self.tokens) and self.tokens[first].end <= start:
            first += 1
        last = self.token_at(end - 1)
        return range(first, last + 1)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers or precedes `offset`; None when there is none."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.parse.sentences[index] if index >= 0 else None

    def entity_over(self, start: int, end: int) -> Entity | None:
        """The model's entity that shares most with `[start, end)`, the first of equals."""
        index = bisect_right(self._entity_starts, end - 1) - 1
        best, shared = None, 0
        while index >= 0 and self._entities[index].end > start:
            entity = self._entities[index]
            common = min(end, entity.end) - max(start, entity.start)
            if common >= shared and common > 0:
                best, shared = entity, common
            index -= 1
        return best

    def entities_in(self, start: int, end: int) -> list[Entity]:
        """The entities that begin inside `[start, end)`."""
        first = bisect_left(self._entity_starts, start)
        return self._entities[first : bisect_left(self._entity_starts, end)]

    def head_in(self, tokens: range) -> int:
        """The token of the range whose head lies outside it; the last of the range if none."""
        for index in tokens:
            head = self.tokens[index].head
            if head not in tokens or head == index:
                return index
        return tokens[-1]

    def text_before(self, index: int, count: int = 1) -> str:
        """Lower-case text of the token `count` places before token `index`, in its sentence."""
        wanted = index - count
        return self.tokens[wanted].text.lower() if wanted >= 0 else ""

    def text_after(self, index: int, count: int = 1) -> str:
        """Lower-case text of the token `count` places after token `index`."""
        wanted = index + count
        return self.tokens[wanted].text.lower() if wanted < len(self.tokens) else ""

    def case_of(self, index: int) -> str:
        """The preposition (or possessive `'s`) that marks token `index`, lower case, or empty.

        Conjuncts inherit it: in "in Izium and Kupiansk" both are marked by "in".
        """
        for _ in range(_PATH_LIMIT):
            words = [
                self.tokens[child].text.lower()
                for child in self.children[index]
                if self.tokens[child].dep == "case"
            ]
            if words:
                return "'s" if words[-1] in {"'s", "’s", "´s", "'", "’"} else words[0]
            token = self.tokens[index]
            if token.dep not in {"conj", "appos", "flat", "compound"} or token.head == index:
                return ""
            index = token.head
        return ""

    def ancestors(self, index: int) -> list[int]:
        """Token `index` and its heads up to the root of its sentence."""
        chain = [index]
        while len(chain) < _PATH_LIMIT:
            head = self.tokens[chain[-1]].head
            if head == chain[-1] or head in chain or not 0 <= head < len(self.tokens):
                break
            chain.append(head)
        return chain

    def path(self, source: int, target: int) -> tuple[list[int], list[int]] | None:
        """The steps up from `source` and from `target` to their lowest shared ancestor.

        Both lists begin with the token itself and end with that ancestor. None across trees.
        """
        up, down = self.ancestors(source), self.ancestors(target)
        places = {index: step for step, index in enumerate(down)}
        for step, index in enumerate(up):
            if index in places:
                return up[: step + 1], down[: places[index] + 1]
        return None

    def clause_verb(self, index: int) -> int:
        """The nearest token at or above `index` that is a verb or a root."""
        for step in self.ancestors(index):
            token = self.tokens[step]
            if token.pos == "VERB" or token.head == step:
                return step
        return index
