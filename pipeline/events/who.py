"""Trigger → actors: who acts and who suffers, as written and by one name."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes, read_toml
from pipeline.records import Actor

_LONGEST = 8  # words of an actor as written
_OUT = frozenset(
    {"acl", "advcl", "punct", "case", "parataxis", "appos", "nmod", "conj", "cc", "mark", "nummod"}
)
_ACTING = ("armed", "civilian", "official", "authority", "crowd", "soldier")


@cache
def _data() -> dict[str, Any]:
    return read_toml("actors.toml")


def find_actors(tree: Tree, trigger: Trigger, labels: Mapping[int, set[str]]) -> tuple[Actor, ...]:
    """Actors of one trigger, agents first; each name once."""
    actors: list[Actor] = []
    for part, heads in (("agent", trigger.agents), ("target", trigger.patients)):
        for head in heads:
            if not _can_act(tree, head, labels, part):
                continue
            text = _phrase(tree, head)
            name = canonical_name(text)
            if name and all(actor.name != name for actor in actors):
                actors.append(Actor(text, name, part))
    return tuple(actors[:6])


def _can_act(tree: Tree, head: int, labels: Mapping[int, set[str]], part: str) -> bool:
    token = tree.tokens[head]
    if token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    names = labels.get(head, set())
    if part == "agent" and names & {"GOV", "NORP", "PERSON"}:
        return True
    if names & {"PERSON", "ORG", "NORP"} and "PLACE" not in names:
        return True
    return token.pos == "NOUN" and any(
        tree.lemmas[head] in load_classes()[name] for name in _ACTING
    )


def _phrase(tree: Tree, head: int) -> str:
    out = frozenset(c for c in tree.children[head] if tree.bases[c] in _OUT)
    near = [t for t in tree.subtree(head, leave_out=out) if abs(t - head) <= _LONGEST]
    while near and tree.tokens[near[0]].pos in {"DET", "ADP", "PUNCT"} and near[0] != head:
        near.pop(0)
    return " ".join(tree.tokens[t].text for t in near[:_LONGEST])


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
