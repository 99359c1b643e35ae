"""A store of an older format → one of this format, at once or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.copies import make_print
from pipeline.errors import OutputError, StoreError
from pipeline.records import Article
from pipeline.table import frames
from pipeline.table.manifest import (
    FORMAT,
    UPGRADABLE,
    Manifest,
    Part,
    commit_manifest,
    locked,
    read_manifest,
)
from pipeline.table.stored import ArticleRow, PrintRow
from pipeline.table.writing import StoreWriter

if TYPE_CHECKING:
    import pyarrow as pa


def upgrade(folder: Path) -> None:
    """Bring a store up to date; one that is already stays as it is.

    Format 1 knew no copies: its articles get the columns that tell of them, empty, and the prints
    by which later copies find them. Format 2 knew no languages: they stay unknown.

    Raises:
        StoreError: there is no store, another process is writing to it, or its format is unknown.
        OutputError: the disk is full or cannot be written; the store is as before.
    """
    if _is_current(folder):
        return
    try:
        with locked(folder):
            old = read_manifest(folder, formats=UPGRADABLE)
            writer = StoreWriter(folder, old)
            parts = [made for part in old.parts for made in _upgraded(writer, part)]
            commit_manifest(folder, Manifest(old.generation + 1, tuple(parts)))
    except OSError as error:
        raise OutputError(folder, f"cannot be written ({error.strerror})") from error


def _is_current(folder: Path) -> bool:
    read_manifest(folder, formats=UPGRADABLE | {FORMAT})
    try:
        read_manifest(folder)
    except StoreError:
        return False
    return True


def _upgraded(writer: StoreWriter, part: Part) -> list[Part]:
    import pyarrow.parquet as pq

    if part.table != "articles":
        return [part]
    articles = pq.read_table(writer.folder / part.name)
    whole = _with_columns(articles)
    made = [writer.write_part("articles", whole)]
    if "copy_of" in articles.column_names:
        return made
    rows = [
        PrintRow(key, row.article_id)
        for row in frames.from_table(whole, ArticleRow)
        for key in dict.fromkeys(make_print(_article(row)).keys)
    ]
    prints = frames.to_table(rows, PrintRow)
    return [*made, writer.write_part("prints", prints)]


def _with_columns(articles: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    for name in ("copy_of", "copy_hash", "language"):
        if name not in articles.column_names:
            articles = articles.append_column(name, pa.array([""] * len(articles), pa.string()))
    return articles


def _article(row: ArticleRow) -> Article:
    return Article(row.article_id, row.text, row.title, row.date_given)
