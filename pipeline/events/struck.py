"""Trigger → what its event struck: people by name, kinds of buildings, things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words, read_toml
from pipeline.records import Actor

Labels = Mapping[int, set[str]]


@dataclass(frozen=True, slots=True)
class Struck:
    """What tells one strike from another.

    `victims` are last words of names in lower case, `targets` numbers of the groups of
    places.toml, `things` lemmas of what was struck, people and towns in general left out.
    `held_by` is the side that holds the place after it, "not" before that which lost it;
    `is_further` says that it comes on top of what was told ("a factory was also hit").
    """

    victims: frozenset[str] = frozenset()
    targets: frozenset[int] = frozenset()
    things: frozenset[str] = frozenset()
    held_by: str = ""
    is_further: bool = False


def find_struck(tree: Tree, trigger: Trigger, labels: Labels, actors: Iterable[Actor]) -> Struck:
    """What the event of a trigger struck; `labels` names the classes of tokens in names.

    `actors` are those of the trigger, as `find_actors` gives them.
    """
    beside = {tree.lowers[child] for child in tree.children[trigger.token]}
    return Struck(
        victims=_victims(tree, trigger, labels),
        targets=_targets(tree, trigger),
        things=_things(tree, trigger),
        held_by=_held_by(tree, trigger, actors),
        is_further=not beside.isdisjoint(load_words("places.toml", "further")),
    )


def _held_by(tree: Tree, trigger: Trigger, actors: Iterable[Actor]) -> str:
    if trigger.rule.type != "territory_control" or tree.lemmas[trigger.token] == "fall":
        return ""  # "a Ukrainian city fell": its people do not hold it
    names = (actor.name for actor in actors if actor.part == "agent")
    states = (n for n in names if n.endswith((" forces", " government")))
    side = next(states, "").partition(" ")[0]
    if tree.lemmas[trigger.token] in load_words("places.toml", "losing"):
        return f"not {side}" if side else ""
    return side


def _victims(tree: Tree, trigger: Trigger, labels: Labels) -> frozenset[str]:
    named = [t for t in trigger.patients if "PERSON" in labels.get(t, ())]
    names = set()
    for t in named:
        while t + 1 < len(tree.tokens) and "PERSON" in labels.get(t + 1, ()):
            t += 1  # noqa: PLW2901 - walks to the end of the name
        names.add(tree.lowers[t])
    return frozenset(names)


def _targets(tree: Tree, trigger: Trigger) -> frozenset[int]:
    struck = {tree.lemmas[t] for t in trigger.patients}
    groups = read_toml("places.toml")["targets"]
    return frozenset(n for n, group in enumerate(groups) if not struck.isdisjoint(group))


def _things(tree: Tree, trigger: Trigger) -> frozenset[str]:
    nouns = (t for t in trigger.patients if tree.tokens[t].pos == "NOUN")
    heads = (t for t in nouns if tree.bases[t] not in {"compound", "amod"})
    return frozenset(tree.lemmas[t] for t in heads) - load_words("places.toml", "vague_targets")
