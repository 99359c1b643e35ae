import datetime as dt

import pytest

from pipeline.drawing.link import describe, first_state, from_query, to_filter, to_query
from pipeline.table import Filter

SPAN = dt.date(2022, 2, 1), dt.date(2022, 6, 30)


def test_a_title_tells_what_is_shown() -> None:
    chosen = Filter(
        types=("shelling", "air_strike"),
        places=("Kyiv",),
        first=dt.date(2022, 3, 3),
        last=dt.date(2022, 3, 15),
        text="bridge",
    )
    assert describe(212, chosen, SPAN) == (
        "212 events, 3\u201315 March 2022, "
        "shelling / missile strike and air or drone strike, Kyiv, \u201cbridge\u201d"
    )


def test_a_title_counts_what_it_does_not_name() -> None:
    chosen = Filter(sources=("A", "B", "C", "D"))
    assert describe(1, chosen, None) == "1 event, from A, B and 2 more"


@pytest.mark.parametrize(
    "query",
    [
        {"from": ["yesterday"]},
        {"to": ["2022-13-01"]},
        {"sure": ["nan"]},
        {"sure": ["7"]},
        {"killed": ["yes"]},
        {"from": ["2022-01-01", "2022-01-02"]},
        {"unknown": ["x"]},
        {"area": ["1,2_3,4"]},
        {"area": ["1,2_3,4_5"]},
        {"area": ["1,2_3,4_nan,5"]},
        {"area": ["1,2_3,4_99,5"]},
        {"area": ["_".join(["1,2"] * 65)]},
    ],
)
def test_an_address_that_makes_no_sense_opens_everything(query: dict[str, list[str]]) -> None:
    assert from_query(query) == Filter()


def test_days_outside_the_store_are_moved_into_it() -> None:
    values = first_state({"from": ["1999-01-01"], "to": ["2099-01-01"]}, SPAN)
    assert values["dates"] == SPAN


def test_days_the_wrong_way_round_are_turned() -> None:
    values = first_state({"from": ["2022-05-01"], "to": ["2022-03-01"]}, SPAN)
    assert values["dates"] == (dt.date(2022, 3, 1), dt.date(2022, 5, 1))


def test_the_widgets_hold_what_the_address_asks() -> None:
    asked = Filter(
        types=("shelling",),
        countries=("UA",),
        precisions=("exact",),
        actors=("the mayor",),
        text="two words",
        confidence_min=0.35,
        killed=True,
        area=((48.0, 30.0), (51.0, 30.0), (51.0, 38.5)),
        incident_id="i1",
    )
    assert to_filter(first_state(to_query(asked), SPAN)) == asked


def test_a_title_names_a_whole_family_at_once() -> None:
    chosen = Filter(types=("shelling", "air_strike", "explosion", "protest"), countries=("UA",))
    assert describe(3, chosen, None) == (
        "3 events, fire from a distance and protest / unrest, Ukraine"
    )


def test_a_title_tells_of_the_drawn_area_and_of_how_closely_places_are_known() -> None:
    chosen = Filter(area=((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)), precisions=("exact",))
    assert describe(0, chosen, None) == "0 events, in the drawn area, placed exactly"


def test_a_parameter_without_a_value_filters_nothing() -> None:
    assert from_query({"type": [""], "source": ["", "Wire"]}) == Filter(sources=("Wire",))


@pytest.mark.parametrize(
    ("asked", "shown"), [("heat", "heat"), ("sideways", "marks"), ("", "marks")]
)
def test_a_look_nobody_knows_is_marks(asked: str, shown: str) -> None:
    assert first_state({"look": [asked]}, SPAN)["look"] == shown
