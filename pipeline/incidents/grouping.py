"""Event… -> incident ids: one id for all reports of one happening.

Events that share a key (`keys.py`) stand in one group; so do all that are linked through others
(union-find, near-linear). An incident is named after its smallest event id, so the same events give
the same ids in whatever order they came.
"""

from collections.abc import Iterable

from pipeline.incidents.keys import Reason, keys_of
from pipeline.records import Event


class Grouper:
    """Groups events as they come; adding one never redoes the rest."""

    def __init__(self) -> None:
        """Start with no events."""
        self._number: dict[str, int] = {}
        self._parent: list[int] = []
        self._name: list[str] = []  # at a root: the smallest event id of its group
        self._holder: dict[int, int] = {}  # hash of a key -> one event that has it

    def add(self, event: Event) -> None:
        """Add an event; one that is already there changes nothing."""
        if event.id in self._number:
            return
        number = len(self._parent)
        self._number[event.id] = number
        self._parent.append(number)
        self._name.append(event.id)
        for key in keys_of(event):
            self._join(number, self._holder.setdefault(hash((key.reason.name, key.values)), number))

    def incident_id(self, event_id: str) -> str:
        """Id of the incident an event belongs to; raises KeyError for an event never added."""
        return "i" + self._name[self._root(self._number[event_id])].removeprefix("e")

    def incident_ids(self) -> dict[str, str]:
        """Event id -> incident id, in the order the events were added."""
        return {event_id: self.incident_id(event_id) for event_id in self._number}

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        if low != high:
            self._parent[high] = low
            self._name[low] = min(self._name[low], self._name[high])


def group(events: Iterable[Event]) -> dict[str, str]:
    """Event id -> incident id; every event has one, alone or shared."""
    grouper = Grouper()
    for event in events:
        grouper.add(event)
    return grouper.incident_ids()


def reasons_for(one: Event, other: Event) -> tuple[Reason, ...]:
    """Why two events are held to be one happening; empty if only others link them, or nothing."""
    shared = set(keys_of(one)) & set(keys_of(other))
    return tuple(reason for reason in Reason if any(key.reason is reason for key in shared))
