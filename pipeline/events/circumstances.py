"""Trigger, the others of its sentence → whether it only tells who or what they were done to.

"Was shot dead while handing out bread", "the units that besieged the town have left it".
"""

from collections.abc import Iterable, Mapping

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes, load_words

Labels = Mapping[int, set[str]]


def is_circumstance(
    tree: Tree, labels: Labels, trigger: Trigger, others: Iterable[Trigger]
) -> bool:
    """Whether a trigger is no event of its own beside the other triggers of its sentence."""
    beside = [other for other in others if other.token != trigger.token]
    return (
        _is_what_victims_did(tree, labels, trigger, beside)
        or _is_known_by_deed(tree, labels, trigger, beside)
        or _are_people_taken(tree, trigger, beside)
        or _is_manner_of(tree, labels, trigger, beside)
    )


def _is_what_victims_did(
    tree: Tree, labels: Labels, trigger: Trigger, beside: list[Trigger]
) -> bool:
    """Whether people were killed or taken in the midst of it ("shot while giving out bread")."""
    i = trigger.token
    opens = tree.mark(i) in load_words("places.toml", "meanwhile")
    if tree.bases[i] != "advcl" or not opens or tree.tokens[i].tag not in {"VBG", "VBN"}:
        return False
    doing = {*load_words("places.toml", "fired_at"), "arrest_court"}
    violent = load_words("kinds.toml", "violent")
    if trigger.rule.type not in doing or has_place(tree, labels, i):
        return False
    is_other = any(tree.tokens[t].pos != "PRON" for t in tree.subjects_own(i))
    above = tree.head(i)
    return not is_other and any(t.token == above and t.rule.type in violent for t in beside)


def _is_known_by_deed(tree: Tree, labels: Labels, trigger: Trigger, beside: list[Trigger]) -> bool:
    """Whether a clause only tells which soldiers or people are meant, those of another trigger.

    "The units that besieged Kyiv have withdrawn"; but what stands between commas, or has a day of
    its own, is told as news.
    """
    i = trigger.token
    noun, under = tree.head(i), tree.subtree(i)
    if noun is None or tree.bases[i] != "acl" or trigger.rule.is_harm:
        return False
    is_open = tree.tokens[under[0]].tag.startswith("W") and tree.lowers[under[0] - 1] != ","
    days = load_words("places.toml", "weekdays")
    is_dated = any(tree.tokens[t].pos == "NUM" or tree.lowers[t] in days for t in under)
    if not is_open or is_dated or not _may_tell_who(tree, labels, trigger, noun):
        return False
    above = {noun, *tree.ancestors(noun)}
    return any(noun in (*t.agents, *t.patients) or t.token in above for t in beside)


def _may_tell_who(tree: Tree, labels: Labels, trigger: Trigger, noun: int) -> bool:
    """Whether soldiers are known by what they did, or people by having fled."""
    i = trigger.token
    if tree.lemmas[noun] in load_classes()["armed"]:
        return tree.tokens[i].tag in {"VBD", "VBN"} and tree.mark(i) == ""
    is_before = any(tree.lowers[c] == "had" for c in tree.kids(i, "aux"))
    is_flight = trigger.rule.type == "displacement"
    return is_flight and (is_before or not has_place(tree, labels, i))


def _are_people_taken(tree: Tree, trigger: Trigger, beside: list[Trigger]) -> bool:
    """Whether a word for people who protest is the object of violence that is told itself."""
    i = trigger.token
    is_taken = tree.bases[i] == "obj" and tree.lemmas[i] in load_words("places.toml", "crowds")
    taking = ("violence_civilians", "arrest_court")
    return is_taken and any(i in t.patients and t.rule.type in taking for t in beside)


def _is_manner_of(tree: Tree, labels: Labels, trigger: Trigger, beside: list[Trigger]) -> bool:
    """Whether a noun only says how its verb went ("were thrown back in heavy fighting")."""
    i, kind = trigger.token, trigger.rule.type
    case = tree.phrase_case(i) if tree.bases[i] in {"obl", "nmod"} else ""
    if kind == "talks_diplomacy" and case == "during":  # "hit the court during a meeting"
        return any(t.rule.type in load_words("kinds.toml", "fire") for t in beside)
    if case not in {"in", "after", "during", "amid"} or tree.bases[i] != "obl":
        return False
    if kind != "ground_battle" or has_place(tree, labels, i):
        return False
    fought = load_words("places.toml", "fought_for")
    return any(t.token == tree.head(i) and t.rule.type in fought for t in beside)


def has_place(tree: Tree, labels: Labels, i: int) -> bool:
    """Whether a place is named under token `i`."""
    return any("PLACE" in labels.get(t, ()) for t in tree.subtree(i))
