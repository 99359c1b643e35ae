"""Trigger → actors: who acts and who suffers, as written and by one name."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes, load_words, read_toml
from pipeline.places.wording import role_words
from pipeline.records import Actor, Entity, Resolution, Token

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


def _start(part: Token | Entity) -> int:
    return part.start


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
    states: set[int] = set()
    for r in resolutions:
        if r.place is None or (r.place.kind != "country" and r.place.name.lower() not in seats):
            continue
        first = bisect_left(tree.tokens, r.mention.start, key=_start)
        stop = bisect_left(tree.tokens, r.mention.end, lo=first, key=_start)
        states.update(t for t in range(first, stop) if tree.tokens[t].pos == "PROPN")
    return frozenset(states)


def _is_part(name: str, whole: str) -> bool:
    """Whether it is the same name, or the surname of it."""
    return name == whole or whole.endswith(f" {name}")


def _bearer(tree: Tree, head: int) -> int:
    """The word for arms or a government that a people's adjective stands before, else the word."""
    noun = tree.tokens[head].head
    if tree.bases[head] not in _MODIFIERS:
        return head
    words = load_words("actors.toml", "force_words") | load_words("actors.toml", "government_words")
    return head if words.isdisjoint((tree.lowers[noun], tree.lemmas[noun])) else noun


def _is_told_by_name(tree: Tree, head: int, heads: Collection[int]) -> bool:
    """Whether a common noun only says who the name beside it is ("the mayor, Ivan Fedorov")."""
    if tree.tokens[head].pos != "NOUN":
        return False
    named = tree.kids(head, "appos")
    if not named and tree.bases[head] != "appos":
        return False
    beside = {*named, tree.tokens[head].head}
    return any(tree.tokens[t].pos == "PROPN" for t in beside.intersection(heads))


def _can_act(
    tree: Tree, head: int, labels: Mapping[int, set[str]], part: str, states: Collection[int]
) -> bool:
    token, names = tree.tokens[head], labels.get(head, set())
    if token.pos not in {"NOUN", "PROPN", "ADJ"} or tree.lemmas[head] in load_words(
        "actors.toml", "no_actors"
    ):
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
    entities, at = tree.parse.entities, tree.tokens[head].start
    place = bisect_right(entities, at, key=_start) - 1
    if place < 0 or at >= entities[place].end or entities[place].label not in _NAMED:
        return None
    own, name = tree.sentence(head), entities[place]
    first = bisect_left(tree.tokens, name.start, lo=own.first, hi=own.stop, key=_start)
    stop = bisect_left(tree.tokens, name.end, lo=first, hi=own.stop, key=_start)
    return _as_written(tree, [t for t in range(first, stop) if tree.tokens[t].pos != "DET"])


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
    if demonym and folded & load_words("actors.toml", "force_words"):
        return f"{demonym} forces"
    if demonym and folded & load_words("actors.toml", "government_words"):
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
