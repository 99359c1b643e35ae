"""Word of harm → the people it says were harmed, by its arguments or by what stands close."""

from collections.abc import Mapping

from pipeline.events.harm.figures import (
    LONGEST,
    first_of_number,
    is_age_of_one,
    is_part,
    read_count,
)
from pipeline.events.harm.people import count_noun, count_people, is_name, is_person
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree
from pipeline.events.voice import may_be_passive

_BEFORE, _AFTER = 11, 5  # tokens to look for a count before and after a word of harm
_ASIDE = 16  # tokens between two dashes
_NAME = 5  # tokens before "was shot" in which the name of the one shot begins


def is_dying(lemma: str) -> bool:
    """Whether the subject of a verb, by its lemma, is the one who dies of it."""
    return lemma in listed("dying")


def count_victims(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people whom word of harm `i` tells of; the count before it goes first."""
    if tree.has_arcs(i) and tree.is_verbal(i):
        return _of_verb(tree, labels, i)
    return _nearby(tree, i, ahead=False) or _nearby(tree, i, ahead=True)


def count_shot(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people of "was shot dead", "shot two men dead", "beaten to death", `i` the last word."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("shoot"):
        return None
    if count_victims(tree, labels, i) is not None:
        return None
    return _of_verb(tree, labels, head) or _named_before(tree, labels, head)


def _named_before(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """One person whose name, with an age at most, stands before "was shot"."""
    near = range(max(tree.sentence(i).first, i - _NAME), i)
    return Count(1, 1) if any(is_name(tree, labels, t) for t in near) else None


def _of_verb(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people a verb harms: its objects, or its subjects if they are the ones that die."""
    is_active = not may_be_passive(tree, i) and not is_dying(tree.lemmas[i])
    if tree.tokens[i].tag == "VBN" and i and not tree.subjects_own(i):
        beside = _beside(tree, labels, i)
        if beside is not None:
            return beside
    sufferers = tree.kids(i, "obj") if is_active else tree.subjects(i)
    found = _of_those(tree, sufferers) or count_people(tree, labels, sufferers)
    found = found or _of_pronoun(tree, labels, i, sufferers)
    if found is not None:
        return found
    if any(tree.lemmas[head] in listed("not_people") for head in sufferers):
        return None
    if is_active or any(is_person(tree, labels, head) for head in sufferers):
        return _nearby(tree, i, ahead=is_active)
    return _nearby(tree, i, ahead=False) or _nearby(tree, i, ahead=True)


def _of_pronoun(
    tree: Tree, labels: Mapping[int, set[str]], i: int, sufferers: list[int]
) -> Count | None:
    """The people of the verb before ("rounded up six men and executed them")."""
    before = tree.head(i) if tree.bases[i] == "conj" else None
    if before is None or not any(tree.lowers[t] in listed("told_people") for t in sufferers):
        return None
    return count_people(tree, labels, tree.kids(before, "obj"))


def _of_those(tree: Tree, sufferers: list[int]) -> Count | None:
    """Some of the people told, who suffer it themselves ("and 47 of them died")."""
    for head in sufferers:
        of = [tree.lowers[c] for c in tree.kids(head, "nmod") if tree.phrase_case(c) == "of"]
        if tree.tokens[head].pos == "NUM" and not listed("those").isdisjoint(of):
            return read_count(
                tree, first_of_number(tree, head, tree.sentence(head).first), head + 1
            )
    return None


def _beside(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The bare number that stands right before a participle ("five killed and 18 injured")."""
    is_own = tree.head(i - 1) == i or tree.bases[i - 1] == "dep"  # "…: 3,309 killed and …"
    is_bare = tree.tokens[i - 1].pos == "NUM" and is_own
    return count_noun(tree, labels, i - 1) if is_bare else None


def _nearby(tree: Tree, i: int, *, ahead: bool) -> Count | None:
    """The closest number before (or after) token `i` in its sentence, if it counts people."""
    first, stop = tree.sentence(i).first, tree.sentence(i).stop
    span = range(i + 1, min(stop, i + _AFTER))
    if not ahead:
        last = _before_aside(tree, i, first)
        span = range(last - 1, max(first, last - _BEFORE) - 1, -1)
    harming = listed("kill") | listed("injure")
    for t in span:
        if tree.lowers[t] in listed("stops") or tree.lemmas[t] in harming:
            return None
        if is_age_of_one(tree, t):
            return Count(1, 1)
        if starts_number(tree.lowers[t]) and not is_part(tree, t):
            start = t if ahead else first_of_number(tree, t, first)
            return read_count(tree, start, min(stop, start + LONGEST))
    return None


def _before_aside(tree: Tree, i: int, first: int) -> int:
    """The dash that opens an aside which ends right before `i` ("Nine people - … - died")."""
    if i == first or tree.lowers[i - 1] not in listed("dashes"):
        return i
    opening = range(i - 2, max(first, i - _ASIDE), -1)
    return next((t for t in opening if tree.lowers[t] in listed("dashes")), i)
