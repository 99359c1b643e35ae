"""Tree, place spans → the classes of tokens that stand in names, as GOV or PERSON."""

from collections.abc import Iterable, Mapping

from pipeline.events.tree import Tree
from pipeline.events.words import load_classes, load_words

_TITLE, _OFFICE = 3, 7  # words before and after a name within which its office is told
_ENTITY_CLASSES = {
    "GPE": "GOV", "LOC": "GOV", "FAC": "PLACE", "NORP": "NORP", "PERSON": "PERSON", "ORG": "ORG",
}  # fmt: skip


def label_tokens(tree: Tree, places: Iterable[tuple[int, int]]) -> dict[int, set[str]]:
    """Classes by token; a token without a name has none. A place may act as its government."""
    places = tuple(places)
    labels: dict[int, set[str]] = {}
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for entity in tree.parse.entities:
        name = _ENTITY_CLASSES.get(entity.label, "ORG")
        spans.append((entity.start, entity.end, ("GOV", "PLACE") if name == "GOV" else (name,)))
    spans += [(start, end, ("PLACE", "GOV")) for start, end in places]
    starts = {token.start: i for i, token in enumerate(tree.tokens)}
    for start, end, names in spans:
        i = starts.get(start)
        while i is not None and i < len(tree.tokens) and tree.tokens[i].start < end:
            labels.setdefault(i, set()).update(names)
            i += 1
    named = {t for t, names in labels.items() if "PLACE" in names}
    placed = {starts[start] for start, _ in places if start in starts}
    _mark_leaders(tree, labels, free=named - placed)
    firsts = [starts[entity.start] for entity in tree.parse.entities if entity.start in starts]
    _mark_statesmen(tree, labels, firsts)
    return labels


def _mark_leaders(tree: Tree, labels: dict[int, set[str]], *, free: set[int]) -> None:
    """Mark leaders whom the parser knows no better as people ("Blinken").

    `free` are tokens that it takes for a place, though no place of that name was found; behind an
    office ("President Zelenskiy") none is meant.
    """
    leaders, offices = load_words("actors.toml", "statesmen"), load_classes()["offices"]
    for t, token in enumerate(tree.tokens):
        if token.pos != "PROPN" or tree.lowers[t] not in leaders:
            continue
        if t not in labels or t in free or (t > 0 and tree.lemmas[t - 1].lower() in offices):
            labels[t] = {"PERSON"}


def _mark_statesmen(tree: Tree, labels: dict[int, set[str]], firsts: list[int]) -> None:
    """Mark the names of people who hold an office, here or anywhere in the article."""
    known = set(load_words("actors.toml", "statesmen"))
    for first in firsts:
        if "PERSON" in labels.get(first, ()):
            last = _last_of_name(tree, labels, first)
            if _holds_office(tree, first, last):
                known.add(tree.lowers[last])
    for t, names in labels.items():
        if "PERSON" in names and tree.lowers[t] in known:
            names.add("STATESMAN")


def _last_of_name(tree: Tree, labels: Mapping[int, set[str]], first: int) -> int:
    stop = tree.sentence(first).stop
    last = first
    while last + 1 < stop and "PERSON" in labels.get(last + 1, ()):
        last += 1
    return last


def _holds_office(tree: Tree, first: int, last: int) -> bool:
    """Whether an office stands right before a name, or after it and a comma."""
    offices = load_classes()["offices"]
    before = range(max(tree.sentence(first).first, first - _TITLE), first)
    if any(tree.lemmas[t] in offices for t in before):
        return True
    after = range(last + 1, min(tree.sentence(last).stop, last + _OFFICE))
    is_apart = tree.lowers[last + 1 : last + 2] == [","]
    return is_apart and any(tree.lemmas[t] in offices for t in after)
