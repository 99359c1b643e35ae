"""Two places → how far apart they are, and whether one lies in the other."""

from gazetteer import Place
from gazetteer.kinds import kinds
from gazetteer.spots import arc_km


def lies_in(place: Place, parent: Place) -> bool:
    """Whether a place lies in another, by country, region or distance; nothing lies in itself."""
    if place.id == parent.id:
        return False
    if parent.kind == "country":
        return place.country == parent.country and place.kind != "country"
    if parent.kind == "region":
        return place.admin1_code == parent.admin1_code != "" and place.kind != "region"
    reach_km = parent.radius_km * 1.2 + 5.0
    return kinds()[parent.kind].group in {"admin", "settlement", "area", "land"} and (
        place.radius_km < parent.radius_km and distance_km(place, parent) <= reach_km
    )


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance; a fifth of a percent off the ellipsoid at most."""
    return arc_km(one.lat, one.lon, other.lat, other.lon)
