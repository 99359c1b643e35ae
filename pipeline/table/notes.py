"""Readers' notes that an event is wrong ↔ notes.jsonl in the folder of a store.

An event has the same id as long as its article says the same, so a note stays with its event when
the store is written anew. Notes are only ever added, each as one line in one write.
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.table.lines import defused

NOTES = "notes.jsonl"
WRONG = ("place", "day", "kind of event", "people", "not an event", "something else")
MOST_CHARS = 2000  # of a note


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader says is wrong with an event: `wrong` is one of `WRONG`; `made` a UTC time."""

    event_id: str
    article_id: str
    wrong: str
    text: str
    made: str


def add_note(folder: Path, note: Note) -> None:
    """Keep a note with the store.

    Raises:
        OutputError: the folder cannot be written.
    """
    line = json.dumps(asdict(note) | {"text": note.text[:MOST_CHARS]}, ensure_ascii=True) + "\n"
    try:
        handle = os.open(folder / NOTES, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise OutputError(folder / NOTES, f"cannot be written ({error.strerror})") from error


def read_notes(folder: Path) -> tuple[Note, ...]:
    """All notes, in the order they were made; a line that is none is passed over."""
    path = folder / NOTES
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return tuple(_notes(text.splitlines()))


def _notes(lines: Iterable[str]) -> Iterator[Note]:
    names = Note.__match_args__
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names):
            yield Note(*(value[name] for name in names))


def notes_csv(notes: Iterable[Note]) -> bytes:
    """The notes as CSV with a byte order mark, for Excel."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(Note.__match_args__)
    for note in notes:
        writer.writerow([defused(value) for value in asdict(note).values()])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
