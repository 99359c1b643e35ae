"""The hostile articles in every kind of file: the text is kept, and nothing in it is at work."""

import csv
import html
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree

from benchmarks.hostile import hostile_articles, load_payloads
from pipeline.__main__ import main
from pipeline.drawing import write_html
from pipeline.records import Annotation
from pipeline.table import write_events
from pipeline.table.files import read_events
from pipeline.table.gathering import Gathered

RUNS_IN_A_SPREADSHEET = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\ufe66",
)
UNSEEN = " \u00a0\u200b\ufeff"
KML = "{http://www.opengis.net/kml/2.2}"

Export = Callable[[str], Path]


@pytest.fixture
def export(tmp_path: Path, gathered: Gathered) -> Export:
    """Write the events with an ending; tells the file."""

    def write(ending: str) -> Path:
        path = tmp_path / f"events{ending}"
        write_events(gathered.rows, path, draw=write_html)
        return path

    return write


def test_the_corpus_has_an_article_for_every_payload_and_place() -> None:
    assert len(list(hostile_articles())) == 10 * len(load_payloads()) == 1180


def test_every_hostile_article_tells_its_event(annotations: tuple[Annotation, ...]) -> None:
    silent = [a.article.id for a in annotations if not any(e.where for e in a.events)]
    assert silent == []


def test_offsets_hold_in_the_article_as_it_was_written(
    annotations: tuple[Annotation, ...], gathered: Gathered
) -> None:
    assert [a.article.id for a in annotations] == list(load_payloads().values())
    texts = {annotation.article.id: annotation.article.text for annotation in annotations}
    for row in gathered.rows:
        assert texts[row.article_id][row.quote_start : row.quote_end] == row.quote
        assert row.place_text in texts[row.article_id]


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_table_gives_back_the_same_rows(export: Export, gathered: Gathered, ending: str) -> None:
    assert list(read_events(export(ending))) == list(gathered.rows)


def test_no_cell_of_the_csv_is_a_formula(export: Export) -> None:
    with export(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {"lat", "lon"}  # a minus before digits is a number
    at_work = [
        (name, cell)
        for row in rows
        for name, cell in row.items()
        if name not in numbers and cell.lstrip(UNSEEN).startswith(RUNS_IN_A_SPREADSHEET)
    ]
    assert at_work == []


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(export: Export) -> None:
    book = openpyxl.load_workbook(export(".xlsx"))
    cells = [cell for row in book["events"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []


def test_the_workbook_names_no_file_outside_itself(export: Export) -> None:
    book = openpyxl.load_workbook(export(".xlsx"))
    assert list(book.defined_names) == []
    assert book._external_links == []  # noqa: SLF001 - openpyxl has no other way to tell


def test_geojson_is_one_object_with_the_texts_as_strings(
    export: Export, gathered: Gathered
) -> None:
    found = json.loads(export(".geojson").read_text(encoding="utf-8"))
    assert [f["properties"]["article_title"] for f in found["features"]] == [
        row.article_title for row in gathered.rows
    ]


def test_kml_is_well_formed_and_its_descriptions_hold_no_markup(
    export: Export, gathered: Gathered
) -> None:
    tree = ElementTree.parse(export(".kml"), forbid_dtd=True)
    descriptions = [
        node.text or "" for node in tree.iterfind(f".//{KML}Placemark/{KML}description")
    ]
    assert len(descriptions) == len(gathered.rows)
    assert [text for text in descriptions if re.search(r"[<>]", text)] == []


def test_the_saved_page_holds_no_tag_that_its_template_does_not(
    export: Export, tmp_path: Path
) -> None:
    page = export(".html").read_text(encoding="utf-8")
    write_html([], tmp_path / "none.html")
    bare = (tmp_path / "none.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; img-src data:; base-uri 'none'")
    assert "http:" not in policy[1]
    assert "https:" not in policy[1]
    outside_scripts = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    tags = set(re.findall(r"<([a-z!]\w*)", outside_scripts))
    template = {"aside", "body", "button", "div", "footer", "h1", "head", "header", "html"}
    template |= {"!doctype", "input", "label", "main", "meta", "p", "section", "title"}
    assert tags <= template
    assert len(re.findall(r"<script", page)) == page.count("</script>")
    assert page.count("<script") == bare.count("<script")


def test_the_data_block_of_the_saved_page_is_the_rows(export: Export, gathered: Gathered) -> None:
    page = export(".html").read_text(encoding="utf-8")
    block = re.search(r'id="dateline-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    shown = json.loads(block[1])["rows"]
    assert [row["id"] for row in shown] == [row.event_id for row in gathered.rows]
    assert "<" not in block[1]
    assert "{{" not in block[1]
    assert html.unescape(block[1]) == block[1]


def test_only_web_addresses_become_links(export: Export) -> None:
    page = export(".html").read_text(encoding="utf-8")
    block = re.search(r'id="dateline-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    links = {row["url"] for row in json.loads(block[1])["rows"]}
    assert links == {"", "https://news.example@hostile.invalid/"}


def test_the_command_line_writes_where_it_was_told_and_nowhere_else(
    hostile_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "a" / "b"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    for number, line in enumerate(hostile_file.read_text(encoding="utf-8").splitlines()):
        if number % 9 == 0:
            with Path("articles.jsonl").open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    monkeypatch.setattr(
        sys, "argv", ["dateline", "add", "articles.jsonl", "--store", "store", "--quiet"]
    )
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    made = {path.relative_to(tmp_path).parts[:3] for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {("a", "b", "articles.jsonl"), ("a", "b", "store")}
