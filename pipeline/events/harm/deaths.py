"""Noun of death → the dead that "lives", a loss, bodies or a toll count."""

from collections.abc import Mapping

from pipeline.events.harm.figures import LONGEST, first_of_number, read_count
from pipeline.events.harm.people import count_noun, count_people, is_person
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree

_BEFORE, _AFTER = 4, 5  # tokens before and after bodies in which they are found
_ASIDE = 16  # tokens from a toll to the verb that tells it
_NUMBERED = 14  # tokens from "the number of" to the "at" before it
_FIGURE = 5  # tokens of a number that follows a toll


def count_dead(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The dead of noun `i`; None if it is no noun of death or counts nobody."""
    lemma = tree.lemmas[i]
    if lemma == "life":
        return _of_lives(tree, labels, i)
    if lemma == "loss":
        return _of_loss(tree, labels, i)
    if lemma in listed("bodies"):
        return _of_bodies(tree, labels, i)
    if lemma in listed("morgues"):
        return _of_morgue(tree, labels, i)
    if lemma == "number":
        return _at_number(tree, i)
    return _after_toll(tree, i) if tree.lowers[i] == "toll" else None


def _of_lives(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The dead of "claimed six lives" and "took the lives of six miners"."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("claim"):
        return None
    if tree.lemmas[head] == "lose":  # "two soldiers and a nurse lost their lives"
        return count_people(tree, labels, tree.subjects(head))
    of = [c for c in tree.children[i] if tree.phrase_case(c) == "of"]
    return count_noun(tree, labels, i) or count_people(tree, labels, of)


def _of_loss(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people of a loss ("with the loss of four servicemen"), not its tanks."""
    of = [c for c in tree.children[i] if tree.phrase_case(c) == "of"]
    return count_people(tree, labels, [c for c in of if is_person(tree, labels, c)])


def _of_bodies(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The bodies that were found: "recovered 13 bodies", "the bodies of 13 people"."""
    sentence = tree.sentence(i)
    near = range(max(sentence.first, i - _BEFORE), min(sentence.stop, i + _AFTER + 1))
    if all(tree.lemmas[t] not in listed("finding") for t in near):
        return None
    of = [c for c in tree.children[i] if tree.phrase_case(c) == "of"]
    if i > sentence.first and starts_number(tree.lowers[i - 1]):
        start = first_of_number(tree, i - 1, sentence.first)
        return _some_of(tree, start, sentence.first) or read_count(tree, start, i + 1)
    return count_noun(tree, labels, i) or count_people(tree, labels, of)


def _of_morgue(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """Those who were brought to a morgue."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("finding"):
        return None
    people = tree.objects(head) or tree.subjects(head)
    return count_people(tree, labels, [t for t in people if is_person(tree, labels, t)])


def _some_of(tree: Tree, start: int, first: int) -> Count | None:
    """The part of the bodies that is told of ("50 of about 300 bodies")."""
    while start > first and tree.lowers[start - 1] in listed("about"):
        start -= 1
    if start - first < 2 or tree.lowers[start - 1] != "of":  # noqa: PLR2004 - a number and "of"
        return None
    if not starts_number(tree.lowers[start - 2]):
        return None
    return read_count(tree, first_of_number(tree, start - 2, first), start - 1)


def _at_number(tree: Tree, i: int) -> Count | None:
    """The count of "put the number of dead at 30", "the number of those killed at 350"."""
    stop = tree.sentence(i).stop
    near = range(i + 1, min(stop, i + _NUMBERED))
    at = next((t for t in near if tree.lowers[t] == "at"), stop)
    told = {word for t in range(i + 1, at) for word in (tree.lemmas[t], tree.lowers[t])}
    if at + 1 >= stop or told.isdisjoint(listed("kill") | listed("dead")):
        return None
    if tree.lowers[i + 1 : i + 2] != ["of"] or not starts_number(tree.lowers[at + 1]):
        return None
    return read_count(tree, at + 1, min(stop, at + 1 + _FIGURE))


def _after_toll(tree: Tree, i: int) -> Count | None:
    """Count after "death toll" ("rose to 25", "of 5"), or after a "toll" that "rose to 25"."""
    stop = tree.sentence(i).stop
    near = range(i + 1, min(stop, i + _ASIDE))
    rise = next((t for t in near if tree.lemmas[t] in listed("rising")), stop)
    if i == 0 or tree.lemmas[i - 1] != "death" or rise < stop:
        i = rise
    for t in range(i + 1, min(stop, i + LONGEST)):
        if starts_number(tree.lowers[t]):
            return read_count(tree, t, min(stop, t + _FIGURE))
    return None
