"""Story, its steps and EventRow… -> one HTML file for a talk: it needs neither server nor network.

A story is a title and steps in the order told; a step is an event with a caption. Saved, it is a
small JSON file without the events' text: it opens on every store that holds the same articles.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.drawing.card import escape, quote_parts
from pipeline.drawing.event_map import map_words
from pipeline.drawing.layer import chosen_mark, first_view, has_dot, rows_layer
from pipeline.drawing.ontology import type_of
from pipeline.drawing.page import FOOTER, days_of, one_file
from pipeline.drawing.panels import LONGEST_LINE, list_rows
from pipeline.drawing.speech import counted, say
from pipeline.drawing.words import (
    day_words,
    harm_words,
    place_words,
    span_words,
    status_words,
    when_words,
)
from pipeline.errors import PipelineError
from pipeline.table import EventRow

FORM = "dateline story 1"
MOST_STEPS = 500  # what keeps the file below three megabytes
MOST_TITLE, MOST_CAPTION = 200, 1_000  # code points
MOST_QUOTES = (900, 300, 80)  # code points; fewer if the file would grow beyond `MOST_BYTES`
MOST_BYTES = 3_000_000  # what still opens at once from a slow stick


@dataclass(frozen=True, slots=True)
class Step:
    """An event of a story, and what the speaker says of it."""

    event_id: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in the order they are told, no event twice."""

    title: str = ""
    steps: tuple[Step, ...] = ()

    def with_events(self, event_ids: Iterable[str]) -> "Story":
        """The story with more events at its end; those it has, and those too many, are left out."""
        known = {step.event_id for step in self.steps}
        fresh = (name for name in dict.fromkeys(event_ids) if name not in known)
        steps = (*self.steps, *map(Step, fresh))
        return replace(self, steps=steps[:MOST_STEPS])

    def without(self, place: int) -> "Story":
        """The story without the step at a place, counted from 0."""
        return replace(self, steps=self.steps[:place] + self.steps[place + 1 :])

    def moved(self, place: int, by: int) -> "Story":
        """The story with the step at a place moved by so many places, kept within the story."""
        steps = list(self.steps)
        step = steps.pop(place)
        steps.insert(min(max(place + by, 0), len(steps)), step)
        return replace(self, steps=tuple(steps))

    def captioned(self, place: int, caption: str) -> "Story":
        """The story with another caption at a place."""
        step = replace(self.steps[place], caption=caption[:MOST_CAPTION])
        return replace(self, steps=(*self.steps[:place], step, *self.steps[place + 1 :]))

    def by_days(self, events: Mapping[str, EventRow]) -> "Story":
        """The story in the order of its events' days; those without one come last."""

        def day(step: Step) -> dt.date:
            row = events.get(step.event_id)
            return (row and (row.date_start or row.date_end)) or dt.date.max

        return replace(self, steps=tuple(sorted(self.steps, key=day)))


def step_rows(story: Story, events: Mapping[str, EventRow]) -> list[dict[str, Any]]:
    """The steps as the rows of a list, numbered, each with its caption if it has one."""
    rows = list_rows(events[step.event_id] for step in story.steps)
    for number, (row, step) in enumerate(zip(rows, story.steps, strict=True), 1):
        row["when"] = f"{number}. {row['when']}"
        row["more"] = step.caption[:LONGEST_LINE] or row["more"]
    return rows


def save_story(story: Story) -> str:
    """The story as JSON."""
    steps = [{"event": step.event_id, "caption": step.caption} for step in story.steps]
    told = {"form": FORM, "title": story.title, "steps": steps}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def load_story(content: bytes) -> Story:
    """Read what `save_story` wrote.

    Raises:
        PipelineError: it is something else.
    """
    try:
        told = json.loads(content)
        ours = told["form"] == FORM
        pairs = [(str(step["event"]), str(step["caption"])) for step in told["steps"]]
        title = str(told["title"])[:MOST_TITLE]
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(say("story.none_of_ours")) from error
    if not ours:
        raise PipelineError(say("story.none_of_ours"))
    captions = {name: caption[:MOST_CAPTION] for name, caption in reversed(pairs)}
    names = dict.fromkeys(name for name, _ in pairs)
    steps = tuple(Step(name, captions[name]) for name in names)
    return Story(title, steps[:MOST_STEPS])


def story_html(story: Story, events: Mapping[str, EventRow]) -> str:
    """The story as one HTML file; steps whose event is not among `events` are left out.

    Long quotes are cut, and cut shorter if the file would be larger than `MOST_BYTES`.
    """
    told = [(step, events[step.event_id]) for step in story.steps if step.event_id in events]
    rows = [row for _, row in told]
    days = days_of(rows)
    span = span_words(*days) if days else ""
    title = story.title.strip() or say("story.untitled")
    texts = {"@TITLE@": escape(title), "@FOOTER@": escape(FOOTER)}
    data: dict[str, Any] = {
        "title": title,
        "about": " · ".join(part for part in (counted("count.event", len(rows)), span) if part),
        "layer": _layer(rows),
        "sources": _sources(rows),
        "footer": FOOTER,
        "words": {name: say(f"story.{name}") for name in _WORDS} | {"map": map_words()},
    }
    page = ""
    for most in MOST_QUOTES:
        slides = [_slide(step, row, most) for step, row in told]
        page = one_file("story", texts, data | {"steps": slides})
        if len(page.encode("utf-8", "replace")) <= MOST_BYTES:
            break
    return page


_WORDS = ("begin", "end", "next", "previous", "full", "keys", "sources", "step", "no_mark")


def _layer(rows: Sequence[EventRow]) -> dict[str, Any]:
    box = first_view([(row.lat or 0.0, row.lon or 0.0, 1) for row in rows if has_dot(row)])
    return rows_layer(rows) | {"fit": {"box": box, "key": "story"} if box else None}


def _slide(step: Step, row: EventRow, most: int) -> dict[str, Any]:
    """What one step shows, as plain text, with so many code points of its quote."""
    kind = type_of(row.type)
    written = day_words(row.article_date) if row.article_date else ""
    return {
        "when": when_words(row),
        "where": place_words(row)[:MOST_TITLE],
        "kind": kind.label + ("" if row.status == "reported" else f" · {status_words(row.status)}"),
        "type": {"colour": kind.colour, "shape": kind.shape},
        "headline": (row.headline or row.quote)[:MOST_TITLE],
        "caption": step.caption,
        "quote": quote_parts(row._replace(quote=row.quote[:most])),
        "harm": harm_words(row),
        "source": " · ".join(p[:MOST_TITLE] for p in (row.source, row.article_title, written) if p),
        "dot": chosen_mark(row, move=True),
    }


def _sources(rows: Iterable[EventRow]) -> list[str]:
    """The sources of a story, each once, in the order they are first used."""
    return list(dict.fromkeys(row.source[:MOST_TITLE] for row in rows if row.source))
