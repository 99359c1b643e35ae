"""EventRow… → .xlsx: `events`, `copies`, `refused`, `about`; the same bytes for the same rows."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.records import Copy, Refusal
from pipeline.table.attribution import attribution
from pipeline.table.lines import JOINER, defused
from pipeline.table.rows import COLUMNS, COPY_COLUMNS, EventRow, copy_cells

MOST_ROWS = 1_048_575  # of an Excel sheet, less the header
MOST_CHARS = 32_767  # of an Excel cell; a longer one is cut
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time ZIP can tell
NOT_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDTHS = {"quote": 60, "headline": 50, "article_title": 40, "actors": 30, "url": 30}

Value = str | int | float | dt.date | tuple[str, ...] | None


def write_workbook(
    rows: Collection[EventRow], refused: Iterable[Refusal], copies: Sequence[Copy], path: Path
) -> None:
    """Write the workbook to `path`.

    Raises:
        OutputError: more rows than a sheet can hold.
    """
    if len(rows) > MOST_ROWS:
        problem = f"{len(rows):,} events do not fit in a sheet; write .csv or .parquet"
        raise OutputError(path, problem)
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    events = book.create_sheet("events")
    events.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        events.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 14)
    events.append(COLUMNS)
    for row in rows:
        events.append([_cell(value) for value in row])
    events.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    if copies:
        sheet = book.create_sheet("copies")
        sheet.append(COPY_COLUMNS)
        for copy in copies:
            sheet.append([_cell(cell) for cell in copy_cells(copy)])
    sheet = book.create_sheet("refused")
    sheet.append(Refusal.__match_args__)
    for refusal in refused:
        sheet.append([_cell(refusal.where), _cell(refusal.reason)])
    book.create_sheet("about").append([attribution()])
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_timeless(buffer.getvalue()))


def _cell(value: Value) -> str | int | float | dt.date | None:
    if isinstance(value, tuple):
        value = JOINER.join(value)
    if isinstance(value, str):
        return defused(NOT_CELL.sub("", value))[:MOST_CHARS] or None
    return value


def _timeless(content: bytes) -> bytes:
    """The same archive without the time of its making."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", data)
            out.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
