"""What is counted on the columns is what a count over the rows gives."""

import datetime as dt
import math
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks.store import batches
from pipeline.table import EventRow, Filter, Store, StoreWriter, pages
from pipeline.table.bins import CELL_PX, TILE_PX

MARCH = Filter(first=dt.date(2022, 3, 1), last=dt.date(2022, 3, 20), undated=False)
CHOICES = (
    Filter(),
    MARCH,
    Filter(types=("shelling", "air_strike"), statuses=("reported",)),
    Filter(first=dt.date(2022, 3, 1), bounds=(44.0, 22.0, 52.5, 40.5)),
    Filter(bounds=(-60.0, 170.0, 60.0, -170.0)),  # across the date line
    Filter(text="kyiv", undated=False),
    Filter(types=("no such type",)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("columns") / "store"
    with StoreWriter.open(folder) as writer:
        for batch in batches(600):
            writer.commit(batch)
    return Store.open(folder)


def first(row: EventRow) -> dt.date | None:
    return row.date_start or row.date_end


def last(row: EventRow) -> dt.date | None:
    return row.date_end or row.date_start


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("chosen", CHOICES)
def test_a_page_is_a_part_of_all_rows_in_their_order(
    store: Store, chosen: Filter, order: str
) -> None:
    rows = store.rows(chosen, order=order)
    for offset, limit in ((0, 1), (0, 20), (7, 13), (max(len(rows) - 5, 0), 20), (len(rows), 5)):
        page = store.rows(chosen, order=order, offset=offset, limit=limit)
        assert page == rows[offset : offset + limit]


@pytest.mark.parametrize("chosen", CHOICES)
def test_counts_spans_and_days_are_those_of_the_rows(store: Store, chosen: Filter) -> None:
    rows = store.rows(chosen)
    levels = Counter(row.place_precision for row in rows)
    dotted = [row for row in rows if row.lat is not None and row.place_precision != "country"]
    tally = store.tally(chosen)
    assert (tally.events, tally.dotted) == (len(rows), len(dotted))
    assert (tally.country, tally.unknown) == (levels["country"], levels["unknown"])
    starts = [day for row in rows if (day := first(row))]
    ends = [day for row in rows if (day := last(row))]
    assert store.span(chosen) == ((min(starts), max(ends)) if starts else None)
    days: Counter[dt.date] = Counter()
    for row in rows:
        start, end = first(row), last(row)
        if start and end:
            length = (end - start).days + 1
            days.update(start + dt.timedelta(days=n) for n in range(length))
    assert dict(store.days(chosen)) == dict(days)


@pytest.mark.parametrize("zoom", [3, 7])
@pytest.mark.parametrize("chosen", CHOICES)
def test_bins_are_the_cells_of_the_rows(store: Store, chosen: Filter, zoom: int) -> None:
    cells: defaultdict[tuple[int, int, bool], list[EventRow]] = defaultdict(list)
    size = 2**zoom * TILE_PX / CELL_PX
    for row in store.rows(chosen):
        if row.lat is None or row.lon is None:
            continue
        down = (1 - math.asinh(math.tan(math.radians(row.lat))) / math.pi) / 2
        broad = row.place_precision in {"region", "country"}
        place = (math.floor((row.lon + 180) / 360 * size), math.floor(down * size), broad)
        cells[place].append(row)
    found = store.bins(chosen, zoom=zoom, limit=10_000)
    assert [b.count for b in found] == sorted(map(len, cells.values()), reverse=True)
    by_bounds = {(b.south, b.west, b.north, b.east, b.broad): b for b in found}
    for (_, _, broad), rows in cells.items():
        lats = [row.lat or 0.0 for row in rows]
        lons = [row.lon or 0.0 for row in rows]
        names = Counter(row.place_name for row in rows)
        made = by_bounds[min(lats), min(lons), max(lats), max(lons), broad]
        mean = sum(lats) / len(rows), sum(lons) / len(rows)
        assert (made.lat, made.lon) == pytest.approx(mean)
        assert dict(made.types) == dict(Counter(row.type for row in rows))
        assert names[made.place_name] == max(names.values())
        assert made.radius_km == max(row.radius_km for row in rows if row.radius_km is not None)
        assert made.date_start == min((d for row in rows if (d := first(row))), default=None)
        assert made.date_end == max((d for row in rows if (d := last(row))), default=None)
        assert made.event_id == (rows[0].event_id if len(rows) == 1 else "")


def test_points_are_the_rows_points_to_a_tenth_of_a_degree(store: Store) -> None:
    rows = [row for row in store.rows() if row.lat is not None and row.lon is not None]
    found = store.points()
    assert sum(count for _, _, count in found) == len(rows)
    near = Counter((round(row.lat or 0.0, 1), round(row.lon or 0.0, 1)) for row in rows)
    assert {(round(lat, 1), round(lon, 1)): count for lat, lon, count in found} == dict(near)


@pytest.mark.parametrize("chosen", CHOICES)
def test_marks_are_the_rows_with_a_point(store: Store, chosen: Filter) -> None:
    shown = [row for row in store.rows(chosen) if row.lat is not None and row.lon is not None]
    marks = store.marks(chosen)
    for name in ("event_id", "type", "status", "place_name", "lat", "lon", "place_precision"):
        assert [getattr(mark, name) for mark in marks] == [getattr(row, name) for row in shown]
    assert [mark.radius_km for mark in marks] == [row.radius_km for row in shown]
    assert [(mark.date_start, mark.date_end) for mark in marks] == [
        (first(row), last(row)) for row in shown
    ]


def test_the_same_page_is_read_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    page = store.rows(Filter(), limit=20)
    oldest = min(day for row in page if (day := last(row)))

    def read_again(*_: object) -> None:
        pytest.fail("the parts were read again")

    monkeypatch.setattr(pages, "page_sql", read_again)
    assert store.rows(Filter(first=oldest), limit=20) == page
    assert store.rows(Filter(), limit=20) == page


def test_what_is_kept_is_not_told_of_a_store_that_has_grown(tmp_path: Path) -> None:
    store = grown(tmp_path, 30)
    before = store.days(), store.span(), store.undated(), store.rows(limit=20)
    grown(tmp_path, 300)
    assert store.refresh()
    after = store.days(), store.span(), store.undated(), store.rows(limit=20)
    fresh = Store.open(tmp_path)
    assert after == (fresh.days(), fresh.span(), fresh.undated(), fresh.rows(limit=20)) != before


def grown(folder: Path, count: int) -> Store:
    with StoreWriter.open(folder) as writer:
        for batch in batches(count):
            writer.commit(batch)
    return Store.open(folder)
