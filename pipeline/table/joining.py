"""New Event… + store → their incidents: which happenings of the store they tell of again.

What links two events is a shared key (`pipeline.incidents`). The store keeps the keys of its
events as numbers, so that finding the incidents a new event belongs to is one look-up, however
large the store is.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.incidents.keys import Key, keys_of
from pipeline.records import Event
from pipeline.table.stored import KeyRow


@dataclass(frozen=True, slots=True)
class Joined:
    """`incidents`: new event id -> incident id. `renamed`: incidents that turned out to be another.

    `keys` are the rows that let later events find these.
    """

    incidents: Mapping[str, str]
    renamed: Mapping[str, str]
    keys: Sequence[KeyRow]


def key_number(key: Key) -> int:
    """A number for a key, the same on every machine; two keys share one once in 10**19."""
    text = repr((key.reason.name, key.values))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def key_rows(events: Iterable[Event]) -> tuple[KeyRow, ...]:
    """The keys of events, each once."""
    rows = (
        KeyRow(key_number(key), event.id, event.article_id)
        for event in events
        for key in keys_of(event)
    )
    return tuple(dict.fromkeys(rows))


def join(events: Sequence[Event], keys: Sequence[KeyRow], holders: Mapping[int, str]) -> Joined:
    """Find the incidents of new events.

    An incident of the store keeps its name; of several that the new events show to be one, the
    smallest name stays. A new incident is named after its smallest event id.

    Args:
        events: the new ones.
        keys: theirs, from `key_rows`.
        holders: key number -> incident id, for those of these keys that the store knows.
    """
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first: dict[int, tuple[str, str]] = {
        key: ("incident", incident) for key, incident in holders.items()
    }
    for row in keys:
        node = ("event", row.event_id)
        one, other = sorted((root(node), root(first.setdefault(row.key, node))))
        parent[other] = one
    for event in events:
        root(("event", event.id))
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for node in parent:
        members.setdefault(root(node), []).append(node)
    incidents: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for group in members.values():
        held = sorted(name for kind, name in group if kind == "incident")
        mine = sorted(name for kind, name in group if kind == "event")
        name = held[0] if held else "i" + mine[0].removeprefix("e")
        incidents.update(dict.fromkeys(mine, name))
        renamed.update(dict.fromkeys(held[1:], name))
    return Joined(incidents, renamed, keys)
