"""Laws of the table: table -> file -> table is identity; a filter keeps what it says."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter, read_events, write_events
from pipeline.table.lines import armed, defused
from pipeline.table.rows import KINDS

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
DAY = st.dates(dt.date(2022, 1, 1), dt.date(2022, 2, 28))
NUMBER = st.integers(0, 2**40)
FLOAT = st.floats(-180, 180)
NAMES = st.lists(TEXT.filter(lambda name: name and ";" not in name), max_size=3).map(tuple)
BY_KIND: dict[object, st.SearchStrategy[object]] = {
    str: TEXT,
    int: NUMBER,
    int | None: st.none() | NUMBER,
    float: st.floats(0, 1),
    float | None: st.none() | FLOAT,
    dt.date | None: st.none() | DAY,
    tuple[str, ...]: NAMES,
}
ROWS = st.lists(
    st.builds(EventRow, **{name: BY_KIND[kind] for name, kind in KINDS.items()}), max_size=5
)


@given(TEXT)
def test_guarding_a_cell_can_be_undone(text: str) -> None:
    assert armed(defused(text)) == text


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_table_to_file_to_table_is_identity(ending: str, rows: list[EventRow]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"e{ending}"
        write_events(rows, path)
        assert list(read_events(path)) == rows


PLAIN = st.builds(
    EventRow,
    **{name: BY_KIND[kind] for name, kind in KINDS.items()}
    | {
        "type": st.sampled_from(["shelling", "protest"]),
        "status": st.sampled_from(["reported", "claim"]),
        "source": st.sampled_from(["", "A"]),
        "country": st.sampled_from(["UA", "FR"]),
        "place_precision": st.sampled_from(["city", "country"]),
        "lat": st.none() | st.floats(-80, 80),
        "lon": FLOAT,
        "quote": st.sampled_from(["Shells on Évreux", "a march"]),
        "event_id": st.uuids().map(str),
    },
)
FILTERS = st.builds(
    Filter,
    types=st.sampled_from([(), ("shelling",), ("shelling", "protest")]),
    statuses=st.sampled_from([(), ("claim",)]),
    sources=st.sampled_from([(), ("",), ("A",)]),
    countries=st.sampled_from([(), ("FR",)]),
    precisions=st.sampled_from([(), ("city",)]),
    text=st.sampled_from(["", "evreux", "SHELLS évreux", "march x"]),
    first=st.none() | DAY,
    last=st.none() | DAY,
    undated=st.booleans(),
    unplaced=st.booleans(),
    killed=st.booleans(),
    confidence_min=st.sampled_from([0.0, 0.5]),
    bounds=st.none() | st.sampled_from([(-10.0, -20.0, 40.0, 60.0), (-90.0, 170.0, 90.0, -170.0)]),
)


def is_kept(row: EventRow, chosen: Filter) -> bool:
    """The filter in plain words, to hold the SQL against."""
    first, last = row.date_start or row.date_end, row.date_end or row.date_start
    placed = row.lat is not None and row.lon is not None
    words = (row.headline, row.quote, row.place_name, row.place_text)
    plain = " ".join((*words, row.article_title, row.source))
    plain = plain.lower().replace("é", "e")
    inside = True
    if chosen.bounds is not None and row.lat is not None and row.lon is not None:
        south, west, north, east = chosen.bounds
        across = west <= row.lon <= east if west <= east else row.lon >= west or row.lon <= east
        inside = south <= row.lat <= north and across
    return all(
        (
            not chosen.types or row.type in chosen.types,
            not chosen.statuses or row.status in chosen.statuses,
            not chosen.sources or row.source in chosen.sources,
            not chosen.countries or row.country in chosen.countries,
            not chosen.precisions or row.place_precision in chosen.precisions,
            all(word.lower().replace("é", "e") in plain for word in chosen.text.split()),
            chosen.first is None or last is None or last >= chosen.first,
            chosen.last is None or first is None or first <= chosen.last,
            chosen.undated or first is not None,
            chosen.unplaced or placed,
            not chosen.killed or (row.killed_min or 0) > 0 or (row.killed_max or 0) > 0,
            row.confidence >= chosen.confidence_min,
            inside,
        )
    )


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(PLAIN, max_size=12), chosen=FILTERS)
def test_a_filter_keeps_what_it_says_and_every_view_agrees(
    rows: list[EventRow], chosen: Filter
) -> None:
    kept = {row.event_id for row in rows if is_kept(row, chosen)}
    with tempfile.TemporaryDirectory() as folder:
        with StoreWriter.open(Path(folder)) as writer:
            writer.commit(Batch(events=rows))
        store = Store.open(Path(folder))
        shown = store.rows(chosen)
        assert {row.event_id for row in shown} == kept
        assert store.count(chosen) == len(kept)
        placed = [row for row in shown if row.lat is not None and row.lon is not None]
        assert sum(bin_.count for bin_ in store.bins(chosen, zoom=4)) == len(placed)
        assert sum(n for _, n in store.facets(chosen, "type")) == len(kept)
        assert sum(store.confidences(chosen)) == len(kept)
        records = list(csv.reader(io.StringIO(store.csv(chosen).decode("utf-8-sig"), newline="")))
        assert {record[0] for record in records[1:]} == kept
        store.close()
