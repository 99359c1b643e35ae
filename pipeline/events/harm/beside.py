"""Verb → the bare number of people that stands right before it ("five killed, 18 injured")."""

from pipeline.events.harm.ages import is_age_of_most, is_age_of_one
from pipeline.events.harm.figures import first_of_number, is_year_like, read_count
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import is_vague, starts_number
from pipeline.events.tree import Tree
from pipeline.events.words import load_classes

_ASIDE = 24  # tokens between two commas that name some of those told


def count_beside(tree: Tree, i: int) -> Count | None:
    """The bare number right before a participle ("five killed and 18 injured", "three more hurt").

    A verb with an object harms others ("… since 2014 killed nine").
    """
    is_apart = tree.lowers[i + 1 : i + 2] == [","]  # "eight killed, among them …"
    if not is_apart and any(tree.is_object(c, i) for c in tree.children[i]):
        return None
    return count_before(tree, i)


def count_before(tree: Tree, i: int) -> Count | None:
    """The bare number right before a verb and its "were" or "have"."""
    first = tree.sentence(i).first
    t = before_parting(tree, _before_aux(tree, i, first), first)
    while t > first and tree.lowers[t] in listed("more_of_them"):
        t -= 1
    while t > first and tree.tokens[t].tag == "JJ" and tree.lemmas[t] in load_classes()["civilian"]:
        t -= 1  # "six civilian killed"
    is_number = t >= first and (tree.tokens[t].pos == "NUM" or is_vague(tree.lowers[t]))
    is_bare = is_number and starts_number(tree.lowers[t])
    if not is_bare or (t < i - 1 and tree.subjects_own(i)):
        return None
    is_label = tree.bases[t] == "nummod" and tree.tokens[t].head < t  # "Flight 17 crashed"
    start = first_of_number(tree, t, first)
    is_year = tree.lowers[start - 1] in listed("apart") and is_year_like(tree.lowers[t])
    if is_label or is_year or is_age_of_one(tree, t) or is_age_of_most(tree, start):
        return None
    return read_count(tree, start, t + 1)


def _before_aux(tree: Tree, i: int, first: int) -> int:
    """The token before verb `i` and its "were", "have been"."""
    t = i - 1
    while t >= first and tree.bases[t] in {"aux", "cop"} and tree.tokens[t].pos == "AUX":
        t -= 1
    return t


def count_one_beside(tree: Tree, i: int) -> Count | None:
    """One person right before a verb that the parse gives no subject ("a civilian died").

    A headline leaves the article out ("Shelling of Lyman: civilian killed").
    """
    first = tree.sentence(i).first
    t = _before_aux(tree, i, first)
    if t < first or tree.subjects_own(i) or tree.tokens[t].tag not in {"NN", "JJ"}:
        return None
    is_person = tree.lemmas[t] in load_classes()["civilian"] - listed("many_people")
    before = tree.lowers[t - 1] if t > first else ":"
    return Count(1, 1) if is_person and before in {"a", "an", "one", ":"} else None


def before_parting(tree: Tree, t: int, first: int) -> int:
    """The token before an aside that ends in `t` ("eleven, including a child, were wounded")."""
    if t < first or tree.lowers[t] != ",":
        return t
    for opening in range(t - 1, max(first, t - _ASIDE), -1):
        is_part = tree.lowers[opening] in listed("parting") | {"among"}
        if is_part and tree.lowers[opening - 1] == ",":
            return opening - 2
    return t


def count_those_beside(tree: Tree, i: int) -> Count | None:
    """Some of the people told, right before the verb ("and 47 of them were killed")."""
    first = tree.sentence(i).first
    t = _before_aux(tree, i, first)
    if t - first < 2 or tree.lowers[t] not in listed("those"):  # noqa: PLR2004 - a number and "of"
        return None
    is_some = tree.lowers[t - 1] == "of" and starts_number(tree.lowers[t - 2])
    return read_count(tree, first_of_number(tree, t - 2, first), t - 1) if is_some else None
