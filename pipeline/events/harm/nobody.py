"""Word of harm → whether it says that nobody was harmed ("no one was hurt", "no casualties")."""

from pipeline.events.harm.words import listed
from pipeline.events.tree import Tree


def spares_all(tree: Tree, i: int) -> bool:
    """Whether those whom word of harm `i` tells of are none; "no civilians" leaves others."""
    if tree.is_verbal(i) and tree.has_arcs(i):
        who = tree.subjects(i) if not tree.kids(i, "obj") else tree.kids(i, "obj")
        return any(_is_nobody(tree, t) for t in who)
    if tree.lemmas[i] not in listed("harm_nouns"):
        return False
    noun = i
    if tree.bases[i] == "conj" and not tree.kids(i, "det", "amod", "nummod"):
        noun = tree.head(i) or i  # "no deaths or injuries"
    return _is_none(tree, noun) or tree.phrase_case(noun) == "without"


def _is_nobody(tree: Tree, t: int) -> bool:
    is_one = tree.lemmas[t] in listed("anyone") and _is_none(tree, t)
    if not is_one and tree.lowers[t] not in listed("nobody"):
        return False
    return "else" not in tree.lowers[t + 1 : t + 2]


def _is_none(tree: Tree, noun: int) -> bool:
    """Whether "no" and nothing else stands on a noun."""
    kids = tree.kids(noun, "det", "amod", "nummod", "compound")
    return [tree.lowers[c] for c in kids] == ["no"]
