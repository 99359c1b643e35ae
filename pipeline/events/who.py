"""Trigger → actors: who acts and who suffers, as written and by one name."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes, load_words, read_toml
from pipeline.places.wording import role_words
from pipeline.records import Actor, Resolution

_LONGEST = 8  # words of an actor as written
_OUT = frozenset(
    {"acl", "advcl", "punct", "case", "parataxis", "appos", "nmod", "conj", "cc", "mark", "nummod"}
)
_MODIFIERS = frozenset({"compound", "amod"})
_NAMED = frozenset({"PERSON", "ORG"})
_ACTING = ("armed", "civilian", "official", "authority", "crowd", "soldier")


@cache
def _data() -> dict[str, Any]:
    return read_toml("actors.toml")


def _no_actors() -> frozenset[str]:
    return load_words("actors.toml", "no_actors")


def find_actors(
    tree: Tree, trigger: Trigger, labels: Mapping[int, set[str]], states: Collection[int]
) -> tuple[Actor, ...]:
    """Actors of one trigger, agents first; each name once, and of two names of one the longer.

    `states` are the tokens in names of countries and seats of power, which act; towns do not.
    """
    actors: list[Actor] = []
    for part, heads in (("agent", trigger.agents), ("target", trigger.patients)):
        for head in heads:
            if not _can_act(tree, head, labels, part, states) or _is_told_by_name(
                tree, head, heads
            ):
                continue
            text = _phrase(tree, _bearer(tree, head))
            name = canonical_name(text)
            if name and not any(_is_part(name, actor.name) for actor in actors):
                actors = [actor for actor in actors if not _is_part(actor.name, name)]
                actors.append(Actor(text, name, part))
    return tuple(actors[:6])


def find_states(tree: Tree, resolutions: Iterable[Resolution]) -> frozenset[int]:
    """The tokens in names that stand for a government: a country's, or its seat's."""
    seats = role_words("seats_of_power")
    spans = [
        (r.mention.start, r.mention.end)
        for r in resolutions
        if r.place is not None and (r.place.kind == "country" or r.place.name.lower() in seats)
    ]
    return frozenset(
        t
        for t, token in enumerate(tree.tokens)
        if token.pos == "PROPN" and any(start <= token.start < end for start, end in spans)
    )


def _is_part(name: str, whole: str) -> bool:
    """Whether it is the same name, or the surname of it."""
    return name == whole or whole.endswith(f" {name}")


def _bearer(tree: Tree, head: int) -> int:
    """The word for arms or a government that a people's adjective stands before, else the word."""
    noun = tree.tokens[head].head
    if tree.bases[head] not in _MODIFIERS:
        return head
    words = (*_data()["force_words"], *_data()["government_words"])
    return noun if tree.lowers[noun] in words or tree.lemmas[noun] in words else head


def _is_told_by_name(tree: Tree, head: int, heads: Collection[int]) -> bool:
    """Whether a common noun only says who the name beside it is ("the mayor, Ivan Fedorov")."""
    if tree.tokens[head].pos != "NOUN":
        return False
    beside = {*tree.kids(head, "appos"), tree.tokens[head].head}
    is_beside = tree.bases[head] == "appos" or bool(tree.kids(head, "appos"))
    return is_beside and any(tree.tokens[t].pos == "PROPN" for t in beside & set(heads))


def _can_act(
    tree: Tree, head: int, labels: Mapping[int, set[str]], part: str, states: Collection[int]
) -> bool:
    token, names = tree.tokens[head], labels.get(head, set())
    if token.pos not in {"NOUN", "PROPN", "ADJ"} or tree.lemmas[head] in _no_actors():
        return False
    if tree.bases[head] in _MODIFIERS:  # not "tank" of "tank column"; "Russian" of missiles does
        return "NORP" in names and _bearer(tree, head) != head
    if names & {"PERSON", "ORG", "NORP"} and "PLACE" not in names:
        return True
    if part == "agent" and names & {"GOV", "NORP", "PERSON"}:
        return head in states or not names & {"GOV"} or canonical_name(token.text) != token.text
    return token.pos == "NOUN" and any(
        tree.lemmas[head] in load_classes()[name] for name in _ACTING
    )


def _phrase(tree: Tree, head: int) -> str:
    """The name that holds the word, whole; else the word with what stands right before it."""
    name = _name_around(tree, head)
    if name is not None:
        return name
    out = frozenset(c for c in tree.children[head] if tree.bases[c] in _OUT)
    near = [t for t in tree.subtree(head, leave_out=out) if abs(t - head) <= _LONGEST]
    while near and tree.tokens[near[0]].pos in {"DET", "ADP", "PUNCT"} and near[0] != head:
        near.pop(0)
    return _as_written(tree, _unbroken(near, head)[:_LONGEST])


def _name_around(tree: Tree, head: int) -> str | None:
    """The words of the name of a person, people or body that a token stands in."""
    token = tree.tokens[head]
    for entity in tree.parse.entities:
        if entity.start <= token.start < entity.end and entity.label in _NAMED:
            inside = range(tree.sentence(head).first, tree.sentence(head).stop)
            held = (t for t in inside if entity.start <= tree.tokens[t].start < entity.end)
            return _as_written(tree, [t for t in held if tree.tokens[t].pos != "DET"])
    return None


def _unbroken(near: list[int], head: int) -> list[int]:
    """The tokens in one row with the head: what a parser hangs on it from afar is not it."""
    kept = [head]
    while kept[0] - 1 in near:
        kept.insert(0, kept[0] - 1)
    while kept[-1] + 1 in near:
        kept.append(kept[-1] + 1)
    return kept


def _as_written(tree: Tree, row: list[int]) -> str:
    """The tokens with the blanks that the text has between them."""
    words = []
    for place, t in enumerate(row):
        token = tree.tokens[t]
        is_apart = place > 0 and tree.tokens[row[place - 1]].end < token.start
        words.append(f" {token.text}" if is_apart else token.text)
    return "".join(words)


def canonical_name(text: str) -> str:
    """Give the many ways to write an actor one name ("Russian invasion troops": Russian forces)."""
    data = _data()
    lower = text.lower().strip()
    if lower in data["names"]:
        return str(data["names"][lower])
    words = text.split()
    demonym = next((_demonym(word) for word in words if _demonym(word)), "")
    folded = {word.lower() for word in words}
    if demonym and folded & set(data["force_words"]):
        return f"{demonym} forces"
    if demonym and folded & set(data["government_words"]):
        return f"{demonym} government"
    if len(words) == 1 and demonym and words[0].lower().endswith(("ian", "n", "i", "ish", "ese")):
        return f"{demonym} forces"
    return text.strip()


def _demonym(word: str) -> str:
    known = _data()["demonyms"].get(word.lower())
    if known:
        return str(known)
    is_name = word[:1].isupper() and word.lower().endswith(
        ("ian", "ish", "ese", "aeli", "yrian", "rabian", "raqi")
    )
    return word if is_name else ""
