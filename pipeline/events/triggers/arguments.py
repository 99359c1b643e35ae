"""Token → who acts and who suffers in what it tells, as token numbers, heads first."""

from collections.abc import Mapping

from pipeline.events.tree import Tree
from pipeline.events.voice import is_passive, may_be_passive
from pipeline.events.words import load_words

_WINDOW = 8  # words on either side that stand for arguments where nothing was parsed
_CLOSE = frozenset({"conj", "compound", "amod", "appos", "flat", "nummod"})


def find_arguments(
    tree: Tree, labels: Mapping[int, set[str]], i: int
) -> tuple[list[int], list[int]]:
    """(agents, patients) of token `i`; where nothing was parsed, the words before and after."""
    if not tree.has_arcs(i):
        return _by_order(tree, i)
    return _of_verb(tree, labels, i) if tree.is_verbal(i) else _of_noun(tree, i)


def spread(tree: Tree, heads: list[int]) -> list[int]:
    """Heads with what is joined to them and their close modifiers, heads first."""
    found = list(heads)
    for head in heads:
        for child in tree.children[head]:
            if tree.is_mistaken_modifier(child):
                continue  # "Army repels attack": a verb beside, no part of the attack
            base = tree.bases[child]
            if base in _CLOSE or (base == "nmod" and tree.phrase_case(child) in {"of", "'s", ""}):
                found.append(child)
            if base == "conj":
                found += tree.kids(child, "compound", "amod")
    return found


def _by_order(tree: Tree, i: int) -> tuple[list[int], list[int]]:
    sentence = tree.sentence(i)
    before = range(i - 1, max(sentence.first, i - _WINDOW) - 1, -1)
    after = range(i + 1, min(sentence.stop, i + _WINDOW + 1))
    return list(before), list(after)


def _of_verb(tree: Tree, labels: Mapping[int, set[str]], i: int) -> tuple[list[int], list[int]]:
    subjects, objects = tree.subjects(i), tree.objects(i)
    if subjects and _is_what_did_it(tree, i):
        subjects = []
    is_verb = tree.tokens[i].pos in {"VERB", "AUX"}
    obliques = tree.kids(i, "obl") if is_verb else tree.kids(i, "obl", "nmod")
    obliques = _without_speakers(tree, obliques)
    means = load_words("grammar.toml", "means")
    by = [c for c in obliques if tree.phrase_case(c) == "by" and tree.lemmas[c] not in means]
    if is_passive(tree, i):
        lost = [] if tree.subjects_own(i) else _lost_subject(tree, labels, i)
        return spread(tree, by), spread(tree, lost or subjects or objects)
    if not (tree.subjects_own(i) or objects) and _follows_place(tree, labels, i):
        return spread(tree, by), [i - 2]
    into = [c for c in obliques if c not in by]
    if not objects and may_be_passive(tree, i):  # "Ten killed in town"
        return spread(tree, by or subjects), spread(tree, subjects + into)
    agents = spread(tree, subjects or by)
    return agents, [t for t in spread(tree, objects + into) if t != i and t not in agents]


def _is_what_did_it(tree: Tree, i: int) -> bool:
    """Whether a word in -ing names what was done to others ("were killed by shelling")."""
    above = tree.head(i)
    opens = tree.mark(i) in load_words("grammar.toml", "doing")
    is_bare = tree.tokens[i].tag == "VBG" and tree.bases[i] == "advcl"
    is_under = opens and is_bare and not tree.subjects_own(i)
    return is_under and above is not None and is_passive(tree, above)


def _follows_place(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether it tells of the place before a comma ("Izium, recaptured at dawn")."""
    is_apart = i > 1 and tree.tokens[i].tag == "VBN" and tree.lowers[i - 1] == ","
    if not is_apart or "PLACE" not in labels.get(i - 2, ()):
        return False  # nor of a town that only lies near ("a store, near Brovary, burned")
    return tree.phrase_case(i - 2) not in load_words("grammar.toml", "beside")


def _lost_subject(tree: Tree, labels: Mapping[int, set[str]], i: int) -> list[int]:
    """The name before a passive verb that nothing governs ("Izium, in the east, was taken")."""
    for t in range(i - 1, tree.sentence(i).first - 1, -1):
        head = tree.head(t)
        first = head if tree.bases[t] == "conj" and head is not None else t
        is_name = "PLACE" in labels.get(t, ()) and tree.bases[t] != "compound"
        if is_name and not tree.phrase_case(first) and tree.tokens[first].dep != "nmod:poss":
            return [t]
        if tree.tokens[t].pos == "VERB" and tree.tokens[t].tag != "VBN" and not is_name:
            break
    return []


def _of_noun(tree: Tree, i: int) -> tuple[list[int], list[int]]:
    """Who acts and suffers in "the army's shelling of the town" and by the verb above it."""
    doing = load_words("grammar.toml", "done_by")
    agents: list[int] = []
    patients: list[int] = []
    for child in tree.children[i]:
        base = tree.bases[child]
        if base in {"amod", "compound"} or tree.tokens[child].dep == "nmod:poss":
            agents.append(child)
        elif base in {"nmod", "obl"}:
            (agents if tree.phrase_case(child) in doing else patients).append(child)
    head = tree.head(i)
    if head is not None and tree.is_verbal(head):
        is_only_told = tree.lemmas[head] in load_words("grammar.toml", "telling")
        if tree.bases[i] == "obj" and not is_only_told:
            agents += tree.subjects(head)
        elif tree.bases[i] == "nsubj":
            patients += _without_speakers(tree, tree.kids(head, "obj", "obl"))
    return spread(tree, agents), spread(tree, patients)


def _without_speakers(tree: Tree, heads: list[int]) -> list[int]:
    """What is done to whom, without those "according to" whom it is so."""
    return [t for t in heads if tree.phrase_case(t) != "according"]
