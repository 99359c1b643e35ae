import json
from pathlib import Path

import pytest

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.shading import CLASSES, look_layer, make_breaks, make_shade, shape_names
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter
from pipeline.table.regions import RegionCount


def test_every_named_shape_is_in_the_ground() -> None:
    ground = json.loads((ASSETS / "basemap.json").read_text(encoding="utf-8"))["objects"]
    names = shape_names()
    regions = {shape["id"] for shape in ground["regions"]["geometries"]}
    countries = {shape["id"] for shape in ground["countries"]["geometries"]}
    assert {id_ for named in names["regions"].values() for id_ in named.values()} <= regions
    assert set(names["countries"].values()) <= countries
    assert len(set(names["regions"]["UA"].values())) == 27


def test_a_region_is_shaded_and_a_country_without_regions_as_a_whole() -> None:
    made = make_shade(
        [
            RegionCount("UA", "Sumy Oblast", 7),
            RegionCount("PE", "Lima", 2),
            RegionCount("PE", "Cusco", 1),
            RegionCount("UA", "", 4),
            RegionCount("XX", "Nowhere", 1),
        ]
    )
    assert made == {
        "shapes": [
            ["UA.21", "Sumy Oblast", 7, 2, "UA", "Sumy Oblast"],
            ["PER", "Peru", 3, 1, "PE", ""],
        ],
        "breaks": [1, 2, 5],
        "outside": 5,
    }


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, []),
        (1, [1]),
        (4, [1, 2]),
        (20, [1, 2, 5, 10, 20]),
        (1_000_000, [1, 20, 1000, 50_000, 1_000_000]),
    ],
)
def test_classes_begin_at_round_numbers(most: int, expected: list[int]) -> None:
    assert make_breaks(most) == expected


@pytest.mark.parametrize("most", [0, 1, 7, 99, 12_345, 10**8])
def test_there_are_never_more_classes_than_shades(most: int) -> None:
    assert len(make_breaks(most)) <= CLASSES


def test_people_killed_count_once_for_an_incident(tmp_path: Path, row: EventRow) -> None:
    sumy = row._replace(
        country="UA", admin1="Sumy Oblast", incident_id="i", killed_min=5, killed_max=5
    )
    other = sumy._replace(event_id="b", killed_min=8, killed_max=None)
    later = sumy._replace(event_id="c", incident_id="j", killed_min=None, killed_max=None)
    with StoreWriter.open(tmp_path) as writer:
        writer.commit(Batch(events=[sumy, other, later]))
    store = Store.open(tmp_path)
    assert store.regions(killed=True) == (RegionCount("UA", "Sumy Oblast", 8),)
    assert store.regions(killed=False) == (RegionCount("UA", "Sumy Oblast", 3),)
    assert look_layer(store, Filter(), None, "killed")["shade"]["shapes"][0][2] == 8
    assert look_layer(store, Filter(), None, "heat")["heat"][0][2] == 3
    assert len(look_layer(store, Filter(), None, "nobody knows")["events"]) == 3
