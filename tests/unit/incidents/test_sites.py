"""Which buildings and ships a quote speaks of, and which reports they join."""

from dataclasses import replace

import pytest

from pipeline.incidents import Reason, group, reasons_for
from pipeline.incidents.sites import find_sites
from pipeline.records import Event, Quote
from tests.unit.incidents.test_incidents import CHERNIHIV, SUMY, at, days, event


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ("a bomb fell on the drama theater", ("theatre",)),
        ("The maternity ward and the museum burnt", ("hospital", "museum")),
        ("shells fell on fields", ()),
    ],
)
def test_kinds_are_told_by_any_of_their_words(quote: str, kinds: tuple[str, ...]) -> None:
    assert find_sites(quote).kinds == kinds


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("Two missiles hit the cruiser “Aurora”", (("ship", "aurora"),)),
        ("the Aurora cruiser sank", (("ship", "aurora"),)),
        ("Huge Aurora cruiser", (("ship", "aurora"),)),
        ("a Syrian warship sank", ()),
        ("Sunken warship drifts", ()),
        ("he left the ship. Aurora followed", ()),
    ],
)
def test_names_stand_beside_their_kind(quote: str, names: tuple[tuple[str, str], ...]) -> None:
    assert find_sites(quote).names == names


def telling(event_id: str, quote: str, **changes: object) -> Event:
    return replace(event(event_id, **changes), quote=Quote(0, len(quote), quote))


def test_a_strike_on_a_theatre_is_one_whatever_writers_call_it() -> None:
    one = telling("e1", "Shells hit the theatre")
    other = telling("e2", "A bomb hit the theater", type="air_strike", days=days("2022-03-04"))
    assert reasons_for(one, other) == (Reason.SAME_SITE,)
    assert len(set(group([one, other]).values())) == 1


def test_another_town_or_week_or_kind_of_building_is_another_strike() -> None:
    events = [
        telling("e1", "Shells hit the theatre"),
        telling("e2", "Shells hit the theatre", where=at(SUMY)),
        telling("e3", "Shells hit the theatre", days=days("2022-03-14")),
        telling("e4", "Bombs hit the museum", type="air_strike"),
    ]
    assert len(set(group(events).values())) == 4


def test_a_named_ship_is_known_without_a_place() -> None:
    one = telling("e1", "Missiles hit the cruiser Aurora", where=None)
    other = telling("e2", "The Aurora cruiser was hit", where=at(CHERNIHIV))
    assert Reason.SAME_NAME in reasons_for(one, other)
