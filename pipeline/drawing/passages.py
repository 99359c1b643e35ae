"""Article and what was found in it -> its text in pieces, each with what is said of it.

Spans overlap freely: an event's sentence holds places and dates, and two events may share one. A
piece is the text between two neighbouring ends of spans, so that the pieces joined are the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.drawing.layer import PALE
from pipeline.drawing.ontology import type_of
from pipeline.drawing.speech import say
from pipeline.drawing.words import confidence_words, country_name, rule_words, span_words
from pipeline.table import EventRow
from pipeline.table.stored import DateRow, MentionRow, SentenceRow

HINTED = ("date", "place")  # kinds of spans that say something when pointed at
PART = 60_000  # code points of a text shown at once; a browser draws that many at ease


@dataclass(frozen=True, slots=True)
class Part:
    """The code points `text[start:end]` of an article; `number` counts from 1 to `count`."""

    start: int
    end: int
    number: int
    count: int


def parts_of(text: str) -> tuple[Part, ...]:
    """A text in parts of at most `PART`, cut where a paragraph ends if one does; at least one."""
    cuts = [0]
    while cuts[-1] < len(text):
        stop = min(cuts[-1] + PART, len(text))
        paragraph = text.rfind("\n", cuts[-1] + PART // 2, stop) + 1 if stop < len(text) else 0
        cuts.append(paragraph or stop)
    ends = list(pairwise(cuts)) or [(0, 0)]
    return tuple(Part(*range_, place, len(ends)) for place, range_ in enumerate(ends, 1))


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found in an article; `sentences` tell of its events besides their quotes."""

    mentions: Sequence[MentionRow] = ()
    dates: Sequence[DateRow] = ()
    events: Sequence[EventRow] = ()
    sentences: Sequence[SentenceRow] = ()


def passage_data(text: str, part: Part, found: Finds) -> dict[str, Any]:
    """What the article's script writes, as text: pieces, and the events and hints they point at.

    A piece is `[text, numbers of its events, number of its hint or -1, place or date or ""]`, with
    the numbers of the events that it tells of besides their quotes, if it does.
    """
    numbers = {row.event_id: number for number, row in enumerate(found.events)}
    shown = [
        (row.quote_start, row.quote_end, ("event", number))
        for number, row in enumerate(found.events)
    ]
    shown += [
        (row.start, row.end, ("also", numbers[row.event_id]))
        for row in found.sentences
        if row.event_id in numbers and not row.said_by
    ]
    hints: list[dict[str, str]] = []
    for mention in found.mentions:
        shown.append((mention.start, mention.end, ("place", len(hints))))
        hints.append({"id": mention.place_id, "words": mention_words(mention)})
    for date in found.dates:
        shown.append((date.start, date.end, ("date", len(hints))))
        hints.append({"id": "", "words": date_words(date)})
    spans = [
        (max(start, part.start), min(end, part.end), name)
        for start, end, name in shown
        if start < part.end and end > part.start
    ]
    return {
        "pieces": [_piece(text[a:z], names) for a, z, names in pieces(part.start, part.end, spans)],
        "hints": hints,
        "events": [_look(row) for row in found.events],
    }


Name = tuple[str, int]


def pieces(
    start: int, end: int, spans: Iterable[tuple[int, int, Name]]
) -> Iterator[tuple[int, int, frozenset[Name]]]:
    """Cut `start` to `end` at every end of a span; each piece with the spans that lie over it."""
    opening: dict[int, list[Name]] = {}
    closing: dict[int, list[Name]] = {}
    for first, stop, name in spans:
        if first < stop:
            opening.setdefault(first, []).append(name)
            closing.setdefault(stop, []).append(name)
    over: set[Name] = set()
    for first, stop in pairwise(sorted({start, end, *opening, *closing})):
        over.difference_update(closing.get(first, ()))
        over.update(opening.get(first, ()))
        yield first, stop, frozenset(over)


def _piece(text: str, names: frozenset[Name]) -> list[Any]:
    events = sorted(number for kind, number in names if kind == "event")
    also = sorted(number for kind, number in names if kind == "also")
    # A date inside the name of a place ("1 May Street") is the place's.
    hinted = max((name for name in names if name[0] in HINTED), default=("", -1))
    return [text, events, hinted[1], hinted[0], *([also] if also else [])]


def _look(row: EventRow) -> dict[str, Any]:
    kind = type_of(row.type)
    return {
        "id": row.event_id,
        "type": {"colour": kind.colour, "shape": kind.shape},
        "pale": row.status in PALE,
        "label": kind.label,
    }


def mention_words(mention: MentionRow) -> str:
    """Which place a name means, why it is named, and how surely: one line of plain text."""
    if not mention.place_id:
        return say("article.unknown_place", role=say(f"role.{mention.role}"))
    place = [mention.name, mention.admin1, country_name(mention.country)]
    parts = [
        ", ".join(dict.fromkeys(part for part in place if part)),
        say(f"role.{mention.role}"),
        say("article.by_rule", rule=rule_words(mention.rule)),
        confidence_words(mention.confidence),
    ]
    return " · ".join(parts)


def date_words(date: DateRow) -> str:
    """Which days a time expression means: one line of plain text."""
    first, last = date.date_start, date.date_end
    if first is None or last is None:
        return say("article.unknown_date")
    return f"{span_words(first, last)} · {say('article.by_rule', rule=rule_words(date.rule))}"
