"""Token → what the auxiliaries, negators and conjunctions hung on it make of it."""

from pipeline.events.standing.prospect import HAPPENED, Prospect
from pipeline.events.standing.words import listed
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger

_SUPPOSED, _WILL = Prospect("supposed"), Prospect(plan="will")


def read_modals(tree: Tree, i: int, own: range) -> Prospect:
    """What hangs on token `i`; words of `own`, the trigger's, negate nothing ("no power")."""
    if any(
        child not in own and _negates(tree, child)
        for child in tree.kids(i, "aux", "advmod", "det", "cc")
    ):
        return Prospect("negated")
    if _is_bid(tree, i):
        return _SUPPOSED
    if _is_to_be_done(tree, i):
        return _WILL
    for child in tree.kids(i, "aux", "mark"):
        if tree.bases[child] == "mark":
            if _supposes(tree, child) or _is_awaited(tree, i, tree.lowers[child]):
                return _SUPPOSED
            continue
        found = _of_auxiliary(tree, i, child)
        if found != HAPPENED:
            return found
    return HAPPENED


def _of_auxiliary(tree: Tree, i: int, auxiliary: int) -> Prospect:
    lemma, lower = tree.lemmas[auxiliary], tree.lowers[auxiliary]
    if {lower, lemma}.isdisjoint(listed("modals_unreal")):
        return _WILL if lower in listed("modals_future") else HAPPENED
    if lower in listed("modals_told") and _is_told(tree, i):
        return _WILL
    return HAPPENED if tree.lemmas[i] in listed("perceived") else _SUPPOSED


def read_flat(tree: Tree, trigger: Trigger) -> Prospect:
    """Do the same where nothing was parsed: a negator or modal close before the word."""
    first = max(tree.sentence(trigger.token).first, trigger.token - 4)
    before = set(tree.lowers[first : trigger.token])
    if listed("negators") & before:
        return Prospect("negated")
    unreal = listed("modals_unreal") | listed("suppositions") | listed("modals_future")
    return _SUPPOSED if unreal & before else HAPPENED


def is_counterfactual(tree: Tree, trigger: Trigger) -> bool:
    """Whether a sentence opens as "if" would ("Had the truce broken, they would …")."""
    sentence = tree.sentence(trigger.token)
    words = range(sentence.first, sentence.stop)
    first = next((t for t in words if tree.tokens[t].pos != "PUNCT"), sentence.first)
    unreal = [t for t in words if tree.lowers[t] in listed("modals_unreal")]
    is_opened = tree.lowers[first] in listed("inverting")
    return is_opened and any(t > trigger.token for t in unreal)


def is_of_none(tree: Tree, trigger: Trigger) -> bool:
    """Whether what it is done to, or who does it, is none ("announced no mobilisation")."""
    above = [trigger.token, *tree.ancestors(trigger.token)[:1]]
    opened = (c for node in above for c in tree.kids(node, "case", "mark", "cc"))
    if any(tree.lowers[c] in {"instead", "rather"} for c in opened):
        return True  # "fired instead of leaving the road open"
    return any(_is_none(tree, kid) for kid in tree.kids(trigger.token, "obj", "nsubj"))


def _is_none(tree: Tree, i: int) -> bool:
    return tree.lowers[i] in listed("none") or any(
        tree.lowers[c] in listed("none_of") and not _is_numbering(tree, c)
        for c in tree.kids(i, "det", "advmod", "cc")
    )


def _negates(tree: Tree, i: int) -> bool:
    """Whether a word negates what it hangs on, wherever it stands ("will not open")."""
    if tree.lowers[i] == "longer" and i > 0 and tree.lowers[i - 1] == "no":
        return True
    is_word = bool({tree.lemmas[i], tree.lowers[i]} & listed("negators"))
    return is_word and not _is_numbering(tree, i)


def _is_numbering(tree: Tree, i: int) -> bool:
    """Whether it is the "no" of a number ("courtroom No 1")."""
    after = [t for t in tree.tokens[i + 1 : i + 3] if t.text != "."]
    return tree.lowers[i] == "no" and bool(after) and after[0].text.isdecimal()


def _supposes(tree: Tree, mark: int) -> bool:
    """Whether a conjunction opens what is only supposed: "if", "in case"."""
    has_case = any(tree.lowers[c] == "case" for c in tree.kids(mark, "fixed"))
    return tree.lowers[mark] in listed("suppositions") or has_case


def _is_bid(tree: Tree, i: int) -> bool:
    """Whether a bare "be" makes it a bid or a threat ("surrender, or be flattened")."""
    helpers = [tree.lowers[c] for c in tree.kids(i, "aux")]
    return helpers == ["be"] and all(tree.lowers[c] != "to" for c in tree.kids(i, "mark"))


def _is_to_be_done(tree: Tree, i: int) -> bool:
    """Whether a form of "be" and "to" make it a plan ("nine corridors were to operate")."""
    if tree.tokens[i].tag != "VB" or tree.mark(i) != "to":
        return False
    be = {"is", "are", "was", "were"}
    return any(tree.lowers[c] in be and c < i for c in tree.kids(i, "cop", "aux"))


def _is_awaited(tree: Tree, i: int, mark: str) -> bool:
    """Whether a clause tells of what is still to come ("before rockets fall on you")."""
    is_present = tree.tokens[i].tag in {"VBP", "VBZ"} and not tree.kids(i, "aux")
    return mark in listed("awaiting") and is_present


def _is_told(tree: Tree, i: int) -> bool:
    """Whether a word of saying tells the clause of `i` ("announced that they would meet")."""
    head = tree.head(i)
    if head is None or tree.bases[i] not in {"ccomp", "parataxis"}:
        return False
    if tree.lemmas[head] not in listed("saying"):
        return False
    marks = {tree.mark(child) for child in tree.kids(i, "advcl")}
    return marks.isdisjoint(listed("suppositions"))  # "would fall if …" stays supposed
