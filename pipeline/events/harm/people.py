"""Noun phrases → the people they count: numbers, names, "a man and two children"."""

from collections.abc import Mapping

from pipeline.events.harm.figures import LONGEST, first_of_number, is_day, is_part, read_count
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import MOST, is_vague, starts_number
from pipeline.events.tree import Tree
from pipeline.events.words import load_classes


def count_people(tree: Tree, labels: Mapping[int, set[str]], heads: list[int]) -> Count | None:
    """The people of noun phrases, their joined parts summed ("a man and two children")."""
    joined = [c for head in _apart(heads) for c in (head, *tree.kids(head, "conj"))]
    found = (count_noun(tree, labels, head) for head in joined)
    counts = [count for count in found if count is not None]
    least = sum(count.least or 0 for count in counts)
    if not counts or least > MOST:
        return None
    ends = [count.most for count in counts]
    if any(end is None for end in ends):
        return Count(least, None)
    closed = sum(end for end in ends if end is not None)
    return Count(None if all(c.least is None for c in counts) else least, closed)


def _apart(heads: list[int]) -> list[int]:
    """Heads without a name beside its own description ("the journalist Vira Hyrych")."""
    kept: list[int] = []
    for head in sorted(heads):
        if not kept or head - kept[-1] > 2:  # noqa: PLR2004 - a first name may stand between
            kept.append(head)
    return kept


def count_noun(tree: Tree, labels: Mapping[int, set[str]], head: int) -> Count | None:
    """The people of one noun, by its number, a vague plural before it, or as one person."""
    if tree.lemmas[head] in listed("not_people"):
        return None
    numerals = [t for t in tree.kids(head, "nummod") if not is_day(tree, t, t + 1)]
    if numerals and not any(is_part(tree, numeral) for numeral in numerals):
        under = [t for t in tree.subtree(numerals[0]) if starts_number(tree.lowers[t])]
        return read_count(tree, min([numerals[0], *under]), head + 3)
    if any(is_part(tree, c) for c in (head, *numerals)):
        return None  # "ten of them women" are part of those told before
    if tree.tokens[head].pos == "NUM" or is_vague(tree.lowers[head]):
        first = first_of_number(tree, head, tree.sentence(head).first)
        return read_count(tree, first, head + LONGEST)
    for child in tree.children[head]:
        if is_vague(tree.lowers[child]) and child < head:
            return read_count(tree, child, head + 1)
    return _count_one(tree, labels, head)


def _count_one(tree: Tree, labels: Mapping[int, set[str]], head: int) -> Count | None:
    """One person: a name, or a person in the singular with an article ("a man")."""
    if tree.lowers[head] in listed("one_person"):
        before = range(tree.sentence(head).first, head)
        has_others = any(starts_number(tree.lowers[t]) for t in before)
        return None if has_others else Count(1, 1)  # "killed 21 people before he was killed"
    if any(is_name(tree, labels, t) for t in (head, *tree.kids(head, "appos"))):
        return Count(1, 1)
    is_singular = tree.tokens[head].tag in {"NN", "NNP"}
    if not is_singular or tree.lemmas[head] not in _people() - listed("many_people"):
        return None
    has_article = any(tree.lowers[c] in listed("one") for c in tree.children[head])
    return Count(1, 1) if has_article else None


def is_name(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether token `i` is of a person's name."""
    return "PERSON" in labels.get(i, ()) and tree.tokens[i].pos == "PROPN"


def is_person(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether token `i` may stand for people: a name, a pronoun, a number, a word for people."""
    is_named = "PERSON" in labels.get(i, ())
    return is_named or tree.tokens[i].pos in {"PRON", "NUM"} or tree.lemmas[i] in _people()


def _people() -> frozenset[str]:
    return load_classes()["civilian"] | load_classes()["soldier"]
