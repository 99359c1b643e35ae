"""data/borders.json.gz → the country and region a point lies in."""

import gzip
import json
from math import cos, radians
from pathlib import Path

from gazetteer.spots import arc_km

_FAR_DEGREES = 25  # of longitude: beyond lie colonies, or Alaska's tail
GRID = 1000  # outlines are whole thousandths of a degree

Ring = list[tuple[int, int]]


def read_borders(path: Path) -> dict[str, list[Ring]]:
    """Rings of (lon, lat) in thousandths of a degree, by country or region code."""
    packed: dict[str, list[list[int]]] = json.loads(gzip.decompress(path.read_bytes()))
    return {code: [_unpacked(ring) for ring in rings] for code, rings in packed.items()}


def _unpacked(steps: list[int]) -> Ring:
    x = y = 0
    ring = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        ring.append((x, y))
    return ring


def is_inside(ring: Ring, x: int, y: int) -> bool:
    """Whether a point lies in a ring, by the even-odd rule."""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def ring_circle(rings: list[Ring]) -> tuple[float, float, float]:
    """Middle of the largest ring and the parts near it, and the distance in km that holds them."""
    main = max(rings, key=lambda ring: abs(_area(ring)))
    lat, lon = _middle(main)
    near = [p for ring in rings for p in ring if abs(p[0] / GRID - lon) < _FAR_DEGREES]
    near = near or main
    far = sorted(arc_km(lat, lon, y / GRID, x / GRID) for x, y in near)
    return lat, lon, round(far[int(len(far) * 0.95)], 0)


def _area(ring: Ring) -> float:
    shrink = cos(radians(ring[0][1] / GRID))
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return shrink * sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    x = y = area = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return y / (3 * area) / GRID, x / (3 * area) / GRID
