"""Columns → a page of rows: the columns know which rows it holds, and their parts are read once."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

from dataclasses import replace

from pipeline.table import frames
from pipeline.table.columns import Columns
from pipeline.table.filters import FIRST_DAY, LAST_DAY, Filter, Parameter, where
from pipeline.table.rows import COLUMNS, EventRow

ORDERS = {
    "newest": f"{LAST_DAY} DESC NULLS LAST",
    "oldest": f"{FIRST_DAY} ASC NULLS LAST",
    "confidence": "confidence DESC",
    "text": "quote_start, quote_end",
}
DAY_ORDERS = frozenset({"newest", "oldest"})  # those that the columns know


def read_page(
    columns: Columns, chosen: Filter, offset: int, limit: int, *, order: str
) -> tuple[EventRow, ...]:
    """A page of the chosen events in one of `DAY_ORDERS`.

    It is kept for whoever asks next: as long as the days let the same rows through, a page stays.
    """
    found = columns.in_order(columns.rows(chosen), offset + limit, newest=order == "newest")
    if not found.size:
        return ()

    def read() -> tuple[EventRow, ...]:
        these = replace(chosen, event_ids=tuple(columns.ids_of(found)))
        table = columns.ask(*page_sql(columns.source, these, offset, limit, order))
        return tuple(frames.from_table(table, EventRow))

    everyday = replace(chosen, first=None, last=None, undated=True)
    return columns.answers.get((everyday, offset, limit, order, found.tobytes()), read)


def page_sql(
    source: str, chosen: Filter, offset: int, limit: int | None, order: str
) -> tuple[str, list[Parameter]]:
    """The question for a page of events in one of `ORDERS`, and its parameters."""
    condition, values = where(chosen)
    page = "" if limit is None else f"LIMIT {int(limit)} OFFSET {int(offset)}"
    sql = f"""SELECT {", ".join(COLUMNS)} FROM {source} WHERE {condition}
              ORDER BY {ORDERS[order]}, event_id, article_id, quote_start {page}"""
    return sql, values
