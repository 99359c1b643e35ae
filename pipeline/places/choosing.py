"""A look at all names → for each unit a choice: the place, how sure, why, and who came second."""

from dataclasses import dataclass

import numpy as np

from gazetteer import Candidate, Match, NameClass, Place, fold
from gazetteer.kinds import kinds
from pipeline.places.features import OWN, SHARED, Array, distance_km
from pipeline.places.ranker import Look, Weights, sureness
from pipeline.places.units import Unit
from pipeline.places.wording import role_words

SURE_ENOUGH = 0.3  # below this share of right answers a place is not shown
SAME_SPOT_KM = 60.0  # a region's point and its capital's
TOLD_IN_FULL = 0.8  # sureness, at least, where name and kind fit one place alone
_TOWN = NameClass.LARGE | NameClass.MID | NameClass.SMALL
_BUILT = frozenset({"building", "energy", "military", "transport"})
_GREAT, _METROPOLIS = 40_000, 1_000_000  # people, of the same land and of any
_SEAT = 300_000  # people, at least, of a capital
_FAMOUS = 0.6  # sureness of such a town
_TIMES = 30  # as many people as the likeliest namesake
_TIMES_CITY = 10  # as many, where "city" stands behind the name
_SMALL = 20_000  # people, at most, of one that a metropolis of another land outshines
RUNNERS_UP = 4  # kept for "why here?"

_REASONS = {  # feature → the reason a reader is given
    "inside_parent": "in {parent}, named beside it",
    "outside_parent": "in {parent}, named beside it",
    "kind_told": "the words beside it say {kind}",
    "kind_against": "the words beside it say {kind}",
    "around_child": "other names of the article stand in it",
    "top_domain": "in the outlet's country",
    "seat": "seat of a government",
    "country_share": "in the country this article is about",
    "country_named": "in a country this article names",
    "country_unsupported": "in the country this article is about",
    "famous_x_foreign": "in the country this article is about",
    "region_share": "in the region this article is about",
    "region_x_small": "in the region this article is about",
    "region_named": "in a region this article names",
    "near": "nearest to the other places in this article",
    "near_x_small": "nearest to the other places in this article",
    "middling": "nearest to the other places in this article",
    "nearest": "nearest to the other places in this article",
    "beside_first": "nearest to the place the article opens with",
    "exact": "the place that bears exactly this name",
}
_SHARE = (OWN + SHARED).index("country_share")
_ABROAD = 0.3  # of the weight of an article's places: less is not what it is about
_KNOWN = "best known place of that name"
_ONLY = "only place of that name"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a unit means; `place` is None when nothing fits well enough."""

    place: Place | None
    confidence: float
    rule: str
    runners_up: tuple[Place, ...]


def choose(units: tuple[Unit, ...], seen: Look, weights: Weights) -> tuple[Choice, ...]:
    """The choice for each unit, in the same order."""
    gains = seen.rows * weights.together if len(seen.rows) else seen.rows
    shares = seen.rows[:, _SHARE] if len(seen.rows) else seen.likely
    choices, start = [], 0
    for unit in units:
        stop = start + len(unit.candidates)
        these = slice(start, stop)
        choices.append(_choose(unit, seen.likely[these], shares[these], gains[these], weights))
        start = stop
    return tuple(choices)


def _choose(unit: Unit, likely: Array, shares: Array, gains: Array, weights: Weights) -> Choice:
    if not unit.candidates:
        return Choice(None, 0.0, "no place of that name is known", ())
    order = np.argsort(-likely, kind="stable")
    namesake = _namesake(unit, int(order[0]))
    if namesake is not None:
        order = np.concatenate(([namesake], order[order != namesake]))
    first = int(order[0])
    famous = _outshining(unit, first, is_abroad=bool(shares[first] < _ABROAD))
    if famous is not None:
        order = np.concatenate(([famous], order[order != famous]))
    best = int(order[0])
    confidence = sureness(together(unit, likely, best), weights)
    if _is_told_in_full(unit, best):
        confidence = max(confidence, TOLD_IN_FULL)
    if famous is not None or namesake is not None:
        confidence = max(confidence, _FAMOUS)
    others = tuple(unit.candidates[int(i)].place for i in order[1 : RUNNERS_UP + 1])
    place = unit.candidates[best].place
    if confidence < SURE_ENOUGH:
        return Choice(
            None, confidence, "too unsure which place of that name", (place, *others)[:RUNNERS_UP]
        )
    return Choice(place, confidence, _rule(unit, place, gains[order[:2]]), others)


def _outshining(unit: Unit, best: int, *, is_abroad: bool) -> int | None:
    """The town of that name so much greater than the likeliest one that a bare name means it.

    `is_abroad`: the article is about other countries.

    A hamlet must be told by its region or its kind; none is told by what lies near alone.
    """
    chosen = unit.candidates[best].place
    if unit.parents or (unit.kinds and not unit.is_city) or unit.children:
        return None
    names = role_words("seats_of_power")
    if is_abroad:
        names |= role_words("cities_before_states")
    if chosen.kind == "region" and unit.name.lower() in names:
        return next((n for n, c in enumerate(unit.candidates) if _is_seat(c, chosen)), None)
    if not _is_town(chosen):
        return None
    same = [
        (c.place.population, -number)
        for number, c in enumerate(unit.candidates)
        if _is_town(c.place) and _is_rival(c, chosen, is_city=unit.is_city)
    ]
    return -max(same)[1] if same else None


def _namesake(unit: Unit, best: int) -> int | None:
    """The sea or town that bears the name in full, before a works or a theatre named for it.

    "MARIUPOL" is the town and no theatre of it, if no word beside the name says otherwise.
    """
    chosen, name = unit.candidates[best].place, fold(unit.name)
    if chosen.kind in unit.kinds or fold(chosen.name) == name:
        return None
    if kinds()[chosen.kind].group not in _BUILT and chosen.kind != "strait":
        return None
    named = [(n, c.place) for n, c in enumerate(unit.candidates) if fold(c.place.name) == name]
    return next(
        (
            number
            for number, place in named
            if place.kind == "sea"
            or (_is_town(place) and distance_km(place, chosen) <= SAME_SPOT_KM)
        ),
        None,
    )


def _is_seat(candidate: Candidate, chosen: Place) -> bool:
    """Whether it is the capital or city that bears the name of a state of its land."""
    place = candidate.place
    return _is_town(place) and place.country == chosen.country and place.population >= _SEAT


def _is_rival(candidate: Candidate, chosen: Place, *, is_city: bool) -> bool:
    place, is_exact = candidate.place, candidate.match is Match.EXACT
    times = _TIMES_CITY if is_city else _TIMES
    if place.country == chosen.country:
        return is_exact and place.population >= max(_GREAT, times * chosen.population)
    is_named = is_exact or candidate.match is Match.ALTERNATE
    return is_named and place.population >= _METROPOLIS and chosen.population <= _SMALL


def _is_town(place: Place) -> bool:
    return kinds()[place.kind].group == "settlement"


def _is_told_in_full(unit: Unit, best: int) -> bool:
    """Whether name and kind word fit one place alone ("the Zaporizhzhia nuclear power plant").

    Towns and regions aside: of those the gazetteer does not hold all.
    """
    if unit.opening & NameClass.COMMON_WORD:
        return False  # every town may have its Freedom Square
    fitting = [c for c in unit.candidates if c.place.kind in unit.kinds]
    if len(unit.candidates) == 1 and unit.opening & _TOWN:  # "Kharkiv Airport" tells all
        group = kinds()[unit.candidates[0].place.kind].group
        fitting = list(unit.candidates) if group in _BUILT else fitting
    if fitting != [unit.candidates[best]] or fitting[0].match is Match.FUZZY:
        return False
    return kinds()[fitting[0].place.kind].group not in {"settlement", "admin", "area"}


def together(unit: Unit, likely: Array, best: int) -> float:
    """The likelihood of the best candidate and of those that stand where it stands.

    A city and the region round it share their odds: either way the dot is right.
    """
    place = unit.candidates[best].place
    same = [distance_km(place, c.place) <= SAME_SPOT_KM for c in unit.candidates]
    return float(likely[np.array(same)].sum())


def _rule(unit: Unit, place: Place, gains: Array) -> str:
    """The reason that parts the first from the second most."""
    if place.kind in {"country", "continent"}:
        return f"name of a {place.kind}"
    if len(gains) == 1:
        return _ONLY
    lead = gains[0] - gains[1]
    names = OWN + SHARED
    top = names[int(np.argmax(lead))]
    parent = next((p.name for p in unit.parents), "")
    reason = _REASONS.get(top, _KNOWN)
    if "{parent}" in reason and not parent:
        reason = _KNOWN
    kind = next(
        (kinds()[k].label for k in sorted(unit.kinds) if k == place.kind), kinds()[place.kind].label
    )
    return reason.format(parent=parent, kind=kind)
