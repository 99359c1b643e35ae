"""Tree, token of a name → the tokens listed with it ("in Kharkiv, Sumy and Izium")."""

from pipeline.events.tree import Tree

_BETWEEN = frozenset({"PUNCT", "CCONJ", "ADP", "PROPN", "ADV"})
_OF_NOUN = frozenset({"nmod", "appos"})


def listed_with(tree: Tree, token: int) -> set[int]:
    """A name's token and those that "and" joins to it, to the noun it names, or to its thing.

    "A depot in Dnipro and a bridge in Zatoka", "on Chuhuiv, on Izium and on Balakliia".
    """
    own, found = with_kind(tree, token), set[int]()
    for top in own:
        found |= _joined(tree, top) | _told_alike(tree, top)
        thing = tree.head(top)
        if thing is not None and tree.bases[top] == "nmod" and tree.tokens[thing].pos == "NOUN":
            found |= _joined(tree, thing) - {thing}
    things = [t for t in found if tree.tokens[t].pos == "NOUN" and t not in own]
    found.update(c for t in things for c in tree.children[t] if tree.tokens[c].dep in _OF_NOUN)
    return found


def with_kind(tree: Tree, token: int) -> list[int]:
    """A name's token, and the "region" or the like that it stands before."""
    head = tree.head(token)
    if head is None or head != token + 1 or tree.bases[token] not in {"compound", "amod"}:
        return [token]
    return [token, head]


def _joined(tree: Tree, top: int) -> set[int]:
    """What "and" joins to a token, which stands first."""
    head = tree.head(top)
    first = head if tree.bases[top] == "conj" and head is not None else top
    beside = [c for c in tree.children[first] if tree.bases[c] == "conj"]
    return {first, *(c for c in beside if not _is_set_against(tree, c))}


def _told_alike(tree: Tree, top: int) -> set[int]:
    """Phrases of one preposition in a row under one verb, with what is joined to them."""
    head, case = tree.head(top), tree.phrase_case(top)
    if head is None or not case or tree.bases[top] not in {"obl", "nmod"}:
        return set()
    alike = set[int]()
    for child in tree.kids(head, "obl", "nmod"):
        between = range(min(child, top) + 1, max(child, top))
        is_row = all(tree.tokens[t].pos in _BETWEEN for t in between)
        if child != top and is_row and tree.phrase_case(child) == case:
            alike |= _joined(tree, child)
    return alike


def _is_set_against(tree: Tree, token: int) -> bool:
    """Whether "but" joins it ("reached Vasylivka, but Zaporizhzhia is in no danger")."""
    return any(tree.lowers[c] == "but" for c in tree.children[token])
