"""Rows to draw: the events of the synthetic store, and one by itself."""

from itertools import islice

import pytest

from benchmarks.store import batches
from pipeline.table import EventRow


@pytest.fixture(scope="session")
def rows() -> tuple[EventRow, ...]:
    return tuple(row for batch in islice(batches(200), 1) for row in batch.events)


@pytest.fixture
def row(rows: tuple[EventRow, ...]) -> EventRow:
    return next(row for row in rows if row.lat is not None and row.place_precision == "city")
