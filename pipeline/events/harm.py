"""Tokens → Harm: people killed and injured, out of words and digits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline.events.numbers import MOST, is_vague, load_vague, read_number, starts_number
from pipeline.events.tree import Tree
from pipeline.events.words import load_classes, read_toml
from pipeline.records import Harm

_BEFORE, _AFTER = 11, 5  # tokens to look for a count before and after a word of harm
_SAME = 4  # tokens within which the same count is the same people told twice
_ASIDE = 16  # tokens between two dashes, or from a toll to the verb that tells it
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST = 8  # tokens of a number
_YEARS = range(1900, 2101)  # after "in", "since" … such a number is a year


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: least and most; None is open."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """One count of killed or injured, at the token that says so."""

    token: int
    is_killed: bool
    count: Count
    sentence: int = 0
    is_more: bool = False  # "nine soldiers were also killed": on top of what was told before


def is_dying(lemma: str) -> bool:
    """Whether the subject of a verb, by its lemma, is the one who dies of it."""
    return lemma in _list("dying")


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(read_toml("harm.toml")["words"][key])


@cache
def _phrases(key: str) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in read_toml("harm.toml")["words"][key])


def _longest_end(text: str, key: str) -> int:
    """Characters of the longest phrase of a list that `text` ends with; 0 if none."""
    return max((len(p) for p in _phrases(key) if text.endswith(p)), default=0)


class Counter:
    """Finds tolls in one parse; `labels` names the classes of tokens that stand in names."""

    def __init__(self, tree: Tree, labels: Mapping[int, set[str]] | None = None) -> None:
        self.tree = tree
        self.labels = labels or {}
        self.lemmas = tree.lemmas
        self.lowers = tree.lowers

    def find(self) -> tuple[Toll, ...]:
        """All counts of killed and injured people, in text order."""
        tolls: list[Toll] = []
        for i, (lemma, lower) in enumerate(zip(self.lemmas, self.lowers, strict=True)):
            if lower in {"dead", "killed"} and self._before(i).endswith(_phrases("part_of")):
                continue  # "four children were among the dead"
            for is_killed, verbs, states in ((True, "kill", "dead"), (False, "injure", "hurt")):
                if lemma in _list(verbs) or lower in _list(states) or lemma in _list(states):
                    count = self._count(i)
                    if count is not None:
                        tolls.append(Toll(i, is_killed, count))
                    break
            if lower == "dead" and (count := self._shot(i)) is not None:
                tolls.append(Toll(i, is_killed=True, count=count))
            if (count := self._of_noun_of_death(i)) is not None:
                tolls.append(Toll(i, is_killed=True, count=count))
        return tuple(map(self._in_place, self._unique(tolls)))

    def _of_noun_of_death(self, i: int) -> Count | None:
        """The dead that "lives", a loss, bodies or a toll count."""
        lemma = self.lemmas[i]
        if lemma == "life":
            return self._lives(i)
        if lemma == "loss":
            return self._lost(i)
        if lemma in _list("bodies"):
            return self._found(i)
        return self._after_toll(i) if self.lowers[i] == "toll" else None

    def _in_place(self, toll: Toll) -> Toll:
        """The toll with its sentence, and whether it comes on top of others."""
        near = range(max(self.tree.sentence(toll.token).first, toll.token - _BEFORE), toll.token)
        is_more = any(self.lowers[t] in _list("more") for t in near)
        number = self.tree.sentence_numbers[toll.token]
        return replace(toll, sentence=number, is_more=is_more)

    def _unique(self, tolls: list[Toll]) -> list[Toll]:
        """Leave out a count told twice side by side ("killed … 5 dead")."""
        kept: list[Toll] = []
        for toll in tolls:
            last = kept[-1] if kept else None
            if (
                last
                and last.is_killed == toll.is_killed
                and last.count == toll.count
                and toll.token - last.token <= _SAME
            ):
                continue
            kept.append(toll)
        return kept

    def _count(self, i: int) -> Count | None:
        if self.tree.has_arcs(i) and self.tree.is_verbal(i):
            return self._of_verb(i)
        return self._nearby(i, ahead=False) or self._nearby(i, ahead=True)

    def _of_verb(self, i: int) -> Count | None:
        """The people a verb harms: its objects, or its subjects if they are the ones that die."""
        tree = self.tree
        active = not tree.may_be_passive(i) and not is_dying(self.lemmas[i])
        if tree.tokens[i].tag == "VBN" and i and not tree.subjects_own(i):
            beside = self._beside(i)
            if beside is not None:
                return beside
        sufferers = (
            [c for c in tree.children[i] if tree.bases[c] == "obj"] if active else tree.subjects(i)
        )
        found = self._people(sufferers)
        if found is not None:
            return found
        if any(self.lemmas[h] in _list("not_people") for h in sufferers):
            return None
        if active or any(map(self._is_person, sufferers)):
            return self._nearby(i, ahead=active)
        return self._nearby(i, ahead=False) or self._nearby(i, ahead=True)

    def _beside(self, i: int) -> Count | None:
        """The bare number that stands right before a participle ("five killed and 18 injured")."""
        before = self.tree.tokens[i - 1]
        is_bare = before.pos == "NUM" and self.tree.head(i - 1) == i
        return self._of_noun(i - 1) if is_bare else None

    def _is_name(self, i: int) -> bool:
        return "PERSON" in self.labels.get(i, ()) and self.tree.tokens[i].pos == "PROPN"

    def _is_person(self, i: int) -> bool:
        people = load_classes()["civilian"] | load_classes()["soldier"]
        named = "PERSON" in self.labels.get(i, ())
        return named or self.tree.tokens[i].pos in {"PRON", "NUM"} or self.lemmas[i] in people

    def _people(self, heads: list[int]) -> Count | None:
        """The people a noun phrase counts, its joined parts summed ("a man and two children")."""
        joined = [
            c
            for head in self._apart(heads)
            for c in (head, *self.tree.children[head])
            if c == head or self.tree.bases[c] == "conj"
        ]
        counts = [count for count in map(self._of_noun, joined) if count is not None]
        least = sum(count.least or 0 for count in counts)
        if not counts or least > MOST:
            return None
        ends = [count.most for count in counts]
        if any(end is None for end in ends):
            return Count(least, None)
        closed = sum(end for end in ends if end is not None)
        return Count(None if all(c.least is None for c in counts) else least, closed)

    def _apart(self, heads: list[int]) -> list[int]:
        """Heads without a name beside its own description ("the journalist Vira Hyrych")."""
        kept: list[int] = []
        for head in sorted(heads):
            if not kept or head - kept[-1] > 2:  # noqa: PLR2004 - a first name may stand between
                kept.append(head)
        return kept

    def _of_noun(self, head: int) -> Count | None:
        tree = self.tree
        if self.lemmas[head] in _list("not_people"):
            return None
        kids = tree.children[head]
        numerals = [c for c in kids if tree.bases[c] == "nummod"]
        if numerals and not any(map(self._is_part, numerals)):
            under = [t for t in tree.subtree(numerals[0]) if starts_number(self.lowers[t])]
            return self._at(min([numerals[0], *under]), head + 3)
        if any(self._is_part(c) for c in (head, *numerals)):
            return None  # "ten of them women" are part of those told before
        if tree.tokens[head].pos == "NUM" or is_vague(self.lowers[head]):
            return self._at(self._first_of_number(head, tree.sentence(head).first), head + _LONGEST)
        for child in kids:
            if is_vague(self.lowers[child]) and child < head:
                return self._at(child, head + 1)
        return self._one(head)

    def _is_part(self, number: int) -> bool:
        """Whether a number counts some of those told ("ten of them", "including four children")."""
        first = self._first_of_number(number, self.tree.sentence(number).first)
        if first and self.lowers[first - 1] in _list("parting"):
            return True
        is_among = first > 1 and self.lowers[first - 2] == "among"
        if is_among and self.lowers[first - 1] in _list("those"):
            return True  # "nine people, among them two children"
        after = self.lowers[number + 1 : number + 3]
        return after[:1] == ["of"] and after[-1] in _list("those")

    def _one(self, head: int) -> Count | None:
        """One person: a name, or a person in the singular with an article ("a man")."""
        if self.lowers[head] in _list("one_person"):
            before = range(self.tree.sentence(head).first, head)
            has_others = any(starts_number(self.lowers[t]) for t in before)
            return None if has_others else Count(1, 1)  # "killed 21 people before he was killed"
        named = (head, *(c for c in self.tree.children[head] if self.tree.bases[c] == "appos"))
        if any(self._is_name(t) for t in named):
            return Count(1, 1)
        people = load_classes()["civilian"] | load_classes()["soldier"]
        singular = self.tree.tokens[head].tag in {"NN", "NNP"}
        if not singular or self.lemmas[head] not in people - _list("many_people"):
            return None
        has_article = any(self.lowers[c] in _list("one") for c in self.tree.children[head])
        return Count(1, 1) if has_article else None

    def _nearby(self, i: int, *, ahead: bool) -> Count | None:
        """The closest number before (or after) token `i` in its sentence, if it counts people."""
        first, stop = self.tree.sentence(i).first, self.tree.sentence(i).stop
        span = range(i + 1, min(stop, i + _AFTER))
        if not ahead:
            last = self._before_aside(i, first)
            span = range(last - 1, max(first, last - _BEFORE) - 1, -1)
        for t in span:
            if self.lowers[t] in _list("stops") or (
                self.lemmas[t] in _list("kill") | _list("injure")
            ):
                return None
            if starts_number(self.lowers[t]) and not self._is_part(t):
                start = t if ahead else self._first_of_number(t, first)
                return self._at(start, min(stop, start + _LONGEST))
        return None

    def _before_aside(self, i: int, first: int) -> int:
        """The dash that opens an aside which ends right before `i` ("Nine people - … - died")."""
        if i == first or self.lowers[i - 1] not in _DASHES:
            return i
        opening = range(i - 2, max(first, i - _ASIDE), -1)
        return next((t for t in opening if self.lowers[t] in _DASHES), i)

    def _first_of_number(self, t: int, first: int) -> int:
        """The first token of the number, or of the range ("5 to 7"), that ends at `t`."""
        while t > first:
            over = 2 if self.lowers[t - 1] in _list("range") else 1
            if t - over < first or not starts_number(self.lowers[t - over]):
                break
            t -= over
        return t

    def _at(self, start: int, stop: int) -> Count | None:
        """The count whose first number word is token `start`; None if it counts no people."""
        words = self.lowers[start : max(stop, start + 1)]
        before = self._before(start)
        for phrase, least in load_vague():
            if tuple(words[: len(phrase)]) == phrase:
                return None if self._is_barred(start + len(phrase)) else Count(least, None)
        value, used = read_number(words)
        if value is None or self._is_barred(start + used) or self._is_negative(start):
            return None
        if self._is_age(start, start + used) or self._is_day(start, start + used):
            return None
        is_year = value in _YEARS and "," not in words[0]
        if is_year and before.endswith(_phrases("before_year")):
            return None
        return self._range(value, words[used:], before)

    def _is_day(self, start: int, stop: int) -> bool:
        """Whether a number is that of a day ("on March 11, the first such death")."""
        beside = (start - 1, stop) if start else (stop,)
        return any(
            self.lowers[t] in _list("months") and self.tree.tokens[t].text[:1].isupper()
            for t in beside
            if t < len(self.lowers)
        )

    def _is_age(self, start: int, stop: int) -> bool:
        """Whether a number is the age of the one named before it ("Vira Hyrych, 54, was")."""
        if start < 2 or stop >= len(self.lowers):  # noqa: PLR2004 - a name and a comma
            return False
        is_apart = self.lowers[start - 1] == "," and self.lowers[stop] in {",", ")", "."}
        return is_apart and self.tree.tokens[start - 2].pos == "PROPN"

    def _before(self, start: int) -> str:
        first = self.tree.sentence(start).first
        return " " + " ".join(self.lowers[max(first, start - 4) : start])

    def _range(self, value: int, after: list[str], before: str) -> Count:
        """The range that the words around a number make of it ("at least", "5 to 7")."""
        if after and after[0] in _list("range"):
            upper, used = read_number(after[1:])
            if used and upper is not None and upper > value:
                return Count(value, upper)
        at_least, at_most = _longest_end(before, "at_least"), _longest_end(before, "at_most")
        if at_least > at_most:  # "no fewer than" holds "fewer than"
            return Count(value, None)
        return Count(None if at_most else value, value)

    def _is_negative(self, start: int) -> bool:
        tokens = self.tree.tokens
        if start == 0 or self.lowers[start - 1] not in {"-", "−", "–"}:
            return False
        touches = tokens[start - 1].end == tokens[start].start
        return touches and (start == 1 or tokens[start - 2].end < tokens[start - 1].start)

    def _is_barred(self, after: int) -> bool:
        """Whether the noun that the number counts is hours, cars, money."""
        sentence_stop = self.tree.sentence(min(after, len(self.lowers) - 1)).stop
        near = range(after, min(sentence_stop, after + 3))
        for t in near:
            if self.lemmas[t] in _list("not_people") or self.lowers[t] in _list("not_people"):
                return True
            if self.tree.tokens[t].pos in {"NOUN", "VERB", "ADP"}:
                return False
        start = after - 1
        return start - 1 >= 0 and self.lowers[start - 1] in _list("money")

    def _shot(self, i: int) -> Count | None:
        """The people of "was shot dead" and "shot two men dead"."""
        head = self.tree.head(i)
        if head is None or self.lemmas[head] not in _list("shoot") or self._count(i) is not None:
            return None
        return self._of_verb(head) or self._named_before(head)

    def _named_before(self, i: int) -> Count | None:
        """One person whose name, with an age at most, stands before "was shot"."""
        near = range(max(self.tree.sentence(i).first, i - _SAME - 1), i)
        return Count(1, 1) if any(map(self._is_name, near)) else None

    def _lives(self, i: int) -> Count | None:
        head = self.tree.head(i)
        if head is None or self.lemmas[head] not in _list("claim"):
            return None
        return self._of_noun(i)

    def _lost(self, i: int) -> Count | None:
        """The people of a loss ("with the loss of four servicemen"), not its tanks."""
        of = [c for c in self.tree.children[i] if self.tree.phrase_case(c) == "of"]
        return self._people([c for c in of if self._is_person(c)])

    def _found(self, i: int) -> Count | None:
        """The bodies that were found: "recovered 13 bodies", "the bodies of 13 people"."""
        sentence = self.tree.sentence(i)
        near = range(max(sentence.first, i - _SAME), min(sentence.stop, i + _AFTER + 1))
        if all(self.lemmas[t] not in _list("finding") for t in near):
            return None
        of = [c for c in self.tree.children[i] if self.tree.phrase_case(c) == "of"]
        if i > sentence.first and starts_number(self.lowers[i - 1]):
            start = self._first_of_number(i - 1, sentence.first)
            return self._some_of(start, sentence.first) or self._at(start, i + 1)
        return self._of_noun(i) or self._people(of)

    def _some_of(self, start: int, first: int) -> Count | None:
        """The part of the bodies that is told of ("50 of about 300 bodies")."""
        while start > first and self.lowers[start - 1] in _list("about"):
            start -= 1
        if start - first < 2 or self.lowers[start - 1] != "of":  # noqa: PLR2004 - a number and "of"
            return None
        if not starts_number(self.lowers[start - 2]):
            return None
        return self._at(self._first_of_number(start - 2, first), start - 1)

    def _after_toll(self, i: int) -> Count | None:
        """Count after "death toll" ("rose to 25", "of 5"), or after a "toll" that "rose to 25"."""
        stop = self.tree.sentence(i).stop
        near = range(i + 1, min(stop, i + _ASIDE))
        rise = next((t for t in near if self.lemmas[t] in _list("rising")), stop)
        if i == 0 or self.lemmas[i - 1] != "death" or rise < stop:
            i = rise
        for t in range(i + 1, min(stop, i + _LONGEST)):
            if starts_number(self.lowers[t]):
                return self._at(t, min(stop, t + 5))
        return None


def add(tolls: list[Toll]) -> Harm:
    """Harm of one happening: its parts summed once, what is told twice counted once.

    Counts of one sentence are parts; a later sentence tells the same again, and the larger telling
    holds, unless it says that its dead are further ones ("also", "another").
    """
    killed = _told([toll for toll in tolls if toll.is_killed])
    injured = _told([toll for toll in tolls if not toll.is_killed])
    return Harm(killed.least, killed.most, injured.least, injured.most)


def _told(tolls: list[Toll]) -> Count:
    tellings = [Count(None, None)]
    for number in sorted({toll.sentence for toll in tolls}):
        here = [toll for toll in tolls if toll.sentence == number]
        count = _sum([toll.count for toll in here])
        if any(toll.is_more for toll in here) and len(tellings) > 1:
            tellings[-1] = _sum([tellings[-1], count])
        else:
            tellings.append(count)
    return max(tellings, key=lambda count: (count.least or 0, count.most or 0))


def _sum(counts: list[Count]) -> Count:
    unique = list(dict.fromkeys(counts))
    if not unique:
        return Count(None, None)
    least = [count.least for count in unique if count.least is not None]
    most = [count.most for count in unique]
    total = sum(least) if least else None
    if total is not None and total > MOST:
        return Count(None, None)
    is_open = any(value is None for value in most)
    return Count(total, None if is_open else sum(value for value in most if value is not None))
