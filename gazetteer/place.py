"""A place, and how a name matched it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How the name asked for met a name of the place, best first.

    EXACT: the main name, letter for letter. ALTERNATE: another name it bears. FOLDED: equal after
    `fold` only. GENERATED: a romanisation made by rule. FUZZY: one or two edits away.
    """

    EXACT = "exact"
    ALTERNATE = "alternate"
    FOLDED = "folded"
    GENERATED = "generated"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Place:
    """One record of the gazetteer.

    `id` is `geonames:<number>`, `katottg:<code>` or `dateline:<slug>`. `kind` is a word of
    `gazetteer/data/kinds.toml` (country, region, district, city, town, village, air_base, river …).
    `country` is ISO 3166-1 alpha-2, empty for what lies in none or several (a sea, a continent).
    `admin1` is the English name of the first-level region, `admin1_code` its key within the country
    (`UA.23`); both empty when unknown. `lat`, `lon` are WGS 84 degrees. The place lies within
    `radius_km` of its point. `population` is 0 when unknown. `claims` names the states (alpha-2)
    that claim a contested place.
    """

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    admin1_code: str
    lat: float
    lon: float
    radius_km: float
    population: int = 0
    claims: tuple[str, ...] = ()


class Candidate:
    """A place a name may mean, and how the name matched.

    The record is read when first asked for: of most names only the first candidates are looked at.
    """

    __slots__ = ("_asked", "_match", "_place", "_read", "number")

    def __init__(self, read: Callable[[int], Place], number: int, match: Match, asked: str) -> None:
        """Note place number `number`, which `read` reads; `asked` is the name as written."""
        self._read, self.number, self._match, self._asked = read, number, match, asked
        self._place: Place | None = None

    @property
    def place(self) -> Place:
        """The record."""
        if self._place is None:
            self._place = self._read(self.number)
        return self._place

    @property
    def match(self) -> Match:
        """How the name met the place's; letter for letter is checked on the record itself."""
        if self._match is Match.EXACT and self._asked != self.place.name:
            self._match = Match.FOLDED
        return self._match

    def __eq__(self, other: object) -> bool:
        """Same place, met in the same way."""
        if not isinstance(other, Candidate):
            return NotImplemented
        return self.match is other.match and self.place == other.place

    def __hash__(self) -> int:
        """As equal candidates share."""
        return hash(self.place)

    def __repr__(self) -> str:
        """The record and the match."""
        return f"Candidate({self.place!r}, {self.match})"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process with the record, without the file."""
        return _candidate, (self.place, self.match, self.number)


def _candidate(place: Place, match: Match, number: int) -> Candidate:
    return Candidate(lambda _: place, number, match, place.name)
