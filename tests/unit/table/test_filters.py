"""What a filter lets through, asked of a store of synthetic events."""

from itertools import islice

import pytest
from shapely import Point, Polygon

from benchmarks.store import batches
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter

CONCAVE = ((45.0, 23.0), (52.5, 23.0), (48.5, 31.0), (52.5, 40.0), (45.0, 40.0))


@pytest.fixture(scope="module")
def rows() -> tuple[EventRow, ...]:
    return tuple(row for batch in islice(batches(1000), 1) for row in batch.events)


@pytest.fixture(scope="module")
def store(rows: tuple[EventRow, ...], tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("filters") / "store"
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(events=rows))
    return Store.open(folder)


@pytest.mark.parametrize(
    "area",
    [
        CONCAVE,
        CONCAVE[::-1],
        ((46.0, 30.0), (46.0, 34.0), (51.0, 34.0), (51.0, 30.0)),
        ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0)),
    ],
)
def test_an_area_keeps_the_points_inside_it(
    store: Store, rows: tuple[EventRow, ...], area: tuple[tuple[float, float], ...]
) -> None:
    polygon = Polygon([(lon, lat) for lat, lon in area])
    inside = {
        row.event_id
        for row in rows
        if row.lat is not None
        and row.lon is not None
        and row.place_precision != "country"
        and polygon.contains(Point(row.lon, row.lat))
    }
    assert {row.event_id for row in store.rows(Filter(area=area))} == inside


def test_each_actor_of_an_event_counts(store: Store, rows: tuple[EventRow, ...]) -> None:
    counts = dict(store.facets(Filter(), "actors"))
    assert counts["the mayor"] == sum("the mayor" in row.actors for row in rows)
    assert counts["the mayor"] == store.count(Filter(actors=("the mayor",)))


def test_a_tally_counts_what_a_map_can_show(store: Store, rows: tuple[EventRow, ...]) -> None:
    tally = store.tally()
    assert tally.events == len(rows)
    assert tally.country == sum(row.place_precision == "country" for row in rows)
    assert tally.unknown == sum(row.place_precision == "unknown" for row in rows)
    assert tally.dotted == sum(
        row.lat is not None and row.place_precision != "country" for row in rows
    )
    assert store.undated(Filter(first=rows[0].article_date, undated=False)) == sum(
        row.date_start is None and row.date_end is None for row in rows
    )
