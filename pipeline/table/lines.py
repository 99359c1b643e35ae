"""EventRow… ↔ CSV and JSON lines."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.table.rows import COLUMNS, KINDS, EventRow

JOINER = "; "
# What a spreadsheet runs as a formula: OWASP's list for CSV injection, with the full-width and
# small twins of its signs, also behind blanks and characters unseen, which a program may trim.
# Cells that already start with the apostrophe are guarded too, so that the guard can be undone.
UNSEEN = (
    r"[\s\x00-\x1f\x7f-\xa0\xad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202f"
    r"\u2060-\u206f\u3164\ufeff]"
)
SIGNS = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
RUNS = re.compile(rf"'*(?:[\t\r\n]|{UNSEEN}*{SIGNS})")

Cell = str | int | float | dt.date | tuple[str, ...] | None


def defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if RUNS.match(text) else text


def armed(text: str) -> str:
    """Undo `defused`."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text


def csv_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """The header and a record per row, by RFC 4180; a record may hold quoted line breaks."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([_csv_cell(value) for value in row])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _csv_cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return defused(JOINER.join(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return defused(value) if isinstance(value, str) else value


def read_csv(path: Path) -> Iterator[EventRow]:
    """Read what `csv_lines` wrote; a byte order mark may stand before it.

    Raises:
        StoreError: the header or a cell is not of an events table.
    """
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = csv.reader(file)
        if next(records, None) != list(COLUMNS):
            raise StoreError(path, "not a CSV of events: its header is another")
        for number, cells in enumerate(records, 2):
            try:
                values = [
                    _value(name, armed(cell)) for name, cell in zip(COLUMNS, cells, strict=True)
                ]
            except ValueError as error:
                raise StoreError(path, f"record {number}: {error}") from error
            yield EventRow._make(values)


def jsonl_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """One JSON object a line; days as ISO text, what is not said as null or empty text."""
    for row in rows:
        yield json.dumps(json_object(row), ensure_ascii=False) + "\n"


def json_object(row: EventRow) -> dict[str, str | int | float | list[str] | None]:
    """The row as JSON has it."""
    return {name: _json_value(value) for name, value in zip(COLUMNS, row, strict=True)}


def _json_value(value: Cell) -> str | int | float | list[str] | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def read_jsonl(path: Path) -> Iterator[EventRow]:
    """Read what `jsonl_lines` wrote.

    Raises:
        StoreError: a line is not a row of events.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                raw = json.loads(line)
                values = [_from_json(name, raw[name]) for name in COLUMNS]
            except (ValueError, KeyError, TypeError) as error:
                raise StoreError(path, f"line {number} is not an event ({error})") from error
            yield EventRow._make(values)


def _from_json(name: str, value: object) -> Cell:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, str):
        return _value(name, value)
    return value if isinstance(value, int | float) else None


def _value(name: str, cell: str) -> Cell:
    kind = KINDS[name]
    if kind is str:
        return cell
    if kind == tuple[str, ...]:
        return tuple(cell.split(JOINER)) if cell else ()
    if cell == "":
        return None
    if kind == dt.date | None:
        return dt.date.fromisoformat(cell)
    return int(cell) if kind in (int, int | None) else float(cell)
