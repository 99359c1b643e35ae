"""Kind, population and rank → how likely a bare name means this place in the news (0-255).

The numbers are a scale of ours, not a measurement: ten times the people is 25 points for a
settlement; a capital stands as if it had sixteen times its people; a name of another kind than
"main" costs what `PENALTIES` says. They were set by the famous twins (Paris, Tripoli, Washington,
Odessa, Georgia) and hold in the tests.
"""

from math import log10

from gazetteer.draft import NameFlag

_DECADE = 25.0  # points for ten times the people
_UNKNOWN_POPULATION = 40  # people, as if
_CAPITAL = 30.0
_COUNTRY = 190.0
_REGION = 40.0
_REGION_DECADE = 15.0

PENALTIES = {
    NameFlag.GENERATED: 25,
    NameFlag.BARE: 45,
    NameFlag.UNLIKE: 70,
    NameFlag.OLD: 10,
    NameFlag.ABBREVIATION: 5,
}
_ALTERNATE = 10


def settlement_fame(population: int, *, capital: bool = False) -> float:
    """Fame of a city, town or village; an unknown population (0) counts as a hamlet's."""
    return _DECADE * log10(max(population, _UNKNOWN_POPULATION)) + (_CAPITAL if capital else 0.0)


def country_fame(population: int) -> float:
    """Fame of a country: above every city."""
    return _COUNTRY + 5.0 * log10(max(population, 1000))


def region_fame(population: int) -> float:
    """Fame of a first-level region: below its namesake city, above a small town."""
    return _REGION + _REGION_DECADE * log10(max(population, 1000))


def kind_fame(weight: float) -> float:
    """Fame of a place of another kind, from the weight of its kind (0-1)."""
    return 60.0 + 100.0 * weight


def _penalty(flags: int) -> int:
    own = 0 if flags & NameFlag.MAIN else _ALTERNATE
    return own + sum(cost for flag, cost in PENALTIES.items() if flags & flag)


_PENALTY = [_penalty(flags) for flags in range(256)]


def name_rank(fame: float, flags: int) -> int:
    """What orders the places that share a name: fame less the weakness of the name, 0-255."""
    return min(255, max(0, round(fame) - _PENALTY[flags]))
