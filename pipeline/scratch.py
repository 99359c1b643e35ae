"""Tables → a database that goes when the program does: what a long run holds beside the memory."""

import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import OutputError

Value = str | int | None


class Scratch:
    """A database in a temporary file, for one thread at a time; a small one stays in memory."""

    def __init__(self, *tables: str) -> None:
        """Make it; a table is its name with its columns, as `CREATE TABLE` takes it."""
        # The empty name is a temporary file; it may be closed by another thread than its own.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = OFF")
        for table in tables:
            self._db.execute(f"CREATE TABLE {table}")

    def __del__(self) -> None:
        """Remove it."""
        self._db.close()

    def ask(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Put a question, or a change of one row.

        Raises:
            OutputError: there is no room for temporary files.
        """
        try:
            return self._db.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise no_room(error) from error

    def change(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Change many rows.

        Raises:
            OutputError: there is no room for temporary files.
        """
        try:
            self._db.executemany(sql, rows)
        except sqlite3.OperationalError as error:
            raise no_room(error) from error


def no_room(error: Exception) -> OutputError:
    """What to tell when a temporary file cannot be written."""
    remedy = "name a folder with more room in the variable TMPDIR"
    folder = Path(tempfile.gettempdir())
    return OutputError(folder, f"temporary files cannot be written ({error}); {remedy}")
