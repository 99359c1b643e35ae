"""Two tokens, one hung on the other → what the governing word makes of what it governs."""

from itertools import pairwise

from pipeline.events.standing.prospect import HAPPENED, ONLY_TRIED, Prospect
from pipeline.events.standing.words import listed
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.voice import is_passive, is_present_perfect

_GOVERNED = frozenset(
    {"ccomp", "xcomp", "obj", "obl", "nmod", "acl", "csubj", "conj", "nsubj", "advcl"}
)
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "csubj"})
_ADJUNCTS = frozenset({"acl", "advcl"})
_OBLIQUES = frozenset({"obl", "nmod", *_ADJUNCTS})
_SUPPOSED, _UNDONE = Prospect("supposed"), Prospect("did not happen")


def agreement_over(tree: Tree, path: list[int]) -> int | None:
    """The agreement that stands above ("agreed on the need to set up corridors"), if any."""
    for below, node in pairwise(path):
        base = tree.bases[below]
        if base == "acl" and tree.tokens[below].dep == "acl:relcl":
            return None
        if tree.lemmas[node] in listed("agreeing"):
            case = tree.phrase_case(below) or tree.mark(below)
            is_over = base in {"obj", "ccomp", "xcomp"} or case in listed("agreeing_on")
            return node if is_over else None
    return None


def read_governor(tree: Tree, node: int, below: int, trigger: Trigger) -> Prospect:
    """What the word `node` makes of `below`, which hangs on it."""
    base = tree.bases[below]
    if base not in _GOVERNED:
        return HAPPENED
    mark = tree.mark(below)
    if base == "nsubj":
        return _over_subject(tree, node, trigger)
    if _only_names(tree, node, below):
        return Prospect("only called so")
    if base in _COMPLEMENTS or (base in _ADJUNCTS and mark in {"to", "from"}):
        return _over_clause(tree, node, below, trigger)
    case = tree.phrase_case(below) or mark
    is_wish = base == "acl" and (mark == "that" or _is_wished(tree, below))
    if is_wish or base == "obj" or (base in _OBLIQUES and case in listed("governing_by")):
        return _over_noun(tree, node, base, case, trigger)
    return HAPPENED


def _over_subject(tree: Tree, node: int, trigger: Trigger) -> Prospect:
    """What the word over a subject makes of it ("talks are planned", "an attack is likely")."""
    said = {tree.lemmas[t] for t in (node, *tree.kids(node, "conj"))}
    if not said.isdisjoint(listed("calling_off")) and not _tells_failing(trigger):
        return _UNDONE  # "had been called for Friday but was cancelled"
    if is_passive(tree, node) and tree.lemmas[node] in listed("planned"):
        return Prospect(plan="plan")
    is_thought = not _thoughts_of(tree, node).isdisjoint(listed("thought"))
    return _SUPPOSED if is_thought else HAPPENED


def _thoughts_of(tree: Tree, node: int) -> set[str]:
    """What is said of a subject: the word over it, and what it "looks" or "seems"."""
    beside = tree.kids(node, "xcomp", "advmod")
    said = {tree.lemmas[c] for c in beside if tree.tokens[c].pos == "ADJ"}
    return {tree.lemmas[node], *said}


def _is_wished(tree: Tree, i: int) -> bool:
    """Whether "that" opens the clause of a bare verb ("a proposal that they meet")."""
    opens = any(tree.lowers[c] == "that" for c in tree.children[i])
    return opens and tree.tokens[i].tag in {"VB", "VBP"}


def _over_clause(tree: Tree, node: int, below: int, trigger: Trigger) -> Prospect:
    lemma, mark = tree.lemmas[node], tree.mark(below)
    if lemma in listed("undone") or (mark == "from" and _bars(tree, node)):
        return _UNDONE
    is_infinitive = _is_infinitive(tree, below, mark)
    if is_infinitive and _is_bidden(tree, node, trigger):
        return Prospect("a command")
    if lemma in listed("tries"):
        is_tried = trigger.rule.type in listed("tried") or lemma in listed("real_tries")
        return HAPPENED if is_tried else Prospect(ONLY_TRIED)
    if is_infinitive:
        return _over_infinitive(tree, node, below)
    is_thought = tree.bases[below] in {"ccomp", "xcomp"} and lemma != "call"
    return _over_thought(tree, node) if is_thought and _is_only_thinking(lemma) else HAPPENED


def _over_infinitive(tree: Tree, node: int, below: int) -> Prospect:
    lemma, base = tree.lemmas[node], tree.bases[below]
    if tree.lowers[node] in {"have", "has"} or lemma in listed("learning"):
        # "They have to hand over", but "had to flee"; "learned to shoot", but "learned that …".
        return _SUPPOSED
    if lemma in listed("planners"):
        return _planned_by(lemma)
    if base == "xcomp" and lemma in listed("readying"):
        return Prospect(plan="purpose")
    if _is_only_thinking(lemma):
        is_presumed = lemma in listed("presuming") and is_passive(tree, node)
        is_past = any(tree.lowers[c] == "have" for c in tree.kids(below, "aux"))
        return HAPPENED if is_presumed and is_past else _over_thought(tree, node)
    is_done = _is_ranked(tree, node) or is_present_perfect(tree, below)
    if base in _ADJUNCTS and not is_done:
        return Prospect(plan="purpose")  # "corridors to evacuate civilians" is a plan of its type
    return HAPPENED


def _only_names(tree: Tree, node: int, below: int) -> bool:
    """Whether a noun only says what somebody calls something ("called it looting")."""
    named = tree.bases[below] in {"xcomp", "obj"} and tree.lemmas[node] in listed("naming")
    told = [c for c in tree.kids(node, "obj", "iobj", "nsubj") if node < c < below]
    return named and any(tree.tokens[c].pos == "PRON" for c in told)


def _is_infinitive(tree: Tree, i: int, mark: str) -> bool:
    is_gerund = tree.tokens[i].tag == "VBG"  # "pleaded guilty to killing"
    return (mark == "to" and not is_gerund) or "VerbForm=Inf" in tree.tokens[i].morph


def _planned_by(lemma: str) -> Prospect:
    return Prospect(plan="agree" if lemma == "agree" else "plan")


def _is_only_thinking(lemma: str) -> bool:
    return lemma in listed("supposed") and lemma not in listed("saying")


def _over_thought(tree: Tree, node: int) -> Prospect:
    """A thought, unless they did what they "were able to" do."""
    is_past = any(tree.lowers[c] in {"was", "were"} for c in tree.kids(node, "cop", "aux"))
    return HAPPENED if tree.lemmas[node] == "able" and is_past else _SUPPOSED


def _bars(tree: Tree, node: int) -> bool:
    """Whether a word, or one it hangs on, keeps people "from leaving"."""
    above = [node, *tree.ancestors(node)[:2]]
    return any(tree.lemmas[t] in listed("barring") for t in above)


def _is_bidden(tree: Tree, node: int, trigger: Trigger) -> bool:
    """Whether somebody is only told to do it ("told the guards to surrender")."""
    is_open = trigger.rule.type in listed("plannable")
    return not is_passive(tree, node) and not is_open and tree.lemmas[node] in listed("bidding")


def _is_ranked(tree: Tree, node: int) -> bool:
    """Whether "to visit" tells what was done: "the first leaders to visit"."""
    kids = {tree.lowers[c] for c in tree.children[node]} | {tree.lowers[node]}
    return not kids.isdisjoint(listed("ranks"))


def _tells_failing(trigger: Trigger) -> bool:
    """Whether it is told as well when it is stopped ("have stopped evacuations")."""
    return trigger.rule.type in listed("told_failing")


def _over_noun(tree: Tree, node: int, base: str, case: str, trigger: Trigger) -> Prospect:
    lemma, lower = tree.lemmas[node], tree.lowers[node]
    if lemma in listed("undone") and base == "obj":
        is_stopped = lemma in listed("stopping") and _tells_failing(trigger)
        return HAPPENED if is_stopped else _UNDONE
    is_called = lemma == "call" and not case  # "what he called a siege" was one
    is_done = is_called or (base == "obj" and lower == "used")
    if {lemma, lower} & listed("supposed_of") and not is_done:
        return _SUPPOSED
    return _planned_by(lemma) if lemma in listed("planners_of") else HAPPENED
