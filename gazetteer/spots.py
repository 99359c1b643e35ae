"""Points on the globe: how far, where to, and which cell of the grid."""

from math import asin, atan2, cos, degrees, floor, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius, IUGG
CELLS_PER_DEGREE = 4
_COLUMNS = 360 * CELLS_PER_DEGREE
_ROWS = 180 * CELLS_PER_DEGREE


def arc_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere, within 0.6 % of the ellipsoid; for ranking."""
    north, south = radians(lat), radians(lat2)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def cell_of(lat: float, lon: float) -> int:
    """Number of the quarter-degree cell a point lies in, row by row from the south-west."""
    row = min(_ROWS - 1, max(0, floor((lat + 90) * CELLS_PER_DEGREE)))
    return row * _COLUMNS + floor((lon + 180) * CELLS_PER_DEGREE) % _COLUMNS


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean direction of points; right across the date line, too. At least one point."""
    x = sum(cos(radians(lat)) * cos(radians(lon)) for lat, lon in points)
    y = sum(cos(radians(lat)) * sin(radians(lon)) for lat, lon in points)
    z = sum(sin(radians(lat)) for lat, _ in points)
    return degrees(atan2(z, sqrt(x * x + y * y))), degrees(atan2(y, x))
