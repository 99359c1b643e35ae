"""Doc -> labels and heads of Universal Dependencies, whatever the parser was taught.

ClearNLP trees hang a noun on its preposition and a conjunction on the first conjunct; those arcs
are turned round. A copula stays the head of its complement there, as in ClearNLP.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.language.labels import clear_labels

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLEAR_ONLY = frozenset(
    {"pobj", "dobj", "nsubjpass", "auxpass", "prep", "relcl", "npadvmod", "poss"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
# For a clause that a parser took for an adjunct and a verb.
_PAST = frozenset({"VBN", "VBD"})
_SUBJECT_OR_JOIN = frozenset({"nsubj", "nsubj:pass", "csubj", "cc", "mark"})
_WITH_VERB = frozenset({"aux", "aux:pass", "advmod"})
_OPENING = frozenset({"after", "before", "since", "until", "as", "when", "while", "because"})


def to_universal(doc: "Doc") -> tuple[list[str], list[int]]:
    """Labels in lower case and heads as indices; a root is its own head."""
    labels = [token.dep_ for token in doc]
    heads = [token.head.i for token in doc]
    if not _CLEAR_ONLY.isdisjoint(labels):
        _turn_prepositions(doc, labels, heads)
        _move_conjunctions(labels, heads)
        names = clear_labels()
        labels = [names.get(label, label) for label in labels]
    labels = [label.lower() for label in labels]
    _leave_attributions(doc, labels, heads)
    _open_clauses(doc, labels, heads)
    return labels, heads


def _turn_prepositions(doc: "Doc", labels: list[str], heads: list[int]) -> None:
    """Make each preposition a `case` of its noun, and a `mark` of its clause."""
    for token in doc:
        preposition = token.head
        if token.dep_ not in {"pobj", "pcomp"} or preposition.i == token.i:
            continue
        if labels[preposition.i] in {"case", "mark"}:  # a second noun of one preposition
            labels[token.i] = "dep"
            continue
        heads[token.i] = heads[preposition.i]
        is_root = heads[preposition.i] == preposition.i
        if is_root:
            heads[token.i] = token.i
        labels[token.i] = "ROOT" if is_root else _label_below(preposition.head.pos_, token.dep_)
        if labels[preposition.i] == "agent":
            labels[token.i] = "obl:agent"
        for index, head in enumerate(heads):
            if head == preposition.i and index != preposition.i:
                heads[index] = token.i
        heads[preposition.i] = token.i
        labels[preposition.i] = "case" if token.dep_ == "pobj" else "mark"


def _leave_attributions(doc: "Doc", labels: list[str], heads: list[int]) -> None:
    """Hang what stands before the comma of "…, officials said" on the clause before it.

    "A strike hit the port on Wednesday, officials said": the day is that of the strike.
    """
    told = {
        heads[index]: index
        for index, label in enumerate(labels)
        if label == "ccomp" and index < heads[index]
    }
    if not told:
        return
    commas = [index for index, token in enumerate(doc) if token.text == ","]
    for index, (label, head) in enumerate(zip(labels, heads, strict=True)):
        if label.startswith("obl") and told.get(head, head) < index < head:
            after = bisect_right(commas, index)
            if after < len(commas) and commas[after] < head:
                heads[index] = told[head]


def _open_clauses(doc: "Doc", labels: list[str], heads: list[int]) -> None:
    """Make a clause of "after the bridge at Irpin was hit", whose verb was joined to the one above.

    A parser often takes "after" for a preposition, and the verb, left without a subject, for a
    second verb of the sentence.
    """
    kids: dict[int, list[int]] = {}
    for index, head in enumerate(heads):
        kids.setdefault(head, []).append(index)
    for verb, label in enumerate(labels):
        own = {labels[kid] for kid in kids.get(verb, ())}
        is_joined = label == "conj" and doc[verb].tag_ in _PAST and heads[verb] < verb
        if not is_joined or not own.isdisjoint(_SUBJECT_OR_JOIN):
            continue
        left = [kid for kid in kids.get(verb, ()) if kid < verb and labels[kid] in _WITH_VERB]
        subject = _adjunct_before(min([verb, *left]), heads[verb], labels, heads)
        word = next((k for k in kids.get(subject, ()) if labels[k] == "case"), -1)
        if word < 0 or doc[word].text.lower() not in _OPENING:
            continue
        labels[subject] = "nsubj:pass" if "aux:pass" in own else "nsubj"
        labels[word], labels[verb] = "mark", "advcl"
        heads[subject] = heads[word] = verb


def _adjunct_before(stop: int, above: int, labels: list[str], heads: list[int]) -> int:
    """The adjunct of the verb above that ends right before a word; -1 without one."""
    here = stop - 1
    while here > above and heads[here] != above and heads[here] != here:
        here = heads[here]
    is_adjunct = above < here < stop and labels[here].startswith("obl")
    return here if is_adjunct else -1


def _label_below(head_pos: str, dep: str) -> str:
    if dep == "pcomp":
        return "acl" if head_pos in _NOMINAL else "advcl"
    return "nmod" if head_pos in _NOMINAL else "obl"


def _move_conjunctions(labels: list[str], heads: list[int]) -> None:
    """Hang each conjunction on the conjunct that follows it, if there is one."""
    for index, label in enumerate(labels):
        if label == "cc":
            heads[index] = next(
                (
                    after
                    for after in range(index + 1, len(labels))
                    if labels[after] == "conj" and heads[after] == heads[index]
                ),
                heads[index],
            )
