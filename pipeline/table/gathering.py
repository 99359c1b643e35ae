"""Annotation… and Refusal… → rows with their incidents, and what was refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Annotation, Event, Refusal
from pipeline.table.rows import EventRow, event_row


@dataclass(slots=True)
class Gathered:
    """What came of a run: rows in the order of the articles, refusals in theirs."""

    rows: list[EventRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    article_count: int = 0


def gather(outcomes: Iterable[Annotation | Refusal]) -> Gathered:
    """Take all outcomes in, and give the events of one happening a common incident.

    Only events are held, not articles: that is what grouping has to see together.
    """
    from pipeline.incidents import group

    gathered = Gathered()
    events: list[Event] = []
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            gathered.refused.append(outcome)
            continue
        gathered.article_count += 1
        events += outcome.events
        gathered.rows += (event_row(outcome, event, event.id) for event in outcome.events)
    incidents = group(events)
    gathered.rows = [
        row._replace(incident_id=incidents.get(row.event_id, row.event_id)) for row in gathered.rows
    ]
    return gathered
