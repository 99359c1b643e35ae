"""Copies are further sources: listed beside an export, kept in a store, worked when left alone."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.commands.stores import find_damage
from pipeline.table import Filter, Store, read_events
from pipeline.table.manifest import NAME, read_manifest
from pipeline.table.upkeep import copies


class Ended(Protocol):
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]
STORY = "Shells fell on Odesa on Monday, and the mayor said that two people were killed there. "
TAIL = "A tram stood still. Rescue workers searched the ruins of the port through the night, " * 3


def line(name: str, text: str = STORY + TAIL, **more: str) -> str:
    return json.dumps({"id": name, "text": text, "title": name, **more}) + "\n"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Three papers that print one story, and another story."""
    path = tmp_path / "wire.jsonl"
    path.write_text(
        line("post", source="Post", url="https://post.example/1")
        + line("mail", source="Mail", url="https://mail.example/2", date="2022-03-08")
        + line("alone", text="Snow fell on Odesa.", source="Post")
        + line("echo", text=f"{STORY}{TAIL}(Sample Wire)", source="=Echo"),
        encoding="utf-8",
    )
    return path


def test_an_export_has_the_events_once_and_lists_the_further_sources(
    run: Run, wire: Path, tmp_path: Path
) -> None:
    ended = run("extract", wire, "-o", tmp_path / "e.csv")
    assert ended.status == 0
    assert "4 articles read (2 of them copies of others), 2 events" in ended.err
    rows = list(read_events(tmp_path / "e.csv"))
    assert [row.article_id for row in rows] == ["post", "alone"]
    with (tmp_path / "e.csv.copies.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [(c["article_id"], c["copy_id"], c["source"], c["url"]) for c in listed] == [
        ("post", "mail", "Mail", "https://mail.example/2"),
        ("post", "echo", "'=Echo", ""),
    ]


def test_a_workbook_has_a_sheet_of_copies(run: Run, wire: Path, tmp_path: Path) -> None:
    import openpyxl

    assert run("extract", wire, "-o", tmp_path / "e.xlsx").status == 0
    book = openpyxl.load_workbook(tmp_path / "e.xlsx")
    assert book.sheetnames == ["events", "copies", "refused", "about"]
    assert [row[1].value for row in book["copies"].iter_rows(min_row=2)] == ["mail", "echo"]


def test_annotate_answers_for_every_article(run: Run, wire: Path) -> None:
    lines = [json.loads(each) for each in run("annotate", wire).out.splitlines()]
    assert [(each["id"], len(each["events"])) for each in lines] == [
        ("post", 1), ("mail", 1), ("alone", 1), ("echo", 1),
    ]  # fmt: skip


def test_a_store_keeps_copies_as_sources(run: Run, wire: Path, tmp_path: Path) -> None:
    ended = run("add", wire, "--store", tmp_path / "s", "--json")
    assert json.loads(ended.out) == {
        "read": 4, "copies": 2, "events": 2, "unplaced": 0, "undated": 0, "refused": 0,
        "unchanged": 0, "store": str(tmp_path / "s"), "seconds": json.loads(ended.out)["seconds"],
    }  # fmt: skip
    store = Store.open(tmp_path / "s")
    assert store.info().copies == 2
    assert store.count() == 2
    assert [copy.source for copy in copies(store, "post")] == ["=Echo", "Mail"]
    again = json.loads(run("add", wire, "--store", tmp_path / "s", "--json").out)
    assert (again["read"], again["unchanged"]) == (0, 4)


def test_a_copy_is_told_across_additions(run: Run, wire: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.jsonl"
    late.write_text(line("late", source="Late"), encoding="utf-8")
    run("add", wire, "--store", tmp_path / "s")
    assert json.loads(run("add", late, "--store", tmp_path / "s", "--json").out)["copies"] == 1
    assert [a.id for a in copies(Store.open(tmp_path / "s"), "post")] == ["echo", "late", "mail"]


def test_copies_of_what_changed_are_worked_themselves(run: Run, wire: Path, tmp_path: Path) -> None:
    run("add", wire, "--store", tmp_path / "s")
    changed = tmp_path / "changed.jsonl"
    changed.write_text(line("post", text="The port of Odesa is open again."), encoding="utf-8")
    assert run("add", changed, "--store", tmp_path / "s").status == 0
    store = Store.open(tmp_path / "s")
    assert [a.id for a in copies(store, "post")] == []
    assert [a.id for a in copies(store, "echo")] == ["mail"]
    assert store.count(Filter(article_id="echo")) == 1
    assert store.count() == 3
    assert list(find_damage(tmp_path / "s")) == []


def test_copies_of_what_is_removed_take_its_place(run: Run, wire: Path, tmp_path: Path) -> None:
    run("add", wire, "--store", tmp_path / "s")
    ended = run("store", "remove", "post", "--store", tmp_path / "s")
    assert ended.status == 0
    assert "1 article removed" in ended.out
    store = Store.open(tmp_path / "s")
    assert sorted(row.article_id for row in store.rows()) == ["alone", "echo"]
    assert [a.id for a in copies(store, "echo")] == ["mail"]


def test_three_lines_of_python_tell_the_copies(wire: Path, run: Run) -> None:
    import pipeline

    del run  # its stages are used
    frame = pipeline.extract(wire)
    assert list(frame["article_id"]) == ["post", "alone"]
    assert frame.attrs["copies"] == [("mail", "post"), ("echo", "post")]


def as_of_old(folder: Path, number: int) -> None:
    """Take the store back to what an earlier format had."""
    manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
    manifest["format"] = number
    unknown = ["language"]
    if number == 1:
        unknown += ["copy_of", "copy_hash"]
        manifest["parts"] = [p for p in manifest["parts"] if not p["name"].startswith("prints/")]
    for part in manifest["parts"]:
        if part["name"].startswith("articles/"):
            table: pa.Table = pq.read_table(folder / part["name"])
            pq.write_table(table.drop_columns(unknown), folder / part["name"])
    (folder / NAME).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("number", [1, 2])
def test_an_old_store_is_refused_with_the_command_that_upgrades_it(
    run: Run, wire: Path, tmp_path: Path, number: int
) -> None:
    first = tmp_path / "first.jsonl"
    first.write_text(wire.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    run("add", first, "--store", tmp_path / "s")
    as_of_old(tmp_path / "s", number)
    for command in (("add", wire), ("store", "info"), ("store", "check")):
        ended = run(*command, "--store", tmp_path / "s")
        assert ended.status == 2
        assert f"dateline store upgrade --store {tmp_path / 's'}" in ended.err
    assert run("store", "upgrade", "--store", tmp_path / "s").status == 0
    assert list(find_damage(tmp_path / "s")) == []
    told = json.loads(run("add", wire, "--store", tmp_path / "s", "--json").out)
    assert (told["unchanged"], told["copies"], told["events"]) == (1, 2, 1)
    version = read_manifest(tmp_path / "s").version
    assert run("store", "upgrade", "--store", tmp_path / "s").status == 0
    assert read_manifest(tmp_path / "s").version == version
