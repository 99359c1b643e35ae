"""Token → the clause around it."""

from pipeline.events.harm.words import listed
from pipeline.events.tree import DEPTH, Tree

_CLAUSES = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj"})
# Children that make a clause of their own when they stand at the edge of the trigger's clause.
_OUTER = frozenset({"advcl", "parataxis", "ccomp", "csubj"})
_TRIMMED = frozenset(",;:.-–—()[]")
# A run of fewer tokens is a slip of the parser; a sentence of at most so many stands for it.
_TORN, _SHORT = 4, 40
_WHOLE = 6  # words, signs aside, from which a clause reads alone
_UP = 3  # clauses to go up at most for so many


def clause_head(tree: Tree, i: int) -> int:
    """The token that heads the clause of `i`: a root, a clausal child, or a verb in a row."""
    here = i
    for _ in range(DEPTH):
        base = tree.bases[here]
        if base in _CLAUSES or (base == "conj" and tree.is_verbal(here)):
            return here
        head = tree.head(here)
        if head is None:
            return here
        here = head
    return here


def find_clause(tree: Tree, i: int) -> list[int]:
    """Tokens of the smallest clause around `i` that reads alone, in a run without gaps."""
    sentence = tree.sentence(i)
    if not tree.has_arcs(i):
        return list(range(sentence.first, sentence.stop))
    head = clause_head(tree, i)
    run = _run(tree, head, i)
    for _ in range(_UP):
        if len([t for t in run if tree.tokens[t].pos != "PUNCT"]) >= _WHOLE:
            break
        above = tree.head(head)
        if above is None:
            break
        head = clause_head(tree, above)
        run = _run(tree, head, i)
    whole = range(sentence.first, sentence.stop)
    is_torn = len(run) < _TORN and len(whole) <= _SHORT
    return list(whole) if is_torn else run


def _run(tree: Tree, head: int, i: int) -> list[int]:
    """The unbroken run of the clause's own tokens around `i`, without the clauses beside it."""
    above = {i, *tree.ancestors(i)}
    outer = frozenset(
        child
        for child in tree.children[head]
        if child not in above
        and (tree.bases[child] in _OUTER or (tree.bases[child] == "conj" and tree.is_verbal(child)))
        and not _is_gapped(tree, head, child)
    )
    kept = set(tree.subtree(head, leave_out=outer)) | {i}
    first = last = i
    sentence = tree.sentence(i)
    while first - 1 >= sentence.first and first - 1 in kept:
        first -= 1
    while last + 1 < sentence.stop and last + 1 in kept:
        last += 1
    while first < i and _is_edge(tree, first, leading=True):
        first += 1
    while last > i and _is_edge(tree, last, leading=False):
        last -= 1
    return list(range(first, last + 1))


def _is_gapped(tree: Tree, head: int, child: int) -> bool:
    """Whether a joined participle of harm shares the verb's "were" and all that is told of it.

    "Two were killed and five more injured in an airstrike": both, unless the first has a place.
    """
    harmed = listed("harmed")
    of_harm = {tree.lowers[head], tree.lowers[child]} <= harmed
    is_bare = tree.bases[child] == "conj" and not tree.kids(child, "aux")
    is_placed = any(tree.tokens[c].pos == "PROPN" and c < child for c in tree.kids(head, "obl"))
    return of_harm and is_bare and not is_placed


def _is_edge(tree: Tree, i: int, *, leading: bool) -> bool:
    token = tree.tokens[i]
    if not token.text.strip() or token.text in _TRIMMED:
        return True
    return token.pos == "CCONJ" or (leading and token.pos == "SCONJ")
