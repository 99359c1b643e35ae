"""Event… -> incident ids: one id for all reports of one happening.

Events that share a key (`keys.py`) stand in one group; so do all that are linked through others
(union-find, near-linear). An incident is named after its smallest event id, so the same events give
the same ids in whatever order they came.
"""

from array import array
from collections.abc import Iterable, Iterator

from pipeline.incidents.keys import Reason, keys_of
from pipeline.records import Event
from pipeline.scratch import Scratch


class Grouper:
    """Groups events, which wait outside of the memory."""

    def __init__(self) -> None:
        """Start with no events."""
        self._held = Scratch(
            "events (number INTEGER PRIMARY KEY, id TEXT, first INTEGER)",
            "keys (key INTEGER, number INTEGER)",
        )
        self._count = 0

    def add(self, event: Event) -> None:
        """Add an event; one that is there already shares its incident."""
        keys = {hash((key.reason.name, key.values)) for key in keys_of(event)} | {hash(event.id)}
        self._held.ask("INSERT INTO events (number, id) VALUES (?, ?)", (self._count, event.id))
        rows = ((key, self._count) for key in keys)
        self._held.change("INSERT INTO keys VALUES (?, ?)", rows)
        self._count += 1

    def incident_ids(self) -> Iterator[str]:
        """Id of the incident of each event, in the order they were added."""
        firsts = ((first, number) for number, first in enumerate(self._firsts()))
        self._held.change("UPDATE events SET first = ? WHERE number = ?", firsts)
        sql = "SELECT min(id) OVER (PARTITION BY first) FROM events ORDER BY number"
        for (name,) in self._held.ask(sql):
            yield "i" + name.removeprefix("e")

    def _firsts(self) -> Iterator[int]:
        """The number of the first event in the group of each."""
        parent = array("q", range(self._count))

        def root(number: int) -> int:
            while parent[number] != number:
                parent[number] = parent[parent[number]]
                number = parent[number]
            return number

        sql = "SELECT number, min(number) OVER (PARTITION BY key) FROM keys"
        for number, other in self._held.ask(sql):
            low, high = sorted((root(number), root(other)))
            parent[high] = low
        return map(root, range(self._count))


def group(events: Iterable[Event]) -> dict[str, str]:
    """Event id -> incident id; every event has one, alone or shared."""
    grouper, event_ids = Grouper(), list[str]()
    for event in events:
        grouper.add(event)
        event_ids.append(event.id)
    return dict(zip(event_ids, grouper.incident_ids(), strict=True))


def reasons_for(one: Event, other: Event) -> tuple[Reason, ...]:
    """Why two events are held to be one happening; empty if only others link them, or nothing."""
    shared = set(keys_of(one)) & set(keys_of(other))
    return tuple(reason for reason in Reason if any(key.reason is reason for key in shared))
