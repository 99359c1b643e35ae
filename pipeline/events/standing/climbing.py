"""Trigger → Prospect: climbs from it to the root, as far as what stands there still reaches it."""

from pipeline.events.standing.governors import agreement_over, read_governor
from pipeline.events.standing.modals import read_flat, read_modals
from pipeline.events.standing.prospect import HAPPENED, Prospect
from pipeline.events.standing.words import listed
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger


def find_prospect(tree: Tree, trigger: Trigger) -> Prospect:
    """What is said over a trigger, nearest word first; the first plan and any reason hold."""
    here = trigger.token
    if not tree.has_arcs(here):
        return read_flat(tree, trigger)
    if _is_glued_to_thought(tree, here):
        return Prospect("supposed")
    path = [here, *tree.ancestors(here)]
    is_named = tree.bases[here] in {"nsubj", "obj", "obl", "nmod"}  # a noun taken for a verb
    if "Mood=Imp" in tree.tokens[here].morph and not (is_named or tree.subjects(here)):
        return Prospect("a command")
    is_plannable = trigger.rule.type in listed("plannable")
    agreed = agreement_over(tree, path) if is_plannable else None
    if agreed is not None:
        is_refused = bool(read_modals(tree, agreed, trigger.span).unreal)
        return Prospect("negated") if is_refused else Prospect(plan="agree")
    found = _climb(tree, trigger, path)
    return HAPPENED if found.plan == "purpose" and _is_given(tree, here) else found


def _climb(tree: Tree, trigger: Trigger, path: list[int]) -> Prospect:
    plan, is_apart = "will" if _is_headed(tree, trigger.token) else "", False
    for step, node in enumerate(path):
        if step:
            below = path[step - 1]
            governed = read_governor(tree, node, below, trigger)
            if governed.unreal:
                return Prospect(governed.unreal)
            plan = plan or governed.plan
            is_apart = _stands_apart(tree, node, below, is_plan=bool(plan))
            if is_apart and not _goes_with(tree, below):
                break
        beside = read_modals(tree, node, trigger.span)
        if beside.unreal:
            return Prospect(beside.unreal)
        plan = plan or beside.plan
        if is_apart:
            break
    return Prospect(plan=plan)


def _is_glued_to_thought(tree: Tree, i: int) -> bool:
    """Whether the verb of a headline was taken for a part of its object's name.

    "Russia readies assault", "Ukraine denies attack".
    """
    first = tree.sentence(i).first
    glued = [
        c
        for c in tree.kids(i, "compound", "nsubj")
        if first < c == i - 1 and tree.tokens[c].tag in {"VBZ", "VBP", "VBD", "NNS"}
        if tree.tokens[c - 1].pos == "PROPN" or tree.tokens[c].pos == "VERB"
    ]
    thought = listed("supposed") | listed("supposed_of") | listed("deniers")
    return any(tree.lemmas[c] in thought for c in glued)


def _is_given(tree: Tree, i: int) -> bool:
    """Whether a noun stands for what is there already ("fired gas to break up the rally")."""
    beside = {tree.lowers[c] for c in tree.kids(i, "det", "nmod")}
    is_noun = tree.tokens[i].pos in {"NOUN", "PROPN"} and tree.bases[i] == "obj"
    return is_noun and not beside.isdisjoint(listed("given"))


def _is_headed(tree: Tree, i: int) -> bool:
    """Whether an infinitive stands alone, as headlines tell of plans ("Envoys to meet")."""
    return tree.bases[i] in {"root", "parataxis", "appos"} and tree.mark(i) == "to"


def _stands_apart(tree: Tree, node: int, below: int, *, is_plan: bool) -> bool:
    """Whether modals and negators of `node` leave `below`, which hangs on it, untouched."""
    base, mark = tree.bases[below], tree.mark(below)
    if base == "parataxis" or (base == "conj" and tree.is_verbal(node)):
        # Beside, not under: modals of the first verb hold for the second without a subject.
        return bool(tree.subjects_own(below))
    if base == "ccomp":
        return tree.lemmas[node] in listed("saying")
    if base == "acl" and (mark in listed("timing") or _is_parenthetic(tree, below)):
        return True  # "no heat since the plant was hit"
    if base == "advcl":
        if tree.tokens[below].tag == "VBG" and mark in listed("complementing"):
            return False  # "to focus on taking the port"
        return mark not in listed("suppositions") and (mark != "to" or is_plan)
    return tree.tokens[below].dep == "acl:relcl"


def _is_parenthetic(tree: Tree, i: int) -> bool:
    """Whether a participle stands between commas ("the aide, taken on Friday, has not")."""
    return tree.tokens[i].tag == "VBN" and i > 0 and tree.lowers[i - 1] == ","


def _goes_with(tree: Tree, i: int) -> bool:
    """Whether a participle goes with the modal over it ("will go further, taking the port")."""
    is_bare = not tree.mark(i) and not tree.subjects_own(i)
    return is_bare and tree.bases[i] == "advcl" and tree.tokens[i].tag == "VBG"
