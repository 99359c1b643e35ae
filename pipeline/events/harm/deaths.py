"""Noun or verb of death → the dead that "lives", a loss, bodies or a burial count."""

from collections.abc import Mapping

from pipeline.events.harm.figures import first_of_number, read_count
from pipeline.events.harm.people import count_noun, count_people, is_person
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.totals import count_at_number, count_of_figure
from pipeline.events.harm.victims import count_nearby
from pipeline.events.harm.words import listed
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree

_BEFORE, _AFTER = 4, 5  # tokens before and after bodies in which they are found


def count_dead(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The dead of noun or verb `i`; None if it is no word of death or counts nobody."""
    lemma = tree.lemmas[i]
    if lemma in listed("numbers") and tree.lowers[i + 1 : i + 2] == ["of"]:
        return count_at_number(tree, i, listed("kill") | listed("dead") | {"victim"})
    if lemma in listed("figures"):
        return count_of_figure(tree, i)
    if lemma == "dead" and tree.bases[i] == "nsubj" and not tree.phrase_case(i):
        return _who_were(tree, labels, i)
    of = next((of for key, of in _OF_WORDS if lemma in listed(key)), None)
    return of(tree, labels, i) if of is not None else None


def _who_were(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """Those who the dead are said to be ("the dead were a woman and her two sons")."""
    head = tree.head(i)
    is_told = head is not None and tree.kids(head, "cop") and not tree.phrase_case(head)
    return count_people(tree, labels, [head]) if is_told and head is not None else None


def _of_end(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """Those who "met their death", "embraced martyrdom"."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("meeting"):
        return None
    return count_people(tree, labels, tree.subjects(head))


def _of_burial(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """Those whom others bury ("residents buried 32 people"); an avalanche buries the living too."""
    if not any(is_person(tree, labels, t) for t in tree.subjects_own(i)):
        return None
    buried = [t for t in tree.kids(i, "obj") if tree.tokens[t].pos != "PRON"]
    return count_people(tree, labels, [t for t in buried if is_person(tree, labels, t)])


def _of_no_survivors(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """Those who did not survive, or of whom none did ("none of the 72 aboard survived")."""
    who = tree.subjects(i)
    if any(tree.lowers[c] in listed("not") for c in tree.children[i]):
        return count_people(tree, labels, who)
    of_none = [
        c
        for t in who
        if tree.lowers[t] in listed("nobody") or "no" in tree.lowers[max(0, t - 1) : t]
        for c in tree.kids(t, "nmod")
        if tree.phrase_case(c) == "of"
    ]
    return count_people(tree, labels, of_none)


def _of_lives(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The dead of "claimed six lives" and "took the lives of six miners"."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("claim"):
        return None
    if tree.lemmas[head] == "lose":  # "two soldiers and a nurse lost their lives"
        told = count_people(tree, labels, tree.subjects(head))
        return told or count_nearby(tree, labels, head, ahead=False)
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
    if all(tree.lemmas[t] not in listed("finding") for t in (*near, *tree.ancestors(i)[:1])):
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


# By the list of words that calls it.
_OF_WORDS = (
    ("lives", _of_lives), ("losses", _of_loss), ("bodies", _of_bodies), ("morgues", _of_morgue),
    ("ends", _of_end), ("burying", _of_burial), ("surviving", _of_no_survivors),
)  # fmt: skip
