"""A name → the places it may mean, best first; a point → the places round it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from gazetteer.draft import NameFlag
from gazetteer.entries import Entry
from gazetteer.ground import admin1_at, border, country_at, nearest
from gazetteer.inputs import default_path
from gazetteer.kinds import kinds, split_type_word
from gazetteer.layout import NO_PLACE
from gazetteer.name_class import NameClass
from gazetteer.names import fold, name_digest, surface_mark
from gazetteer.place import Candidate, Match, Place
from gazetteer.reader import Reader

if TYPE_CHECKING:
    from gazetteer.scan import Scanner

_REMEMBERED = 8192  # names, candidates and places kept, each; about 8 MB at most
_LARGE_RANK, _MID_RANK = 137, 107  # fame of 300,000 and of 20,000 people

_MAIN, _GENERATED = NameFlag.MAIN, NameFlag.GENERATED
_WORD, _DEMONYM = NameFlag.WORD, NameFlag.DEMONYM


class Gazetteer:
    """All places, by name and by point; read-only, safe among threads and processes.

    Make one with `open`.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        self._held = 0  # names and candidates in there
        self._places: dict[int, Place] = {}
        self._classes: dict[str, NameClass] = {}
        self._demonyms: dict[str, Place | None] = {}
        self._scanner: Scanner | None = None

    @classmethod
    def open(cls, path: Path | None = None, *, checked: bool = False) -> Self:
        """Open a built file; without a path the packaged one, built at first use (half a minute).

        `checked` compares the whole file with its digest first, which takes 0.2 seconds.

        Raises:
            GazetteerMissing: no file at `path`, one that is damaged, or a package that the build
                needs is not installed.
        """
        if path is None:
            from gazetteer.first_use import build_at_first_use

            build_at_first_use()
            path = default_path()
        if checked:
            from gazetteer.seal import check_seal

            check_seal(path)
        return cls(Reader(path))

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        """Travel to another process as the path."""
        return (type(self).open, (self.path,))

    @property
    def path(self) -> Path:
        """The file it reads."""
        return self._reader.path

    @property
    def attribution(self) -> str:
        """Sources and licences, for every export."""
        return self._reader.attribution

    @property
    def place_count(self) -> int:
        """How many places the file holds."""
        return self._reader.place_count

    def candidates(self, name: str, *, limit: int | None = None) -> tuple[Candidate, ...]:
        """Places the name may mean without any context, best first; ties by the file's order.

        All of them without a limit: 123 villages are called Ivanivka.

        An unknown name is an answer: the tuple is empty. So is an English word in lower case
        ("march", "nice"), though its capitalised form may be a place.
        """
        found = self._candidates.get(name)
        if found is None:
            found = self._look_up(name)
            self._held += len(found) + 1
            if self._held > _REMEMBERED:
                self._candidates.clear()
                self._held = len(found) + 1
            self._candidates[name] = found
        return found if limit is None else found[:limit]

    def _look_up(self, name: str) -> tuple[Candidate, ...]:
        folded = fold(name)
        if not folded:
            return ()
        places, flags, kind_codes, _, marks = self._reader.columns(name_digest(folded))
        mark, met = surface_mark(name), 0
        found, codes = [], []
        for place, flag, code, own in zip(places, flags, kind_codes, marks, strict=True):
            met |= flag
            if place and not flag & _DEMONYM:
                found.append(Candidate(self._place, place, _match(flag, mark == own), name))
                codes.append(code)
        if met & _WORD and name == name.lower():
            return ()
        if found:
            many = len(found) > 1 and " " in folded
            return self._fitting_first(folded, found, codes) if many else tuple(found)
        others = self._look_inside_kind(folded) or self._look_up_qualified(name)
        return others or (() if places else self._look_up_alike(folded))

    def _fitting_first(
        self, folded: str, found: list[Candidate], codes: list[int]
    ) -> tuple[Candidate, ...]:
        """Put those of the kind that the name's last word tells first: the sea of "Red Sea"."""
        base, wanted = split_type_word(folded)
        if not wanted or not folded.startswith(base):
            return tuple(found)
        is_settled = any(kinds()[kind].group == "settlement" for kind in wanted)
        fitting: list[Candidate] = []
        others: list[Candidate] = []
        for candidate, code in zip(found, codes, strict=True):
            fits = self._reader.kinds[code] in wanted
            fits = fits or (is_settled and self._reader.groups[code] == "settlement")
            (fitting if fits else others).append(candidate)
        return (*fitting, *others)

    def _look_up_alike(self, folded: str) -> tuple[Candidate, ...]:
        """Places whose names are a slip of the pen away; asked only for what is no name itself."""
        from gazetteer.alike import find_alike

        return tuple(
            Candidate(self._place, number, Match.FUZZY, folded)
            for number, _ in find_alike(folded, self._reader)
        )

    def _look_inside_kind(self, folded: str) -> tuple[Candidate, ...]:
        """Answer "X air base" with X: air bases first, then the settlement the base lies by."""
        base, wanted = split_type_word(folded)
        if not wanted:
            return ()
        groups = {kinds()[kind].group for kind in wanted}
        fitting, kindred, settlements = [], [], []
        for entry in self._reader.entries(name_digest(base)):
            if entry.place == NO_PLACE or entry.flags & _DEMONYM:
                continue
            kind, group = self._reader.kinds[entry.kind], self._reader.groups[entry.kind]
            if kind in wanted:
                fitting.append(entry.place)
            elif group in groups:
                kindred.append(entry.place)
            elif group == "settlement":
                settlements.append(entry.place)
        ordered = (*fitting, *kindred, *settlements)
        return tuple(Candidate(self._place, number, Match.FOLDED, base) for number in ordered)

    def _look_up_qualified(self, name: str) -> tuple[Candidate, ...]:
        """Answer "Paris, Texas" with the Paris that lies in Texas."""
        base, comma, qualifier = name.rpartition(",")
        if not comma or not base.strip() or not qualifier.strip():
            return ()
        inside = [c.place for c in self.candidates(qualifier.strip())]
        regions = {p.admin1_code for p in inside if p.kind == "region"}
        countries = {p.country for p in inside if p.kind == "country"}
        return tuple(
            candidate
            for candidate in self.candidates(base.strip())
            if candidate.place.admin1_code in regions or candidate.place.country in countries
        )

    def _place(self, number: int) -> Place:
        place = self._places.get(number)
        if place is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            place = self._places[number] = self._reader.place(number)
        return place

    def place(self, place_id: str) -> Place | None:
        """The place of an id, None if the file has none such."""
        number = self._reader.number_of(place_id)
        return None if number is None else self._place(number)

    def knows(self, name: str) -> bool:
        """Whether a place bears this name, in any spelling; no guesses, no fuzzy matches."""
        folded = fold(name)
        if not folded:
            return False
        places, flags, *_ = self._reader.columns(name_digest(folded))
        return any(place and not flag & _DEMONYM for place, flag in zip(places, flags, strict=True))

    def name_class(self, name: str) -> NameClass:
        """What the places of this name are; 0 for an unknown name."""
        found = self._classes.get(name)
        if found is None:
            if len(self._classes) >= _REMEMBERED:
                self._classes.clear()
            found = self._classes[name] = self._class_of(name)
        return found

    def _class_of(self, name: str) -> NameClass:
        folded = fold(name)
        found = NameClass(0)
        if not folded:
            return found
        entries = self._reader.entries(name_digest(folded))
        if any(entry.flags & _WORD for entry in entries):
            found |= NameClass.COMMON_WORD
        if any(entry.flags & _DEMONYM for entry in entries):
            found |= NameClass.DEMONYM
        places = [e for e in entries if e.place != NO_PLACE and not e.flags & _DEMONYM]
        if not places:
            return found
        if len(places) > 1:
            found |= NameClass.AMBIGUOUS
        if not any(entry.flags & _MAIN for entry in places):
            found |= NameClass.ALIAS
        for entry in places:
            found |= self._entry_class(entry)
        return found

    def _entry_class(self, entry: Entry) -> NameClass:
        kind = self._reader.kinds[entry.kind]
        if kind == "country":
            return NameClass.COUNTRY
        group = self._reader.groups[entry.kind]
        if group in {"admin", "area"}:
            return NameClass.REGION
        if group != "settlement":
            return NameClass.FEATURE
        if entry.rank >= _LARGE_RANK:
            return NameClass.LARGE
        return NameClass.MID if entry.rank >= _MID_RANK else NameClass.SMALL

    def demonym(self, word: str) -> Place | None:
        """The country or region of an adjective or people ("Ukrainian", "Chechens")."""
        if word not in self._demonyms:
            if len(self._demonyms) >= _REMEMBERED:
                self._demonyms.clear()
            self._demonyms[word] = self._home_of(word)
        return self._demonyms[word]

    def _home_of(self, word: str) -> Place | None:
        for entry in self._reader.entries(name_digest(fold(word))):
            if entry.flags & _DEMONYM:
                return self._place(entry.place)
        return None

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Offsets of the known capitalised names of a text, longest first, never overlapping.

        Names that are also English words are among them; `name_class` tells them apart.
        """
        if self._scanner is None:
            from gazetteer.scan import Scanner

            self._scanner = Scanner(self._reader)
        return self._scanner.names(text)

    def nearest(self, lat: float, lon: float) -> Place | None:
        """The nearest settlement within about 60 km, None if there is none."""
        return nearest(self._reader, lat, lon)

    def country_at(self, lat: float, lon: float) -> str:
        """Alpha-2 code of the country a point lies in; empty on the high seas.

        By outline (Natural Earth 1:50 million, Crimea in Ukraine, a few km true); within 30 km of a
        coast by the nearest settlement.
        """
        return country_at(self._reader, lat, lon)

    def admin1_at(self, lat: float, lon: float) -> str:
        """English name of the first-level region a point lies in; empty if unknown.

        By outline in Ukraine and its neighbours, elsewhere that of the nearest settlement.
        """
        return admin1_at(self._reader, lat, lon)

    def border(self, country: str, other: str) -> tuple[float, float, float] | None:
        """Middle (lat, lon) of the border of two countries, and the km that hold nine tenths of it.

        By the corners their outlines share; None where there are none. Codes are alpha-2.
        """
        return border(self._reader, country, other)

    @staticmethod
    def offset(lat: float, lon: float, bearing_deg: float, km: float) -> tuple[float, float]:
        """The point so many km from another, towards a bearing (0 north, 90 east)."""
        from geopy.distance import geodesic

        spot = geodesic(kilometers=km).destination((lat, lon), bearing_deg)
        return float(spot.latitude), float(spot.longitude)

    @staticmethod
    def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
        """Distance along the ellipsoid, in km."""
        from geopy.distance import geodesic

        return float(geodesic((lat, lon), (lat2, lon2)).km)


def _match(flags: int, is_same: bool) -> Match:  # noqa: FBT001 - called for every entry
    if flags & _MAIN:
        return Match.EXACT if is_same else Match.FOLDED
    if flags & _GENERATED:
        return Match.GENERATED
    return Match.ALTERNATE if is_same else Match.FOLDED
