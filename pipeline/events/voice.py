"""Verb → whether its subject acts or suffers, and whether it is done by now."""

from pipeline.events.tree import FINITE, VERBAL, Tree
from pipeline.events.words import load_intransitive, load_words

_PASSIVE = frozenset({"nsubj:pass", "aux:pass", "csubj:pass"})


def is_passive(tree: Tree, i: int) -> bool:
    """Whether verb `i` is passive: by its labels, or a past participle hung on a noun."""
    if not _PASSIVE.isdisjoint(tree.tokens[child].dep for child in tree.children[i]):
        return True
    if tree.is_mistaken_modifier(i):
        return False
    return i in tree.mistagged or _is_bare_participle(tree, i)


def _is_bare_participle(tree: Tree, i: int) -> bool:
    """Whether past participle `i` hangs on a noun or a passive verb, without "have"."""
    token = tree.tokens[i]
    if token.tag != "VBN" or token.dep == "acl:relcl" or tree.lemmas[i] in load_intransitive():
        return False
    if tree.bases[i] == "acl" and _goes_through(tree, i):
        return False
    kids = {tree.bases[child] for child in tree.children[i]}
    above = tree.head(i)
    is_under = tree.bases[i] in {"xcomp", "conj"} and kids.isdisjoint({"aux", "obj", "nsubj"})
    if is_under and above is not None:  # "was declared liberated", "was hit and damaged"
        return is_passive(tree, above)
    # "With five killed".
    is_absolute = "nsubj" in kids and kids.isdisjoint({"aux", "cop", "obj"})
    return (tree.bases[i] in {"acl", "amod"} and not _is_perfect(tree, i)) or is_absolute


def _goes_through(tree: Tree, i: int) -> bool:
    """Whether a participle is the past form that its sentence lacks ("rockets sliced through").

    What stays without a verb otherwise is a heading or a caption; their participles suffer.
    """
    sentence = tree.sentence(i)
    words = range(sentence.first, sentence.stop)
    roots = [t for t in words if tree.bases[t] == "root"]
    is_bare = not any(tree.tokens[t].tag in FINITE for t in words)
    if not is_bare or any(tree.tokens[t].pos in VERBAL for t in roots):
        return False
    ways = {tree.phrase_case(c) for c in tree.kids(i, "obl")}
    if "by" in ways or ways.isdisjoint(load_words("grammar.toml", "ways")):
        return False
    return tree.lemmas[i] not in load_words("grammar.toml", "led")


def _is_perfect(tree: Tree, i: int) -> bool:
    """Whether "have" stands by verb `i` and no "been": it tells what its subject did."""
    beside = {tree.lowers[c] for c in tree.kids(i, "aux")}
    has_have = not beside.isdisjoint(load_words("grammar.toml", "have"))
    return has_have and beside.isdisjoint(load_words("grammar.toml", "be"))


def is_present_perfect(tree: Tree, i: int) -> bool:
    """Whether verb `i` tells what is done by now ("have been killed")."""
    now = load_words("grammar.toml", "have_now")
    return any(tree.lowers[c] in now for c in tree.kids(i, "aux"))


def may_be_passive(tree: Tree, i: int) -> bool:
    """Whether verb `i` is passive, or a past form left open ("Ten killed", "Town hit by")."""
    if is_passive(tree, i):
        return True
    if tree.lemmas[i] in load_intransitive():
        return False  # "came by train"
    if tree.tokens[i].tag != "VBD" or any(tree.is_object(c, i) for c in tree.children[i]):
        return False
    if find_doers(tree, i):
        return True
    return tree.tokens[i].dep == "acl" and not tree.subjects_own(i)


def find_doers(tree: Tree, i: int) -> list[int]:
    """By whom it is told to be done ("shelled by tanks"), a means or a time left out."""
    means = load_words("grammar.toml", "means")
    by = (c for c in tree.kids(i, "obl") if tree.phrase_case(c) == "by")
    return [c for c in by if tree.lemmas[c] not in means]
