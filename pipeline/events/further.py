"""Tolls that no trigger took → triggers that only add to a happening told before.

"Eleven people were wounded.", "By Wednesday the toll stood at 101." tell of no event of their own.
"""

from pipeline.events.clauses import find_clause
from pipeline.events.harm import Toll
from pipeline.events.standing import Standing
from pipeline.events.sums import is_of_war, is_since_then
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import Rule, load_words

_RULE = Rule(
    type="other", weight=0.0, needs=(), bars=(), is_harm=True, is_plural=False,
    place_predicate=False, as_modifier=False, only_adds=True,
)  # fmt: skip


def left_over(tolls: list[Toll], shares: list[list[Toll] | None]) -> list[Toll]:
    """The tolls of a sentence that were dealt to none of its triggers."""
    dealt = [toll for share in shares for toll in share or ()]
    return [toll for toll in tolls if toll not in dealt]


def as_trigger(tree: Tree, toll: Toll) -> Trigger | None:
    """The word of harm as a trigger; None where it counts the dead of a war."""
    i = toll.token
    clause = tuple(find_clause(tree, i))
    sentence = tree.sentence(i)
    is_long = "since" in tree.lowers[sentence.first : sentence.stop]
    if is_long or is_of_war(tree, toll) or is_since_then(tree, toll):
        return None
    return Trigger(i, _RULE, 0.0, tree.tokens[i].text, (), (), clause, range(i, i + 1))


def stands(tree: Tree, toll: Toll, standing: Standing) -> bool:
    """Whether it is told as real; that nobody died, or survived, is told with a "no"."""
    is_none = toll.count.most == 0 or tree.lemmas[toll.token] == "survive"
    return not standing.unreal or (is_none and standing.unreal == "negated")


def is_of_history(trigger: Trigger, standing: Standing) -> bool:
    """Whether a trigger that does not stand tells of harm at another time."""
    is_harming = trigger.rule.type in load_words("kinds.toml", "harming")
    return is_harming and bool(standing.unreal) and standing.unreal != "negated"
