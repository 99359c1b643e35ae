"""data/ontology.json -> EventType…: what a type is called and how it looks."""

import functools
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.drawing.speech import say_or

ONTOLOGY = Path(__file__).parents[1] / "data" / "ontology.json"


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event; `colour` is `#rrggbb` and marks the family, `shape` tells types apart."""

    id: str
    label: str
    definition: str
    family: str
    colour: str
    shape: str


@functools.cache
def load_types() -> dict[str, EventType]:
    """All types by id, in the ontology's order."""
    ontology = json.loads(ONTOLOGY.read_text(encoding="utf-8"))
    return {
        entry["id"]: EventType(
            id=entry["id"],
            label=entry["label"],
            definition=entry["definition"],
            family=ontology["families"][entry["colour"]],
            colour=entry["colour"],
            shape=entry["shape"],
        )
        for entry in ontology["types"]
    }


@functools.cache
def families() -> dict[str, tuple[str, ...]]:
    """The types of each family, both in the ontology's order."""
    members: dict[str, list[str]] = {}
    for kind in load_types().values():
        members.setdefault(kind.family, []).append(kind.id)
    return {family: tuple(ids) for family, ids in members.items()}


def whole_families(types: Collection[str]) -> list[str]:
    """The families all of whose types are among these."""
    return [name for name, members in families().items() if set(members) <= set(types)]


def with_families(types: Collection[str], chosen: Collection[str]) -> list[str]:
    """The types when the families chosen are to be whole among them.

    A family that was whole and is not chosen any more goes; single types of others stay.
    """
    before = whole_families(types)
    return [
        kind
        for name, members in families().items()
        for kind in members
        if name in chosen or (kind in types and name not in before)
    ]


def type_of(id_: str) -> EventType:
    """The type with this id; an id the ontology does not know is drawn as `other`, by its name."""
    types = load_types()
    if id_ in types:
        return _spoken(types[id_])
    other = types["other"]
    label = id_.replace("_", " ").capitalize() or other.label
    return EventType(id_, label, "", other.family, other.colour, other.shape)


def _spoken(kind: EventType) -> EventType:
    """The type with its names in the reader's language."""
    label = say_or(f"type.{kind.id}", kind.label)
    return replace(kind, label=label, family=say_or(f"family.{kind.family}", kind.family))
