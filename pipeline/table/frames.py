"""Rows ↔ Arrow table: a `NamedTuple` class is the schema; Parquet, DuckDB and pandas follow it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar, get_type_hints

from pipeline.errors import StoreError
from pipeline.table.rows import EventRow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Frame: TypeAlias = "pd.DataFrame"
Row = TypeVar("Row", bound=NamedTuple)


def schema(kind: type[NamedTuple]) -> "pa.Schema":
    """The Arrow schema of a row class."""
    import pyarrow as pa

    types = {
        str: pa.string(),
        int: pa.int64(),
        int | None: pa.int64(),
        float: pa.float64(),
        float | None: pa.float64(),
        dt.date | None: pa.date32(),
        tuple[str, ...]: pa.list_(pa.string()),
    }
    return pa.schema([(name, types[hint]) for name, hint in get_type_hints(kind).items()])


def to_table(rows: Iterable[Row], kind: type[Row]) -> "pa.Table":
    """Rows as an Arrow table; no rows make an empty table with every column and type."""
    import pyarrow as pa

    fields = schema(kind)
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    arrays = [
        pa.array(column, type=field.type) for column, field in zip(columns, fields, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=fields)


def to_frame(rows: Iterable[EventRow]) -> Frame:
    """Events as a pandas frame; days are Python dates, what is not said is None or NaN."""
    frame: Frame = to_table(rows, EventRow).to_pandas()
    return frame


def from_table(table: "pa.Table", kind: type[Row]) -> Iterator[Row]:
    """The rows of a table that has at least the columns of `kind`; lists come back as tuples."""
    fields = schema(kind)
    for batch in table.select(fields.names).cast(fields).to_batches():
        columns = [
            column.to_pylist() if field.type.num_fields == 0 else map(tuple, column.to_pylist())
            for column, field in zip(batch.columns, fields, strict=True)
        ]
        for values in zip(*columns, strict=True):
            yield kind._make(values)


def read_parquet(path: Path, kind: type[Row]) -> Iterator[Row]:
    """Read rows of `kind` from a Parquet file.

    Raises:
        StoreError: it is no Parquet file, or lacks columns.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(path, f"not a readable Parquet file ({error})") from error
    absent = [name for name in kind._fields if name not in table.column_names]
    if absent:
        raise StoreError(path, f"lacks the columns {', '.join(absent)}")
    return from_table(table, kind)
