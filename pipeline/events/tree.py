"""Parse → Tree: the arcs the other way round, and the clauses of a sentence."""

from pipeline.events.words import load_forms, load_intransitive, load_irregular, load_triggers
from pipeline.records import Parse, Sentence, Token

_CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBP", "VBZ", "VBD"})
_NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "compound", "appos"})
_PLURAL = frozenset({"NNS", "NNPS"})
# Children that make a clause of their own when they stand at the edge of the trigger's clause.
_OUTER = frozenset({"advcl", "parataxis", "ccomp", "csubj"})
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve"})
_MISTAKEN = frozenset({"NOUN", "ADJ"})
_TRIMMED = frozenset(",;:.-–—()[]")
# A run of fewer tokens is a slip of the parser; a sentence of at most so many stands for it.
_TORN, _SHORT = 4, 40
# Prepositions after what goes, and verbs of what is taken where it goes.
_WAYS = frozenset({"into", "through", "across", "onto", "toward", "towards", "past"})
_LED = frozenset(
    {"take", "carry", "bring", "lead", "send", "put", "throw", "force", "draw", "drag"}
)
_DEPTH = 60  # arcs to climb at most: a guard against circles in a damaged parse


def _lemma(forms: dict[str, str], lower: str, token: Token) -> str:
    """The lemma of the room's own words by their list, of others as the parse has it."""
    known = forms.get(lower)
    if known is None or (known == lower and token.tag == "VBG"):  # "killing 33" is no noun
        return token.lemma.lower()
    return known


def _tokens_of_places(parse: Parse) -> frozenset[int]:
    """Tokens that end a name of a land or town."""
    ends = {entity.end for entity in parse.entities if entity.label in {"GPE", "LOC"}}
    return frozenset(i for i, token in enumerate(parse.tokens) if token.end in ends)


class Tree:
    """A parse with children, sentences and clauses at hand; token numbers are the parse's."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        forms = load_forms()
        self.lowers = [token.text.lower() for token in parse.tokens]
        self.lemmas = [
            _lemma(forms, lower, token)
            for lower, token in zip(self.lowers, parse.tokens, strict=True)
        ]
        self.bases = [token.dep.partition(":")[0] for token in parse.tokens]
        self._places = _tokens_of_places(parse)
        self._mistagged = frozenset(filter(self._is_mistagged, range(len(parse.tokens))))
        self.children: list[list[int]] = [[] for _ in parse.tokens]
        self.sentence_numbers = [0] * len(parse.tokens)
        for number, sentence in enumerate(parse.sentences):
            for i in range(sentence.first, sentence.stop):
                self.sentence_numbers[i] = number
                head = parse.tokens[i].head
                if head != i and sentence.first <= head < sentence.stop:
                    self.children[head].append(i)

    def sentence(self, i: int) -> Sentence:
        """The sentence that token `i` stands in."""
        return self.parse.sentences[self.sentence_numbers[i]]

    def has_arcs(self, i: int) -> bool:
        """Whether the sentence of token `i` was parsed."""
        return bool(self.tokens[i].dep)

    def head(self, i: int) -> int | None:
        """The head of token `i`; None at a root or where nothing was parsed."""
        head = self.tokens[i].head
        sentence = self.sentence(i)
        return None if head == i or not sentence.first <= head < sentence.stop else head

    def ancestors(self, i: int) -> list[int]:
        """Heads of token `i` up to the root, nearest first."""
        path: list[int] = []
        head = self.head(i)
        while head is not None and len(path) < _DEPTH:
            path.append(head)
            head = self.head(head)
        return path

    def kids(self, i: int, *bases: str) -> list[int]:
        """Children of token `i` that hang on it by one of the labels, subtypes left off."""
        return [c for c in self.children[i] if self.bases[c] in bases]

    def is_verbal(self, i: int) -> bool:
        """Whether token `i` is a verb or stands as one, whatever it was taken for.

        A participle tagged as an adjective; and what headlines make the parser take for a noun: a
        finite form, a word with an object or a subject, and one that agrees with the noun before.
        """
        token = self.tokens[i]
        is_participle = token.pos == "ADJ" and token.tag == "VBN"
        if token.pos in _VERBAL or is_participle or i in self._mistagged:
            return True
        if token.pos not in {"NOUN", "PROPN"}:
            return False
        is_finite = token.tag in _FINITE and self.bases[i] not in _NOMINAL
        return is_finite or self._has_arguments(i) or self.is_mistaken_modifier(i)

    def _has_arguments(self, i: int) -> bool:
        """Whether a noun has what only verbs have: an object, or a subject without "is"."""
        if any(c > i and self._is_object(c, i) for c in self.children[i]):
            return True
        bases = {self.bases[c] for c in self.children[i]}
        return self.bases[i] == "root" and "nsubj" in bases and "cop" not in bases

    def _is_object(self, child: int, i: int) -> bool:
        """Whether `child` is the object of `i`, also where it was taken for a part of its name."""
        glued = self.bases[child] == "flat" and child == i + 1 and self.tokens[i].pos == "NOUN"
        return glued or self.bases[child] in {"obj", "iobj"}

    def is_mistaken_modifier(self, i: int) -> bool:
        """Whether the verb of "Troops bomb hall" was taken for a modifier of the noun behind.

        It agrees with the noun right before it: a bare form after a plural, one in -s after a
        singular, a past form after any noun. (A bare form may head what is left of the sentence.)
        """
        tag, base = self.tokens[i].tag, self.bases[i]
        if i == 0 or self.sentence_numbers[i - 1] != self.sentence_numbers[i]:
            return False
        before, head = self.tokens[i - 1], self.tokens[i].head
        if before.pos not in {"NOUN", "PROPN"} or self.bases[i - 1] == "nmod:poss":
            return False
        if tag in {"VBN", "VBD"}:
            return base == "amod" and head > i
        belongs = before.head in {i, head} and self.bases[i - 1] in {"compound", "nsubj"}
        if tag == "NN":
            return belongs and before.tag in _PLURAL and (base == "root" or head > i)
        return belongs and tag == "NNS" and base == "compound" and before.tag not in _PLURAL

    def _is_mistagged(self, i: int) -> bool:
        """Whether a participle was tagged as a noun or adjective ("was also hit", "found shot")."""
        is_form = self.lowers[i] in load_irregular() or self._is_past_of_trigger(i)
        if self.tokens[i].pos in _VERBAL or not is_form:
            return False
        if self.bases[i] in {"xcomp", "parataxis"} and self.tokens[i].tag == "NN":
            return True
        before = i - 1
        while before >= 0 and self.tokens[before].pos == "ADV":
            before -= 1
        return before >= 0 and self.lowers[before] in _BE and self.tokens[i].pos in _MISTAKEN

    def _is_past_of_trigger(self, i: int) -> bool:
        """Whether an adjective is the past form of a verb that tells of a happening ("ferried")."""
        lower, lemma = self.lowers[i], self.lemmas[i]
        is_past = self.tokens[i].pos == "ADJ" and lower.endswith("ed") and lemma != lower
        return is_past and lemma in load_triggers().verbs

    def clause_head(self, i: int) -> int:
        """The token that heads the clause of `i`: a root, a clausal child, or a verb in a row."""
        here = i
        for _ in range(_DEPTH):
            base = self.bases[here]
            if base in _CLAUSES or (base == "conj" and self.is_verbal(here)):
                return here
            head = self.head(here)
            if head is None:
                return here
            here = head
        return here

    def subtree(self, i: int, *, leave_out: frozenset[int] = frozenset()) -> list[int]:
        """Tokens under `i`, itself included, in text order, without the branches in `leave_out`."""
        found, todo = [], [i]
        while todo:
            here = todo.pop()
            found.append(here)
            todo.extend(child for child in self.children[here] if child not in leave_out)
        return sorted(found)

    def clause(self, i: int) -> list[int]:
        """Tokens of the smallest clause around `i` that reads alone, in a run without gaps."""
        sentence = self.sentence(i)
        if not self.has_arcs(i):
            return list(range(sentence.first, sentence.stop))
        head = self.clause_head(i)
        run = self._run(head, i)
        for _ in range(3):
            if len([t for t in run if self.tokens[t].pos != "PUNCT"]) >= 6:  # noqa: PLR2004 - words
                break
            above = self.head(head)
            if above is None:
                break
            head = self.clause_head(above)
            run = self._run(head, i)
        whole = range(sentence.first, sentence.stop)
        is_torn = len(run) < _TORN and len(whole) <= _SHORT
        return list(whole) if is_torn else run

    def _run(self, head: int, i: int) -> list[int]:
        """The unbroken run of the clause's own tokens around `i`, without the clauses beside it."""
        above = {i, *self.ancestors(i)}
        outer = frozenset(
            child
            for child in self.children[head]
            if child not in above
            and (
                self.bases[child] in _OUTER
                or (self.bases[child] == "conj" and self.is_verbal(child))
            )
        )
        kept = set(self.subtree(head, leave_out=outer)) | {i}
        first = last = i
        sentence = self.sentence(i)
        while first - 1 >= sentence.first and first - 1 in kept:
            first -= 1
        while last + 1 < sentence.stop and last + 1 in kept:
            last += 1
        while first < i and self._is_edge(first, leading=True):
            first += 1
        while last > i and self._is_edge(last, leading=False):
            last -= 1
        return list(range(first, last + 1))

    def _is_edge(self, i: int, *, leading: bool) -> bool:
        token: Token = self.tokens[i]
        if not token.text.strip() or token.text in _TRIMMED:
            return True
        return token.pos == "CCONJ" or (leading and token.pos == "SCONJ")

    def subjects(self, i: int) -> list[int]:
        """Subjects of the verb `i`, borrowed from the verb above where it has none of its own."""
        here = i
        for _ in range(6):
            own = [c for c in self.children[here] if self.bases[c] == "nsubj"]
            if own:
                return [self._who(c, here) for c in own]
            mistaken = self._subject_as_modifier(here)
            if mistaken is not None:
                return [mistaken]
            base = self.bases[here]
            above = self.head(here)
            if base not in {"acl", "conj", "xcomp", "advcl"} or above is None:
                return []
            if base == "acl":
                return [above]
            forced = self.objects(above) if base == "xcomp" else []
            if forced:  # "made residents leave"
                return forced
            here = above
        return []

    def objects(self, i: int) -> list[int]:
        """Objects of the verb `i`; of one taken for a modifier the noun it stands before."""
        own = [c for c in self.children[i] if self._is_object(c, i)]
        head = self.head(i)
        if not own and head is not None and head > i and self.is_mistaken_modifier(i):
            own = [head]
        return own

    def _subject_as_modifier(self, i: int) -> int | None:
        """The subject of a verb that was taken for its modifier ("Army" of "Army destroys")."""
        if self.is_mistaken_modifier(i):
            return self._noun_before_phrase(i - 1)
        if not self.is_verbal(i) or self.tokens[i].tag in {"VBG", "VBN", "VB"}:
            return None
        kids = (c for c in reversed(self.children[i]) if c < i and self.bases[c] == "compound")
        return next(kids, None)

    def _noun_before_phrase(self, i: int) -> int:
        """The noun before the phrase that ends in noun `i` ("rounds" of "rounds in a square")."""
        first = min([i, *(c for c in self.children[i] if self.bases[c] in {"det", "amod", "case"})])
        is_phrase = self.tokens[first].pos == "ADP" and first > self.sentence(i).first
        before = self.tokens[first - 1] if is_phrase else None
        return first - 1 if before is not None and before.pos in {"NOUN", "PROPN"} else i

    def subjects_own(self, i: int) -> list[int]:
        """Subjects hung on the verb `i` itself."""
        return [c for c in self.children[i] if self.bases[c] == "nsubj"]

    def _who(self, subject: int, verb: int) -> int:
        """A relative pronoun stands for the noun its clause hangs on.

        "Who" is no town: of "the mayor of Sumy, who …" it is the mayor.
        """
        pronoun = self.tokens[subject].lemma.lower()
        if pronoun not in {"who", "which", "that"}:
            return subject
        for above in (verb, *self.ancestors(verb)):
            if self.bases[above] == "acl":
                noun = self.tokens[above].head
                is_town = pronoun == "who" and self.bases[noun] == "nmod" and noun in self._places
                return self.tokens[noun].head if is_town else noun
        return subject

    def is_passive(self, i: int) -> bool:
        """Whether verb `i` is passive: by its labels, or a past participle hung on a noun."""
        for child in self.children[i]:
            dep = self.tokens[child].dep
            if dep in {"nsubj:pass", "aux:pass", "csubj:pass"}:
                return True
        if self.is_mistaken_modifier(i):
            return False
        return i in self._mistagged or self._is_bare_participle(i)

    def _is_bare_participle(self, i: int) -> bool:
        """Whether past participle `i` hangs on a noun or a passive verb, without "have"."""
        token = self.tokens[i]
        if token.tag != "VBN" or token.dep == "acl:relcl" or self.lemmas[i] in load_intransitive():
            return False
        if self.bases[i] == "acl" and self._goes_through(i):
            return False
        kids = {self.bases[child] for child in self.children[i]}
        above = self.head(i)
        is_under = self.bases[i] in {"xcomp", "conj"} and kids.isdisjoint({"aux", "obj", "nsubj"})
        if is_under and above is not None:  # "was declared liberated", "was hit and damaged"
            return self.is_passive(above)
        is_absolute = "nsubj" in kids and kids.isdisjoint(
            {"aux", "cop", "obj"}
        )  # "with five killed"
        return (self.bases[i] in {"acl", "amod"} and not self._is_perfect(i)) or is_absolute

    def _goes_through(self, i: int) -> bool:
        """Whether a participle is the past form that its sentence lacks ("rockets sliced through").

        What stays without a verb otherwise is a heading or a caption; their participles suffer.
        """
        sentence = self.sentence(i)
        words = range(sentence.first, sentence.stop)
        roots = [t for t in words if self.bases[t] == "root"]
        is_bare = not any(self.tokens[t].tag in _FINITE for t in words)
        if not is_bare or any(self.tokens[t].pos in _VERBAL for t in roots):
            return False
        ways = {self.phrase_case(c) for c in self.children[i] if self.bases[c] == "obl"}
        return "by" not in ways and not ways.isdisjoint(_WAYS) and self.lemmas[i] not in _LED

    def _is_perfect(self, i: int) -> bool:
        """Whether "have" stands by verb `i` and no "been": it tells what its subject did."""
        beside = {self.lowers[c] for c in self.children[i] if self.bases[c] == "aux"}
        return not beside.isdisjoint(_HAVE) and beside.isdisjoint(_BE)

    def is_present_perfect(self, i: int) -> bool:
        """Whether verb `i` tells what is done by now ("have been killed")."""
        return any(self.lowers[c] in {"have", "has", "'ve"} for c in self.kids(i, "aux"))

    def may_be_passive(self, i: int) -> bool:
        """Whether verb `i` is passive, or a past form left open ("Ten killed", "Town hit by")."""
        if self.is_passive(i):
            return True
        if self.lemmas[i] in load_intransitive():
            return False  # "came by train"
        if self.tokens[i].tag != "VBD" or any(self._is_object(c, i) for c in self.children[i]):
            return False
        if any(self.bases[c] == "obl" and self.phrase_case(c) == "by" for c in self.children[i]):
            return True
        has_subject = any(self.bases[c] == "nsubj" for c in self.children[i])
        return self.tokens[i].dep == "acl" and not has_subject

    def phrase_case(self, i: int) -> str:
        """The preposition of the noun `i`, in lower case; empty without one.

        It may hang on the first word of a name.
        """
        own = self.children[i]
        firsts = [c for c in own if c < i and self.bases[c] in {"compound", "flat"}]
        for child in (*own, *(c for first in firsts for c in self.children[first])):
            if self.bases[child] == "case" and self.tokens[child].lemma != "'s":
                return self.tokens[child].text.lower()
        return ""

    def mark(self, i: int) -> str:
        """The conjunction that opens the clause of `i`, in lower case; empty without one."""
        return next((self.lowers[c] for c in self.kids(i, "mark")), "")
