"""Mentions and clues → units: the names of an article that are decided once each.

One sense per name: mentions of the same spelling with the same clues are one unit, so four hundred
Kyivs cost what one costs.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, inf, radians

from gazetteer import Candidate, Gazetteer, Match, NameClass, Place
from gazetteer.kinds import kinds
from gazetteer.spots import arc_km
from pipeline.places.clues import Clues
from pipeline.places.inside import lies_in
from pipeline.records import Mention

_LONG = 6  # words of a name that are looked at
_KNOWN = 50_000  # people of a town that a reader knows
_NEAR_KM, _FAR_KM = 80.0, 200.0  # what is told to be near a town is, and what is not
_ASIDE_DEG = 50.0  # to either side of a direction told in words
_FEW = 3  # places of a longer name, which has few
_REGION = "region"
_HOLDERS = frozenset({"region", "district"})
_NAMED = frozenset({Match.EXACT, Match.FOLDED, Match.ALTERNATE})
_SITES = frozenset({"building", "transport", "land", "water", "military", "energy"})
_KNOWN_SHORT = "nuclear_plant"  # what alone of all sites is called by the town's name ("Chernobyl")
_STREET = "street"  # named after a town far off ("Warsaw Highway")
_BEARERS = frozenset({"settlement", "area"})
_ROUND_KM = 70.0  # from a town, within which a site is called after it
CANDIDATES = 48  # namesakes looked at; the best known come first, 99 % of names have fewer


@dataclass(frozen=True, slots=True)
class Unit:
    """A name to decide: its candidates, its clues, and how often the article names it.

    `parents` are the places the text may mean by the container named beside it. `children` are
    candidates of the names that stand inside it ("Atlanta" for the Georgia of "Atlanta, Georgia").
    `opening` is what the first word of a longer name names ("Kharkiv Airport", "Freedom Square").
    `first` is the number of the first of its mentions. `resting` are those that do not stand for a
    state that speaks or strikes: only they say where the article is about. `is_city` of a name with
    "city" behind it.
    """

    name: str
    kinds: frozenset[str]
    candidates: tuple[Candidate, ...]
    name_class: NameClass
    parents: tuple[Place, ...]
    children: tuple[Place, ...]
    count: int
    resting: int
    first: int
    opening: NameClass
    is_city: bool = False


def make_units(
    mentions: tuple[Mention, ...], clues: tuple[Clues, ...], gazetteer: Gazetteer
) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    """The units in text order, and for each mention the number of its unit."""
    options = _Options(gazetteer)
    keys = [_key(mentions, clues, number) for number in range(len(mentions))]
    inherited = _inherited(mentions, clues)
    members: dict[tuple[object, ...], list[int]] = {}
    for number, key in enumerate(keys):
        members.setdefault(key, []).append(number)
    children: dict[str, list[Place]] = {}
    for clue, mention in zip(clues, mentions, strict=True):
        if clue.parent >= 0:
            inside = children.setdefault(mentions[clue.parent].text, [])
            if len(inside) < CANDIDATES:
                inside += [c.place for c in options.of(mention.text, clue)][:12]
    fuller = _fuller(mentions, clues, options)
    units = []
    for numbers in members.values():
        first = numbers[0]
        mention, clue = mentions[first], clues[first]
        known = _as_in_full(mention.text, options.of(mention.text, clue), fuller)
        beside = next((clues[n].beside for n in numbers if clues[n].beside >= 0), -1)
        if beside >= 0:
            bearing = next((b for n in numbers if (b := clues[n].bearing_deg) is not None), None)
            known = _near(known, options.of(mentions[beside].text, clues[beside]), bearing)
        parents = _parents(mentions, clues, first, options)
        units.append(
            Unit(
                mention.text,
                clue.kinds,
                _within(known, parents[:1]),
                gazetteer.name_class(mention.text),
                parents or inherited_places(inherited, mention, options),
                tuple(children.get(mention.text, ())),
                len(numbers),
                sum(not clues[number].acts for number in numbers),
                first,
                _opening(mention.text, gazetteer),
                is_city=clue.kind_text.lower() == "city",
            )
        )
    index = {key: number for number, key in enumerate(members)}
    return tuple(units), tuple(index[key] for key in keys)


def _near(
    known: tuple[Candidate, ...], anchors: tuple[Candidate, ...], bearing_deg: float | None
) -> tuple[Candidate, ...]:
    """The candidates that lie near one of the anchors, which the text says; none if all lie far.

    With a bearing, of those near the ones in that direction; if there are none, the ones in that
    direction farther off, before any that the bearing belies.

    Of a list of villages many are missing; a namesake at the land's other end is not meant. A
    greater town is known without: "Mariupol, east of Odesa" may lie 500 km from it.
    """
    if any(c.place.population >= _KNOWN for c in known[:1]):
        return known
    towns = [c.place for c in anchors[:_FEW] if kinds()[c.place.kind].group == "settlement"]
    if not towns or any(kinds()[c.place.kind].group != "settlement" for c in known[:1]):
        return known

    def away_km(candidate: Candidate) -> float:
        place = candidate.place
        return min(arc_km(place.lat, place.lon, town.lat, town.lon) for town in towns)

    close = tuple(c for c in known if away_km(c) <= _NEAR_KM)
    if bearing_deg is not None:
        towards = [c for c in known if _is_towards(c.place, towns[0], bearing_deg)]
        nearby = tuple(c for c in towards if c in close)
        close = nearby or tuple(c for c in towards if away_km(c) <= _FAR_KM) or close
    if close or any(c.place.kind == "city" for c in known):  # "Mariupol, east of Kherson"
        return close or known
    return tuple(c for c in known if away_km(c) <= _FAR_KM)


def _is_towards(place: Place, town: Place, bearing_deg: float) -> bool:
    """Whether a place lies about in a direction from a town."""
    east = (place.lon - town.lon) * cos(radians(town.lat))
    off = degrees(atan2(east, place.lat - town.lat)) - bearing_deg
    return abs((off + 180) % 360 - 180) <= _ASIDE_DEG


def _within(known: tuple[Candidate, ...], parents: tuple[Place, ...]) -> tuple[Candidate, ...]:
    """The candidates that lie in the region named as what holds them, all if none does.

    A greater town is known without: "Mykolaiv, Kherson region and Odesa" may be a list.
    """
    regions = [place for place in parents if place.kind in _HOLDERS]
    is_known = any(c.place.population >= _KNOWN for c in known[:1])
    if not regions or is_known:
        return known
    return tuple(c for c in known if any(lies_in(c.place, r) for r in regions)) or known


def _opening(name: str, gazetteer: Gazetteer) -> NameClass:
    first, blank, _ = name.partition(" ")
    return gazetteer.name_class(first) if blank else NameClass(0)


class _Options:
    """Looks candidates up, kind words included."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(self, name: str, clue: Clues) -> tuple[Candidate, ...]:
        """Candidates of the name; with a kind word beside it those of that kind, if there are."""
        plain = _without_makeshift(self._gazetteer.candidates(name, limit=CANDIDATES))
        if not clue.kinds:
            return _without_sites(plain)
        kind = clue.kind_text.removesuffix("s")  # "Kyiv and Sumy regions": each is one region
        if not kind and _REGION in clue.kinds:  # "the region of Kyiv"
            kind = _REGION
        fuller = self._gazetteer.candidates(f"{name} {kind}", limit=CANDIDATES) if kind else ()
        named = tuple(c for c in fuller if c.place.kind in clue.kinds and c.match in _NAMED)
        if named and _REGION in clue.kinds:  # "Kyiv region" is not the city that is a region
            return named
        fitting = {c.place.id: c for c in (*fuller, *plain) if c.place.kind in clue.kinds}
        return tuple(fitting.values())[:CANDIDATES] or plain


def _without_sites(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates without what is only called after a town among them ("Kherson" the airport).

    A name alone means the town, or the land ("Donbas" the canal); its airport or theatre only
    where a word of the kind says so.
    """
    bearers = [
        c.place
        for c in candidates
        if kinds()[c.place.kind].group in _BEARERS and c.place.kind != "site"
    ]

    def is_site(candidate: Candidate) -> bool:
        site = candidate.place
        if candidate.match is not Match.ALTERNATE or site.kind == _KNOWN_SHORT:
            return False
        if kinds()[site.kind].group not in _SITES:
            return False
        reach_km = inf if site.kind == _STREET else _ROUND_KM
        return any(arc_km(site.lat, site.lon, b.lat, b.lon) <= reach_km for b in bearers)

    return tuple(c for c in candidates if not is_site(c))


def _without_makeshift(known: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Without regions whose name was only made by rule where others of the land bear it.

    "Kyiv Region" is the region round the capital, not the capital's own.
    """
    regions = [c for c in known if c.place.kind == _REGION]
    bearers = {c.place.country for c in regions if c.match in _NAMED}
    makeshift = [c for c in regions if c.match is Match.GENERATED and c.place.country in bearers]
    return tuple(c for c in known if c not in makeshift) if makeshift else known


def _fuller(
    mentions: tuple[Mention, ...], clues: tuple[Clues, ...], options: _Options
) -> dict[str, frozenset[str]]:
    """For the beginnings of longer names the ids of what the longer names may mean."""
    longer = {
        mention.text: clue
        for mention, clue in zip(mentions, clues, strict=True)
        if " " in mention.text and "," not in mention.text
    }
    found: dict[str, set[str]] = {}
    for name, clue in longer.items():
        words = name.split(" ")[:_LONG]
        ids = {c.place.id for c in options.of(name, clue)[:_FEW]}
        for count in range(1, len(words)):
            found.setdefault(" ".join(words[:count]), set()).update(ids)
    return {name: frozenset(ids) for name, ids in found.items()}


def _as_in_full(
    name: str, known: tuple[Candidate, ...], fuller: dict[str, frozenset[str]]
) -> tuple[Candidate, ...]:
    """The one candidate that a longer name of the article means ("Washington DC"), else all."""
    ids = fuller.get(name, frozenset())
    meant = tuple(c for c in known if c.place.id in ids and c.place.name == name)
    return meant if len(meant) == 1 else known


def _key(
    mentions: tuple[Mention, ...], clues: tuple[Clues, ...], number: int
) -> tuple[object, ...]:
    clue = clues[number]
    parent = mentions[clue.parent].text if clue.parent >= 0 else ""
    adjective = clue.parent_place.id if clue.parent_place is not None else ""
    return mentions[number].text, clue.kinds, clue.kind_text.lower(), parent, adjective


def _inherited(
    mentions: tuple[Mention, ...], clues: tuple[Clues, ...]
) -> dict[str, tuple[str, Place | None]]:
    """The first container the article names for each name."""
    found: dict[str, tuple[str, Place | None]] = {}
    for mention, clue in zip(mentions, clues, strict=True):
        if clue.parent >= 0 or clue.parent_place is not None:
            name = mentions[clue.parent].text if clue.parent >= 0 else ""
            found.setdefault(mention.text, (name, clue.parent_place))
    return found


def inherited_places(
    inherited: dict[str, tuple[str, Place | None]], mention: Mention, options: _Options
) -> tuple[Place, ...]:
    """The containers another mention of the same name was given."""
    name, place = inherited.get(mention.text, ("", None))
    if place is not None:
        return (place,)
    return tuple(c.place for c in options.of(name, Clues())) if name else ()


def _parents(
    mentions: tuple[Mention, ...], clues: tuple[Clues, ...], number: int, options: _Options
) -> tuple[Place, ...]:
    clue = clues[number]
    if clue.parent >= 0:
        return tuple(c.place for c in options.of(mentions[clue.parent].text, clues[clue.parent]))
    return (clue.parent_place,) if clue.parent_place is not None else ()
