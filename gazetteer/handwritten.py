"""The hand-written tables of data/ → drafts, and further names for the drafts of other sources."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from gazetteer.draft import Draft, NameFlag
from gazetteer.errors import DumpError
from gazetteer.fame import kind_fame, name_rank
from gazetteer.kinds import Kind, kinds
from gazetteer.names import fold
from gazetteer.spots import arc_km
from gazetteer.tables import DATA, listed, read_table

_PLACES = "id name kind country admin1 lat lon radius_km aliases claims source"
_PROMINENT = 25.0  # fame a settlement gains by standing in the supplement: the news names it
_UNSURE = NameFlag.GENERATED | NameFlag.UNLIKE | NameFlag.DEMONYM
_SAME_KM = 12.0  # a settlement of the supplement and its namesake of another list


class Index:
    """Drafts by country and spelling, to hang further names on."""

    def __init__(self, drafts: Iterable[Draft], regions: Iterable[Draft]) -> None:
        self._drafts: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        self.regions: dict[tuple[str, str], str] = {}
        for region in regions:
            for name in (region.name, *region.names):
                self.regions.setdefault((region.country, fold(name)), region.admin1_code)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take in one more."""
        lower = draft.name.lower()
        self._drafts[draft.country, lower].append(draft)
        if not (lower.isascii() and lower.isalpha()) and (plain := fold(lower)) != lower:
            self._drafts[draft.country, plain].append(draft)
        for name, flags in draft.names.items():
            if not flags & _UNSURE:
                self._drafts[draft.country, name.lower()].append(draft)

    def find(self, name: str, country: str, *, admin1: str = "", kind: str = "") -> list[Draft]:
        """Drafts of that name, the best known first, a main name counting a little more.

        With a kind only its kin. Case apart letters must agree, or the folded name be a main name.
        """
        key = (country, name.lower())
        if key not in self._drafts:
            key = (country, fold(name))
        wanted = self.regions.get((country, fold(admin1)), "") if admin1 else ""
        fitting = [
            draft
            for draft in self._drafts.get(key, [])
            if (not wanted or draft.admin1_code == wanted)
            and (not kind or _is_kin(draft.kind, kind))
        ]
        return sorted(fitting, key=lambda draft: -name_rank(draft.fame, self._flag(draft, name)))

    @staticmethod
    def _flag(draft: Draft, name: str) -> int:
        return NameFlag.MAIN if draft.name == name else NameFlag.PLAIN


def _is_kin(left: str, right: str) -> bool:
    """Whether two kinds are of one group, as city and village are."""
    return left == right or kinds()[left].group == kinds()[right].group == "settlement"


def draft_places(table: str, index: Index) -> list[Draft]:
    """Draft the places of supplement.tsv or regions.tsv.

    A settlement or country that another list holds is not drafted again: it gains the row's names,
    claims and prominence.

    Raises:
        DumpError: an unknown kind, a number out of range, an id used twice.
    """
    seen: set[str] = set()
    drafts = []
    for row in read_table(DATA / table, _PLACES):
        if row["id"] in seen:
            raise DumpError(DATA / table, f"{row['where']}: id {row['id']!r} is used twice")
        seen.add(row["id"])
        draft = _draft(row, index)
        twin = _twin(draft, index)
        if twin is None:
            drafts.append(draft)
        else:
            twin.fame += _PROMINENT
            twin.claims = twin.claims or draft.claims
            twin.names |= draft.names
            if draft.name != twin.name:
                twin.names[draft.name] = NameFlag.PLAIN
    for draft in drafts:
        add_type_words(draft)
        index.add(draft)
    return drafts


def _draft(row: dict[str, str], index: Index) -> Draft:
    kind = kinds().get(row["kind"])
    where = row["where"]
    if kind is None:
        raise DumpError(DATA / where, f"unknown kind {row['kind']!r}")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees
        raise DumpError(DATA / where, f"no such point: {lat}, {lon}")
    draft = Draft(
        id=f"dateline:{row['id']}",
        name=row["name"],
        kind=kind.id,
        country=row["country"],
        admin1_code=index.regions.get((row["country"], fold(row["admin1"])), ""),
        lat=lat,
        lon=lon,
        radius_km=float(row["radius_km"] or kind.radius_km),
        fame=kind_fame(kind.weight),
        claims=listed(row["claims"]),
    )
    draft.add(listed(row["aliases"]), NameFlag.PLAIN)
    return draft


def _twin(draft: Draft, index: Index) -> Draft | None:
    """The same settlement, region or country in another list."""
    group = kinds()[draft.kind].group
    if group not in {"settlement", "admin"} or draft.kind == "neighbourhood":
        return None
    for name in (draft.name, *draft.names):
        for other in index.find(name, draft.country):
            near = arc_km(draft.lat, draft.lon, other.lat, other.lon)
            if _is_kin(other.kind, draft.kind) and (group == "admin" or near < _SAME_KM):
                return other
    return None


def add_type_words(draft: Draft) -> None:
    """Add the names made by exchanging, adding or dropping the word of the kind.

    `Saky Air Base` is also `Saky airfield`, and barely `Saky`; `Azovstal` is also `Azovstal plant`.
    """
    kind = kinds()[draft.kind]
    if kind.group in {"settlement", "area"} or kind.id == "country":
        return
    for name, flags in [(draft.name, NameFlag.PLAIN), *draft.names.items()]:
        if flags & (NameFlag.GENERATED | NameFlag.BARE | NameFlag.UNLIKE):
            continue
        base = _base(name, kind)
        if base != name:
            draft.add((base,), NameFlag.BARE)
        draft.add(_dressed(base, kind), NameFlag.GENERATED)


def _base(name: str, kind: Kind) -> str:
    """The name without its type word, as written; the whole name when it has none."""
    words = re.split(r"[\s]+", name)
    for size in range(min(5, len(words) - 1), 0, -1):
        if fold(" ".join(words[-size:])) in kind.words:
            return " ".join(words[:-size])
        if fold(" ".join(words[:size])) in kind.before:
            return " ".join(words[size:])
    return name


def _dressed(base: str, kind: Kind) -> Iterator[str]:
    cyrillic = not base.isascii() and any("Ѐ" <= letter <= "ӿ" for letter in base)
    for word in kind.words:
        if cyrillic != word.isascii():
            yield f"{base} {word}"
    for word in kind.before:
        if cyrillic != word.isascii():
            yield f"{word} {base}"
            if kind.id == "region":
                yield f"{base} {word}"


def add_aliases(index: Index) -> list[str]:
    """Hang the names of admin1_aliases, aliases, renamings and claims on the drafts they name.

    Returns:
        What fitted no place: one line each, with file, line and name.
    """
    lost: list[str] = []
    for row in read_table(DATA / "admin1_aliases.tsv", "country admin1 aliases source"):
        found = index.find(row["admin1"], row["country"], kind="region")
        for draft in _first(found, row, lost, row["admin1"]):
            draft.names |= dict.fromkeys(listed(row["aliases"]), NameFlag.PLAIN)
            add_type_words(draft)
    for row in read_table(DATA / "aliases.tsv", "name country admin1 kind aliases source"):
        for draft in _first(_found(index, row), row, lost, row["name"]):
            draft.names |= dict.fromkeys(listed(row["aliases"]), NameFlag.PLAIN)
    for row in read_table(DATA / "renamings.tsv", "old name country admin1 kind date source"):
        for draft in _first(_found(index, row), row, lost, row["name"]):
            draft.names[row["old"]] = NameFlag.OLD
    for row in read_table(DATA / "claims.tsv", "name country admin1 kind claims source"):
        for draft in _first(_found(index, row), row, lost, row["name"]):
            draft.claims = listed(row["claims"])
    return lost


def _found(index: Index, row: dict[str, str]) -> list[Draft]:
    return index.find(row["name"], row["country"], admin1=row["admin1"], kind=row["kind"])


def _first(found: list[Draft], row: dict[str, str], lost: list[str], name: str) -> list[Draft]:
    if not found:
        lost.append(f"{row['where']}: no place called {name!r} in {row['country'] or 'the world'}")
    return found[:1]


def add_demonyms(index: Index) -> list[str]:
    """Hang the adjectives and peoples of demonyms.tsv on their places; lost rows as above."""
    lost: list[str] = []
    for row in read_table(DATA / "demonyms.tsv", "word place country source"):
        found = index.find(row["place"], row["country"])
        for draft in _first(found, row, lost, row["place"]):
            draft.names.setdefault(row["word"], NameFlag.DEMONYM)
    return lost
