"""EventRow… and counts per day -> what the list and the histogram beside the map show."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from pipeline.drawing.card import plain_markdown
from pipeline.drawing.layer import PALE
from pipeline.drawing.ontology import type_of
from pipeline.drawing.speech import grouped, language, say
from pipeline.drawing.words import (
    count_words,
    cut,
    harm_words,
    place_words,
    span_words,
    status_words,
    when_words,
)
from pipeline.table import EventRow, Filter, Store, Tally
from pipeline.table.articles import Telling

Rows = Callable[[], tuple[EventRow, ...]]

MOST_BARS = 190  # more would be thinner than three pixels on a laptop; days then join
LONGEST_LINE = 240  # characters of a headline in the list; the card has it whole
LONGEST_SENTENCE = 420  # characters of a further sentence about an event
MOST_LINES = 2000  # of the list, remembered for all who look at it
MOST_ASIDE = 40  # events without a dot that are listed one by one

LIST_HTML = '<div class="dl-list" role="group" aria-label="Events"></div>'
REPORTS_HTML = '<div class="dl-reports" role="group" aria-label="Other reports"></div>'
TIME_HTML = '<div class="dl-time"></div>'
TIME_WORDS = (
    "back",
    "on",
    "play",
    "pause",
    "step",
    "day",
    "week",
    "window",
    "this",
    "until",
    "speed",
    "jump",
    "last7",
    "last30",
    "all",
    "loading",
    "failed",
    "onMap",
)  # keys of the catalogue
LOADER = """export default async function (part) {
  const root = part.parentElement, text = new TextDecoder().decode(part.data);
  const data = JSON.parse(text);
  for (const href of data.styles || [])
    if (!root.querySelector(`link[href="${CSS.escape(href)}"]`))
      root.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  const { default: show } = await import(new URL(data.script, document.baseURI));
  if (root.dlTold === text) return; // nothing is new
  root.dlTold = text;
  show({ ...part, data });
}
"""


def packed(data: Mapping[str, Any]) -> bytes:
    """What a part of the page is told, as `LOADER` reads it.

    Streamlit passes bytes on as they are, but looks into every value of a mapping for tables.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def list_rows(rows: Iterable[EventRow]) -> list[dict[str, Any]]:
    """The list's rows: plain text, written into the page as text."""
    return [dict(_list_row(row, language())) for row in rows]


def told_rows(
    rows: Sequence[EventRow], tellings: Mapping[tuple[str, str], Telling]
) -> list[dict[str, Any]]:
    """The same with who says so, and what else the article says of each event."""
    shown = list_rows(rows)
    for line, row in zip(shown, rows, strict=True):
        told = tellings.get((row.event_id, row.article_id), Telling())
        line["said"] = f"{say('card.said_by')}: {told.said_by}" if told.said_by else ""
        line["also"] = say("card.also") if told.sentences else ""
        line["sentences"] = [cut(sentence, LONGEST_SENTENCE) for sentence in told.sentences]
    return shown


@lru_cache(MOST_LINES)
def _list_row(row: EventRow, _language: str) -> dict[str, Any]:
    kind = type_of(row.type)
    more = [
        place_words(row),
        "" if row.status == "reported" else status_words(row.status),
        harm_words(row),
    ]
    return {
        "id": row.event_id,
        "type": {"colour": kind.colour, "shape": kind.shape},
        "pale": row.status in PALE,
        "when": f"{when_words(row)} · {kind.label}",
        "headline": (row.headline or row.quote)[:LONGEST_LINE],
        "more": " · ".join(part for part in more if part),
    }


@dataclass(frozen=True, slots=True)
class Histogram:
    """Events per bar; a bar is `days_each` days from `first` on, the last one may be shorter."""

    first: dt.date
    days_each: int
    counts: tuple[int, ...]
    last: dt.date

    def days(self, slot: int) -> tuple[dt.date, dt.date]:
        """First and last day of a bar."""
        first = self.first + dt.timedelta(days=slot * self.days_each)
        return first, min(first + dt.timedelta(days=self.days_each - 1), self.last)


def make_histogram(days: Sequence[tuple[dt.date, int]], first: dt.date, last: dt.date) -> Histogram:
    """Bars for every day from first to last, both included; days outside are left out."""
    total = (last - first).days + 1
    days_each = -(-total // MOST_BARS)
    counts = [0] * -(-total // days_each)
    for day, count in days:
        if first <= day <= last:
            counts[(day - first).days // days_each] += count
    return Histogram(first, days_each, tuple(counts), last)


def histogram_data(bars: Histogram, first: dt.date, last: dt.date) -> dict[str, Any]:
    """What the histogram's script needs; bars from first to last, both included, are marked."""
    most = max(bars.counts, default=0)
    key = "time.per_day" if bars.days_each == 1 else "time.per_days"
    told = say(key, days=bars.days_each, most=grouped(most))
    return {
        "counts": list(bars.counts),
        "each": bars.days_each,
        "first": bars.first.isoformat(),
        "last": bars.last.isoformat(),
        "from": first.isoformat(),
        "until": last.isoformat(),
        "words": {name: say(f"time.{name}") for name in TIME_WORDS},
        "locale": say("map.locale"),
        "label": f"{told}; {span_words(bars.first, bars.last)}",
        "most": told,
    }


def one_line(row: EventRow) -> str:
    """An event as one line of Markdown that shows its text letter for letter."""
    return plain_markdown(f"{place_words(row)} · {when_words(row)} · {row.headline or row.quote}")


def without_dot(store: Store, chosen: Filter, tally: Tally) -> Iterator[tuple[str, str, Rows]]:
    """Events the map cannot show: why, a title with their number, and the newest when asked."""
    for precision, count in (("country", tally.country), ("unknown", tally.unknown)):
        part = replace(chosen, precisions=(precision,))
        if count:
            title = f"{count_words(count)} {say(f'aside.{precision}')}"
            yield precision, title, partial(store.rows, part, limit=MOST_ASIDE)


def around_words(count: int, place: str) -> str:
    """How many events lie around a point of the map; `place` may be empty."""
    return say("aside.around", events=count_words(count), place=place or say("aside.this_point"))


def undated_words(store: Store, chosen: Filter) -> str:
    """How many events have no date, and whether they are among the chosen; empty if none."""
    count = store.undated(chosen)
    still = say("aside.undated_shown" if chosen.undated else "aside.undated_out")
    return f"{count_words(count)} {still}" if count else ""


def store_histogram(store: Store, chosen: Filter, span: tuple[dt.date, dt.date]) -> Histogram:
    """The bars of the chosen events over the whole span of the store, both ends included."""
    days = store.days(replace(chosen, first=None, last=None, undated=False))
    return make_histogram(days, *span)
