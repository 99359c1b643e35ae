"""Heads of noun phrases → the nouns that are joined there, each once: "a man and two children"."""

from collections.abc import Iterator

from pipeline.events.harm.figures import first_of_number
from pipeline.events.harm.words import listed
from pipeline.events.tree import Tree


def joined_parts(tree: Tree, heads: list[int]) -> list[int]:
    """All nouns of the phrases, in text order, without names beside their descriptions."""
    return list(dict.fromkeys(part for head in _apart(heads) for part in _joined(tree, head)))


def _apart(heads: list[int]) -> list[int]:
    """Heads without a name beside its own description ("the journalist Vira Hyrych")."""
    kept: list[int] = []
    for head in sorted(heads):
        if not kept or head - kept[-1] > 2:  # noqa: PLR2004 - a first name may stand between
            kept.append(head)
    return kept


def _joined(tree: Tree, head: int) -> Iterator[int]:
    """A noun and all that is joined to it, or to the name or description beside it.

    The end of a range ("between five and ten soldiers") is no part of its own.
    """
    yield head
    beside = [head]
    while beside:
        here = beside.pop()
        for child in [*tree.kids(here, "conj"), *_torn_off(tree, here), *_listed(tree, here)]:
            if not (_ends_range(tree, child) or is_of_next(tree, child)):
                yield from _joined(tree, child)
        if tree.tokens[head].tag != "NNS":  # of "two nurses, Olha Koval and Ira Bondar" the names
            beside += [c for c in tree.kids(here, "flat", "appos", "nmod") if _is_beside(tree, c)]


def _listed(tree: Tree, head: int) -> list[int]:
    """The second of three taken for a description of the first : "a cook, his wife and a guest"."""
    return [
        child
        for child in tree.kids(head, "appos")
        if tree.kids(child, "conj")
        and any(tree.tokens[c].tag == "PRP$" for c in tree.children[child])
    ]


def _torn_off(tree: Tree, head: int) -> list[int]:
    """The noun that "and" joins to `head`, and the parser to its verb: "himself and two guards"."""
    verb, joint = tree.head(head), max(tree.subtree(head)) + 1
    if verb is None or not tree.is_verbal(verb) or tree.lowers[joint : joint + 1] != ["and"]:
        return []
    nouns = (c for c in (*tree.kids(verb, "conj"), *_conj_above(tree, verb)) if c > joint)
    return [c for c in nouns if joint in tree.children[c] and not tree.is_verbal(c)]


def _conj_above(tree: Tree, verb: int) -> list[int]:
    above = tree.head(verb)
    return [] if above is None else tree.kids(above, "conj")


def _is_beside(tree: Tree, child: int) -> bool:
    """Whether a child is the name or description right behind a noun, with no preposition."""
    return tree.tokens[child].pos == "PROPN" and tree.phrase_case(child) != "of"


def is_of_next(tree: Tree, i: int) -> bool:
    """Whether the number on noun `i` counts those of the word behind ("21 killed, 27 wounded")."""
    numbers = [t for t in (i, *tree.kids(i, "nummod")) if tree.tokens[t].pos == "NUM"]
    behind = {word for t in numbers for word in tree.lowers[t + 1 : t + 2]}
    return not behind.isdisjoint(listed("dead") | listed("hurt"))


def _ends_range(tree: Tree, i: int) -> bool:
    """Whether number `i` is the upper one of "between five and ten"."""
    first = first_of_number(tree, i, tree.sentence(i).first)
    return 0 < first < i and tree.lowers[first - 1] == "between"
