"""Bytes -> a stage at work on them; a law that does not hold is an AssertionError.

`TARGETS` names the stages. Each takes what the fuzzer made and returns nothing.
"""

import datetime as dt
import functools
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

from defusedxml import ElementTree

from gazetteer import Gazetteer, fold
from pipeline import flow
from pipeline.dates import date_article, find_dates
from pipeline.drawing.card import card_html, is_web_address, plain_markdown
from pipeline.drawing.layer import to_script
from pipeline.drawing.link import describe, first_state, from_query, to_query
from pipeline.reading import read_articles
from pipeline.reading.articles import READERS
from pipeline.records import Annotation, Article, ArticleDate, DateSource
from pipeline.settings import Settings
from pipeline.table import EventRow
from pipeline.table.geography import geojson_lines, kml_lines
from pipeline.table.lines import armed, csv_lines, defused, jsonl_lines, read_csv, read_jsonl

DAY = dt.date(2022, 3, 7)
ENDINGS = tuple(sorted(READERS))
# Faults of a program rather than of its input; the libraries of these formats raise them too.
FAULTS = ("AttributeError", "IndexError", "KeyError", "TypeError", "UnboundLocalError")
FOREIGN = (".pdf", ".docx", ".parquet")
LONGEST = 4000  # characters: what is longer is the slope benchmark's

Target = Callable[[bytes], None]


def text_of(data: bytes) -> str:
    """Any bytes as text, so that the fuzzer's changes stay where it made them."""
    return data.decode("utf-8", "replace")[:LONGEST]


def read(data: bytes) -> None:
    """A file of each kind: articles or refusals, none of which is a fault of the program."""
    if not data:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ENDINGS[data[0] % len(ENDINGS)]}"
        path.write_bytes(data[1:])
        for item in read_articles([str(path)]):
            if not isinstance(item, Article) and path.suffix not in FOREIGN:
                assert not any(fault in item.reason for fault in FAULTS), item.reason
        assert [found.name for found in Path(folder).iterdir()] == [path.name]


def dates(data: bytes) -> None:
    """The date grammar: spans of the text, in order, never overlapping."""
    text = text_of(data)
    for anchor in (ArticleDate(DAY, DateSource.GIVEN, "given"), date_article(Article("a", text))):
        end = 0
        for span in find_dates(text, anchor):
            assert end <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
            end = span.end


def names(data: bytes) -> None:
    """Folding twice is folding once; a look-up answers."""
    name = text_of(data)
    folded = fold(name)
    assert fold(folded) == folded
    for candidate in gazetteer().candidates(name):
        assert -90 <= candidate.place.lat <= 90
        assert -180 <= candidate.place.lon <= 180


def stages(data: bytes) -> None:
    """All stages over an article: every offset holds, every choice names its rule."""
    article = Article("a", text_of(data), date=DAY)
    (found,) = flow.annotate_batch([article], loaded())
    assert isinstance(found, Annotation), found
    for resolution in found.resolutions:
        span = resolution.mention
        assert article.text[span.start : span.end].strip("\0") or span.text
        assert resolution.rule
        assert 0 <= resolution.confidence <= 1
    for event in found.events:
        assert 0 <= event.quote.start < event.quote.end <= len(article.text)
        assert event.type_rule


def exports(data: bytes) -> None:
    """A row of these texts in every export: it comes back, and nothing in it is at work."""
    text = text_of(data)
    row = row_of(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows"
        path.write_text("".join(csv_lines([row])), encoding="utf-8", newline="")
        assert list(read_csv(path)) == [row]
        path.write_text("".join(jsonl_lines([row])), encoding="utf-8")
        assert list(read_jsonl(path)) == [row]
    assert armed(defused(text)) == text
    assert json.loads("".join(geojson_lines([row])))["features"][0]["properties"]["quote"] == text
    kml = io.BytesIO("".join(kml_lines([row])).encode())
    ElementTree.parse(kml, forbid_dtd=True)
    script = to_script({"t": text})
    assert json.loads(script) == {"t": text}
    assert not set("<>&`") & set(script)
    assert "{{" not in script
    assert "{%" not in script
    card = card_html(row, Article("a", text))
    assert card.count("<script") == 0
    assert "\n" not in plain_markdown(text)
    if is_web_address(text):
        assert text.lower().startswith(("http://", "https://"))


def address(data: bytes) -> None:
    """A page's address: a filter or none, and the same again from its own address."""
    query = parse_qs(text_of(data), keep_blank_values=True)
    chosen = from_query(query)
    assert from_query(to_query(chosen)) == chosen
    describe(3, chosen, (DAY, DAY))
    first_state(query, (DAY, DAY))


TARGETS: dict[str, Target] = {
    "address": address,
    "dates": dates,
    "exports": exports,
    "names": names,
    "read": read,
    "stages": stages,
}


@functools.cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer."""
    return Gazetteer.open()


@functools.cache
def loaded() -> flow.Stages:
    """The stages of the packaged pipeline."""
    return flow.load_stages(Settings())


def row_of(text: str) -> EventRow:
    """A row whose every text is this one."""
    return EventRow(
        event_id=text,
        incident_id=text,
        type="shelling",
        status="reported",
        date_start=DAY,
        date_end=DAY,
        date_precision="day",
        date_text=text,
        place_name=text,
        place_id=text,
        place_kind="city",
        country="UA",
        admin1=text,
        lat=46.5,
        lon=30.7,
        place_precision="city",
        radius_km=9.0,
        place_text=text,
        actors=(),
        killed_min=None,
        killed_max=None,
        injured_min=2,
        injured_max=None,
        quote=text,
        quote_start=0,
        quote_end=len(text),
        headline=text,
        article_id="a",
        article_title=text,
        article_date=DAY,
        article_date_source="given",
        source=text,
        url=text,
        confidence=0.5,
        place_rule=text,
        date_rule=text,
        type_rule=text,
    )
