"""Tolls and triggers of a sentence → whose victims they are."""

from pipeline.events.clauses import clause_head
from pipeline.events.harm import Toll
from pipeline.events.harm.words import listed
from pipeline.events.sums import is_of_war, is_since_then
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words

_BESIDE = frozenset({"conj", "parataxis"})  # clauses that stand beside one another


def share(tree: Tree, found: list[Trigger], tolls: list[Toll]) -> list[list[Toll] | None]:
    """Deal the tolls of a sentence to its triggers; None for a word of harm that is not needed.

    A toll goes to the nearest harming trigger that tells how people came to harm ("shelling");
    the word of harm itself ("killed") stands for an event only where no such trigger does.
    """
    shares: list[list[Toll] | None] = [None if t.rule.is_harm else [] for t in found]
    for toll in tolls:
        causes = [
            (_gap(tree, trigger.token, toll.token), n)
            for n, trigger in enumerate(found)
            if _can_cause(tree, trigger, toll)
        ]
        own = [(abs(t.token - toll.token), n) for n, t in enumerate(found) if t.rule.is_harm]
        going_on = [(0, n) for n, t in enumerate(found) if _goes_on(tree, t, toll)]
        choice = min(causes or own or going_on, default=None)
        if choice is None:
            continue
        dealt = shares[choice[1]]
        if dealt is None:
            shares[choice[1]] = [toll]
        else:
            dealt.append(toll)
    return shares


def _can_cause(tree: Tree, trigger: Trigger, toll: Toll) -> bool:
    if (
        trigger.rule.type not in load_words("kinds.toml", "harming")
        or trigger.rule.is_harm
        or is_of_war(tree, toll)
    ):
        return False
    if _is_told_apart(tree, trigger, toll) or is_since_then(tree, toll):
        return False
    if ";" in tree.lowers[toll.token : trigger.token]:
        return False  # "20 died in Donetsk; ten were wounded in shelling of …"
    return not _goes_on(tree, trigger, toll)


def _goes_on(tree: Tree, trigger: Trigger, toll: Toll) -> bool:
    """Whether a verb goes on after the word of harm ("killed seven, turned … into a ruin").

    It tells of the same happening, but a word of its own for it goes first.
    """
    is_joined = tree.bases[trigger.token] == "conj" and tree.head(trigger.token) == toll.token
    is_harming = trigger.rule.type in load_words("kinds.toml", "harming")
    return is_joined and is_harming and trigger.token > toll.token


def _is_told_apart(tree: Tree, trigger: Trigger, toll: Toll) -> bool:
    """Whether each has a clause with a subject of its own ("200 died and a bridge was bombed")."""
    one, two = clause_head(tree, trigger.token), clause_head(tree, toll.token)
    if one == two or not (tree.subjects_own(one) and tree.subjects_own(two)):
        return False
    if _is_of_both(tree, one, two):
        return False
    is_word = not tree.is_verbal(toll.token)
    if is_word and tree.lemmas[two] in load_words("standing.toml", "saying"):
        return False  # "was hit: four dead, police say"
    up, up_too = [one, *tree.ancestors(one)], [two, *tree.ancestors(two)]
    below = [t for t in (*up, *up_too) if not (t in up and t in up_too)]
    return all(tree.bases[t] in _BESIDE for t in below)


def _is_of_both(tree: Tree, one: int, two: int) -> bool:
    """Whether what the second clause names harmed those of the first too.

    "Three were killed and two were wounded in shelling", neither at a place of its own.
    """
    is_joined = tree.bases[one] == "conj" and tree.head(one) == two
    of_harm = all(
        not listed("harmed").isdisjoint((tree.lemmas[t], tree.lowers[t])) for t in (one, two)
    )
    is_placed = any(tree.tokens[c].pos == "PROPN" for c in tree.kids(two, "obl"))
    return is_joined and of_harm and not is_placed


def _gap(tree: Tree, a: int, b: int) -> int:
    """Distance of two tokens in words; a trigger in the toll's own clause is nearer."""
    together = clause_head(tree, a) == clause_head(tree, b)
    return abs(a - b) - (10 if together else 0)
