"""A point → the settlement nearest to it, the country and region it lies in."""

from gazetteer.borders import GRID
from gazetteer.place import Place
from gazetteer.reader import Reader
from gazetteer.spots import arc_km, middle

_NEAREST_REACH = 3  # cells of a quarter degree
_COAST_KM = 30.0  # a point at sea this near a settlement counts as its country's
_MOST = 0.9  # of a border's corners that its radius holds


def nearest(reader: Reader, lat: float, lon: float) -> Place | None:
    """The nearest settlement within about 60 km, None if there is none."""
    for reach in range(1, _NEAREST_REACH + 1):
        near = reader.settled(lat, lon, reach)
        best = min(near, key=lambda place: arc_km(lat, lon, place.lat, place.lon), default=None)
        if best is not None:
            return best
    return None


def country_at(reader: Reader, lat: float, lon: float) -> str:
    """Alpha-2 code by outline, near a coast by the nearest settlement; empty on the high seas."""
    for key in reader.outlines_at(lat, lon):
        if "." not in key:
            return key
    near = nearest(reader, lat, lon)
    is_near = near is not None and arc_km(lat, lon, near.lat, near.lon) <= _COAST_KM
    return near.country if near is not None and is_near else ""


def admin1_at(reader: Reader, lat: float, lon: float) -> str:
    """Name of the region by outline, else that of the nearest settlement; empty if unknown."""
    keys = reader.outlines_at(lat, lon)
    country = next((key for key in keys if "." not in key), "")
    for key in keys:
        if key.startswith(f"{country}."):
            return reader.region_names.get(key, "")
    near = nearest(reader, lat, lon)
    return near.admin1 if near is not None and country in {"", near.country} else ""


def border(reader: Reader, country: str, other: str) -> tuple[float, float, float] | None:
    """Middle (lat, lon) of a border and the km that hold nine tenths of it; None without one."""
    shared = reader.outline(country) & reader.outline(other)
    if not shared or country == other:
        return None
    points = sorted((y / GRID, x / GRID) for x, y in shared)
    lat, lon = middle(points)
    away = sorted(arc_km(lat, lon, *point) for point in points)
    return lat, lon, away[int(len(away) * _MOST)]
