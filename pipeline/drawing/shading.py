"""Counts per region -> the shades of a choropleth; counts per cell -> a heat layer.

A shape is `[id in basemap.json, name, number, class, country, admin1]`; classes are numbered from
0 on, and class n holds the numbers from `breaks[n]` up to the next break.
"""

import functools
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.layer import FIRST_ZOOM, WORLD, Layer, View, dotted, rows_layer, store_layer
from pipeline.drawing.speech import grouped, say
from pipeline.drawing.words import country_name
from pipeline.table import Filter, Store
from pipeline.table.regions import RegionCount

CLASSES = 5
UNITS = frozenset({"events", "killed"})  # what a region may be shaded by
HEAT_CELLS = 800  # points of heat sent to the map
STEPS = (1, 2, 5)  # times powers of ten: the numbers a legend may begin a class with


@functools.cache
def shape_names() -> dict[str, dict[str, Any]]:
    """`regions`: country -> region name -> id of its shape; `countries`: country -> id."""
    names: dict[str, dict[str, Any]] = json.loads(
        (ASSETS / "shapes.json").read_text(encoding="utf-8")
    )
    return names


def shade(store: Store, chosen: Filter, *, killed: bool) -> dict[str, Any]:
    """The shades of the regions of the chosen events; of countries where no region is drawn."""
    return make_shade(store.regions(chosen, killed=killed))


def make_shade(counts: Iterable[RegionCount]) -> dict[str, Any]:
    """Shapes with their classes, and how many events lie where no shape is drawn."""
    totals: dict[tuple[str, str, str, str], int] = {}
    outside = 0
    for count in counts:
        shape = shape_of(count)
        if shape is None:
            outside += count.number
        else:
            totals[shape] = totals.get(shape, 0) + count.number
    breaks = make_breaks(max(totals.values(), default=0))
    shapes = [
        [id_, name, number, sum(number >= low for low in breaks) - 1, country, admin1]
        for (id_, name, country, admin1), number in totals.items()
    ]
    return {"shapes": shapes, "breaks": breaks, "outside": outside}


def shape_of(count: RegionCount) -> tuple[str, str, str, str] | None:
    """Id, name, country and region of the shape that stands for a region; None if none does."""
    regions = shape_names()["regions"].get(count.country)
    if regions is not None:
        found = regions.get(count.admin1)
        return (found, count.admin1, count.country, count.admin1) if found else None
    found = shape_names()["countries"].get(count.country)
    return (found, country_name(count.country), count.country, "") if found else None


def make_breaks(most: int) -> list[int]:
    """Where classes begin: 1, and round numbers up to `most`, at most `CLASSES` in all."""
    rounds = [step * 10**power for power in range(9) for step in STEPS]
    usable = [number for number in rounds if number <= most]
    if len(usable) <= CLASSES:
        return usable
    last = len(usable) - 1
    return sorted({usable[round(place * last / (CLASSES - 1))] for place in range(CLASSES)})


def heat(store: Store, chosen: Filter, view: View | None) -> list[list[float]]:
    """Latitude, longitude and number of the events of each cell in view, most first."""
    box, zoom = view or (WORLD, FIRST_ZOOM)
    cells = store.bins(replace(dotted(chosen), bounds=box), zoom=zoom + 1, limit=HEAT_CELLS)
    return [[round(cell.lat, 3), round(cell.lon, 3), cell.count] for cell in cells]


def look_layer(
    store: Store, chosen: Filter, view: View | None, look: str, count: int | None = None
) -> Layer:
    """What the map shows of the chosen events, as marks, as heat or as shaded regions.

    A look that nobody knows is marks. `count` is that of `store_layer`.
    """
    plain: Layer = rows_layer(())
    if look == "heat":
        box, zoom = view or (WORLD, FIRST_ZOOM)
        return plain | {"heat": heat(store, chosen, view), "part": {"view": box, "zoom": zoom}}
    if look not in UNITS:
        return store_layer(store, chosen, view, count)
    made = shade(store, chosen, killed=look == "killed")
    told = [say(f"map.{look}_told")]
    if made["outside"]:
        told.append(say("map.outside", n=grouped(made["outside"])))
    return plain | {"shade": made | {"unit": say(f"map.{look}"), "told": " ".join(told)}}
