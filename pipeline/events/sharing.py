"""Tolls and triggers of a sentence → whose victims they are, and whether a count sums up a war."""

from pipeline.events.harm import Toll
from pipeline.events.standing import Judge
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_phrases, load_words

# Types that harm people at once; a count of victims beside one of them is its harm.
HARMING = frozenset(
    {
        "shelling",
        "air_strike",
        "explosion",
        "ground_battle",
        "violence_civilians",
        "other",
        "protest",
    }
)
_BESIDE = frozenset({"conj", "parataxis"})  # clauses that stand beside one another
_MOST_AT_ONCE = 1000  # dead of a single happening; a war has few with more
_VAST = 200  # "hundreds": dead of more than one day where they "have been killed"


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
        choice = min(causes or own, default=None)
        if choice is None:
            continue
        dealt = shares[choice[1]]
        if dealt is None:
            shares[choice[1]] = [toll]
        else:
            dealt.append(toll)
    return shares


def is_sum(judge: Judge, trigger: Trigger, tolls: tuple[Toll, ...]) -> bool:
    """Whether a count sums up a longer time: "so far", a war's dead, "hundreds have died"."""
    if judge.is_cumulative(trigger) or any(_is_of_war(judge.tree, toll) for toll in tolls):
        return True
    if any((toll.count.least or 0) >= _MOST_AT_ONCE for toll in tolls):
        return True
    is_vast = any((t.count.least or 0) >= _VAST and t.count.most is None for t in tolls)
    return is_vast and judge.is_perfect(trigger)


def _can_cause(tree: Tree, trigger: Trigger, toll: Toll) -> bool:
    if trigger.rule.type not in HARMING or trigger.rule.is_harm or _is_of_war(tree, toll):
        return False
    if _is_told_apart(tree, trigger, toll) or _is_since_then(tree, toll):
        return False
    if ";" in tree.lowers[toll.token : trigger.token]:
        return False  # "20 died in Donetsk; ten were wounded in shelling of …"
    # A verb that goes on after the word of harm: "killed seven, turned … into a ruin".
    goes_on = tree.bases[trigger.token] == "conj" and tree.head(trigger.token) == toll.token
    return not (goes_on and trigger.token > toll.token)


def _is_told_apart(tree: Tree, trigger: Trigger, toll: Toll) -> bool:
    """Whether each has a clause with a subject of its own ("200 died and a bridge was bombed")."""
    one, two = tree.clause_head(trigger.token), tree.clause_head(toll.token)
    if one == two or not (tree.subjects_own(one) and tree.subjects_own(two)):
        return False
    up, up_too = [one, *tree.ancestors(one)], [two, *tree.ancestors(two)]
    below = [t for t in (*up, *up_too) if not (t in up and t in up_too)]
    return all(tree.bases[t] in _BESIDE for t in below)


def _is_since_then(tree: Tree, toll: Toll) -> bool:
    """Whether the count sums up since the war began ("killed since the start of the invasion")."""
    text = " ".join(tree.lowers[t] for t in tree.clause(toll.token))
    return any(phrase in text for phrase in load_phrases("standing.toml", "since_then"))


def _is_of_war(tree: Tree, toll: Toll) -> bool:
    """Whether a whole war is told to have killed them ("a war that has claimed 9,000 lives")."""
    above = tree.head(toll.token)  # of "lives" the verb that claims them
    verbs = [toll.token] if above is None else [toll.token, above]
    subjects = {tree.lemmas[t] for verb in verbs for t in tree.subjects(verb)}
    return not subjects.isdisjoint(load_words("standing.toml", "wars"))


def _gap(tree: Tree, a: int, b: int) -> int:
    """Distance of two tokens in words; a trigger in the toll's own clause is nearer."""
    together = tree.clause_head(a) == tree.clause_head(b)
    return abs(a - b) - (10 if together else 0)
