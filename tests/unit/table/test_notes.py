"""Notes of readers: kept with the store, whatever is written meanwhile."""

import csv
import io
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.table import StoreWriter
from pipeline.table.notes import MOST_CHARS, NOTES, Note, add_note, notes_csv, read_notes

NOTE = Note("e1", "a1", "place", "It was in Sumy.\nNot in Kyiv.", "2026-01-02T03:04:05+00:00")


def test_notes_come_back_in_the_order_they_were_made(tmp_path: Path) -> None:
    other = Note("e2", "a1", "day", "=1+1", "2026-01-02T03:04:06+00:00")
    add_note(tmp_path, NOTE)
    add_note(tmp_path, other)
    assert read_notes(tmp_path) == (NOTE, other)


def test_a_store_without_notes_has_none(tmp_path: Path) -> None:
    assert read_notes(tmp_path) == ()


def test_a_store_keeps_its_notes_when_it_is_swept(tmp_path: Path) -> None:
    with StoreWriter.open(tmp_path / "store") as writer:
        add_note(writer.folder, NOTE)
        writer.compact()
    assert read_notes(tmp_path / "store") == (NOTE,)


def test_a_broken_line_is_passed_over(tmp_path: Path) -> None:
    add_note(tmp_path, NOTE)
    with (tmp_path / NOTES).open("a", encoding="utf-8") as file:
        file.write('{"event_id": 1}\n[]\n{"ev')
    assert read_notes(tmp_path) == (NOTE,)


def test_a_long_note_is_cut(tmp_path: Path) -> None:
    add_note(tmp_path, Note("e", "a", "day", "x" * 10_000, "t"))
    assert len(read_notes(tmp_path)[0].text) == MOST_CHARS


def test_a_note_cannot_run_as_a_formula() -> None:
    table = notes_csv([Note("e", "a", "day", "=HYPERLINK(1)", "t")]).decode("utf-8-sig")
    assert next(iter(csv.DictReader(io.StringIO(table))))["text"] == "'=HYPERLINK(1)"


def test_a_folder_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        add_note(tmp_path / "gone", NOTE)
