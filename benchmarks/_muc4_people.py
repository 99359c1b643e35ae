"""Noun → what stands around it that tells whether it is a human target, and how many it means."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from benchmarks._muc4_learning import Features
from benchmarks._muc4_sentences import Telling, is_violence, is_violent
from benchmarks._muc4_task import load_task
from pipeline.events.numbers import read_number
from pipeline.records import Parse, Token

Row = dict[str, Any]
Under = Mapping[int, Sequence[int]]  # what hangs on each token

NAME_PARTS = frozenset({"flat", "compound"})
_INSIDE = NAME_PARTS | {"nummod"}  # roles of a noun inside the phrase of another
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj", "appos"})
_CARRIED = frozenset({"conj", "appos", "flat", "compound"})  # a noun that stands as its head does
_OF_PHRASE = frozenset({"det", "nummod", "amod", "compound", "flat", "nmod", "appos", "case",
    "conj", "nmod:poss", "acl", "acl:relcl", "cc"})  # fmt: skip
_AROUND = (-2, -1, 1, 2, 3)
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_STEPS = 4  # from noun to noun, on the way to the verb
_LONGEST = 12  # tokens of the way from a noun to the root
_FAR = 6  # steps from a noun to a word of violence that are told apart


@dataclass(frozen=True, slots=True)
class Person:
    """A noun that may mean people.

    `at` counts tokens, `sentence` sentences; `number` is written as in the keys; `name` is what
    a person is called, in lower case, empty for a mere noun.
    """

    at: int
    start: int
    text: str
    head: str
    name: tuple[str, ...]
    number: str
    sentence: int
    features: Features


def people_of(parse: Parse, sentences: Sequence[Telling]) -> list[Person]:
    """The nouns of an article in order."""
    people: list[Person] = []
    was_violent = False
    family = _family_names(parse)
    for sentence in sentences:
        violent = is_violent(sentence)
        around = {"violent": float(violent), "after violence": float(was_violent)}
        people += _people(parse, sentence, around, family)
        was_violent = violent
    return people


def _family_names(parse: Parse) -> frozenset[str]:
    """The last words of full names, in lower case."""
    people = [entity for entity in parse.entities if entity.label == "PERSON"]
    starts = [token.start for token in parse.tokens]
    found: set[str] = set()
    for entity in people:
        inside = slice(bisect_left(starts, entity.start), bisect_left(starts, entity.end))
        found.update(token.text.lower() for token in parse.tokens[inside][1:])
    return frozenset(found)


def _people(
    parse: Parse, sentence: Telling, around: Features, family: frozenset[str]
) -> Iterator[Person]:
    tokens, first, stop = parse.tokens, sentence.span.first, sentence.span.stop
    under: dict[int, list[int]] = defaultdict(list)
    for number in range(first, stop):
        if tokens[number].head != number:
            under[tokens[number].head].append(number)
    labels = _labels(parse, sentence)
    content = {lemma_of(token) for token in tokens[first:stop] if token.pos in _CONTENT}
    around = {**around, **{f"s:{word}": 1 / sqrt(len(content)) for word in content}}
    around[f"at={min(6, sentence.at)}"] = 1.0
    violence = [n for n in range(first, stop) if is_violence(tokens[n].text)]
    for at in range(first, stop):
        token = tokens[at]
        if not _may_be_people(token):
            continue
        label = "PERSON" if token.text.lower() in family else labels.get(at, "")
        name = _name(tokens, at, under, label)
        count = _told_number(tokens, at, under)
        if count is None:
            count = "PLURAL" if _is_several(token, label) else "1"
        own = {
            *_own(tokens, at, under),
            *_standing(tokens, at, under),
            *_way(tokens, at, violence),
            f"label={label}",
            f"label under={next((labels[n] for n in under.get(at, ()) if n in labels), '')}",
            f"named={bool(name)}",
            f"number={count if count in {'1', 'PLURAL'} else 'told'}",
        }
        features = {**dict.fromkeys(own, 1.0), **around}
        yield Person(
            at, token.start, token.text, lemma_of(token), name, count, sentence.at, features
        )


def _labels(parse: Parse, sentence: Telling) -> dict[int, str]:
    """What kind of name each token is in."""
    span = sentence.span
    return {
        number: entity.label
        for entity in parse.entities
        if span.start <= entity.start < span.end
        for number in range(span.first, span.stop)
        if entity.start <= parse.tokens[number].start < entity.end
    }


def lemma_of(token: Token) -> str:
    """The word as a dictionary has it, in lower case."""
    return (token.lemma or token.text).lower()


def _may_be_people(token: Token) -> bool:
    """Whether it is a noun of its own, or a number or "another" that stands for one."""
    if token.pos in {"NOUN", "PROPN"}:
        return token.dep not in _INSIDE
    standing = load_task()["targets"]["standing"]
    return token.dep in _NOMINAL and (token.pos == "NUM" or token.text.lower() in standing)


def _name(tokens: Sequence[Token], at: int, under: Under, label: str) -> tuple[str, ...]:
    """The words of a name; "the General" has none."""
    has_article = any(tokens[n].dep == "det" for n in under.get(at, ()))
    parts = [n for n in under.get(at, ()) if tokens[n].dep == "flat" and n > at]
    parts = [n for n in parts if tokens[n].pos == "PROPN"]
    if label == "PERSON" or (tokens[at].pos == "PROPN" and not has_article):
        before = [n for n in under.get(at, ()) if tokens[n].dep in NAME_PARTS and n < at]
        parts = [*(n for n in before if tokens[n].pos == "PROPN"), at, *parts]
    return tuple(tokens[n].text.lower() for n in parts)


def _own(tokens: Sequence[Token], at: int, under: Under) -> Iterator[str]:
    """The noun, what hangs on it, and the words beside it."""
    token = tokens[at]
    yield from (f"head={lemma_of(token)}", f"pos={token.pos}", f"dep={token.dep}")
    yield f"plural={_is_plural(token)}"
    for child in under.get(at, ()):
        if tokens[child].dep in _OF_PHRASE:
            yield from (
                f"{tokens[child].dep}>{lemma_of(tokens[child])}",
                f"has {tokens[child].dep}",
            )
    for step in _AROUND:
        if 0 <= at + step < len(tokens):
            yield f"word{step}={tokens[at + step].text.lower()}"


def _standing(tokens: Sequence[Token], at: int, under: Under) -> Iterator[str]:
    """What the noun is to its verb, and to the verb above that."""
    head, dep = tokens[at].head, tokens[at].dep
    for _ in range(_STEPS):
        if dep not in _CARRIED or tokens[head].head == head:
            break
        head, dep = tokens[head].head, tokens[head].dep
    verb = lemma_of(tokens[head])
    yield from (f"verb={verb}", f"as={dep}", f"verb={verb}&as={dep}")
    yield f"head={lemma_of(tokens[at])}&verb={verb}"
    for child in under.get(at, ()):
        if tokens[child].dep == "case":
            yield f"verb={verb}&case={lemma_of(tokens[child])}"
    if any("pass" in tokens[child].dep for child in under.get(head, ())):
        yield f"passive&as={dep}"
    above = tokens[head].head
    if above != head:
        yield f"above={lemma_of(tokens[above])}"
        yield f"above={lemma_of(tokens[above])}&as={tokens[head].dep}"


def _way(tokens: Sequence[Token], at: int, violence: Sequence[int]) -> Iterator[str]:
    """The roles on the way through the sentence to the nearest word of violence."""
    up = _to_root(tokens, at)
    depth = {number: step for step, number in enumerate(up)}
    ways = []
    for word in violence:
        down = _to_root(tokens, word)
        meeting = next((step for step, number in enumerate(down) if number in depth), None)
        if meeting is not None:
            ways.append(
                (depth[down[meeting]] + meeting, word, depth[down[meeting]], down[:meeting])
            )
    if not ways:
        yield "no way"
        return
    length, word, climbed, down = min(ways)
    roles = [tokens[n].dep for n in up[:climbed]], [tokens[n].dep for n in reversed(down)]
    way = "^".join("/".join(half) for half in roles)
    yield from (f"way={way}", f"steps={min(length, _FAR)}", f"to={lemma_of(tokens[word])}")
    yield from (f"way={way}&to={lemma_of(tokens[word])}", f"violence before={word < at}")


def _to_root(tokens: Sequence[Token], at: int) -> list[int]:
    way = [at]
    while tokens[at].head != at and len(way) < _LONGEST:
        at = tokens[at].head
        way.append(at)
    return way


def _told_number(tokens: Sequence[Token], at: int, under: Under) -> str | None:
    """How many the noun means, if that is written."""
    written = [at] if tokens[at].pos == "NUM" else []
    written += [child for child in under.get(at, ()) if tokens[child].dep == "nummod"]
    for number in written:
        told, _ = read_number([tokens[number].text.lower()])
        if told is not None:
            before = " ".join(token.text for token in tokens[max(0, number - 2) : number])
            return _bounded(told, before.lower())
    return None


def _bounded(number: int, before: str) -> str:
    """The number with the sign that the keys give one that is not exact."""
    task = load_task()["targets"]
    if re.search(rf"\b(?:{'|'.join(task['at_least'])})$", before):
        return f"{number}-"
    return f"~{number}" if re.search(rf"\b(?:{'|'.join(task['about'])})$", before) else str(number)


def _is_several(token: Token, label: str) -> bool:
    """Whether an unnumbered noun means several; a family name in -s is one."""
    if label == "PERSON" and token.text[:1].isupper():
        return False
    is_people = label in {"NORP", "ORG"} and token.text.endswith("s")  # the Jesuits
    return is_people or _is_plural(token)


def _is_plural(token: Token) -> bool:
    word = token.text.lower()
    is_other = word.endswith("s") and word != lemma_of(token)
    return is_other or "Number=Plur" in token.morph or word in load_task()["targets"]["plural"]
