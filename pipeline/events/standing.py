"""Trigger → Standing: whether it happened, is planned, claimed or denied, and who says so."""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_phrases, load_words
from pipeline.records import Status

_FILE = "standing.toml"
_GOVERNED = frozenset(
    {"ccomp", "xcomp", "obj", "obl", "nmod", "acl", "csubj", "conj", "nsubj", "advcl"}
)


_OF_NOUN = frozenset({"det", "nmod"})
_ADJUNCTS = frozenset({"acl", "advcl"})
_OBLIQUES = frozenset({"obl", "nmod", *_ADJUNCTS})
_GOVERNING_CASES = frozenset({"of", "for", "on", "to", "about", "against", "from"})
_AGREEING_CASES = frozenset({"on", "to", "for", "of", "about"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a trigger is real; `unreal` names the reason to drop it, empty if it stands."""

    status: Status
    said_by: str
    unreal: str = ""


def _words(key: str) -> frozenset[str]:
    return load_words(_FILE, key)


class Judge:
    """Reads the frame around triggers of one parse."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lemmas = tree.lemmas
        self.lowers = tree.lowers
        self._own = range(0)  # tokens of the trigger that is judged: "no power" negates nothing

    def judge(self, trigger: Trigger) -> Standing:
        """Status of a trigger, or why it is none."""
        self._own = trigger.span
        said_by, is_denied = self._speech(trigger)
        reason, plan = self._history(trigger) or self._of_none(trigger), ""
        reason = reason or self._is_thought(trigger)
        if not reason and not self._is_known(trigger):
            reason, plan = self._question(trigger), ""
            if not reason:
                reason, plan = self._frame(trigger)
        if not reason and is_denied:
            return Standing(Status.DENIED, said_by, "denied")
        if not reason and plan and trigger.rule.type not in _words("plannable"):
            reason = "forecast"
        return Standing(self._status(trigger, plan, said_by), said_by, reason)

    def _status(self, trigger: Trigger, plan: str, said_by: str) -> Status:
        if plan:
            return Status.AGREED if plan == "agree" else Status.PLANNED
        if self._is_disputed(trigger):
            return Status.DISPUTED
        if self._is_ongoing(trigger):
            return Status.ONGOING
        return Status.CLAIM if said_by else Status.REPORTED

    def _clause_text(self, trigger: Trigger) -> str:
        return " ".join(self.lowers[t] for t in trigger.clause)

    def _sentence_text(self, trigger: Trigger) -> str:
        sentence = self.tree.sentence(trigger.token)
        return " ".join(self.lowers[sentence.first : sentence.stop])

    def _history(self, trigger: Trigger) -> str:
        words = [t for t in trigger.clause if not self._is_aside(t, trigger)]
        if any(self.lowers[t] in _words("history") for t in words):
            return "another time"
        text = " ".join(self.lowers[t] for t in words)
        if any(phrase in text for phrase in load_phrases(_FILE, "history_phrases")):
            return "another time"
        if self._is_years_off(trigger):
            return "another time"
        frame = self.tree.ancestors(trigger.token)
        if any(self.lemmas[t] in _words("likeness") and self.tree.is_verbal(t) for t in frame):
            return "a likeness"
        return "a likeness" if self._is_likened([trigger.token, *frame]) else ""

    def _is_likened(self, path: list[int]) -> bool:
        """Whether it is what another war was like, or is said to be as good as something else.

        "Tactics it used in Aleppo, where districts were flattened"; "is equal to a siege".
        """
        return any(
            (self.tree.bases[below] == "acl" and self.lemmas[node] in _words("patterns"))
            or (
                self.tree.bases[below] in {"nsubj", "obl"} and self.lemmas[node] in _words("equals")
            )
            for below, node in pairwise(path)
        )

    def _is_aside(self, i: int, trigger: Trigger) -> bool:
        """Whether a word stands in an apposition beside ("the day, anniversary of a battle")."""
        above = {trigger.token, *self.tree.ancestors(trigger.token)}
        for node in (i, *self.tree.ancestors(i)):
            if node in above:
                return False
            if self.tree.bases[node] == "appos":
                return True
        return False

    def _is_years_off(self, trigger: Trigger) -> bool:
        """Whether something else is told to be years from it ("eight years after the takeover")."""
        tree = self.tree
        for node in (trigger.token, tree.clause_head(trigger.token)):
            for child in self._children(node, "case", "mark"):
                if self.lowers[child] in {"after", "since", "before"} and child:
                    return self.lowers[child - 1] in _words("long_spans")
        return False

    def _is_known(self, trigger: Trigger) -> bool:
        """Whether the words take it for known that it happened ("the murder of the priests").

        Such a noun stands for what happened whatever stands over it: an inquiry or a question.
        """
        tree, i = self.tree, trigger.token
        if trigger.rule.type not in _words("known") or tree.tokens[i].pos != "NOUN":
            return False
        head = tree.head(i)
        if head is not None and self.lemmas[head] in _words("wishes"):
            return False  # "calls for the killing of a judge"
        kids = self._children(i, *_OF_NOUN)
        if tree.bases[i] == "conj":  # "the kidnapping and murder of five students"
            kids += [c for c in tree.children[tree.tokens[i].head] if tree.bases[c] in _OF_NOUN]
        if any(tree.tokens[c].dep == "nmod:poss" for c in kids):
            return True
        has_article = any(self.lowers[c] in {"the", "this", "that", "these"} for c in kids)
        return has_article and any(tree.phrase_case(c) == "of" for c in kids)

    def _of_none(self, trigger: Trigger) -> str:
        """Whether what it is done to, or who does it, is none ("announced no mobilisation")."""
        above = [trigger.token, *self.tree.ancestors(trigger.token)[:1]]
        opened = (c for node in above for c in self._children(node, "case", "mark"))
        if any(self.lowers[c] == "instead" for c in opened):
            return "negated"  # "fired instead of leaving the road open"
        kids = self._children(trigger.token, "obj", "nsubj")
        has_none = any(
            self.lowers[kid] in _words("none")
            or any(
                self.lowers[c] in {"no", "not", "neither"} and not self._numbers(c)
                for c in self._children(kid, "det", "advmod", "cc")
            )
            for kid in kids
        )
        return "negated" if has_none else ""

    def _is_thought(self, trigger: Trigger) -> str:
        """Whether an adjective makes it a thought ("a possible attack")."""
        if self._is_counterfactual(trigger):
            return "supposed"
        beside = {self.lowers[c] for c in self._children(trigger.token, "amod")}
        text = self._clause_text(trigger)
        is_feared = any(phrase in text for phrase in load_phrases(_FILE, "feared_phrases"))
        return "supposed" if is_feared or not beside.isdisjoint(_words("only_thought")) else ""

    def _question(self, trigger: Trigger) -> str:
        sentence = self.tree.sentence(trigger.token)
        tail = self.lowers[max(sentence.first, sentence.stop - 3) : sentence.stop]
        return "a question" if "?" in tail else ""

    def _children(self, i: int, *bases: str) -> list[int]:
        return [c for c in self.tree.children[i] if self.tree.bases[c] in bases]

    def _modals(self, i: int) -> tuple[str, str]:
        """(reason, plan) from the auxiliaries, negators and conjunctions hung on token `i`."""
        beside = self._children(i, "aux", "advmod", "det", "cc")
        is_negated = any(self._negates(child) for child in beside)
        if is_negated or self._is_bid(i):
            return "negated" if is_negated else "supposed", ""
        for child in self._children(i, "aux", "mark"):
            lemma, lower = self.lemmas[child], self.lowers[child]
            if self.tree.bases[child] == "mark":
                if self._supposes(child) or self._is_awaited(i, lower):
                    return "supposed", ""
                continue
            if self.tree.bases[child] == "aux" and {lower, lemma} & _words("modals_unreal"):
                if lower in {"would", "'d"} and self._is_told(i):
                    return "", "will"
                if self.lemmas[i] not in _words("perceived"):
                    return "supposed", ""
            elif self.tree.bases[child] == "aux" and lower in _words("modals_future"):
                return "", "will"
        return "", ""

    def _negates(self, i: int) -> bool:
        """Whether a word negates what it hangs on, wherever it stands ("will not open")."""
        is_word = bool({self.lemmas[i], self.lowers[i]} & _words("negators"))
        return i not in self._own and is_word and not self._numbers(i)

    def _supposes(self, mark: int) -> bool:
        """Whether a conjunction opens what is only supposed: "if", "in case"."""
        has_case = any(self.lowers[c] == "case" for c in self._children(mark, "fixed"))
        return self.lowers[mark] in _words("suppositions") or has_case

    def _is_counterfactual(self, trigger: Trigger) -> bool:
        """Whether a sentence opens as "if" would ("Had the truce broken, they would …")."""
        sentence = self.tree.sentence(trigger.token)
        words = range(sentence.first, sentence.stop)
        first = next((t for t in words if self.tree.tokens[t].pos != "PUNCT"), sentence.first)
        unreal = [t for t in words if self.lowers[t] in _words("modals_unreal")]
        is_opened = self.lowers[first] in _words("inverting")
        return is_opened and any(t > trigger.token for t in unreal)

    def _is_bid(self, i: int) -> bool:
        """Whether a bare "be" makes it a bid or a threat ("surrender, or be flattened")."""
        helpers = [self.lowers[c] for c in self._children(i, "aux")]
        return helpers == ["be"] and all(self.lowers[c] != "to" for c in self._children(i, "mark"))

    def _numbers(self, i: int) -> bool:
        """Whether it is the "no" of a number ("courtroom No 1")."""
        after = [t for t in self.tree.tokens[i + 1 : i + 3] if t.text != "."]
        return self.lowers[i] == "no" and bool(after) and after[0].text.isdecimal()

    def _is_awaited(self, i: int, mark: str) -> bool:
        """Whether a clause tells of what is still to come ("before rockets fall on you")."""
        is_present = self.tree.tokens[i].tag in {"VBP", "VBZ"} and not self._children(i, "aux")
        return mark in _words("awaiting") and is_present

    def _is_told(self, i: int) -> bool:
        """Whether a word of saying tells the clause of `i` ("announced that they would meet")."""
        head = self.tree.head(i)
        told = self.tree.bases[i] in {"ccomp", "parataxis"} and head is not None
        if told and head is not None and self.lemmas[head] in _words("saying"):
            marks = {self._mark(child) for child in self._children(i, "advcl")}
            return marks.isdisjoint(_words("suppositions"))  # "would fall if …" stays supposed
        return False

    def _agreed_by(self, path: list[int]) -> int | None:
        """The agreement that stands above ("agreed on the need to set up corridors"), if any."""
        for below, node in pairwise(path):
            base = self.tree.bases[below]
            if base == "acl" and self.tree.tokens[below].dep == "acl:relcl":
                return None
            if self.lemmas[node] in _words("agreeing"):
                case = self.tree.phrase_case(below) or self._mark(below)
                is_over = base in {"obj", "ccomp", "xcomp"} or case in _AGREEING_CASES
                return node if is_over else None
        return None

    def _frame(self, trigger: Trigger) -> tuple[str, str]:
        """(reason, plan) from the words above the trigger; both empty if it simply happened."""
        tree, here = self.tree, trigger.token
        if not tree.has_arcs(here):
            return self._flat_frame(trigger), ""
        path = [here, *tree.ancestors(here)]
        if "Mood=Imp" in tree.tokens[here].morph and not tree.subjects(here):
            return "a command", ""
        agreed = self._agreed_by(path) if trigger.rule.type in _words("plannable") else None
        if agreed is not None:
            return ("negated", "") if self._modals(agreed)[0] else ("", "agree")
        plan, is_apart = self._is_headed(here), False
        for step, node in enumerate(path):
            if step:
                reason, governed = self._governor(node, path[step - 1], trigger)
                if reason:
                    return reason, ""
                plan = plan or governed
                is_apart = self._stands_apart(node, path[step - 1], is_plan=bool(plan))
                if is_apart and not self._goes_with(path[step - 1]):
                    break
            reason, governed = self._modals(node)
            if reason:
                return reason, ""
            plan = plan or governed
            if is_apart:
                break
        return "", "" if plan == "purpose" and self._is_given(here) else plan

    def _is_given(self, i: int) -> bool:
        """Whether a noun stands for what is there already ("fired gas to break up the rally")."""
        beside = {self.lowers[c] for c in self._children(i, "det", "nmod")}
        is_noun = self.tree.tokens[i].pos in {"NOUN", "PROPN"} and self.tree.bases[i] == "obj"
        return is_noun and not beside.isdisjoint({"the", "this", "these", "those", "that"})

    def _is_headed(self, i: int) -> str:
        """Whether an infinitive stands alone, as headlines tell of plans ("Envoys to meet")."""
        is_alone = self.tree.bases[i] in {"root", "parataxis", "appos"}
        return "will" if is_alone and self._mark(i) == "to" else ""

    def _stands_apart(self, node: int, below: int, *, is_plan: bool) -> bool:
        """Whether modals and negators of `node` leave `below`, which hangs on it, untouched."""
        tree, base = self.tree, self.tree.bases[below]
        if base == "parataxis" or (base == "conj" and tree.is_verbal(node)):
            # Beside, not under: modals of the first verb hold for the second without a subject.
            return bool(tree.subjects_own(below))
        if base == "ccomp":
            return self.lemmas[node] in _words("saying")
        if base == "acl" and self._mark(below) in _words("timing"):
            return True  # "no heat since the plant was hit"
        if base == "advcl":
            mark = self._mark(below)
            if tree.tokens[below].tag == "VBG" and mark in _words("complementing"):
                return False  # "to focus on taking the port"
            return mark not in _words("suppositions") and (mark != "to" or is_plan)
        return tree.tokens[below].dep == "acl:relcl"

    def _goes_with(self, i: int) -> bool:
        """Whether a participle goes with the modal over it ("will go further, taking the port")."""
        is_bare = not self._mark(i) and not self.tree.subjects_own(i)
        return is_bare and self.tree.bases[i] == "advcl" and self.tree.tokens[i].tag == "VBG"

    def _mark(self, i: int) -> str:
        for child in self._children(i, "mark"):
            return self.lowers[child]
        return ""

    def _governor(self, node: int, below: int, trigger: Trigger) -> tuple[str, str]:
        """(reason, plan): what the word `node` makes of `below`, which hangs on it."""
        base = self.tree.bases[below]
        if base not in _GOVERNED:
            return "", ""
        mark = self._mark(below)
        if base in {"ccomp", "xcomp", "csubj"} or (base in _ADJUNCTS and mark in {"to", "from"}):
            return self._over_clause(node, below, mark, trigger)
        case = self.tree.phrase_case(below) or mark
        if base == "acl" and (mark == "that" or self._is_wished(below)):
            return self._over_noun(node, base, case)
        if base == "obj" or (base in _OBLIQUES and case in _GOVERNING_CASES):
            return self._over_noun(node, base, case)
        if base == "nsubj" and not self._thoughts_of(node).isdisjoint(_words("thought")):
            return "supposed", ""
        return "", ""

    def _thoughts_of(self, node: int) -> set[str]:
        """What is said of a subject: the word over it, and what it "looks" or "seems"."""
        beside = self._children(node, "xcomp", "advmod")
        said = {self.lemmas[c] for c in beside if self.tree.tokens[c].pos == "ADJ"}
        return {self.lemmas[node], *said}

    def _is_wished(self, i: int) -> bool:
        """Whether "that" opens the clause of a bare verb ("a proposal that they meet")."""
        opens = any(self.lowers[c] == "that" for c in self.tree.children[i])
        return opens and self.tree.tokens[i].tag in {"VB", "VBP"}

    def _over_clause(self, node: int, below: int, mark: str, trigger: Trigger) -> tuple[str, str]:
        lemma, base = self.lemmas[node], self.tree.bases[below]
        is_gerund = self.tree.tokens[below].tag == "VBG"  # "pleaded guilty to killing"
        has_form = "VerbForm=Inf" in self.tree.tokens[below].morph
        is_infinitive = (mark == "to" and not is_gerund) or has_form
        reason, plan = "", ""
        if lemma in _words("undone") or (mark == "from" and self._bars(node)):
            reason = "did not happen"
        elif is_infinitive and self._is_bidden(node, trigger):
            reason = "a command"
        elif lemma in _words("tries"):
            is_tried = trigger.rule.type in _words("tried") or lemma in _words("real_tries")
            reason = "" if is_tried else "only tried"
        elif is_infinitive and self.lowers[node] in {"have", "has"}:
            reason = "supposed"  # "they have to hand over", but "had to flee"
        elif is_infinitive and lemma in _words("planners"):
            plan = "agree" if lemma == "agree" else "plan"
        elif is_infinitive and base == "xcomp" and lemma in _words("readying"):
            plan = "purpose"
        elif lemma in _words("supposed") - _words("saying") and (
            is_infinitive or (base in {"ccomp", "xcomp"} and lemma != "call")
        ):
            reason = "" if self._was_able(node) else "supposed"
        elif (
            is_infinitive
            and base in _ADJUNCTS
            and not (self._is_ranked(node) or self._is_perfect_at(below))
        ):
            plan = "purpose"  # "corridors to evacuate civilians" is a plan of its type
        return reason, plan

    def _bars(self, node: int) -> bool:
        """Whether a word, or one it hangs on, keeps people "from leaving"."""
        above = [node, *self.tree.ancestors(node)[:2]]
        return any(self.lemmas[t] in _words("barring") for t in above)

    def _is_bidden(self, node: int, trigger: Trigger) -> bool:
        """Whether somebody is only told to do it ("told the guards to surrender")."""
        is_active = not self.tree.is_passive(node)
        is_open = trigger.rule.type in _words("plannable")
        return is_active and not is_open and self.lemmas[node] in _words("bidding")

    def _was_able(self, node: int) -> bool:
        """Whether they did what they "were able to" do."""
        is_past = any(self.lowers[c] in {"was", "were"} for c in self._children(node, "cop", "aux"))
        return self.lemmas[node] == "able" and is_past

    def _is_ranked(self, node: int) -> bool:
        """Whether "to visit" tells what was done: "the first leaders to visit"."""
        kids = {self.lowers[c] for c in self.tree.children[node]} | {self.lowers[node]}
        return not kids.isdisjoint(_words("ranks"))

    def _over_noun(self, node: int, base: str, case: str) -> tuple[str, str]:
        lemma = self.lemmas[node]
        if lemma in _words("undone") and base == "obj":
            return "did not happen", ""
        is_called = lemma == "call" and not case  # "what he called a siege" was one
        is_done = is_called or (base == "obj" and self.lowers[node] == "used")
        if {lemma, self.lowers[node]} & _words("supposed_of") and not is_done:
            return "supposed", ""
        if lemma in _words("planners_of"):
            return "", "agree" if lemma == "agree" else "plan"
        return "", ""

    def _flat_frame(self, trigger: Trigger) -> str:
        """Do the same where nothing was parsed: a negator or modal close before the word."""
        sentence = self.tree.sentence(trigger.token)
        before = self.lowers[max(sentence.first, trigger.token - 4) : trigger.token]
        if _words("negators") & set(before):
            return "negated"
        if (_words("modals_unreal") | _words("suppositions") | _words("modals_future")) & set(
            before
        ):
            return "supposed"
        return ""

    def _speech(self, trigger: Trigger) -> tuple[str, bool]:
        """Who says it (empty if nobody in particular) and whether they deny it."""
        tree = self.tree
        if not tree.has_arcs(trigger.token):
            return "", False
        path = [trigger.token, *tree.ancestors(trigger.token)]
        for below, node in pairwise(path):
            base = tree.bases[below]
            is_denial = self.lemmas[node] in _words("deniers")
            if is_denial and (
                base in {"ccomp", "obj", "xcomp", "parataxis"} or self._is_object_in_ing(below)
            ):
                return self._name(tree.subjects(node)), True
            if base in {"ccomp", "parataxis", "obj"} and self.lemmas[node] in _words("saying"):
                return self._name(tree.subjects(node)), False
        for node in path:
            for child in self._children(node, "parataxis", "ccomp"):
                if self.lemmas[child] in _words("saying") and child not in path:
                    return self._name(tree.subjects(child)), False
            for child in self._children(node, "obl", "nmod", "advcl"):
                if self.lowers[child] == "according" or tree.phrase_case(child) == "according":
                    return self._name([child]), False
        return "", False

    def _is_object_in_ing(self, i: int) -> bool:
        """Whether a word in -ing right after its head is what it speaks of ("denies hitting")."""
        return self.tree.tokens[i].tag == "VBG" and self.tree.head(i) == i - 1

    def _name(self, heads: list[int]) -> str:
        if not heads:
            return ""
        under = [
            t
            for t in self.tree.subtree(
                heads[0],
                leave_out=frozenset(
                    c
                    for c in self.tree.children[heads[0]]
                    if self.tree.bases[c] in {"acl", "case", "punct", "advcl"}
                ),
            )
            if abs(t - heads[0]) <= 8  # noqa: PLR2004 - a name, not a paragraph
        ]
        return " ".join(self.tree.tokens[t].text for t in under)

    def _is_disputed(self, trigger: Trigger) -> bool:
        text = self._sentence_text(trigger)
        if any(word in _words("disputing") for word in text.split()):
            return True
        return any(phrase in text for phrase in load_phrases(_FILE, "disputing_phrases"))

    def _is_ongoing(self, trigger: Trigger) -> bool:
        tree, head = self.tree, self.tree.clause_head(trigger.token)
        if {self.lemmas[t] for t in trigger.clause} & _words("ongoing_words"):
            return True
        for node in {trigger.token, head}:
            token = tree.tokens[node]
            if token.tag == "VBG" and any(
                self.lemmas[c] == "be" and "Tense=Pres" in tree.tokens[c].morph
                for c in self._children(node, "aux")
            ):
                return True
        return False

    def is_perfect(self, trigger: Trigger) -> bool:
        """Whether the verb tells what is done by now ("have been killed")."""
        return self._is_perfect_at(trigger.token)

    def _is_perfect_at(self, i: int) -> bool:
        kids = self._children(i, "aux")
        return any(self.lowers[c] in {"have", "has", "'ve"} for c in kids)

    def is_cumulative(self, trigger: Trigger) -> bool:
        """Whether a count in this clause sums up a longer time ("97 children had died so far")."""
        text = f" {self._clause_text(trigger)} "
        since = [c for c in self._children(trigger.token, "advcl") if self._mark(c) == "since"]
        return (
            bool(since)
            or self._is_tallied(trigger)
            or any(f" {phrase} " in text for phrase in load_phrases(_FILE, "cumulative"))
        )

    def _is_tallied(self, trigger: Trigger) -> bool:
        """Whether an office has counted the dead ("has counted 351 civilians killed")."""
        above = self.tree.ancestors(trigger.token)[:2]
        return any(self.lemmas[t] in _words("tallying") and self._is_perfect_at(t) for t in above)
