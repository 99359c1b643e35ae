"""Units → numbers: what speaks for each candidate, alone and in the light of the others."""

from math import log10

import numpy as np
from numpy.typing import NDArray

from gazetteer import Match, NameClass, Place
from gazetteer.kinds import kinds
from gazetteer.spots import EARTH_KM
from pipeline.places.inside import distance_km, lies_in
from pipeline.places.units import Unit
from pipeline.places.wording import role_words

Array = NDArray[np.float64]

_GROUPS = (
    "settlement",
    "admin",
    "military",
    "energy",
    "transport",
    "water",
    "land",
    "building",
    "area",
)
_WIDE = frozenset({"country", "continent", "area", "sea"})  # too wide to be near anything
_NEARNESS = {"near": 4.0, "middling": 4.0, "nearest": 1.0, "beside_first": 2.0}  # and the most
_BLOCK = 2048  # candidates whose distances are held at once: bounds the memory
_CONTEXT = 160  # candidates of other names that are looked at for nearness, likeliest first
_NEAR_KM = 60.0  # within an hour's drive: one story
_NOTHING, _UNHEARD, _SOME = 1e-6, 0.02, 0.5  # weight of names: none, too little, about one name
_FAR_KM = 400.0  # within one part of a country

OWN = (
    "exact", "alternate", "folded", "generated", "fuzzy", "people", "people_less_best", "first",
    "rank", *_GROUPS, "country", "continent", "region", "city", "town", "village", "neighbourhood",
    "kind_told", "kind_against", "inside_parent", "outside_parent", "around_child", "only",
    "alias_name", "word_name", "around_namesake", "inside_namesake", "top_domain", "seat",
)  # fmt: skip
SHARED = (
    "country_share", "country_named", "country_unsupported", "region_share", "region_named", "near",
    "middling", "nearest", "beside_first", "near_x_small", "region_x_small", "famous_x_foreign",
)  # fmt: skip
UNKNOWN = (
    "bias",
    "several_words",
    "word",
    "told_kind",
    "has_parent",
    "few_candidates",
    "no_support",
    "fame",
)


def own_features(unit: Unit, top_domain: str) -> Array:
    """One row a candidate, in the order of `OWN`; `top_domain` is the outlet's country code."""
    rows = np.zeros((len(unit.candidates), len(OWN)))
    people = [log10(c.place.population + 1) / 7 for c in unit.candidates]
    best = max(people, default=0.0)
    seats = role_words("seats_of_power")
    towns = [c.place for c in unit.candidates if kinds()[c.place.kind].group == "settlement"]
    regions = [
        c.place for c in unit.candidates if c.place.kind in {"region", "district", "country"}
    ]
    for number, candidate in enumerate(unit.candidates):
        place = candidate.place
        told = _told(unit, place)
        inside = _inside(unit.parents, place)
        row = {
            str(candidate.match): 1.0,
            "people": people[number],
            "people_less_best": people[number] - best,
            "first": float(number == 0),
            "rank": 1 / (number + 1),
            kinds()[place.kind].group: 1.0,
            "kind_told": float(told is True),
            "kind_against": float(told is False),
            "inside_parent": float(inside is True),
            "outside_parent": float(inside is False),
            "around_child": float(any(lies_in(child, place) for child in unit.children)),
            "only": float(len(unit.candidates) == 1),
            "alias_name": float(NameClass.ALIAS in unit.name_class),
            "word_name": float(NameClass.COMMON_WORD in unit.name_class),
            "around_namesake": float(
                not unit.kinds and place in regions and any(lies_in(t, place) for t in towns)
            ),
            "inside_namesake": float(
                not unit.kinds and place in towns and any(lies_in(place, r) for r in regions)
            ),
            "top_domain": float(place.country == top_domain != ""),
            "seat": float(place.kind == "city" and place.name.lower() in seats),
        }
        row[place.kind] = 1.0
        rows[number] = [row.get(name, 0.0) for name in OWN]
    return rows


def _told(unit: Unit, place: Place) -> bool | None:
    """Whether the kind word beside the name fits; None without such a word."""
    if not unit.kinds:
        return None
    if place.kind in unit.kinds:
        return True
    groups = {kinds()[kind].group for kind in unit.kinds}
    if "settlement" in groups and kinds()[place.kind].group == "settlement":
        return True
    return (
        False
        if groups & {"settlement", "admin"} or place.kind in {"country", "continent"}
        else None
    )


def _inside(parents: tuple[Place, ...], place: Place) -> bool | None:
    if not parents:
        return None
    return any(lies_in(place, parent) for parent in parents)


def _spots(points: Array) -> Array:
    """Unit vectors of points in degrees: the cosine between two tells how far they are apart."""
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


class Light:
    """All candidates of an article side by side, to weigh each by the others' likelihoods."""

    def __init__(self, units: tuple[Unit, ...], adjectives: dict[str, float]) -> None:
        """`adjectives`: how much the article's demonyms speak for each country, by alpha-2."""
        self.units = units
        self._adjectives = adjectives
        places = [c.place for unit in units for c in unit.candidates]
        self.owner = np.repeat(np.arange(len(units)), [len(unit.candidates) for unit in units])
        self._count = np.array([min(unit.resting, 8) ** 0.5 for unit in units] or [0.0])
        self._spots = _spots(np.array([[p.lat, p.lon] for p in places]).reshape(-1, 2))
        self._wide = np.array([p.kind in _WIDE for p in places], dtype=bool)
        self._country_kind = np.array([p.kind == "country" for p in places], dtype=bool)
        self._region_kind = np.array([p.kind == "region" for p in places], dtype=bool)
        self._countries, self._country = _index([p.country for p in places])
        self._regions, self._region = _index([p.admin1_code for p in places])
        self._people = np.array([log10(p.population + 1) / 7 for p in places])
        self._small = np.clip(1 - self._people * 7 / 5.5, 0, 1)

    def shared_features(self, likely: Array) -> Array:
        """One row a candidate of any unit, in the order of `SHARED`.

        `likely` is the probability of each candidate within its unit, in the same order.
        """
        if not len(self.owner):
            return np.zeros((0, len(SHARED)))
        weight = likely * self._count[self.owner]
        columns: dict[str, Array] = {}
        total_other = weight.sum() + sum(self._adjectives.values())
        country = self._group(weight, self._country, len(self._countries))
        extra = np.array([self._adjectives.get(code, 0.0) for code in self._countries])
        own_total = np.bincount(self.owner, weight, len(self.units))[self.owner]
        others = np.maximum(total_other - own_total, 1e-9)
        known = np.array([bool(code) for code in self._countries])[self._country]
        share = (country + extra[self._country]) / np.where(others > _NOTHING, others, 1.0)
        columns["country_share"] = np.where(known, share, 0.0)
        named = self._group(weight * self._country_kind, self._country, len(self._countries))
        columns["country_named"] = np.where(
            known, np.minimum(named + extra[self._country], 2.0), 0.0
        )
        columns["country_unsupported"] = (known & (share < _UNHEARD) & (others > _SOME)).astype(
            float
        )
        region = self._group(weight * ~self._country_kind, self._region, len(self._regions))
        has_region = np.array([bool(code) for code in self._regions])[self._region]
        columns["region_share"] = np.where(has_region, region / np.maximum(others, 1e-9), 0.0)
        told = self._group(weight * self._region_kind, self._region, len(self._regions))
        columns["region_named"] = np.where(
            has_region & ~self._region_kind, np.minimum(told, 2.0), 0.0
        )
        self._add_nearness(columns, weight)
        columns["near_x_small"] = columns["near"] * self._small
        columns["region_x_small"] = columns["region_share"] * self._small
        columns["famous_x_foreign"] = self._people * columns["country_unsupported"]
        return np.stack([columns[name] for name in SHARED], axis=1)

    def _group(self, weight: Array, key: NDArray[np.int64], size: int) -> Array:
        """For each candidate the weight of all others with its key, those of its unit aside."""
        total = np.bincount(key, weight, size)[key]
        pairs = self.owner * size + key
        _, inverse = np.unique(pairs, return_inverse=True)
        return np.asarray(total - np.bincount(inverse, weight)[inverse])

    def _add_nearness(self, columns: dict[str, Array], weight: Array) -> None:
        usable = np.where(self._wide, 0.0, weight)
        chosen = np.argsort(-usable, kind="stable")[:_CONTEXT]
        chosen = chosen[usable[chosen] > _UNHEARD]
        table = np.zeros((len(self.owner), 4))
        rows = np.flatnonzero(~self._wide)
        for block in range(0, len(rows) if len(chosen) else 0, _BLOCK):
            part = rows[block : block + _BLOCK]
            cosine = self._spots[part] @ self._spots[chosen].T
            distance = EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0))
            pull = (self.owner[part, None] != self.owner[chosen][None, :]) * usable[chosen]
            far = pull * np.exp(distance * (-1 / _FAR_KM))
            table[part, 0] = (pull * np.exp(distance * (-1 / _NEAR_KM))).sum(axis=1)
            table[part, 1] = far.sum(axis=1)
            table[part, 2] = (np.minimum(pull, 1.0) / (1.0 + distance / _NEAR_KM)).max(axis=1)
            table[part, 3] = far[:, self.owner[chosen] == 0].sum(axis=1)
        for number, (name, most) in enumerate(_NEARNESS.items()):
            columns[name] = np.minimum(table[:, number], most)


def _index(keys: list[str]) -> tuple[list[str], NDArray[np.int64]]:
    unique = sorted(set(keys))
    number = {key: i for i, key in enumerate(unique)}
    return unique, np.array([number[key] for key in keys], dtype=np.int64)


def unknown_features(unit: Unit, supported: float) -> Array:
    """What speaks for "none of these", in the order of `UNKNOWN`; `supported` is 0-1."""
    fame = max((log10(c.place.population + 1) / 7 for c in unit.candidates), default=0.0)
    return np.array(
        [
            1.0,
            float(" " in unit.name),
            float(NameClass.COMMON_WORD in unit.name_class),
            float(bool(unit.kinds)),
            float(bool(unit.parents)),
            1 / max(len(unit.candidates), 1),
            1.0 - supported,
            fame,
        ]
    )


__all__ = [
    "OWN",
    "SHARED",
    "UNKNOWN",
    "Light",
    "Match",
    "distance_km",
    "lies_in",
    "own_features",
    "unknown_features",
]
