"""Parse → Tree: the arcs the other way round, what stands as a verb, its subjects and objects."""

from pipeline.events.words import load_forms, load_irregular, load_triggers, load_words
from pipeline.records import Parse, Sentence, Token

VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBP", "VBZ", "VBD"})
_NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "compound", "appos"})
_PLURAL = frozenset({"NNS", "NNPS"})
_MISTAKEN = frozenset({"NOUN", "ADJ"})
DEPTH = 60  # arcs to climb at most: a guard against circles in a damaged parse


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
    """A parse with children and sentences at hand; token numbers are the parse's."""

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
        self.mistagged = frozenset(filter(self._is_mistagged, range(len(parse.tokens))))
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
        while head is not None and len(path) < DEPTH:
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
        if token.pos in VERBAL or is_participle or i in self.mistagged:
            return True
        if token.pos not in {"NOUN", "PROPN"}:
            return False
        is_finite = token.tag in FINITE and self.bases[i] not in _NOMINAL
        return is_finite or self._has_arguments(i) or self.is_mistaken_modifier(i)

    def _has_arguments(self, i: int) -> bool:
        """Whether a noun has what only verbs have: an object, or a subject without "is"."""
        if any(c > i and self.is_object(c, i) for c in self.children[i]):
            return True
        bases = {self.bases[c] for c in self.children[i]}
        return self.bases[i] == "root" and "nsubj" in bases and "cop" not in bases

    def is_object(self, child: int, i: int) -> bool:
        """Whether `child` is the object of `i`, also where it was taken for a part of its name."""
        is_next = self.bases[child] == "flat" and child == i + 1
        is_verb = self.lowers[i] in load_words("grammar.toml", "never_nouns")
        glued = is_next and (is_verb or self.tokens[i].pos == "NOUN")
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
        if self._is_joined_verb(i) or self._is_only_verb(i):
            return True
        is_noun = before.pos in {"NOUN", "PROPN"} or before.tag in _PLURAL
        if not is_noun or self.bases[i - 1] == "nmod:poss":
            return False
        if tag in {"VBN", "VBD"}:
            return base == "amod" and head > i
        belongs = before.head in {i, head} and self.bases[i - 1] in {"compound", "nsubj"}
        # "Tanks advance 30 kilometres", "strikes wound 12 people"
        belongs = belongs or (base in {"compound", "amod"} and self.tokens[i + 1].tag == "CD")
        if tag == "NN":
            return belongs and before.tag in _PLURAL and (base == "root" or head > i)
        return belongs and tag == "NNS" and base == "compound" and before.tag not in _PLURAL

    def _is_only_verb(self, i: int) -> bool:
        """Whether a word that is never a noun was taken for a part of the name behind it."""
        is_part = self.bases[i] == "compound" and self.tokens[i].head > i
        return is_part and self.lowers[i] in load_words("grammar.toml", "never_nouns")

    def _is_joined_verb(self, i: int) -> bool:
        """Whether "and" joins it to the verb before, and what stands behind is its object.

        "They drove east and seized Lyman": a participle of a name or of the object alone would
        have no "and" of its own.
        """
        tag, head, joint = self.tokens[i].tag, self.tokens[i].head, self.tokens[i - 1]
        is_past = tag in {"VBN", "VBD"} and self.bases[i] == "amod" and head > i
        is_own = joint.head == i and self.bases[i - 1] == "cc"
        return is_past and is_own and self.bases[head] == "obj"

    def _is_mistagged(self, i: int) -> bool:
        """Whether a participle was tagged as a noun or adjective ("was also hit", "found shot")."""
        is_form = self.lowers[i] in load_irregular() or self._is_past_of_trigger(i)
        if self.tokens[i].pos in VERBAL or not is_form:
            return False
        if self.bases[i] in {"xcomp", "parataxis"} and self.tokens[i].tag == "NN":
            return True
        if self.bases[i] == "conj" and self.tokens[self.tokens[i].head].tag == "VBN":
            return True  # "had been gagged and shot"
        before = i - 1
        while before >= 0 and self.tokens[before].pos == "ADV":
            before -= 1
        if before < 0 or self.tokens[i].pos not in _MISTAKEN:
            return False
        return self.lowers[before] in load_words("grammar.toml", "be")

    def _is_past_of_trigger(self, i: int) -> bool:
        """Whether an adjective is the past form of a verb that tells of a happening ("ferried")."""
        lower, lemma = self.lowers[i], self.lemmas[i]
        is_past = self.tokens[i].pos == "ADJ" and lower.endswith("ed") and lemma != lower
        return is_past and lemma in load_triggers().verbs

    def subtree(self, i: int, *, leave_out: frozenset[int] = frozenset()) -> list[int]:
        """Tokens under `i`, itself included, in text order, without the branches in `leave_out`."""
        found, todo = [], [i]
        while todo:
            here = todo.pop()
            found.append(here)
            todo.extend(child for child in self.children[here] if child not in leave_out)
        return sorted(found)

    def subjects(self, i: int) -> list[int]:
        """Subjects of the verb `i`, borrowed from the verb above where it has none of its own."""
        here = i
        for _ in range(6):
            own = self.subjects_own(here)
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
        own = [c for c in self.children[i] if self.is_object(c, i)]
        own += [
            name
            for c in self.children[i]
            if self.lowers[c] in load_words("grammar.toml", "beside_it")
            for name in self.children[c]
            if self.is_object(name, c)
        ]  # "abandoned neighbouring Izium", taken for two verbs
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
        first = min([i, *self.kids(i, "det", "amod", "case")])
        is_phrase = self.tokens[first].pos == "ADP" and first > self.sentence(i).first
        before = self.tokens[first - 1] if is_phrase else None
        return first - 1 if before is not None and before.pos in {"NOUN", "PROPN"} else i

    def subjects_own(self, i: int) -> list[int]:
        """Subjects hung on the verb `i` itself."""
        return self.kids(i, "nsubj")

    def _who(self, subject: int, verb: int) -> int:
        """A relative pronoun stands for the noun its clause hangs on.

        "Who" is no town: of "the mayor of Sumy, who …" it is the mayor.
        """
        pronoun = self.tokens[subject].lemma.lower()
        if pronoun not in load_words("grammar.toml", "relative"):
            return subject
        for above in (verb, *self.ancestors(verb)):
            if self.bases[above] == "acl":
                noun = self.tokens[above].head
                is_town = pronoun == "who" and self.bases[noun] == "nmod" and noun in self._places
                return self.tokens[noun].head if is_town else noun
        return subject

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
