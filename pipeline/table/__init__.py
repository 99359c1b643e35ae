"""Records → tables: rows, files of every ending, and the store with its queries.

Reading order: `rows` (the columns), `lines` and `frames` (to text and Arrow), `files` (by ending),
`stored` and `manifest` (what a store is), `writing` (into it), `filters`, `marks`, `bins`, `film`,
`store` (out).
"""

from pipeline.table.attribution import attribution
from pipeline.table.bins import Bin
from pipeline.table.files import file_bytes, read_events, write_events
from pipeline.table.filters import Filter
from pipeline.table.marks import Mark
from pipeline.table.rows import COLUMNS, EventRow, to_rows
from pipeline.table.store import Store, StoreInfo, Tally
from pipeline.table.writing import Batch, StoreWriter

__all__ = [
    "COLUMNS",
    "Batch",
    "Bin",
    "EventRow",
    "Filter",
    "Mark",
    "Store",
    "StoreInfo",
    "StoreWriter",
    "Tally",
    "attribution",
    "file_bytes",
    "read_events",
    "to_rows",
    "write_events",
]
