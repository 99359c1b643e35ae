"""Parse, trigger -> which words share the trigger's clause, and what its tense tells."""

import functools
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from importlib import resources

from pipeline.records import DatePrecision, DateSpan, Days, Parse, Quote, Sentence, Token

_DEPTH = 60  # steps up a tree at most: a broken parse may run in a circle
_GAP = 2  # characters between two words that make a paragraph end, with a capital after them
_BREAKS = frozenset({";", ":", "while", "although", "but", "which", "who", "that", "where", "when"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_ASTRAY = 50  # rank of a date that a parser hung on the wrong word
_AUXILIARIES = ("aux", "aux:pass", "auxpass", "cop")


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    raw = resources.files(__package__).joinpath("clauses.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(raw).items()}


def _start(part: Token | DateSpan) -> int:
    return part.start


def _first(sentence: Sentence) -> int:
    return sentence.first


def _sentence_of(parse: Parse, trigger: int) -> tuple[int, int]:
    """First and last+1 token of the trigger's sentence; words around it where there is none."""
    place = bisect_right(parse.sentences, trigger, key=_first) - 1
    if place >= 0 and trigger < parse.sentences[place].stop:
        return parse.sentences[place].first, parse.sentences[place].stop
    return max(trigger - 40, 0), min(trigger + 40, len(parse.tokens))


def _between(dates: Iterable[DateSpan], start: int, end: int) -> tuple[DateSpan, ...]:
    """The dates, given in text order, that start in `text[start:end]`."""
    ordered = tuple(dates)
    first = bisect_left(ordered, start, key=_start)
    return ordered[first : bisect_left(ordered, end, lo=first, key=_start)]


class Clauses:
    """The sentence around a trigger, as a tree if it was parsed, else as a row of words."""

    def __init__(self, parse: Parse, trigger: int) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._trigger = trigger
        self._lists = _lists()
        self._sentence = _sentence_of(parse, trigger)
        self._sentence = self._within_paragraph()
        self._parsed = any(t.dep for t in parse.tokens[self._sentence[0] : self._sentence[1]])
        self._line = self._up(trigger)

    @property
    def first(self) -> int:
        """The number of the sentence's first token."""
        return self._sentence[0]

    def _started(self, offset: int) -> int:
        """How many tokens start at or before an offset of the text."""
        return bisect_right(self._tokens, offset, key=_start)

    def _within_paragraph(self) -> tuple[int, int]:
        """The sentence, cut where a gap or blank token shows that a paragraph ends."""
        first, stop = self._sentence
        for i in range(first + 1, stop):
            before, token = self._tokens[i - 1], self._tokens[i]
            if "\n" not in before.text and token.start - before.end < _GAP:
                continue
            if not token.text[:1].islower():
                first, stop = (i, stop) if i <= self._trigger else (first, min(stop, i))
        return first, stop

    def _up(self, place: int) -> list[int]:
        """The token and all above it, up to the root."""
        line = [place]
        for _ in range(_DEPTH):
            head = self._tokens[line[-1]].head
            if head == line[-1] or head in line:
                break
            line.append(head)
        return line

    def _opens_clause(self, place: int) -> bool:
        token = self._tokens[place]
        return token.dep in self._lists["clause"] or (
            token.dep == "conj" and token.pos in {"VERB", "AUX"}
        )

    def _clause(self, line: list[int]) -> int:
        return next((place for place in line if self._opens_clause(place)), line[-1])

    def _place(self, span: DateSpan) -> int:
        """The token of a span that hangs on a word outside it; the first if none does."""
        first = max(self._started(span.start) - 1, 0)
        stop = max(self._started(span.end - 1), first + 1)
        outside = (i for i in range(first, stop) if not first <= self._tokens[i].head < stop)
        return next(outside, first)

    def spans_near(self, dates: Iterable[DateSpan], quote: Quote) -> tuple[DateSpan, ...]:
        """The dates of the trigger's sentence, and of the quote where that reaches further."""
        first, last = self._tokens[self._sentence[0]], self._tokens[self._sentence[1] - 1]
        start, end = min(first.start, quote.start), max(last.end, quote.end)
        return _between(dates, start, end)

    def distance(self, span: DateSpan) -> int:
        """Words between a date and the trigger."""
        return abs(self._place(span) - self._trigger)

    def rank(self, span: DateSpan) -> int | None:
        """How directly a date governs the trigger: 0 best; None when another clause has it.

        0: it hangs on the trigger. 1: on the head of the trigger's clause. 2 and more: on a clause
        above, whose time the trigger's clause shares. Last, in a clause that
        tells when it was ("as tanks came on Monday"), on a participle under the trigger, or
        somewhere else but with no verb and no clause's start between ("on Sunday a shell fell").
        """
        if not self._parsed:
            return self._rank_in_row(span)
        if self._has_between(self._place(span), ";"):
            return None
        line = self._up(self._place(span))
        home = self._clause(line)
        if self._trigger in line and home in (*self._line[:1], self._clause(self._line)):
            return 0
        if home in self._line:
            steps = self._line[: self._line.index(home)]
            is_own = home == self._clause(self._line)
            return 1 if is_own else 2 + sum(self._opens_clause(place) for place in steps)
        if self._is_at_the_time(home) or self._is_of_pair(home):
            return _ASTRAY - 1
        return _ASTRAY if self._is_of_participle(line) or self._is_beside(span) else None

    def _is_at_the_time(self, home: int) -> bool:
        """Whether a clause tells when the trigger's was ("fell back as tanks came on Monday")."""
        token = self._tokens[home]
        if token.dep != "advcl" or token.head not in (self._trigger, self._clause(self._line)):
            return False
        first, stop = self._sentence
        marks = (t for t in self._tokens[first:stop] if t.dep in {"mark", "advmod"})
        return any(
            t.text.lower() in {"as", "when", "while"} and self._tokens[t.head] is token
            for t in marks
        )

    def _is_of_pair(self, home: int) -> bool:
        """Whether the trigger's clause tells how that came about which joined verbs say.

        "Nine were killed and ten hurt on Monday when shells fell".
        """
        own = self._clause(self._line)
        joined = self._tokens[home]
        is_joined = joined.dep == "conj" and joined.head == self._tokens[own].head
        return is_joined and self._tokens[own].dep == "advcl" and home < own

    def _is_of_participle(self, line: list[int]) -> bool:
        """Whether only participles without subjects stand between a date and the trigger over it.

        "Talks over a video link resumed on Monday": a parser hangs the verb on the link.
        """
        if self._trigger not in line:
            return False
        opened = [i for i in line[: line.index(self._trigger)] if self._opens_clause(i)]
        if any(self._tokens[i].dep == "acl" for i in opened) and self._has_between(line[0], ","):
            return False  # "The town, its bridge bombed on Monday, is surrounded"
        first, stop = self._sentence
        told = {t.head for t in self._tokens[first:stop] if t.dep in _SUBJECTS}
        return all(self._tokens[i].dep in {"acl", "advcl"} and i not in told for i in opened)

    def _has_between(self, place: int, mark: str) -> bool:
        """Whether a mark stands between a token and the trigger; a semicolon tells them apart."""
        low, high = sorted((place, self._trigger))
        return any(token.text == mark for token in self._tokens[low:high])

    def _is_beside(self, span: DateSpan) -> bool:
        """Whether nothing that begins or carries a clause stands between a date and the trigger."""
        first, stop = self._started(span.start) - 1, self._started(span.end - 1)
        between = (
            range(stop, self._trigger) if first < self._trigger else range(self._trigger + 1, first)
        )
        return all(
            self._tokens[i].pos not in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"}
            and self._tokens[i].text.lower() not in _BREAKS
            for i in between
        )

    def _rank_in_row(self, span: DateSpan) -> int | None:
        """Without a tree: the more clause breaks lie between, the worse."""
        low, high = sorted((self._place(span), self._trigger))
        between = self._tokens[low + 1 : high]
        return 1 + sum(
            t.text.lower() in _BREAKS or t.lemma in self._lists["saying"] for t in between
        )

    def belongs_to_saying(self, span: DateSpan) -> bool:
        """Whether the date tells when something was said, the trigger being what was said."""
        place = self._place(span)
        if not self._parsed:
            near = self._tokens[max(place - 3, self._sentence[0]) : place]
            return any(t.lemma in self._lists["saying"] or t.text == "said" for t in near)
        line = self._up(place)
        home = self._clause(line)
        is_told = self._tokens[home].lemma in self._lists["saying"] and home != self._trigger
        return is_told and not self._is_subject_of_passive(home)

    def _is_subject_of_passive(self, verb: int) -> bool:
        """Whether a verb says of something that it was there ("shots were reported on Sunday")."""
        first, stop = self._sentence
        told = self._tokens[verb]
        subjects = (t for t in self._tokens[first:stop] if self._tokens[t.head] is told)
        return any(t.dep == "nsubj:pass" and t.pos in {"NOUN", "PROPN"} for t in subjects)

    def day_before(self, dates: Iterable[DateSpan]) -> DateSpan | None:
        """The last single day told in the sentence before, if words link this sentence to it."""
        first, stop = self._sentence
        words = [token.text.lower() for token in self._tokens[first:stop]]
        opens = words[0] in self._lists["linking_openers"] if words else False
        if first == 0 or not (opens or self._lists["linking_words"] & set(words)):
            return None
        before = Clauses(self._parse, first - 1)
        start, end = self._tokens[before.first].start, self._tokens[first].start
        told = [
            span
            for span in _between(dates, start, end)
            if span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
            and not before.belongs_to_saying(span)
        ]
        return told[-1] if told else None

    def joined(self, span: DateSpan, spans: Iterable[DateSpan]) -> DateSpan:
        """The span, or "from A to B" made of it and the one beside it."""
        for other in spans:
            one, two = sorted((span, other), key=lambda each: each.start)
            between = self._words(one.end, two.start)
            begins = self.word_before(one) in {"from", "between"}
            whole = one.days.first, two.days.until
            if one is two or len(between) != 1 or whole[0] is None or whole[1] is None:
                continue
            if begins and between[0] in {"to", "until", "and"} and whole[0] < whole[1]:
                words, rule = (
                    f"{one.text} {between[0]} {two.text}",
                    f"from the first to the last; {one.rule}",
                )
                return DateSpan(one.start, two.end, words, Days(*whole), DatePrecision.RANGE, rule)
        return span

    def _words(self, start: int, end: int) -> list[str]:
        first = self._started(start - 1)
        return [t.text.lower() for t in self._tokens[first : first + 3] if t.start < end]

    def word_before(self, span: DateSpan) -> str:
        """The preposition before a date, in lower case; "" at the start."""
        place = self._started(span.start) - 1
        if self._tokens[place].dep == "nmod:poss" and self._tokens[place].head == self._trigger:
            return ""  # "the toll from Thursday's fire": the fire was on that day
        for i in range(place - 1, max(place - 3, -1), -1):
            word = self._tokens[i].text.lower()
            if word != "the":
                return word
        return ""

    def _verb(self) -> Token | None:
        """The verb of the trigger's clause."""
        if not self._parsed:
            return self._tokens[self._trigger]
        verbs = (self._tokens[i] for i in self._line if self._tokens[i].pos in {"VERB", "AUX"})
        return next(verbs, None)

    def _helpers(self) -> set[str]:
        """The auxiliaries of that verb, in lower case; without a tree, those just before."""
        verb = self._verb()
        if verb is None:
            return set()
        if self._parsed:
            return {
                t.text.lower()
                for i, t in enumerate(
                    self._tokens[self._sentence[0] : self._sentence[1]], self._sentence[0]
                )
                if t.dep in _AUXILIARIES and self._tokens[t.head] is verb and i != t.head
            }
        first = max(self._trigger - 4, self._sentence[0])
        return {t.text.lower() for t in self._tokens[first : self._trigger]}

    def _has_word(self, name: str) -> bool:
        first, stop = self._sentence
        if not self._parsed:
            first, stop = max(first, self._trigger - 6), min(stop, self._trigger + 7)
        return any(
            t.text.lower() in self._lists[name]
            for i, t in enumerate(self._tokens[first:stop], first)
            if not self._parsed or self._clause(self._up(i)) == self._clause(self._line)
        )

    def is_ahead(self) -> bool:
        """Whether the clause tells of what is to come: "will attack", "planned to attack"."""
        helpers = self._helpers()
        if helpers & {"will", "shall", "'ll", "’ll"}:
            return True
        return "would" in helpers and "have" not in helpers

    def is_going_on(self) -> bool:
        """Whether it is going on as the article is written: "are shelling", "remains", "still"."""
        verb, helpers = self._verb(), self._helpers()
        if helpers & {"has", "have", "had", "'ve"}:
            return False
        if verb is not None and verb.lemma in self._lists["lasting"]:
            return True
        if verb is not None and helpers & {"is", "are", "'s", "'re"} and verb.text.endswith("ing"):
            return True
        return self._has_word("lasting_words")

    def has_lasted(self) -> bool:
        """Whether it has gone on up to now: "have been shelling"."""
        verb, helpers = self._verb(), self._helpers()
        return (
            verb is not None
            and bool(helpers & {"has", "have", "'ve"})
            and "been" in helpers
            and verb.text.endswith("ing")
        )

    def is_perfect(self) -> bool:
        """Whether it is told as done by now or by then: "has fled", "had seized"."""
        return bool(self._helpers() & {"has", "have", "had", "'ve"})
