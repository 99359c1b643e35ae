"""A manifest → views of its parts in DuckDB, which follow as parts are replaced."""

# ruff: noqa: S608 - only names written in this room and paths, quoted, enter the SQL

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_type_hints

from pipeline.errors import StoreError
from pipeline.table.filters import Parameter
from pipeline.table.manifest import Manifest, read_manifest
from pipeline.table.stored import KINDS

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Answer = TypeVar("Answer")


class Views:
    """Owns the connection; its views show one manifest until `refresh` shows a newer one.

    One object may be used by several threads.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        import duckdb

        self.folder = folder
        self.manifest = manifest
        self._tables: tuple[str, ...] = ("events",)  # those shown; others wait for a question
        self._lock = threading.Lock()
        self._connection = duckdb.connect(
            ":memory:",
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
        )
        self._show(manifest)

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def refresh(self) -> bool:
        """Show what has been committed since; tell whether there was anything."""
        with self._lock:
            return self._show_newest()

    def table(self, sql: str, values: list[Parameter]) -> "pa.Table":
        """The answer as an Arrow table, asked once: whoever asks calls this inside `retried`."""
        with self._connection.cursor() as cursor:
            return cursor.sql(sql, params=values).to_arrow_table()

    def ask(self, question: "Callable[[duckdb.DuckDBPyConnection], Answer]") -> Answer:
        """Put a question to the views, showing all tables first if it names one not shown yet."""
        import duckdb

        def asked() -> Answer:
            with self._connection.cursor() as cursor:
                return question(cursor)

        try:
            return self.retried(asked)
        except duckdb.CatalogException:
            self._show_all()
        return self.retried(asked)

    def retried(self, question: Callable[[], Answer]) -> Answer:
        """Ask, and once more each time a part has been replaced meanwhile."""
        import duckdb

        while True:
            shown = self.manifest
            try:
                return question()
            except duckdb.IOException:
                self.refresh()
                if self.manifest is shown:
                    raise

    def _show_all(self) -> None:
        """Show all tables; looking into the parts takes time, and most questions need one table."""
        with self._lock:
            self._tables = tuple(KINDS)
            try:
                self._show(self.manifest)
            except StoreError:
                if not self._show_newest():
                    raise

    def _show_newest(self) -> bool:
        """Show the newest commit, even if others follow meanwhile; tell whether it is another."""
        while True:
            manifest = read_manifest(self.folder)
            if manifest == self.manifest:
                return False
            try:
                self._show(manifest)
            except StoreError:
                if read_manifest(self.folder) == manifest:
                    raise
            else:
                self.manifest = manifest
                return True

    def _show(self, manifest: Manifest) -> None:
        """Point all views to the parts of one manifest at once; on an error none moves."""
        self._connection.begin()
        try:
            for table in self._tables:
                self._make_view(manifest, table)
        except StoreError:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _make_view(self, manifest: Manifest, table: str) -> None:
        """Point the view `table` at the parts of the manifest."""
        import duckdb

        source = source_of(self.folder, manifest, table)
        try:
            self._connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {source}")
        except duckdb.Error as error:
            remedy = f"look closer with: dateline store check --store {self.folder}"
            raise StoreError(self.folder, f"a part is missing or damaged; {remedy}") from error


def source_of(folder: Path, manifest: Manifest, table: str) -> str:
    """What SQL reads a table from: its parts, in their order; without parts it is empty."""
    paths = [str(folder / part.name) for part in manifest.of(table)]
    if not paths:
        columns = ", ".join(
            f'NULL::{_DUCK_TYPES[hint]} AS "{name}"'
            for name, hint in get_type_hints(KINDS[table]).items()
        )
        return f"(SELECT {columns} WHERE false)"
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}])"


_DUCK_TYPES: dict[object, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    int | None: "BIGINT",
    float: "DOUBLE",
    float | None: "DOUBLE",
    dt.date | None: "DATE",
    tuple[str, ...]: "VARCHAR[]",
}
