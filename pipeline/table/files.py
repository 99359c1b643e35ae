"""EventRow… → a file by its ending, whole or not at all; and back."""

import csv
import io
import itertools
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import OutputError, StoreError
from pipeline.records import Copy, Refusal
from pipeline.table import frames, geography, lines
from pipeline.table.atomic import replacing, try_folder
from pipeline.table.attribution import attribution
from pipeline.table.rows import COPY_COLUMNS, EventRow, copy_cells

GROUP_ROWS = 10_000  # of a Parquet file, held in memory together while it is written
Writer = Callable[[Collection[EventRow], Sequence[Refusal], Sequence[Copy], Path], None]


def write_events(
    rows: Collection[EventRow],
    path: Path,
    *,
    refused: Sequence[Refusal] = (),
    copies: Sequence[Copy] = (),
    draw: Callable[[Sequence[EventRow], Path], None] | None = None,
) -> None:
    """Write the events in the format that the ending of `path` names.

    What was refused, and what told the same as another article, goes into the sheets `refused` and
    `copies` of a workbook, else into `<path>.refused.csv` and `<path>.copies.csv` beside it (made
    only when there is something to tell, or an old one would mislead). Formats that have no room
    for it get the attribution in `<path>.about.txt`.

    Args:
        rows: the events, in the order to write.
        path: where to; an old file is replaced at once, when all is written.
        refused: what became no article.
        copies: the further sources of the articles.
        draw: writes the map of `.html`; the drawing room's, which stands a floor above this one.

    Raises:
        OutputError: the ending is none we write, or the path cannot be written.
    """
    check_writable(path)
    ending = path.suffix.lower()
    with replacing(path) as unfinished:
        if ending != DRAWN:
            WRITERS[ending](rows, refused, copies, unfinished)
        elif draw is not None:
            draw(tuple(rows), unfinished)
        else:
            raise OutputError(path, "is a drawn map, and nothing was given to draw it with")
    if ending in WITHOUT_ABOUT:
        with replacing(beside(path, ".about.txt")) as unfinished:
            unfinished.write_text(attribution() + "\n", encoding="utf-8")
    if ending == ".xlsx":
        return
    if refused or beside(path, ".refused.csv").exists():
        write_refused(refused, path)
    listed = beside(path, ".copies.csv")
    if copies or listed.exists():
        _write(_csv(COPY_COLUMNS, map(copy_cells, copies)), listed)


def file_bytes(
    rows: Collection[EventRow],
    ending: str,
    *,
    draw: Callable[[Sequence[EventRow], Path], None] | None = None,
) -> bytes:
    """What `write_events` writes into a file of this ending, without what it writes beside it."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / f"events{ending}"
        write_events(rows, path, draw=draw)
        return path.read_bytes()


def check_writable(path: Path, *, endings: Sequence[str] = ()) -> None:
    """Refuse an output before any work is done for it.

    Args:
        path: where to.
        endings: what it may end in; everything that `write_events` writes unless given.

    Raises:
        OutputError: its ending is none of them, or the folder cannot be written.
    """
    allowed = endings or (*WRITERS, DRAWN)
    if path.suffix.lower() not in allowed:
        raise OutputError(path, f"ends in none of {' '.join(allowed)}")
    try_folder(path)


def beside(path: Path, ending: str) -> Path:
    """The file beside `path` that tells more of it."""
    return path.with_name(path.name + ending)


def outputs(path: Path) -> tuple[Path, ...]:
    """All files that writing `path` may make."""
    return (path, *(beside(path, end) for end in (".about.txt", ".copies.csv", ".refused.csv")))


def write_refused(refused: Iterable[Refusal], path: Path) -> None:
    """Write where and why each input was refused into the CSV beside the output `path`."""
    _write(refused_csv(refused), beside(path, ".refused.csv"))


def refused_csv(refused: Iterable[Refusal]) -> str:
    """Where and why each input was refused, as CSV."""
    return _csv(Refusal.__match_args__, ((refusal.where, refusal.reason) for refusal in refused))


def _csv(names: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([lines.defused(cell) for cell in row] for row in cells)
    return buffer.getvalue()


def _write(text: str, path: Path) -> None:
    with replacing(path) as unfinished:
        unfinished.write_bytes(text.encode())


def read_events(path: Path) -> Iterator[EventRow]:
    """Read an events table of ours back from `.parquet`, `.jsonl` or `.csv`.

    Raises:
        StoreError: the file is not a table of events.
    """
    ending = path.suffix.lower()
    if ending == ".parquet":
        return frames.read_parquet(path, EventRow)
    if ending == ".jsonl":
        return lines.read_jsonl(path)
    if ending == ".csv":
        return lines.read_csv(path)
    raise StoreError(path, "ends in none of .parquet .jsonl .csv")


def _textual(to_lines: Callable[[Iterable[EventRow]], Iterator[str]]) -> Writer:
    def write(
        rows: Collection[EventRow], refused: Sequence[Refusal], copies: Sequence[Copy], path: Path
    ) -> None:
        del refused, copies
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(to_lines(rows))

    return write


def _write_parquet(
    rows: Collection[EventRow], refused: Sequence[Refusal], copies: Sequence[Copy], path: Path
) -> None:
    del refused, copies
    import pyarrow.parquet as pq

    fields = frames.schema(EventRow).with_metadata({"attribution": attribution()})
    with pq.ParquetWriter(path, fields, compression="zstd") as writer:
        rest = iter(rows)
        while group := list(itertools.islice(rest, GROUP_ROWS)):
            writer.write_table(frames.to_table(group, EventRow).cast(fields))


def _write_workbook(
    rows: Collection[EventRow], refused: Sequence[Refusal], copies: Sequence[Copy], path: Path
) -> None:
    from pipeline.table.workbook import write_workbook

    write_workbook(rows, refused, copies, path)


WRITERS: dict[str, Writer] = {
    ".csv": _textual(lines.csv_lines),
    ".parquet": _write_parquet,
    ".jsonl": _textual(lines.jsonl_lines),
    ".geojson": _textual(geography.geojson_lines),
    ".xlsx": _write_workbook,
    ".kml": _textual(geography.kml_lines),
}
DRAWN = ".html"
WITHOUT_ABOUT = frozenset({".csv", ".jsonl"})
