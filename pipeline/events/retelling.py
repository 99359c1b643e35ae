"""Trigger, Where → whether its words only point back at a happening told before.

"The attacks sparked panic", "their visit was a symbol": the noun says nothing of its own, and what
it names was told already.
"""

from pipeline.events.named_places import NamedPlaces
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.where import Where
from pipeline.events.words import load_words

_TELLING = frozenset({"nmod", "acl", "acl:relcl"})  # what says which of its kind the noun means
_INHERITED = frozenset({"before", "back"})  # a place that the sentences around the trigger told


def points_back(places: NamedPlaces, trigger: Trigger, where: Where, *, is_dated: bool) -> bool:
    """Whether the trigger is a noun with "the", "this", "their" … and no place of its own.

    One that is dated points back by its day alone ("Tuesday's attack").
    """
    tree, i = places.tree, trigger.token
    if where.how in _INHERITED or not tree.has_arcs(i) or tree.is_verbal(i):
        return False
    words = {tree.lowers[child] for child in tree.children[i]}
    if words.isdisjoint(load_words("places.toml", "weekdays" if is_dated else "pointing")):
        return False
    if not words.isdisjoint(load_words("places.toml", "ordering")):
        return False  # "the latest attack", "the second round": one among several
    told = [
        c
        for c in tree.children[i]
        if tree.tokens[c].dep in _TELLING and tree.tokens[c].tag != "VBD"  # a verb hung astray
    ]
    of_all = all(tree.phrase_case(child) == "of" for child in told)
    return of_all and not _has_place(places, tree, i)


def _has_place(places: NamedPlaces, tree: Tree, i: int) -> bool:
    """Whether a place is named in the noun's own phrase, or beside it under its verb."""
    kinds = places.refer_back.keys() | places.words["settlements"]
    verb = tree.head(i)
    while verb is not None and tree.tokens[verb].pos == "NOUN":  # "the centre of the quake lay"
        verb = tree.head(verb)
    for number in places.near(i):
        at = places.last_tokens[number]
        above = [at, *tree.ancestors(at)]
        if i in above:
            return True
        if verb is None or verb not in above:
            continue
        if tree.lemmas[verb] in load_words("places.toml", "effects"):
            continue
        between = above[1 : above.index(verb)]
        if all(tree.lemmas[t] in kinds for t in between):  # "hit the city of Kyiv"
            return True
    return False
