"""EventRow… → a file by its ending, whole or not at all; and back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import OutputError, StoreError
from pipeline.records import Refusal
from pipeline.table import frames, geography, lines
from pipeline.table.atomic import replacing, try_folder
from pipeline.table.attribution import attribution
from pipeline.table.rows import EventRow

Writer = Callable[[Sequence[EventRow], Sequence[Refusal], Path], None]


def write_events(
    rows: Sequence[EventRow],
    path: Path,
    *,
    refused: Sequence[Refusal] = (),
    draw: Callable[[Sequence[EventRow], Path], None] | None = None,
) -> None:
    """Write the events in the format that the ending of `path` names.

    What was refused goes into the sheet `refused` of a workbook, else into `<path>.refused.csv`
    beside it (made only when there is something to tell, or an old one would mislead). Formats
    that have no room for it get the attribution in `<path>.about.txt`.

    Args:
        rows: the events, in the order to write.
        path: where to; an old file is replaced at once, when all is written.
        refused: what became no article.
        draw: writes the map of `.html`; the drawing room's, which stands a floor above this one.

    Raises:
        OutputError: the ending is none we write, or the path cannot be written.
    """
    check_writable(path)
    ending = path.suffix.lower()
    with replacing(path) as unfinished:
        if ending != DRAWN:
            WRITERS[ending](rows, refused, unfinished)
        elif draw is not None:
            draw(rows, unfinished)
        else:
            raise OutputError(path, "is a drawn map, and nothing was given to draw it with")
    if ending in WITHOUT_ABOUT:
        with replacing(beside(path, ".about.txt")) as unfinished:
            unfinished.write_text(attribution() + "\n", encoding="utf-8")
    listed = beside(path, ".refused.csv")
    if ending != ".xlsx" and (refused or listed.exists()):
        write_refused(refused, listed)


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
    return (path, beside(path, ".about.txt"), beside(path, ".refused.csv"))


def write_refused(refused: Iterable[Refusal], path: Path) -> None:
    """Write where and why each input was refused, as CSV."""
    with replacing(path) as unfinished:
        unfinished.write_bytes(refused_csv(refused).encode())


def refused_csv(refused: Iterable[Refusal]) -> str:
    """Where and why each input was refused, as CSV."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(Refusal.__match_args__)
    for refusal in refused:
        writer.writerow([lines.defused(refusal.where), lines.defused(refusal.reason)])
    return buffer.getvalue()


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
    def write(rows: Sequence[EventRow], refused: Sequence[Refusal], path: Path) -> None:
        del refused
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(to_lines(rows))

    return write


def _write_parquet(rows: Sequence[EventRow], refused: Sequence[Refusal], path: Path) -> None:
    del refused
    import pyarrow.parquet as pq

    table = frames.to_table(rows, EventRow)
    pq.write_table(
        table.replace_schema_metadata({"attribution": attribution()}), path, compression="zstd"
    )


def _write_workbook(rows: Sequence[EventRow], refused: Sequence[Refusal], path: Path) -> None:
    from pipeline.table.workbook import write_workbook

    write_workbook(rows, refused, path)


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
