"""Tokens → Harm: people killed and injured, out of words and digits."""

from dataclasses import dataclass
from functools import cache

from pipeline.events.tree import Tree
from pipeline.events.words import load_classes, read_toml
from pipeline.records import Harm

MOST = 10_000_000  # no single happening on record killed more; a greater number is a slip or a joke
_REACH = 9  # tokens to look for a count before or after the word of harm


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


@cache
def _data() -> dict[str, dict[str, int] | dict[str, list[str]]]:
    return read_toml("harm.toml")


@cache
def _numbers() -> dict[str, int]:
    return {str(k): int(v) for k, v in _data()["number"].items()}  # type: ignore[call-overload] # TOML tables are untyped


@cache
def _scales() -> dict[str, int]:
    return {str(k): int(v) for k, v in _data()["scale"].items()}  # type: ignore[call-overload] # TOML tables are untyped


@cache
def _vague() -> dict[str, int]:
    return {str(k): int(v) for k, v in _data()["vague"].items()}  # type: ignore[call-overload] # TOML tables are untyped


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(str(word) for word in _data()["words"][key])


def read_number(words: list[str]) -> tuple[int | None, int]:
    """The number that `words` (lower case) begin with, and how many words it takes; (None, 0) if none.

    Takes digits with thousands commas, words ("thirty three", "twenty-one", "two hundred and five",
    "1.5 million"). Nothing above `MOST` and nothing negative is a number of people.
    """
    total, current, used = 0, 0.0, 0
    for at, word in enumerate(words):
        if word in {"-", "and", "‑"} and used and at + 1 < len(words):
            follows = words[at + 1]
            if _small(follows) is not None and (word != "and" or current % 100 == 0) and at == used:
                used += 1
                continue
            break
        if at != used:
            break
        value = _small(word)
        if value is not None:
            if (
                used
                and current
                and not (value < 10 and current % 10 == 0 and current >= 20)
                and current % 100
            ):
                break
            current += value
        elif word in _scales() and used:
            current = max(current, 1) * _scales()[word]
            if _scales()[word] >= 1000:  # noqa: PLR2004 - a thousand closes a group
                total, current = total + round(current), 0.0
        else:
            break
        used += 1
    if not used:
        return None, 0
    value_all = round(total + current)
    return (value_all, used) if 0 <= value_all <= MOST else (None, used)


def _small(word: str) -> float | None:
    if word in _numbers():
        return _numbers()[word]
    head, _, tail = word.partition("-")
    if tail and head in _numbers() and tail in _numbers():
        return _numbers()[head] + _numbers()[tail]
    digits = word.replace(",", "")
    if digits.isascii() and digits.replace(".", "", 1).isdigit() and len(digits) <= 12:  # noqa: PLR2004 - far above MOST
        return float(digits)
    return None


class Counter:
    """Finds tolls in one parse."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lemmas = tree.lemmas
        self.lowers = tree.lowers

    def find(self) -> tuple[Toll, ...]:
        """All counts of killed and injured people, in text order."""
        tolls: list[Toll] = []
        for i, (lemma, lower) in enumerate(zip(self.lemmas, self.lowers, strict=True)):
            for is_killed, verbs, states in ((True, "kill", "dead"), (False, "injure", "hurt")):
                if lemma in _list(verbs) or lower in _list(states) or lemma in _list(states):
                    count = self._count(i)
                    if count is not None:
                        tolls.append(Toll(i, is_killed, count))
                    break
            if lemma == "life" and (count := self._lives(i)) is not None:
                tolls.append(Toll(i, is_killed=True, count=count))
            if lower == "toll" and (count := self._after_toll(i)) is not None:
                tolls.append(Toll(i, is_killed=True, count=count))
        return tuple(self._unique(tolls))

    def _unique(self, tolls: list[Toll]) -> list[Toll]:
        """Without the same count told twice side by side ("killed … 5 dead")."""
        kept: list[Toll] = []
        for toll in tolls:
            last = kept[-1] if kept else None
            if (
                last
                and last.is_killed == toll.is_killed
                and last.count == toll.count
                and toll.token - last.token <= 4
            ):
                continue
            kept.append(toll)
        return kept

    def _count(self, i: int) -> Count | None:
        tree = self.tree
        if tree.has_arcs(i) and (tree.is_verbal(i)):
            active = not tree.is_passive(i) and self.lemmas[i] not in {"die", "perish", "drown"}
            objects = [c for c in tree.children[i] if tree.bases[c] in {"obj"}]
            subjects = tree.subjects(i)
            found = self._people(objects if active and objects else [] if active else subjects)
            if found is not None:
                return found
            if active:
                return self._nearby(i, ahead=True)
            if subjects:
                return None if self._has_bar(subjects) else self._nearby(i, ahead=False)
        return self._nearby(i, ahead=False) or self._nearby(i, ahead=True)

    def _has_bar(self, heads: list[int]) -> bool:
        return any(self.lemmas[h] in _list("not_people") for h in heads)

    def _people(self, heads: list[int]) -> Count | None:
        """The people a noun phrase counts, its joined parts summed ("a man and two children")."""
        least, most, is_any = 0, 0, False
        open_end = False
        every: list[int] = []
        for head in heads:
            every += [head, *[c for c in self.tree.children[head] if self.tree.bases[c] == "conj"]]
        for head in every:
            count = self._of_noun(head)
            if count is None:
                continue
            is_any = True
            least += count.least or 0
            if count.most is None:
                open_end = True
            else:
                most += count.most
        if not is_any or least > MOST:
            return None
        return Count(least, None if open_end else most)

    def _of_noun(self, head: int) -> Count | None:
        if self.lemmas[head] in _list("not_people"):
            return None
        stop = head + 1
        numerals = [c for c in self.tree.children[head] if self.tree.bases[c] == "nummod"]
        if numerals:
            return self._at(min([numerals[0], *self.tree.subtree(numerals[0])]), stop + 2)
        if self.tree.tokens[head].pos == "NUM" or self.lowers[head] in _vague():
            start = min(
                [
                    head,
                    *[
                        c
                        for c in self.tree.subtree(head)
                        if self.tree.tokens[c].pos == "NUM" and c < head
                    ],
                ]
            )
            return self._at(start, head + 6)
        for child in self.tree.children[head]:
            if self.lowers[child] in _vague() and child < head:
                return self._at(child, stop)
        singular = self.tree.tokens[head].tag in {"NN", "NNP"}
        person = self.lemmas[head] in (load_classes()["civilian"] | load_classes()["soldier"])
        article = any(
            self.lowers[c] in {"a", "an", "one", "another"} for c in self.tree.children[head]
        )
        collective = {
            "family",
            "crowd",
            "people",
            "population",
            "staff",
            "crew",
            "personnel",
            "force",
            "couple",
        }
        if singular and person and article and self.lemmas[head] not in collective:
            return Count(1, 1)
        return None

    def _nearby(self, i: int, *, ahead: bool) -> Count | None:
        """The closest number before (or after) token `i` in its sentence, if it counts people."""
        sentence = self.tree.sentence(i)
        span = (
            range(i + 1, min(sentence.stop, i + 5))
            if ahead
            else range(i - 1, max(sentence.first, i - _REACH) - 1, -1)
        )
        for t in span:
            if self.lowers[t] in {";", ":", "(", ")"} or (
                self.lemmas[t] in _list("kill") | _list("injure")
            ):
                return None
            if self._starts_number(t):
                start = t
                while not ahead and start - 1 >= sentence.first and self._starts_number(start - 1):
                    start -= 1
                return self._at(start, min(sentence.stop, start + 8))
        return None

    def _starts_number(self, t: int) -> bool:
        return (
            _small(self.lowers[t]) is not None
            or self.lowers[t] in _vague()
            or self.lowers[t] in _scales()
        )

    def _at(self, start: int, stop: int) -> Count | None:
        """The count whose first number word is token `start`; None if it counts no people."""
        words = self.lowers[start : max(stop, start + 1)]
        first = self.tree.sentence(start).first
        before = " ".join(self.lowers[max(first, start - 4) : start])
        for phrase, value in sorted(_vague().items(), key=lambda item: -len(item[0])):
            size = len(phrase.split())
            if words[:size] == phrase.split() and not (
                phrase == "dozen" and before.endswith("two")
            ):
                return None if self._is_barred(start + size) else Count(value, None)
        value_found, used = read_number(words)
        if value_found is None or self._is_barred(start + used) or self._is_negative(start):
            return None
        if (
            1900 <= value_found <= 2100
            and "," not in words[0]
            and (before.endswith(("in", "since", "of", "by")))
        ):
            return None
        if words[used : used + 1] in (["to"], ["-"], ["–"]):
            upper, more = read_number(words[used + 1 :])
            if upper is not None and more and upper > value_found:
                return Count(value_found, upper)
        if before.endswith(tuple(_list("at_least"))):
            return Count(value_found, None)
        if before.endswith(tuple(_list("at_most"))):
            return Count(None, value_found)
        return Count(value_found, value_found)

    def _is_negative(self, start: int) -> bool:
        if start == 0 or self.lowers[start - 1] not in {"-", "−", "–"}:
            return False
        return self.tree.tokens[start - 1].end == self.tree.tokens[start].start and (
            start < 2 or self.tree.tokens[start - 2].end < self.tree.tokens[start - 1].start  # noqa: PLR2004 - the token before the sign
        )

    def _is_barred(self, after: int) -> bool:
        """Whether the noun that the number counts is hours, cars, money …"""
        sentence_stop = self.tree.sentence(min(after, len(self.lowers) - 1)).stop
        near = range(after, min(sentence_stop, after + 3))
        for t in near:
            if self.lemmas[t] in _list("not_people") or self.lowers[t] in _list("not_people"):
                return True
            if self.tree.tokens[t].pos in {"NOUN", "VERB", "ADP"}:
                return False
        start = after - 1
        return start - 1 >= 0 and self.lowers[start - 1] in {"$", "£", "€", "#"}

    def _lives(self, i: int) -> Count | None:
        head = self.tree.head(i)
        if head is None or self.lemmas[head] not in _list("claim"):
            return None
        return self._of_noun(i)

    def _after_toll(self, i: int) -> Count | None:
        """'death toll rose to 25', 'a death toll of 5'."""
        if i == 0 or self.lemmas[i - 1] != "death":
            return None
        stop = self.tree.sentence(i).stop
        for t in range(i + 1, min(stop, i + 7)):
            if self._starts_number(t):
                return self._at(t, min(stop, t + 5))
        return None


def add(tolls: list[Toll]) -> Harm:
    """Harm of one happening: its parts summed once, the same number told twice counted once."""
    killed = _sum([toll.count for toll in tolls if toll.is_killed])
    injured = _sum([toll.count for toll in tolls if not toll.is_killed])
    return Harm(killed.least, killed.most, injured.least, injured.most)


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
