"""CSV, TSV and Parquet → Article…, one row each."""

import csv
import dataclasses
import itertools
import logging
from collections.abc import Iterator, Mapping
from io import TextIOWrapper

from pipeline.errors import ArticleError
from pipeline.reading.encodings import MARKS, SNIFFED_BYTES, decode, is_binary
from pipeline.reading.fields import no_text_column, recognised, to_article
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import seekable
from pipeline.records import Article, Refusal

_log = logging.getLogger(__name__)

BATCH_ROWS = 256
OWN_TABLE = frozenset({"event_id", "quote_start", "place_rule", "type_rule"})


def read_csv(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """An article a row; the delimiter is a tab for `.tsv`, else the likeliest of `, ; tab |`.

    Raises:
        ArticleError: the file is empty, binary, or has no text column.
    """
    csv.field_size_limit(options.limits.line_bytes)
    with source.open() as stream:
        head = stream.read(SNIFFED_BYTES)
    if not head.strip():
        raise ArticleError(source.where, "the file is empty")
    if is_binary(head):
        raise ArticleError(source.where, "not a table but binary data")
    encoding = next((name for mark, name in MARKS if head.startswith(mark)), "utf-8-sig")
    with source.open() as stream:
        # Bytes that are no UTF-8 come through as lone surrogates and are decoded row by row.
        text = TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        records = csv.reader(text, delimiter=_delimiter(source, head))
        names = tuple(_mended(cell, source.where) for cell in next(records, []))
        _check_columns(names, source, options)
        yield from _csv_articles(records, names, source, options)


def _csv_articles(
    records: Iterator[list[str]], names: tuple[str, ...], source: Source, options: Options
) -> Iterator[Article | Refusal]:
    for number in itertools.count(2):
        where = f"{source.where}:{number}"
        try:
            cells = next(records, None)
        except csv.Error as error:
            yield Refusal(where, f"not CSV ({error})")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            values = dict(zip(names, (_mended(cell, where) for cell in cells), strict=False))
            yield _row_article(values, where, f"{source.stem}-{number}", options)


def _row_article(
    values: Mapping[str, object], where: str, other_id: str, options: Options
) -> Article | Refusal:
    try:
        return to_article(values, options.columns, where=where, other_id=other_id)
    except ArticleError as error:
        return Refusal(where, error.problem)


def _check_columns(names: tuple[str, ...], source: Source, options: Options) -> None:
    if OWN_TABLE.issubset(names):
        raise ArticleError(source.where, "a table of events, not of articles")
    if "text" not in recognised(names, options.columns):
        raise ArticleError(source.where, no_text_column(names, options.columns))
    absent = ", ".join(sorted({*dataclasses.astuple(options.columns)} - {*names, ""}))
    if absent:
        _log.warning("%s: no column %s (columns: %s)", source.where, absent, ", ".join(names))


def _delimiter(source: Source, head: bytes) -> str:
    if source.ending == ".tsv":
        return "\t"
    header = head.split(b"\n", 1)[0]
    return max(",;\t|", key=lambda sign: header.count(sign.encode()))


def _mended(cell: str, where: str) -> str:
    """The cell, decoded anew if it held bytes that are no UTF-8."""
    if cell.isascii():
        return cell
    try:
        cell.encode()
    except UnicodeEncodeError:
        return decode(cell.encode("utf-8", "surrogateescape"), where)
    return cell


def read_parquet(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """An article a row of a Parquet file, read a batch at a time.

    Raises:
        ArticleError: it is damaged, or has no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with seekable(source) as stream:
        try:
            file = pq.ParquetFile(stream)
        except (pa.ArrowInvalid, OSError) as error:
            raise ArticleError(source.where, f"not a whole Parquet file ({error})") from error
        names = tuple(file.schema_arrow.names)
        _check_columns(names, source, options)
        used = sorted(set(recognised(names, options.columns).values()))
        number = 0
        for batch in file.iter_batches(BATCH_ROWS, columns=used):
            for values in batch.to_pylist():
                number += 1
                where = f"{source.where}:{number}"
                yield _row_article(values, where, f"{source.stem}-{number}", options)
