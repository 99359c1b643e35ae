"""Each ending is written whole, says whose data it carries, and runs nothing in a spreadsheet."""

import csv
import datetime as dt
import io
import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.errors import OutputError, StoreError
from pipeline.records import Refusal
from pipeline.table import COLUMNS, EventRow, attribution, read_events, write_events
from pipeline.table.files import check_writable
from pipeline.table.lines import csv_lines, defused

ROW = EventRow(
    event_id="e1",
    incident_id="i1",
    type="shelling",
    status="reported",
    date_start=dt.date(2022, 3, 7),
    date_end=dt.date(2022, 3, 8),
    date_precision="range",
    date_text="on Monday",
    place_name="Odesa",
    place_id="geonames:698740",
    place_kind="city",
    country="UA",
    admin1="Odesa",
    lat=46.4775,
    lon=30.7326,
    place_precision="city",
    radius_km=9.0,
    place_text="Odesa",
    actors=("the army", "@mayor"),
    killed_min=0,
    killed_max=None,
    injured_min=2,
    injured_max=2,
    quote='=SUM(A1) "she said",\r\nthen شيل 💥 <b>&amp;</b>',
    quote_start=0,
    quote_end=44,
    headline="+Shells on Odesa",
    article_id="a",
    article_title="<script>alert(1)</script>",
    article_date=None,
    article_date_source="unknown",
    source="S",
    url="https://example.org/?a=1&b=2",
    confidence=0.75,
    place_rule="main_name",
    date_rule="weekday",
    type_rule="trigger",
)
NOWHERE = ROW._replace(event_id="e2", lat=None, lon=None, radius_km=None, place_name="", actors=())
ROWS = (ROW, NOWHERE)
REFUSED = (Refusal("=bad.txt", "the file is empty"),)
ENDINGS = (".csv", ".parquet", ".jsonl", ".geojson", ".xlsx", ".kml")


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_what_is_written_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"events{ending}"
    write_events(ROWS, path)
    assert tuple(read_events(path)) == ROWS


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_rows_make_the_same_bytes(tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"one{ending}", tmp_path / f"two{ending}"]
    for path in paths:
        write_events(ROWS, path, refused=REFUSED)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_csv_is_rfc_4180_with_the_columns_in_order(tmp_path: Path) -> None:
    write_events(ROWS, tmp_path / "e.csv")
    content = (tmp_path / "e.csv").read_bytes()
    assert content.startswith(b"event_id,incident_id,type,")
    assert content.count(b"\r\n") == 3 + 2  # records, and the line break inside each quote
    header, first, _ = csv.reader(io.StringIO(content.decode(), newline=""))
    assert tuple(header) == COLUMNS
    row = dict(zip(header, first, strict=True))
    assert row["quote"] == f"'{ROW.quote}"
    assert row["headline"] == "'+Shells on Odesa"
    assert row["actors"] == "the army; @mayor"
    assert (row["killed_min"], row["killed_max"], row["article_date"]) == ("0", "", "")
    assert (row["date_start"], row["date_end"]) == ("2022-03-07", "2022-03-08")


@pytest.mark.parametrize(
    "text",
    [
        *("=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "\uff1d1", "\ufe661", "'=1"),
        *(" =1", "\u00a0=1", "\ufeff\u200b=1", "' -1"),
    ],
)
def test_a_cell_that_would_run_is_guarded(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'tis", " a=1", "1-2", "“=”"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert defused(text) == text


def test_no_rows_make_a_table_with_every_column(tmp_path: Path) -> None:
    assert "".join(csv_lines([])).strip().split(",") == list(COLUMNS)
    write_events([], tmp_path / "e.parquet")
    assert tuple(read_events(tmp_path / "e.parquet")) == ()


def test_parquet_has_the_types_of_the_contract(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_events(ROWS, tmp_path / "e.parquet")
    schema = pq.read_schema(tmp_path / "e.parquet")
    assert tuple(schema.names) == COLUMNS
    kinds = {name: str(schema.field(name).type) for name in ("date_start", "lat", "killed_min")}
    assert kinds == {"date_start": "date32[day]", "lat": "double", "killed_min": "int64"}
    assert str(schema.field("actors").type).startswith("list<")
    assert schema.metadata[b"attribution"].decode() == attribution()


def test_geojson_puts_longitude_first_and_keeps_the_unplaced(tmp_path: Path) -> None:
    write_events(ROWS, tmp_path / "e.geojson")
    raw = json.loads((tmp_path / "e.geojson").read_text(encoding="utf-8"))
    assert (raw["type"], raw["attribution"]) == ("FeatureCollection", attribution())
    placed, unplaced = raw["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [30.7326, 46.4775]}
    assert unplaced["geometry"] is None
    assert tuple(placed["properties"]) == COLUMNS
    assert placed["properties"]["actors"] == ["the army", "@mayor"]


def test_kml_is_xml_with_every_event_and_no_markup_of_the_articles(tmp_path: Path) -> None:
    bell = NOWHERE._replace(headline="bell \x07 rings", quote="<img src=x>")
    write_events((ROW, bell), tmp_path / "e.kml")
    root = ET.parse(tmp_path / "e.kml").getroot()  # noqa: S314 - our own file
    space = "{http://www.opengis.net/kml/2.2}"
    marks = list(root.iter(f"{space}Placemark"))
    assert [mark.get("id") for mark in marks] == ["e1", "e2"]
    assert [mark.findtext(f"{space}Point/{space}coordinates") for mark in marks] == [
        "30.7326,46.4775",
        None,
    ]
    assert marks[1].findtext(f"{space}name") == "bell  rings"
    assert marks[1].findtext(f"{space}description") == "&lt;img src=x&gt;"
    assert root.findtext(f"{space}Document/{space}description") == attribution()


def test_a_workbook_has_events_refused_and_about(tmp_path: Path) -> None:
    import openpyxl

    write_events((ROW, NOWHERE._replace(quote="bell \x07")), tmp_path / "e.xlsx", refused=REFUSED)
    book = openpyxl.load_workbook(tmp_path / "e.xlsx")
    assert book.sheetnames == ["events", "refused", "about"]
    header, first, second = book["events"].iter_rows()
    assert tuple(cell.value for cell in header) == COLUMNS
    cells = dict(zip(COLUMNS, first, strict=True))
    assert str(cells["date_start"].value) == "2022-03-07 00:00:00"
    assert cells["headline"].value == "'+Shells on Odesa"
    assert all(cell.data_type != "f" for cell in (*first, *second))
    assert dict(zip(COLUMNS, second, strict=True))["quote"].value == "bell "
    assert book["refused"]["A2"].value == "'=bad.txt"
    assert book["about"]["A1"].value == attribution()


def test_formats_without_room_get_files_beside_them(tmp_path: Path) -> None:
    write_events(ROWS, tmp_path / "e.csv", refused=REFUSED)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "e.csv", "e.csv.about.txt", "e.csv.refused.csv",
    ]  # fmt: skip
    assert attribution() in (tmp_path / "e.csv.about.txt").read_text(encoding="utf-8")
    refused = tmp_path / "e.csv.refused.csv"
    assert refused.read_text(encoding="utf-8").split("\n")[1] == "'=bad.txt,the file is empty"
    write_events(ROWS, tmp_path / "e.csv")
    assert refused.read_text(encoding="utf-8").splitlines() == ["where,reason"]


@pytest.mark.parametrize("name", ["e.doc", "e", "none/e.csv", "folder.csv"])
def test_an_output_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError):
        check_writable(tmp_path / name)
    with pytest.raises(OutputError):
        write_events(ROWS, tmp_path / name)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def fail(rows: object, path: Path) -> None:
        del rows
        path.write_text("half", encoding="utf-8")
        raise OSError(28, os.strerror(28))

    (tmp_path / "e.html").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="No space left"):
        write_events(ROWS, tmp_path / "e.html", draw=fail)
    assert [path.name for path in tmp_path.iterdir()] == ["e.html"]
    assert (tmp_path / "e.html").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("e.csv", "a,b\r\n1,2\r\n"),
        ("e.csv", "".join(csv_lines([ROW])).replace("46.4775", "north")),
        ("e.jsonl", "{}\n"),
        ("e.parquet", "PAR1"),
        ("e.txt", ""),
    ],
)
def test_a_file_that_is_no_table_of_events_is_refused(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(StoreError):
        tuple(read_events(tmp_path / name))
