"""Parse, trigger -> the sentence around it, and which of its words share the trigger's clause."""

import functools
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from importlib import resources

from pipeline.records import DatePrecision, DateSpan, Entity, Parse, Quote, Sentence, Token

_DEPTH = 60  # steps up a tree at most: a broken parse may run in a circle
_GAP = 2  # characters between two words that make a paragraph end, with a capital after them


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    raw = resources.files(__package__).joinpath("clauses.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(raw).items()}


def listed(name: str) -> frozenset[str]:
    """One of the lists of words about clauses."""
    return _lists()[name]


def _start(part: Token | DateSpan | Entity) -> int:
    return part.start


def first_of(sentence: Sentence) -> int:
    """The number of its first token, by which sentences are ordered."""
    return sentence.first


def _sentence_of(parse: Parse, trigger: int) -> tuple[int, int]:
    """First and last+1 token of the trigger's sentence; words around it where there is none."""
    place = bisect_right(parse.sentences, trigger, key=first_of) - 1
    if place >= 0 and trigger < parse.sentences[place].stop:
        return parse.sentences[place].first, parse.sentences[place].stop
    return max(trigger - 40, 0), min(trigger + 40, len(parse.tokens))


def dates_between(dates: Iterable[DateSpan], start: int, end: int) -> tuple[DateSpan, ...]:
    """The dates, given in text order, that start in `text[start:end]`."""
    ordered = tuple(dates)
    first = bisect_left(ordered, start, key=_start)
    return ordered[first : bisect_left(ordered, end, lo=first, key=_start)]


class Clauses:
    """The sentence around a trigger, as a tree if it was parsed, else as a row of words.

    `sentence` is its first and last+1 token, `line` the trigger and all above it up to the root,
    `own` the token that heads the trigger's clause.
    """

    def __init__(self, parse: Parse, trigger: int) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.trigger = trigger
        self.sentence = _sentence_of(parse, trigger)
        self.sentence = self._within_paragraph()
        self.is_parsed = any(t.dep for t in parse.tokens[self.sentence[0] : self.sentence[1]])
        self.line = self.up(trigger)
        self.own = self.clause_of(self.line)

    @property
    def first(self) -> int:
        """The number of the sentence's first token."""
        return self.sentence[0]

    def started(self, offset: int) -> int:
        """How many tokens start at or before an offset of the text."""
        return bisect_right(self.tokens, offset, key=_start)

    def _within_paragraph(self) -> tuple[int, int]:
        """The sentence, cut where a gap or blank token shows that a paragraph ends."""
        first, stop = self.sentence
        for i in range(first + 1, stop):
            before, token = self.tokens[i - 1], self.tokens[i]
            if "\n" not in before.text and token.start - before.end < _GAP:
                continue
            if not token.text[:1].islower():
                first, stop = (i, stop) if i <= self.trigger else (first, min(stop, i))
        return first, stop

    def up(self, place: int) -> list[int]:
        """The token and all above it, up to the root."""
        line = [place]
        for _ in range(_DEPTH):
            head = self.tokens[line[-1]].head
            if head == line[-1] or head in line:
                break
            line.append(head)
        return line

    def opens_clause(self, place: int) -> bool:
        """Whether a token heads a clause, be it one of several verbs in a row."""
        token = self.tokens[place]
        return token.dep in listed("clause") or (
            token.dep == "conj" and token.pos in {"VERB", "AUX"}
        )

    def clause_of(self, line: list[int]) -> int:
        """The token that heads the clause of a line's first; the root where none opens one."""
        return next((place for place in line if self.opens_clause(place)), line[-1])

    def place_of(self, span: DateSpan) -> int:
        """The token of a span that hangs on a word outside it; the first if none does."""
        first = max(self.started(span.start) - 1, 0)
        stop = max(self.started(span.end - 1), first + 1)
        outside = (i for i in range(first, stop) if not first <= self.tokens[i].head < stop)
        return next(outside, first)

    def spans_near(self, dates: Iterable[DateSpan], quote: Quote) -> tuple[DateSpan, ...]:
        """The dates of the trigger's sentence, and of the quote where that reaches further."""
        first, last = self.tokens[self.sentence[0]], self.tokens[self.sentence[1] - 1]
        start, end = min(first.start, quote.start), max(last.end, quote.end)
        return dates_between(dates, start, end)

    def distance(self, span: DateSpan) -> int:
        """Words between a date and the trigger."""
        return abs(self.place_of(span) - self.trigger)

    def has_between(self, place: int, mark: str) -> bool:
        """Whether a mark stands between a token and the trigger; a semicolon tells them apart."""
        low, high = sorted((place, self.trigger))
        return any(token.text == mark for token in self.tokens[low:high])

    def belongs_to_saying(self, span: DateSpan) -> bool:
        """Whether the date tells when something was said, the trigger being what was said."""
        place = self.place_of(span)
        if not self.is_parsed:
            near = self.tokens[max(place - 3, self.sentence[0]) : place]
            return any(t.lemma in listed("saying") or t.text == "said" for t in near)
        line = self.up(place)
        home = self.clause_of(line)
        is_told = self.tokens[home].lemma in listed("saying") and home != self.trigger
        return is_told and not self._is_subject_of_passive(home)

    def _is_subject_of_passive(self, verb: int) -> bool:
        """Whether a verb says of something that it was there ("shots were reported on Sunday")."""
        first, stop = self.sentence
        told = self.tokens[verb]
        subjects = (t for t in self.tokens[first:stop] if self.tokens[t.head] is told)
        return any(t.dep == "nsubj:pass" and t.pos in {"NOUN", "PROPN"} for t in subjects)

    def names_place(self) -> bool:
        """Whether the part of the sentence between semicolons names a town or land."""
        first, stop = self.sentence
        marks = [i for i in range(first, stop) if self.tokens[i].text == ";"]
        start = max((i for i in marks if i < self.trigger), default=first)
        end = min((i for i in marks if i > self.trigger), default=stop - 1)
        part = range(self.tokens[start].start, self.tokens[end].end)
        entities = self.parse.entities
        begins = bisect_left(entities, part.start, key=_start)
        ends = bisect_left(entities, part.stop, lo=begins, key=_start)
        return any(e.label in {"GPE", "LOC"} for e in entities[begins:ends])

    def day_before(self, dates: Iterable[DateSpan]) -> DateSpan | None:
        """The last single day told in the sentence before, if words link this sentence to it."""
        first, stop = self.sentence
        words = [token.text.lower() for token in self.tokens[first:stop]]
        opens = words[0] in listed("linking_openers") if words else False
        if first == 0 or not (opens or listed("linking_words") & set(words)):
            return None
        before = Clauses(self.parse, first - 1)
        start, end = self.tokens[before.first].start, self.tokens[first].start
        told = [
            span
            for span in dates_between(dates, start, end)
            if span.precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
            and not before.belongs_to_saying(span)
        ]
        return told[-1] if told else None
