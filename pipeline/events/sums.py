"""Trigger, Toll… → whether a count sums up a war or a longer time, not one happening."""

import re

from pipeline.events.clauses import find_clause
from pipeline.events.harm import Toll
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.voice import is_present_perfect
from pipeline.events.words import load_phrases, load_words, read_toml

_OF_CLOCK = re.compile(r" as (?:of|at) (?:\d{1,2}[:.]\d\d|this morning|noon|midday|now) ")
_MOST_AT_ONCE = 1000  # dead of a single happening; a war has few with more
_VAST = 200  # "hundreds": dead of more than one day where they "have been killed"


def is_sum(tree: Tree, trigger: Trigger, tolls: tuple[Toll, ...]) -> bool:
    """Whether a count sums up a longer time: "so far", a war's dead, "hundreds have died"."""
    if _is_cumulative(tree, trigger) or any(is_of_war(tree, toll) for toll in tolls):
        return True
    if any((toll.count.least or 0) >= _MOST_AT_ONCE for toll in tolls):
        return True
    if is_finding(tree, trigger) and any((toll.count.least or 0) >= _VAST for toll in tolls):
        return True  # "410 bodies had been recovered in the region by Sunday"
    is_vast = any((t.count.least or 0) >= _VAST and t.count.most is None for t in tolls)
    return is_vast and is_present_perfect(tree, trigger.token)


def is_finding(tree: Tree, trigger: Trigger) -> bool:
    """Whether it tells that bodies were found of people who had died before."""
    return tree.lemmas[trigger.token] in read_toml("harm.toml")["words"]["finding"]


def is_of_war(tree: Tree, toll: Toll) -> bool:
    """Whether a whole war is told to have killed them ("a war that has claimed 9,000 lives")."""
    above = tree.head(toll.token)  # of "lives" the verb that claims them
    verbs = [toll.token] if above is None else [toll.token, above]
    subjects = {tree.lemmas[t] for verb in verbs for t in tree.subjects(verb)}
    return not subjects.isdisjoint(load_words("standing.toml", "wars"))


def is_since_then(tree: Tree, toll: Toll) -> bool:
    """Whether the count sums up since the war began ("killed since the start of the invasion")."""
    text = " ".join(tree.lowers[t] for t in find_clause(tree, toll.token))
    return any(phrase in text for phrase in load_phrases("standing.toml", "since_then"))


def _is_cumulative(tree: Tree, trigger: Trigger) -> bool:
    """Whether a count in this clause sums up a longer time ("97 children had died so far")."""
    text = f" {' '.join(tree.lowers[t] for t in trigger.clause)} "
    text = _OF_CLOCK.sub(" ", text)  # "as of 13:00, 12 people were killed": that day
    return (
        any(tree.mark(child) == "since" for child in tree.kids(trigger.token, "advcl"))
        or _is_tallied(tree, trigger)
        or any(f" {phrase} " in text for phrase in load_phrases("standing.toml", "cumulative"))
    )


def _is_tallied(tree: Tree, trigger: Trigger) -> bool:
    """Whether an office has counted the dead ("has counted 351 civilians killed")."""
    tallying = load_words("standing.toml", "tallying")
    above = tree.ancestors(trigger.token)[:2]
    return any(tree.lemmas[t] in tallying and is_present_perfect(tree, t) for t in above)
