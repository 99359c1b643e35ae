"""Trigger → why it is told of another time, or only as a likeness."""

from itertools import pairwise

from pipeline.events.clauses import clause_head
from pipeline.events.standing.words import listed, phrases
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger

_TO_THE_DAY = 4  # words of "years to the day"


def why_of_another_time(tree: Tree, trigger: Trigger) -> str:
    """The reason to drop it, "another time" or "a likeness"; empty if it is told of this one."""
    words = [t for t in trigger.clause if not _is_aside(tree, t, trigger)]
    text = " ".join(tree.lowers[t] for t in words)
    if (
        any(tree.lowers[t] in listed("history") for t in words)
        or any(phrase in text for phrase in phrases("history_phrases"))
        or _is_years_off(tree, trigger)
        or _is_measure_of(tree, trigger)
    ):
        return "another time"
    frame = tree.ancestors(trigger.token)
    path = [trigger.token, *frame]
    is_liked = any(_is_liking(tree, node, below) for below, node in pairwise(path))
    return "a likeness" if is_liked or _is_likened(tree, path) else ""


def _is_aside(tree: Tree, i: int, trigger: Trigger) -> bool:
    """Whether a word stands in an apposition beside ("the day, anniversary of a battle")."""
    above = {trigger.token, *tree.ancestors(trigger.token)}
    for node in (i, *tree.ancestors(i)):
        if node in above:
            return False
        if tree.bases[node] == "appos":
            return True
    return False


def _is_years_off(tree: Tree, trigger: Trigger) -> bool:
    """Whether something else is told to be years from it ("eight years after the takeover")."""
    for node in (trigger.token, clause_head(tree, trigger.token)):
        for child in (*tree.kids(node, "case", "mark"), min(tree.subtree(node))):
            if tree.lowers[child] in listed("apart_in_time") and child:
                before = tree.lowers[max(0, child - _TO_THE_DAY) : child]
                is_day = before[1:] == ["to", "the", "day"]  # "eight years to the day after"
                return (before[0] if is_day else before[-1]) in listed("long_spans")
    return False


def _is_liking(tree: Tree, node: int, below: int) -> bool:
    """Whether a verb finds something like what hangs on it; "recalled that …" only tells it."""
    is_told = tree.lemmas[node] in listed("saying") and tree.bases[below] in {"ccomp", "parataxis"}
    return tree.lemmas[node] in listed("likeness") and tree.is_verbal(node) and not is_told


def _is_measure_of(tree: Tree, trigger: Trigger) -> bool:
    """Whether it is what something is the worst since ("the most in a day since the attack")."""
    if tree.phrase_case(trigger.token) != "since":
        return False
    above = [t for node in tree.ancestors(trigger.token) for t in (node, *tree.children[node])]
    return any(tree.lowers[t] in listed("superlatives") and t < trigger.token for t in above)


def _is_likened(tree: Tree, path: list[int]) -> bool:
    """Whether it is what another war was like, or is said to be as good as something else.

    "Tactics it used in Aleppo, where districts were flattened"; "is equal to a siege".
    """
    return any(
        (tree.bases[below] == "acl" and tree.lemmas[node] in listed("patterns"))
        or (tree.bases[below] in {"nsubj", "obl"} and tree.lemmas[node] in listed("equals"))
        or (tree.bases[below] in {"nmod", "obl"} and tree.lemmas[node] in listed("emblems"))
        for below, node in pairwise(path)
    )
