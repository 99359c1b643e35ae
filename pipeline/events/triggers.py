"""Tree → triggers: the words that tell of a happening, with the type their surroundings give."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.events.tree import Tree
from pipeline.events.words import (
    Need,
    Rule,
    load_classes,
    load_irregular,
    load_triggers,
    load_words,
)
from pipeline.records import Entity

_WINDOW = 8  # words on either side that stand for arguments where nothing was parsed
_PARTED = 2  # words of a verb and its particle
_TITLE, _OFFICE = 3, 7  # words before and after a name within which its office is told
_NEED_BONUS = 0.12  # what a met demand adds to a rule's weight: the more special rule wins
_BY = frozenset({"by"})
_ENTITY_CLASSES = {
    "GPE": "GOV", "LOC": "GOV", "FAC": "PLACE", "NORP": "NORP", "PERSON": "PERSON", "ORG": "ORG",
}  # fmt: skip
_LIGHT_NOUN_DEPS = frozenset({"nsubj", "obj", "obl", "nmod", "root", "conj"})


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
        self.triggers = load_triggers()
        self.lemmas = tree.lemmas
        self.lowers = tree.lowers
        doers = self.triggers.doers
        self.doing = {tree.sentence_numbers[i] for i, w in enumerate(self.lemmas) if w in doers}
        self.labels = self._label(tree.parse.entities, places)

    def _label(
        self, entities: tuple[Entity, ...], places: Iterable[tuple[int, int]]
    ) -> dict[int, set[str]]:
        labels: dict[int, set[str]] = {}
        spans: list[tuple[int, int, tuple[str, ...]]] = [
            (e.start, e.end, (_ENTITY_CLASSES.get(e.label, "ORG"),)) for e in entities
        ]
        spans += [(start, end, ("PLACE", "GOV")) for start, end in places]
        starts = {token.start: i for i, token in enumerate(self.tree.tokens)}
        for start, end, names in spans:
            i = starts.get(start)
            while i is not None and i < len(self.tree.tokens) and self.tree.tokens[i].start < end:
                labels.setdefault(i, set()).update(names)
                if names == ("GOV",):
                    labels[i].add("PLACE")
                i += 1
        self._mark_statesmen(labels, [starts[e.start] for e in entities if e.start in starts])
        return labels

    def _mark_statesmen(self, labels: dict[int, set[str]], firsts: list[int]) -> None:
        """Mark the names of people who hold an office, here or anywhere in the article."""
        offices, leaders = load_classes()["offices"], load_words("actors.toml", "statesmen")
        for t, token in enumerate(self.tree.tokens):
            if token.pos == "PROPN" and self.lowers[t] in leaders and t not in labels:
                labels[t] = {"PERSON"}  # "Blinken", whom the parser knows no better
        known = set(leaders)
        people = [first for first in firsts if "PERSON" in labels.get(first, ())]
        for first in people:
            last = self._last_of_name(labels, first)
            near = range(max(self.tree.sentence(first).first, first - _TITLE), first)
            after = range(last + 1, min(self.tree.sentence(last).stop, last + _OFFICE))
            is_told = any(self.lemmas[t] in offices for t in near) or (
                self.lowers[last + 1 : last + 2] == [","]
                and any(self.lemmas[t] in offices for t in after)
            )
            if is_told:
                known.add(self.lowers[last])
        for t, names in labels.items():
            if "PERSON" in names and self.lowers[t] in known:
                names.add("STATESMAN")

    def _last_of_name(self, labels: dict[int, set[str]], first: int) -> int:
        stop = self.tree.sentence(first).stop
        last = first
        while last + 1 < stop and "PERSON" in labels.get(last + 1, ()):
            last += 1
        return last

    def find(self) -> tuple[Trigger, ...]:
        """All triggers in text order; a token calls one type, by the rule that weighs most."""
        found: list[Trigger] = []
        taken_until = -1
        for i in range(len(self.tree.tokens)):
            if i <= taken_until:
                continue
            best, until = self._best(i)
            if best is not None:
                found.append(best)
                taken_until = until
        return tuple(found)

    def _best(self, i: int) -> tuple[Trigger | None, int]:
        """The trigger that token `i` begins, and its last token."""
        rules = self._rules_at(i)
        if not rules:
            return None, i
        if self._is_mere_modifier(i):
            rules = [entry for entry in rules if entry[1] != i]  # "death toll" is no modifier
        best: Trigger | None = None
        last = i
        around = functools.cache(lambda where, until: _Slots(self, where, i, until))
        for rule, where, until in rules:
            trigger = self._try(rule, around(where, until))
            if trigger is not None and (
                best is None or (trigger.weight, until) > (best.weight, last)
            ):
                best, last = trigger, until
        return best, last

    def _rules_at(self, i: int) -> list[tuple[Rule, int, int]]:
        """The rules that token `i` calls, each with its trigger's head and last token."""
        token, lemma, lower = self.tree.tokens[i], self.lemmas[i], self.lowers[i]
        if lower == "according":
            return []  # whatever the parser took it for
        any_verb = self._rules_of_any_verb(i)
        if lemma not in self.triggers.words and lower not in self.triggers.words:
            return any_verb
        keys = dict.fromkeys((lemma, lower))
        rules = self._phrases_at(i, keys)
        gerund = lower.endswith("ing") and token.pos not in {"ADP", "SCONJ"}
        is_noun = token.pos in {"NOUN", "PROPN"} or token.tag in {"NN", "NNS"}
        verb = self.tree.is_verbal(i)
        nominal = (is_noun and not verb) or (gerund and self._stands_as_noun(i))
        verbal = verb or (token.pos == "ADJ" and not self._is_plain(i)) or self._is_mistaken(i)
        if token.tag in {"VBN", "JJ"} and self.tree.bases[i] in {"nsubj", "obj", "obl", "nmod"}:
            verbal = False  # "the injured"
        gerund = gerund and not (verbal and self._has_clause(i))
        rules += any_verb
        for key in keys:
            if verbal:
                rules += [(rule, i, i) for rule in self.triggers.verbs.get(key, ())]
            if nominal or gerund:
                rules += [(rule, i, i) for rule in self.triggers.nouns.get(key, ())]
        if self._is_modifying_verb(i):
            # A phrase may begin with an adjective: "humanitarian pause".
            return [entry for entry in rules if entry[0].as_modifier or entry[2] > i]
        return rules

    def _rules_of_any_verb(self, i: int) -> list[tuple[Rule, int, int]]:
        """The rules that ask who does it, whatever is done ("a rocket sliced through a roof")."""
        is_told = self.tree.tokens[i].pos == "VERB" and self.tree.sentence_numbers[i] in self.doing
        if not is_told or self._is_modifying_verb(i):
            return []
        lemma = self.lemmas[i]
        return [(rule, i, i) for rule in self.triggers.any_verb if lemma not in rule.excluded]

    def _phrases_at(self, i: int, keys: Iterable[str]) -> list[tuple[Rule, int, int]]:
        """The rules of phrases that begin at token `i`, in the form of `_rules_at`."""
        rules: list[tuple[Rule, int, int]] = []
        for key in keys:
            for words, rule in self.triggers.phrases.get(key, ()):
                stop = self._phrase_end(i, words)
                if stop:
                    rules.append((rule, self._phrase_head(i, stop), stop - 1))
                elif self._is_parted(i, words):
                    rules.append((rule, i, i))
        return rules

    def _has_clause(self, i: int) -> bool:
        """Whether a word in -ing stands as a verb ("killing 33 people"), not as a noun."""
        if self.tree.bases[i] in {"nsubj", "obj", "obl", "nmod", "compound", "amod"}:
            return False
        kids = {self.tree.bases[c] for c in self.tree.children[i]}
        return "obj" in kids and "det" not in kids

    def _is_mistaken(self, i: int) -> bool:
        """Whether a past form that only a verb has was tagged as a noun ("a missile tore into")."""
        lower = self.lowers[i]
        return lower in load_irregular() and lower != self.lemmas[i]

    def _is_plain(self, i: int) -> bool:
        """Whether an adjective is spelt as a verb's bare form ("close to the port")."""
        plain = load_words("irregular.toml", "adjectives")
        return self.tree.tokens[i].tag == "JJ" and self.lowers[i] in plain

    def _phrase_end(self, i: int, words: tuple[str, ...]) -> int:
        """One past the last token of the phrase that begins at `i`; 0 if it does not."""
        stop = i + len(words)
        if stop > self.tree.sentence(i).stop:
            return 0
        for at, word in enumerate(words, start=i):
            if word not in {self.lemmas[at], self.lowers[at]}:
                return 0
        return stop

    def _is_parted(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether an object parts a verb from its particle ("blew the bridge up")."""
        if len(words) != _PARTED or not self.tree.is_verbal(i):
            return False
        kids = (c for c in self.tree.children[i] if i < c <= i + _WINDOW)
        return any(
            self.lowers[c] == words[1] and self.tree.tokens[c].pos in {"ADP", "ADV", "PART"}
            for c in kids
        )

    def _phrase_head(self, start: int, stop: int) -> int:
        for i in range(start, stop):
            head = self.tree.head(i)
            pos = self.tree.tokens[i].pos
            if (head is None or not start <= head < stop) and pos not in {"ADP", "DET", "ADV"}:
                return i
        return stop - 1

    def _stands_as_noun(self, i: int) -> bool:
        token = self.tree.tokens[i]
        if token.pos == "NOUN":
            return True
        kids = {self.tree.bases[c] for c in self.tree.children[i]}
        return bool(kids & {"det", "case", "amod"}) or (
            self.tree.bases[i] in {"nsubj", "obj", "obl", "nmod", "compound"}
        )

    def _is_mere_modifier(self, i: int) -> bool:
        """Whether the word only colours the noun after it ("evacuation plan", "missile system")."""
        if self.tree.bases[i] not in {"compound", "amod"} or self.tree.is_verbal(i):
            return False
        if self.tree.tokens[i].tag == "NNS":
            return False  # plurals seldom modify: a slip of the parser
        head = self.tree.head(i)
        return head is not None and self.lemmas[head] not in load_words(
            "standing.toml", "light_heads"
        )

    def _is_modifying_verb(self, i: int) -> bool:
        """Whether a participle stands before its noun ("fleeing civilians", "invading forces")."""
        if self.tree.bases[i] != "amod" or self.tree.tokens[i].pos == "NOUN":
            return False
        if self.tree.is_mistaken_modifier(i):
            return False
        head = self.tree.head(i)
        if head == i + 1 and i == self.tree.sentence(i).first and self._is_finite_after(head):
            return False  # "Shelling damages mosque": a headline's subject and verb
        after_auxiliary = i > 0 and self.tree.tokens[i - 1].pos == "AUX"  # "have fled", mislabelled
        return head is not None and head > i and not after_auxiliary

    def _is_finite_after(self, i: int) -> bool:
        """Whether a plural may be a verb of the third person ("damages", "kills")."""
        return self.tree.tokens[i].tag == "NNS" and self.lemmas[i] in self.triggers.verbs

    def _try(self, rule: Rule, slots: "_Slots") -> Trigger | None:
        where, first, last = slots.i, slots.first, slots.last
        if rule.is_plural and self.tree.tokens[where].tag not in {"NNS", "NNPS"}:
            return None
        for need in rule.bars:
            if slots.meets(need):
                return None
        for need in rule.needs:
            if not slots.meets(need):
                return None
        if rule.place_predicate and not self._is_caption(where):
            return None
        words = " ".join(self.tree.tokens[t].text for t in range(first, last + 1))
        return Trigger(
            token=where,
            rule=rule,
            weight=rule.weight + _NEED_BONUS * len(rule.needs) + 0.02 * (last - first),
            words=words,
            agents=tuple(slots.agents),
            patients=tuple(slots.patients),
            clause=tuple(slots.clause),
            span=range(first, last + 1),
        )

    def _is_caption(self, i: int) -> bool:
        """Whether noun `i` heads its sentence or is said to be somewhere ("troops in town")."""
        if self.tree.bases[i] == "root":
            return any(self.tree.bases[c] in {"nmod", "obl"} for c in self.tree.children[i])
        head = self.tree.head(i)
        if head is None or self.tree.bases[i] != "nsubj":
            return False
        copula = any(self.tree.bases[c] == "cop" for c in self.tree.children[head])
        spot = self.lemmas[head] in load_words("places.toml", "spots") or bool(
            self.labels.get(head)
        )
        return copula and spot


class _Slots:
    """What stands around one trigger: who does it, whom it strikes, and the words of its clause."""

    def __init__(self, finder: Finder, i: int, first: int, last: int) -> None:
        self.finder, self.tree = finder, finder.tree
        self.i, self.first, self.last = i, first, last
        self.clause = self._with_participle(self.tree.clause(i))
        if not self.tree.has_arcs(i):
            self.agents, self.patients = self._by_order()
        elif self.tree.is_verbal(i):
            self.agents, self.patients = self._of_verb()
        else:
            self.agents, self.patients = self._of_noun()
        # What "which" or "that" stands for, outside the clause that it opens.
        self.far_agents = [t for t in self.agents if t not in self.clause]

    def _with_participle(self, clause: list[int]) -> list[int]:
        """The clause with the participle that tells of its subject ("talks, held on Monday, …")."""
        tree, i = self.tree, self.i
        verb = tree.clause_head(i)
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

    def _by_order(self) -> tuple[list[int], list[int]]:
        sentence = self.tree.sentence(self.i)
        before = range(self.i - 1, max(sentence.first, self.i - _WINDOW) - 1, -1)
        after = range(self.i + 1, min(sentence.stop, self.i + _WINDOW + 1))
        return list(before), list(after)

    def _of_verb(self) -> tuple[list[int], list[int]]:
        tree, i = self.tree, self.i
        subjects = tree.subjects(i)
        objects = tree.objects(i)
        beside = {"obl"} if tree.tokens[i].pos in {"VERB", "AUX"} else {"obl", "nmod"}
        obliques = [c for c in tree.children[i] if tree.bases[c] in beside]
        by = [c for c in obliques if tree.phrase_case(c) in _BY]
        if tree.is_passive(i):
            lost = [] if tree.subjects_own(i) else self._lost_subject()
            return self._spread(by), self._spread(lost or subjects or objects)
        if not (tree.subjects_own(i) or objects) and self._follows_place():
            return self._spread(by), [i - 2]
        into = [c for c in obliques if c not in by]
        agents = self._spread(subjects or by)
        if not objects and tree.may_be_passive(i):  # "Ten killed in town"
            return self._spread(by or subjects), self._spread(subjects + into)
        return agents, [t for t in self._spread(objects + into) if t != i and t not in agents]

    def _follows_place(self) -> bool:
        """Whether it tells of the place before a comma ("Izium, recaptured at dawn")."""
        tree, i = self.tree, self.i
        is_apart = i > 1 and tree.tokens[i].tag == "VBN" and tree.lowers[i - 1] == ","
        return is_apart and "PLACE" in self.finder.labels.get(i - 2, ())

    def _lost_subject(self) -> list[int]:
        """The name before a passive verb that nothing governs ("Izium, in the east, was taken")."""
        tree = self.tree
        for t in range(self.i - 1, tree.sentence(self.i).first - 1, -1):
            head = tree.head(t)
            first = head if tree.bases[t] == "conj" and head is not None else t
            is_name = "PLACE" in self.finder.labels.get(t, ()) and tree.bases[t] != "compound"
            if is_name and not tree.phrase_case(first) and tree.bases[first] != "nmod:poss":
                return [t]
            if tree.tokens[t].pos == "VERB" and tree.tokens[t].tag != "VBN" and not is_name:
                break
        return []

    def _of_noun(self) -> tuple[list[int], list[int]]:
        tree, i = self.tree, self.i
        agents: list[int] = []
        patients: list[int] = []
        for child in tree.children[i]:
            base = tree.bases[child]
            if base in {"amod", "compound"} or tree.tokens[child].dep == "nmod:poss":
                agents.append(child)
            elif base in {"nmod", "obl"}:
                (
                    agents if tree.phrase_case(child) in {"by", "between", "from"} else patients
                ).append(child)
        head = tree.head(i)
        if head is not None and tree.bases[i] in {"nsubj", "obj"} and tree.is_verbal(head):
            if tree.bases[i] == "obj":
                agents += tree.subjects(head)
            else:
                patients += [c for c in tree.children[head] if tree.bases[c] in {"obj", "obl"}]
        return self._spread(agents), self._spread(patients)

    def _spread(self, heads: list[int]) -> list[int]:
        """Heads with what is joined to them and their close modifiers, heads first."""
        found = list(heads)
        for head in heads:
            for child in self.tree.children[head]:
                base = self.tree.bases[child]
                if self.tree.is_mistaken_modifier(child):
                    continue  # "Army repels attack": a verb beside, no part of the attack
                if base in {"conj", "compound", "amod", "appos", "flat", "nummod"} or (
                    base == "nmod" and self.tree.phrase_case(child) in {"of", "'s", ""}
                ):
                    found.append(child)
                if base == "conj":
                    found += [
                        c
                        for c in self.tree.children[child]
                        if self.tree.bases[c] in {"compound", "amod"}
                    ]
        return found

    def meets(self, need: Need) -> bool:
        """Whether one of the wanted words or classes stands in the slot."""
        return any(self._is_one(t, need.words) for t in self._tokens(need.slot))

    def _tokens(self, slot: str) -> list[int]:
        match slot:
            case "agent":
                tokens = self.agents
            case "patient":
                tokens = self.patients
            case "agent_head" | "patient_head":
                both = self.agents if slot == "agent_head" else self.patients
                tokens = [t for t in both if self.tree.bases[t] not in {"compound", "amod"}]
            case "object":
                tokens = self._done_to()
            case "who":
                tokens = [*self.agents, *self.patients]
            case "near":
                tokens = [t for t in self.clause if not self.first <= t <= self.last]
                tokens += self.far_agents
            case "modifier":
                tokens = self._modifiers()
            case "after":
                stop = self.tree.sentence(self.i).stop
                tokens = [self.last + 1] if self.last + 1 < stop else []
            case "verb_above":
                tokens = self.tree.ancestors(self.i)[:3] + self._kids("acl")
            case _:
                tokens = self._kids("obl", "nmod", "obj")
        return tokens

    def _kids(self, *bases: str) -> list[int]:
        return [c for c in self.tree.children[self.i] if self.tree.bases[c] in bases]

    def _done_to(self) -> list[int]:
        """What a verb is done to, prepositions aside."""
        own = {*self.tree.objects(self.i), *self.tree.subjects_own(self.i)}
        if self.tree.bases[self.i] == "acl" and self.tree.is_passive(self.i):
            own |= set(self.tree.subjects(self.i))  # "Izium, taken on Friday"
        return [t for t in self.patients if t in own or self.tree.head(t) in own]

    def _modifiers(self) -> list[int]:
        tree = self.tree
        if not tree.has_arcs(self.i):
            return list(range(max(tree.sentence(self.i).first, self.first - 2), self.first))
        before = [c for c in self._spread([self.i]) if c < self.i]
        return [c for c in before if tree.bases[c] in {"compound", "amod", "nmod"}]

    def _is_one(self, t: int, words: frozenset[str]) -> bool:
        if self.finder.lemmas[t] in words or self.finder.lowers[t] in words:
            return True
        pos = self.tree.tokens[t].pos
        if pos in {"PRON", "NUM"} and pos in words:
            return True
        return not words.isdisjoint(self.finder.labels.get(t, ()))
