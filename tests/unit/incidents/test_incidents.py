"""Which reports are one happening."""

import datetime as dt
from dataclasses import replace

import pytest

from gazetteer.place import Place
from pipeline.incidents import Reason, group, merge_events, reasons_for
from pipeline.records import (
    Actor,
    DatePrecision,
    Days,
    Event,
    Harm,
    Mention,
    PlacePrecision,
    Quote,
    Resolution,
    Role,
    Status,
)

CHERNIHIV = Place("geonames:710735", "Chernihiv", "city", "UA", "Chernihiv", "02", 51.5, 31.3, 8)
SUMY = Place("geonames:692194", "Sumy", "city", "UA", "Sumy", "21", 50.9, 34.8, 8)


def at(place: Place, precision: PlacePrecision = PlacePrecision.CITY) -> Resolution:
    mention = Mention(0, len(place.name), place.name, "GPE", "model")
    return Resolution(
        mention, Role.EVENT_LOCATION, place, place.lat, place.lon, 8, precision, 0.9, "only place"
    )


def days(first: str, last: str | None = None) -> Days:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return Days(start, end + dt.timedelta(days=1))


def event(event_id: str, **changes: object) -> Event:
    plain = Event(
        id=event_id,
        article_id=f"article-{event_id}",
        type="shelling",
        status=Status.REPORTED,
        said_by="",
        days=days("2022-03-03"),
        date_precision=DatePrecision.DAY,
        date_text="Thursday",
        date_rule="weekday",
        where=at(CHERNIHIV),
        origin=None,
        destination=None,
        actors=(),
        harm=Harm(),
        quote=Quote(0, 5, "quote"),
        supporting=(),
        headline="",
        confidence=0.8,
        type_rule="",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the changes name fields


def test_the_same_kind_at_the_same_place_on_the_same_day_is_one_incident() -> None:
    assert group([event("e2"), event("e1")]) == {"e2": "i1", "e1": "i1"}


@pytest.mark.parametrize(
    "other",
    [
        {"where": at(SUMY)},
        {"days": days("2022-03-04")},
        {"type": "protest"},
        {"days": Days(None, None)},
        {"where": None},
    ],
    ids=["another place", "another day", "another kind", "no day", "no place"],
)
def test_what_differs_stays_apart(other: dict[str, object]) -> None:
    ids = group([event("e1"), event("e2", **other)])
    assert ids == {"e1": "i1", "e2": "i2"}


def test_one_toll_joins_an_air_strike_with_shelling_of_the_day_before() -> None:
    one = event("e1", harm=Harm(33))
    other = event("e2", type="air_strike", days=days("2022-03-04"), harm=Harm(33))
    assert len(set(group([one, other]).values())) == 1
    assert reasons_for(one, other) == (Reason.SAME_TOLL,)


def test_another_toll_keeps_an_air_strike_from_shelling() -> None:
    ids = group([event("e1", harm=Harm(33)), event("e2", type="air_strike", harm=Harm(5))])
    assert len(set(ids.values())) == 2


def test_a_strike_on_a_station_is_the_strike_on_its_town_that_day() -> None:
    station = Place("x", "Station", "building", "UA", "Chernihiv", "02", 51.49, 31.26, 0.3)
    one, other = event("e1"), event("e2", where=at(station, PlacePrecision.EXACT))
    assert reasons_for(one, other) == (Reason.NEARBY_STRIKE,)
    later = event("e3", where=at(station, PlacePrecision.EXACT), days=days("2022-03-04"))
    assert reasons_for(other, later) == (Reason.SAME_SPOT,)
    assert reasons_for(one, later) == ()


def test_a_siege_told_of_for_weeks_is_one_incident() -> None:
    told = [event(f"e{n}", type="siege", days=days(f"2022-03-{n:02}")) for n in range(1, 29, 6)]
    assert len(set(group(told).values())) == 1


def test_unplaced_talks_of_the_same_parties_on_one_day_are_one_incident() -> None:
    parties = (Actor("Moscow", "Russia", "agent"), Actor("Kyiv", "Ukraine", "target"))
    talks = [event(f"e{n}", type="talks_diplomacy", where=None, actors=parties) for n in (1, 2)]
    assert len(set(group(talks).values())) == 1
    alone = event("e3", type="talks_diplomacy", where=None, actors=parties[:1])
    assert len(set(group([*talks, alone]).values())) == 2


def test_a_country_is_no_place_to_join_at() -> None:
    vague = at(CHERNIHIV, PlacePrecision.COUNTRY)
    assert len(set(group([event("e1", where=vague), event("e2", where=vague)]).values())) == 2


def test_order_changes_nothing() -> None:
    told = [
        event("e5", harm=Harm(33)),
        event("e3", days=days("2022-03-04"), harm=Harm(33)),
        event("e4", days=days("2022-03-04")),
        event("e1", where=at(SUMY)),
    ]
    assert group(told) == group(reversed(told))


def test_a_merged_incident_has_the_widest_harm_and_the_sharpest_place() -> None:
    near = at(CHERNIHIV, PlacePrecision.EXACT)
    told = [
        event("e1", harm=Harm(33, 33, 10), confidence=0.9),
        event("e2", harm=Harm(22, 33), where=near, status=Status.DENIED),
    ]
    incident = merge_events("i1", told)
    assert incident.harm == Harm(22, 33, 10, None)
    assert incident.where == near
    assert incident.status is Status.DISPUTED
    assert (incident.article_count, incident.event_ids) == (2, ("e1", "e2"))


def test_an_incident_without_events_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no events"):
        merge_events("i1", [])
