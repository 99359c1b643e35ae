"""Trigger → who says so, and whether they deny it."""

from itertools import pairwise

from pipeline.events.standing.words import listed
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger

_LONGEST = 8  # tokens from the head of a speaker's name to its ends: a name, not a paragraph
_DENIED = frozenset({"ccomp", "obj", "xcomp", "parataxis"})
_TOLD = frozenset({"ccomp", "parataxis", "obj"})
_NO_NAME = frozenset({"acl", "case", "punct", "advcl"})  # what hangs on a name and is no part of it


def find_speaker(tree: Tree, trigger: Trigger) -> tuple[str, bool]:
    """Who says it (empty if nobody in particular) and whether they deny it."""
    if not tree.has_arcs(trigger.token):
        return "", False
    path = [trigger.token, *tree.ancestors(trigger.token)]
    for below, node in pairwise(path):
        if tree.lemmas[node] in listed("deniers") and (
            tree.bases[below] in _DENIED or _is_object_in_ing(tree, below)
        ):
            return _name(tree, tree.subjects(node)), True
        if tree.lemmas[node] in listed("saying") and tree.bases[below] in _TOLD:
            return _name(tree, tree.subjects(node)), False
    return _speaker_beside(tree, path), False


def _speaker_beside(tree: Tree, path: list[int]) -> str:
    """Who says it by a clause that hangs on it: "…, officials said", "according to officials"."""
    for node in path:
        for child in tree.kids(node, "parataxis", "ccomp"):
            if tree.lemmas[child] in listed("saying") and child not in path:
                return _name(tree, tree.subjects(child))
        for child in tree.kids(node, "obl", "nmod", "advcl"):
            if "according" in {tree.lowers[child], tree.phrase_case(child)}:
                return _name(tree, [child])
    return ""


def _is_object_in_ing(tree: Tree, i: int) -> bool:
    """Whether a word in -ing right after its head is what it speaks of ("denies hitting")."""
    return tree.tokens[i].tag == "VBG" and tree.head(i) == i - 1


def _name(tree: Tree, heads: list[int]) -> str:
    """The words of the first of the heads; empty if there is none."""
    if not heads:
        return ""
    head = heads[0]
    under = tree.subtree(head, leave_out=frozenset(tree.kids(head, *_NO_NAME)))
    return " ".join(tree.tokens[t].text for t in under if abs(t - head) <= _LONGEST)
