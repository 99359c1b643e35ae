"""Annotation…, Copy… and Refusal… → rows with their incidents, copies, and what was refused."""

import datetime as dt
import json
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.records import Annotation, Copy, Refusal
from pipeline.scratch import no_room
from pipeline.table.rows import COLUMNS, KINDS, EventRow, event_row

if TYPE_CHECKING:
    from pipeline.incidents import Grouper

_DAYS = [at for at, name in enumerate(COLUMNS) if KINDS[name] == dt.date | None]
_LISTS = [at for at, name in enumerate(COLUMNS) if KINDS[name] == tuple[str, ...]]


class GatheredRows(Collection[EventRow]):
    """Rows in the order they were added, each with the incident that all of them together give.

    They wait in a temporary file, so that a long run needs no more memory than a short one.
    """

    def __init__(self, grouper: "Grouper") -> None:
        """Start with none; `grouper` is given the event of each, in the same order."""
        self._grouper = grouper
        self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - it goes when this does
            "w", encoding="ascii", prefix="dateline-"
        )
        self._count = 0

    def extend(self, rows: Iterable[EventRow]) -> None:
        """Add rows behind the others.

        Raises:
            OutputError: there is no room for them in the folder of temporary files.
        """
        held = list(rows)
        self._count += len(held)
        try:
            self._file.writelines(json.dumps(row, default=str) + "\n" for row in held)
        except OSError as error:
            raise no_room(error) from error

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __iter__(self) -> Iterator[EventRow]:
        """Go through all of them; nothing may be added meanwhile."""
        try:
            self._file.flush()
        except OSError as error:
            raise no_room(error) from error
        with Path(self._file.name).open(encoding="ascii") as file:
            for line, incident_id in zip(file, self._grouper.incident_ids(), strict=True):
                yield _row(line)._replace(incident_id=incident_id)

    def __contains__(self, row: object) -> bool:
        """Whether a row is among them."""
        return any(row == mine for mine in self)


def _row(line: str) -> EventRow:
    values = json.loads(line)
    for at in _DAYS:
        values[at] = values[at] and dt.date.fromisoformat(values[at])
    for at in _LISTS:
        values[at] = tuple(values[at])
    return EventRow._make(values)


@dataclass(slots=True)
class Gathered:
    """What came of a run: rows in the order of the articles, copies and refusals in theirs."""

    rows: GatheredRows
    refused: list[Refusal] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    article_count: int = 0


def gather(outcomes: Iterable[Annotation | Copy | Refusal]) -> Gathered:
    """Take all outcomes in, and give the events of one happening a common incident.

    Of events and articles nothing is held in memory, of copies where they stood.
    """
    from pipeline.incidents import Grouper

    grouper = Grouper()
    gathered = Gathered(GatheredRows(grouper))
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            gathered.refused.append(outcome)
            continue
        gathered.article_count += 1
        if isinstance(outcome, Copy):
            gathered.copies.append(replace(outcome, article=replace(outcome.article, text="")))
            continue
        for event in outcome.events:
            grouper.add(event)
        gathered.rows.extend(event_row(outcome, event, event.id) for event in outcome.events)
    return gathered
