"""TopoJSON arcs -> the outlines of lands, thinned on one grid; neighbours keep one common border.

A ring is a list of arc numbers; a negative number, `~n`, runs arc `n` backwards. Points are
longitude, latitude in degrees.
"""

import itertools
from typing import Any, NamedTuple

GRID = 0.002  # degrees, about 200 m: a pixel at zoom 9
SMALLEST_RING = 0.002  # square degrees, some 15 km²: smaller islands are left out

Point = tuple[float, float]
Line = list[Point]


class Region(NamedTuple):
    """A named area: its rings as lists of arc numbers (a negative number runs backwards)."""

    id: str
    name: str
    polygons: list[list[list[int]]]


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """The arcs as longitude, latitude in degrees."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        lines.append(line)
    return lines


def polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """A geometry's polygons, each a list of rings, each a list of arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs") or [])


def ring_line(ring: list[int], arcs: list[Line]) -> Line:
    """The points of a ring, joined from its arcs."""
    line: Line = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        line.extend(part[1:] if line else part)
    return line


def area(line: Line) -> float:
    """Square degrees inside a closed line."""
    pairs = itertools.pairwise(line)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def simplify(line: Line, tolerance: float) -> Line:
    """Fewer points, ends kept (Douglas and Peucker). A closed line keeps at least a triangle."""
    from shapely import LineString

    if len(line) <= 2:  # noqa: PLR2004 - a line has two ends
        return line
    closed = line[0] == line[-1]
    while True:
        slim = [
            (x, y) for x, y in LineString(line).simplify(tolerance, preserve_topology=False).coords
        ]
        if not closed or len(slim) >= 4 or tolerance < GRID:  # noqa: PLR2004 - a closed triangle
            return slim
        tolerance /= 3


def drop_islets(region: Region, arcs: list[Line]) -> Region:
    """The region without its smallest islands; its largest part always stays."""
    sizes = [area(ring_line(rings[0], arcs)) for rings in region.polygons]
    limit = min(SMALLEST_RING, max(sizes))
    kept = [part for part, size in zip(region.polygons, sizes, strict=True) if size >= limit]
    return region._replace(polygons=kept)


def shrink(arcs: list[Line], tolerance: float) -> list[list[list[int]]]:
    """The arcs simplified, on the grid, each point as its step from the one before."""
    shrunk = []
    for arc in arcs:
        steps: list[list[int]] = []
        before = (0, 0)
        for lon, lat in simplify(arc, tolerance):
            here = (round(lon / GRID), round(lat / GRID))
            if not steps or here != before:
                steps.append([here[0] - before[0], here[1] - before[1]])
            before = here
        shrunk.append(steps if len(steps) > 1 else [steps[0], [0, 0]])
    return shrunk


def contains(region: Region, arcs: list[Line], lon: float, lat: float) -> bool:
    """Whether a point lies in a region (even-odd rule, so holes count as outside)."""
    inside = False
    for rings in region.polygons:
        for ring in rings:
            line = ring_line(ring, arcs)
            for (x1, y1), (x2, y2) in itertools.pairwise(line):
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                    inside = not inside
    return inside


def to_geometry(region: Region, first_arc: int) -> dict[str, Any]:
    """TopoJSON of a region whose arcs start at `first_arc` in the common list."""
    polygons = [
        [[n + first_arc if n >= 0 else n - first_arc for n in ring] for ring in rings]
        for rings in region.polygons
    ]
    return {"type": "MultiPolygon", "id": region.id, "arcs": polygons}


def drop_unused_arcs(topology: dict[str, Any]) -> dict[str, Any]:
    """The same shapes without the arcs that none of them uses."""
    shapes = [shape for group in topology["objects"].values() for shape in group["geometries"]]
    used = sorted(
        {max(n, ~n) for s in shapes for rings in s["arcs"] for ring in rings for n in ring}
    )
    place = {old: new for new, old in enumerate(used)}
    for shape in shapes:
        shape["arcs"] = [
            [[place[n] if n >= 0 else ~place[~n] for n in ring] for ring in rings]
            for rings in shape["arcs"]
        ]
    return {**topology, "arcs": [topology["arcs"][n] for n in used]}
