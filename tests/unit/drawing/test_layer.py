import json
from pathlib import Path

import pytest

from benchmarks.store import batches
from pipeline.drawing.layer import (
    MOST_SHAPES,
    bins_layer,
    chosen_mark,
    first_view,
    fit,
    has_dot,
    rows_layer,
    store_layer,
    to_script,
)
from pipeline.table import EventRow, Filter, Store, StoreWriter

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "{{'x'}}",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "`${alert(1)}`",
    "javascript:alert(1)",
    "'\";alert(1)//",
    "\u2028\u2029\u202e",
    "map_div feature_group_0",
)


def big_store(folder: Path, count: int) -> Store:
    with StoreWriter.open(folder) as writer:
        for batch in batches(count):
            writer.commit(batch)
    return Store.open(folder)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_script_keeps_its_meaning_and_loses_its_signs(text: str) -> None:
    script = to_script({"name": [text, {"deep": text}]})
    assert json.loads(script) == {"name": [text, {"deep": text}]}
    inside = script[len('{"name":["') : -len('"}]}')].replace('",{"deep":"', "")
    assert not set(inside) & set("<>&{}'`$_%#")
    assert script.isascii()


def test_every_event_with_a_dot_is_on_the_map_once(rows: tuple[EventRow, ...]) -> None:
    layer = rows_layer(rows)
    assert sorted(event[4] for event in layer["events"]) == sorted(
        row.event_id for row in rows if has_dot(row)
    )


def test_an_event_known_by_its_country_has_no_dot(row: EventRow) -> None:
    assert rows_layer([row._replace(place_precision="country")])["events"] == []
    assert chosen_mark(row._replace(place_precision="country"), move=True) is None


def test_events_at_one_point_share_one_place(row: EventRow) -> None:
    layer = rows_layer([row, row._replace(event_id="other")])
    assert (len(layer["places"]), len(layer["events"])) == (1, 2)


def test_a_type_the_ontology_does_not_know_is_still_drawn(row: EventRow) -> None:
    layer = rows_layer([row._replace(type="sea_monster")])
    assert layer["types"] == [{"label": "Sea monster", "colour": "#7A7A7A", "shape": "circle"}]


def test_a_small_store_is_drawn_event_by_event(tmp_path: Path) -> None:
    layer = store_layer(big_store(tmp_path, 300), Filter(), None)
    assert layer["cells"] == []
    assert "part" not in layer


def test_a_large_store_is_drawn_in_few_cells_that_hold_every_event(tmp_path: Path) -> None:
    store = big_store(tmp_path, 3000)
    layer = store_layer(store, Filter(), ((-85.0, -180.0, 85.0, 180.0), 4))
    shown = len(layer["events"]) + sum(cell[4] for cell in layer["cells"])
    levels = ("exact", "city", "region", "relative")
    assert shown == store.count(Filter(unplaced=False, precisions=levels))
    assert len(layer["events"]) + len(layer["cells"]) <= MOST_SHAPES
    assert len(to_script(layer)) < 30_000


def test_a_cell_counts_its_types(tmp_path: Path) -> None:
    store = big_store(tmp_path, 3000)
    for cell in bins_layer(store.bins(Filter(), zoom=4))["cells"]:
        assert sum(number for _, number in cell[5]) == cell[4]


def test_the_first_view_leaves_out_the_few_that_lie_far_away() -> None:
    south, west, north, east = first_view(
        [(50.0, 30.0, 60), (48.0, 38.0, 38), (-30.0, 150.0, 2)]
    ) or (
        0,
        0,
        0,
        0,
    )
    assert (south, west, north, east) == (48.0, 30.0, 50.0, 38.0)


def test_the_first_view_of_one_place_shows_its_surroundings() -> None:
    assert first_view([(50.0, 30.0, 1)]) == (49.4, 29.4, 50.6, 30.6)


def test_no_place_has_no_view() -> None:
    assert first_view([]) is None


def test_the_first_view_shows_three_quarters_well_rather_than_the_whole_world() -> None:
    world = [(-12.0, -77.0, 5), (45.0, -75.0, 4), (14.0, 121.0, 4), (33.0, 69.0, 6)]
    ukraine = [(50.4, 30.5, 40), (46.5, 30.7, 20), (48.5, 37.5, 31)]
    assert first_view([*world, *ukraine]) == (45.0, 30.5, 50.4, 37.5)


def test_a_map_can_show_every_event_and_opens_on_most() -> None:
    found = fit([(50.0, 30.0, 60), (48.0, 38.0, 38), (-30.0, 150.0, 2)], "key")
    assert found == {
        "box": (48.0, 30.0, 50.0, 38.0),
        "all": (-30.0, 30.0, 50.0, 150.0),
        "key": "key",
    }
