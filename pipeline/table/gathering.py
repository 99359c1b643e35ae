"""Annotation…, Copy… and Refusal… → rows with their incidents, copies, and what was refused."""

import itertools
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.records import Annotation, Copy, Refusal
from pipeline.table import frames
from pipeline.table.rows import EventRow, event_row

if TYPE_CHECKING:
    from pipeline.incidents import Grouper

HELD_ROWS = 500  # in memory; more wait in a temporary file, so that a long run needs no more memory


class GatheredRows(Collection[EventRow]):
    """Rows in the order they were added, each with the incident that all of them together give."""

    def __init__(self, grouper: "Grouper") -> None:
        """Start with none; `grouper` will know the incident of each."""
        import pyarrow as pa

        self._grouper = grouper
        self._file = tempfile.NamedTemporaryFile(prefix="dateline-")  # noqa: SIM115 - it goes when this does
        self._schema = frames.schema(EventRow)
        self._writer = pa.ipc.new_stream(self._file, self._schema)
        self._held: list[EventRow] = []
        self._count = 0

    def extend(self, rows: Iterable[EventRow]) -> None:
        """Add rows behind the others."""
        for row in rows:
            self._held.append(row)
            self._count += 1
        if len(self._held) >= HELD_ROWS:
            self._writer.write_table(frames.to_table(self._held, EventRow))
            self._held = []

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __iter__(self) -> Iterator[EventRow]:
        """Go through all of them; nothing may be added meanwhile."""
        for row in itertools.chain(self._written(), self._held):
            yield row._replace(incident_id=self._grouper.incident_id(row.event_id))

    def __contains__(self, row: object) -> bool:
        """Whether a row is among them."""
        return any(row == mine for mine in self)

    def _written(self) -> Iterator[EventRow]:
        import pyarrow as pa

        if self._count == len(self._held):
            return
        self._file.flush()
        with open(self._file.name, "rb") as file, pa.ipc.open_stream(file) as batches:  # noqa: PTH123 - the name is a str
            for batch in batches:
                yield from frames.from_table(pa.Table.from_batches([batch]), EventRow)


@dataclass(slots=True)
class Gathered:
    """What came of a run: rows in the order of the articles, copies and refusals in theirs."""

    rows: GatheredRows
    refused: list[Refusal] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    article_count: int = 0


def gather(outcomes: Iterable[Annotation | Copy | Refusal]) -> Gathered:
    """Take all outcomes in, and give the events of one happening a common incident.

    Of the events only what grouping has to see together is held in memory, of the articles nothing.
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
