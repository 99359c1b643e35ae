"""Numbers of a store -> the overview: figures, days by family, tables; all text escaped."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.drawing.card import escape, mark_picture
from pipeline.drawing.ontology import load_types, type_of
from pipeline.drawing.panels import make_histogram
from pipeline.drawing.speech import counted, grouped, say
from pipeline.drawing.tolls import DASH, add_tolls, toll_words
from pipeline.drawing.words import span_words
from pipeline.records import Refusal
from pipeline.table.summaries import Lacks, Numbers, ReasonLine, SourceLine, TypeLine

FAMILIES_HTML = '<div class="dl-families"></div>'


def figures_html(found: Numbers, articles: int, types: Sequence[TypeLine]) -> str:
    """The numbers that matter, each with its name under it."""
    days = span_words(found.first, found.last) if found.first and found.last else DASH
    shown = [
        (grouped(found.events), say("overview.events")),
        (grouped(found.happenings), say("overview.happenings")),
        (grouped(articles), say("overview.articles")),
        (grouped(found.places), say("overview.places")),
        (toll_words(add_tolls(line.killed for line in types)), say("overview.killed")),
        (toll_words(add_tolls(line.injured for line in types)), say("overview.injured")),
        (days, say("overview.days")),
    ]
    cells = "".join(f"<div><dd>{value}</dd><dt>{escape(name)}</dt></div>" for value, name in shown)
    return f'<dl class="dl-figures">{cells}</dl>'


def families_data(
    days: Sequence[tuple[dt.date, str, int]], span: tuple[dt.date, dt.date]
) -> dict[str, Any]:
    """Events per bar and family, families in the ontology's order, for the chart's script."""
    by_family: dict[str, list[tuple[dt.date, int]]] = {}
    for day, kind, count in days:
        by_family.setdefault(type_of(kind).colour, []).append((day, count))
    order = list(dict.fromkeys(kind.colour for kind in load_types().values()))
    bars = {
        colour: make_histogram(by_family[colour], *span) for colour in order if colour in by_family
    }
    first = next(iter(bars.values()), make_histogram((), *span))
    totals = [sum(counts) for counts in zip(*(bar.counts for bar in bars.values()), strict=True)]
    names = {kind.colour: say_family(kind.id) for kind in reversed(load_types().values())}
    days_told = [span_words(*first.days(slot)) for slot in range(len(first.counts))]
    return {
        "series": [
            {
                "colour": colour,
                "label": names[colour],
                "counts": list(bar.counts),
                "total": counted("count.event", sum(bar.counts)),
            }
            for colour, bar in bars.items()
        ],
        "totals": totals,
        "words": days_told,
        "label": say("overview.per_day" if first.days_each == 1 else "overview.per_days",
                     days=first.days_each, most=grouped(max(totals, default=0))),
    }  # fmt: skip


def say_family(type_id: str) -> str:
    """The family of a type, with a capital."""
    family = type_of(type_id).family
    return family[:1].upper() + family[1:]


def types_html(types: Sequence[TypeLine]) -> str:
    """Each type with its mark, a bar for its events, and its harm."""
    most = max((line.events for line in types), default=1)
    rows = []
    for line in types:
        kind = type_of(line.type)
        width = max(round(100 * line.events / most), 1)
        bar = f'<i style="width:{width}%;background:{kind.colour}"></i>'
        figures = (grouped(line.events), toll_words(line.killed), toll_words(line.injured))
        cells = "".join(f"<td>{figure}</td>" for figure in figures)
        rows.append(
            f'<tr><th scope="row">{mark_picture(kind.colour, kind.shape)}'
            f"<span>{escape(kind.label)}</span></th>"
            f'<td class="dl-bar">{bar}</td>{cells}</tr>'
        )
    heads = ("overview.type", "", "overview.events", "overview.killed", "overview.injured")
    return _table(heads, rows, "dl-types")


def sources_html(lines: Iterable[SourceLine]) -> str:
    """Each source with its articles, events and days."""
    rows = [
        _row(
            line.source or say("overview.no_source"),
            grouped(line.articles),
            grouped(line.events),
            span_words(line.first, line.last) if line.first and line.last else DASH,
        )
        for line in lines
    ]
    heads = ("overview.source", "overview.articles", "overview.events", "overview.days")
    return _table(heads, rows, "")


def shares_html(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Names with their numbers and their shares of all; `title` is a key of the catalogue."""
    total = sum(count for _, count in counts) or 1
    rows = [_row(name, grouped(count), f"{count / total:.0%}") for name, count in counts]
    return _table((title, "overview.number", "overview.share"), rows, "")


def reasons_html(lines: Iterable[ReasonLine]) -> str:
    """Why inputs were refused, how often, and one example each."""
    rows = [_row(line.reason, grouped(line.times), line.where) for line in lines]
    return _table(("overview.reason", "overview.number", "overview.example"), rows, "dl-wide")


def refusals_html(refused: Iterable[Refusal]) -> str:
    """Each input that became no article, and why."""
    rows = [_row(refusal.where, refusal.reason) for refusal in refused]
    return _table(("add.where", "add.reason"), rows, "dl-wide")


def _row(name: str, *cells: str) -> str:
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{told}</tr>'


def _table(heads: Iterable[str], rows: Iterable[str], look: str) -> str:
    """A table; `heads` are keys of the catalogue, `rows` are HTML."""
    top = "".join(f'<th scope="col">{escape(say(key)) if key else ""}</th>' for key in heads)
    return (
        f'<div class="dl-scroll"><table class="dl-table {look}"><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def lacks_html(lacks: Lacks, events: int) -> str:
    """How many events lack a day, a place, a close place, or support."""
    rows = [
        _row(say(f"overview.{name}"), grouped(count), f"{count / max(events, 1):.0%}")
        for name, count in lacks._asdict().items()
    ]
    return _table(("", "overview.number", "overview.share"), rows, "dl-narrow")


def named(counts: Sequence[tuple[str, int]], group: str) -> list[tuple[str, int]]:
    """Values of a column as words, by the catalogue's table `group`."""
    return [(say(f"{group}.{name or 'unknown'}"), count) for name, count in counts]
