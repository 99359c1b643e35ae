import datetime as dt
import json
from pathlib import Path

import pytest

from benchmarks.store import batches
from pipeline.drawing.layer import (
    MOST_SHAPES,
    WITH_DOT,
    Film,
    bins_layer,
    chosen_mark,
    film_layer,
    first_view,
    fit,
    has_dot,
    main_country,
    rows_layer,
    store_layer,
    to_script,
)
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter

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


def test_a_map_opens_on_the_country_of_most_events_and_can_show_every_event() -> None:
    near = [(50.0, 30.0, 60), (48.0, 38.0, 30)]
    assert main_country({"UA": 90, "PE": 6, "": 4}) == "UA"
    assert fit([*near, (-30.0, 150.0, 10)], near, "key") == {
        "box": (48.0, 30.0, 50.0, 38.0),
        "all": (-30.0, 30.0, 50.0, 150.0),
        "key": "key",
    }


def test_events_all_over_the_world_have_no_main_country() -> None:
    assert main_country({"UA": 5, "PE": 4, "FR": 3}) == ""
    assert main_country({}) == ""


def test_a_film_counts_each_event_on_the_days_it_touches(tmp_path: Path, row: EventRow) -> None:
    day = dt.date(2022, 3, 1)
    rows = [
        row._replace(event_id="a", date_start=day, date_end=day + dt.timedelta(days=2)),
        row._replace(event_id="b", date_start=day, date_end=day),
        row._replace(event_id="c", date_start=None, date_end=None),
        row._replace(event_id="d", date_start=day, date_end=day, lat=None, lon=None),
    ]
    with StoreWriter.open(tmp_path) as writer:
        writer.commit(Batch(events=rows))
    store = Store.open(tmp_path)

    def counts(step_days: int, *, until: bool) -> dict[int, int]:
        asked = Film(first=day, step_days=step_days, until=until, key=7)
        made = film_layer(store, Filter(), None, asked)["film"]
        assert made["key"] == 7
        numbers = iter(made["counts"])
        return {step: count for _, _, step, count in zip(*[numbers] * 4, strict=True)}

    assert counts(1, until=False) == {0: 2, 1: 1, 2: 1}
    assert counts(1, until=True) == {0: 2}
    assert counts(7, until=False) == {0: 2}


def test_a_film_of_many_events_stays_small(tmp_path: Path) -> None:
    store = big_store(tmp_path, 3000)
    span = store.span()
    assert span is not None
    made = film_layer(store, Filter(), None, Film(span[0], 1, until=True, key=1))["film"]
    dated = Filter(unplaced=False, undated=False, precisions=WITH_DOT)
    assert sum(made["counts"][3::4]) == store.count(dated)
