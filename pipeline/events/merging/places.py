"""Two resolutions → whether they can be one place, and which says more."""

from gazetteer import Place
from gazetteer.spots import arc_km
from pipeline.records import PlacePrecision, Resolution

_INNER = 0.8  # of a town's radius, within which its quarters lie
_IN_TOWN_KM = 12.0  # from a town's point to what stands in it


def is_same_place(a: Resolution | None, b: Resolution | None) -> bool:
    """Whether both are one record, seen at one precision, or one name that no record has."""
    if a is None or b is None or a.place is None or b.place is None:
        return a is b or _are_unlisted(a, b)
    if "enclosed" == a.mention.found_by == b.mention.found_by and a.mention.text != b.mention.text:
        return False  # two unlisted districts of one city
    return a.place.id == b.place.id and a.precision == b.precision


def _are_unlisted(a: Resolution | None, b: Resolution | None) -> bool:
    """Whether no gazetteer knows either, and both are written alike."""
    if a is None or b is None or a.lat is not None or b.lat is not None:
        return False
    return a.mention.text == b.mention.text


def is_site_in(a: Resolution, b: Resolution) -> bool:
    """Whether one is a site in the town that the other is ("the Mariupol theatre")."""
    if {a.precision, b.precision} != {PlacePrecision.CITY, PlacePrecision.EXACT}:
        return False
    if a.place is None or b.place is None or a.place.country != b.place.country:
        return False
    km = arc_km(a.place.lat, a.place.lon, b.place.lat, b.place.lon)
    return km <= _IN_TOWN_KM


def holds(a: Resolution, b: Resolution) -> bool:
    """Whether one is the country or region the other lies in."""
    if a.place is None or b.place is None or a.place.country != b.place.country:
        return False
    wide = {PlacePrecision.COUNTRY, PlacePrecision.REGION}
    if (a.precision in wide) == (b.precision in wide):
        return _is_quarter(a.place, b.place) or _is_quarter(b.place, a.place)
    is_country = PlacePrecision.COUNTRY in {a.precision, b.precision}
    elsewhere = a.place.admin1 and b.place.admin1 and a.place.admin1 != b.place.admin1
    return is_country or not elsewhere


def _is_quarter(quarter: Place, town: Place) -> bool:
    """Whether the one is a part of the other, a greater town ("Saltivka" of Kharkiv)."""
    kinds_too = {"neighbourhood", "city", "town"}
    if quarter.kind not in kinds_too or town.kind != "city" or quarter.id == town.id:
        return False
    away_km = arc_km(quarter.lat, quarter.lon, town.lat, town.lon)
    return quarter.population < town.population and away_km <= _INNER * town.radius_km


def can_be(a: Resolution | None, b: Resolution | None) -> bool:
    """Whether two places can be the same: unknown, equal, or one holds the other."""
    if a is None or b is None or (a.lat is None) != (b.lat is None):
        return True
    if a.lat is None:
        return _are_unlisted(a, b)
    if a.place is not None and b.place is not None and a.place.id == b.place.id:
        return True
    return holds(a, b)


def is_finer(a: Resolution | None, b: Resolution | None) -> bool:
    """Whether `a` says more than `b`: a place against none, a town against its region."""
    order = list(PlacePrecision)
    if a is None:
        return False
    if b is not None and is_same_place(a, b):
        return a.mention.found_by == "enclosed" != b.mention.found_by
    return b is None or order.index(a.precision) < order.index(b.precision)
