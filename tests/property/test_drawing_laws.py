import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.drawing.layer import first_view, to_script
from pipeline.drawing.link import from_query, to_query
from pipeline.drawing.panels import MOST_BARS, make_histogram
from pipeline.table import Filter

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
TEXTS = st.lists(st.text(min_size=1, max_size=20), max_size=4).map(tuple)
CORNERS = st.tuples(
    st.integers(-90_000, 90_000).map(lambda n: n / 1000),
    st.integers(-180_000, 180_000).map(lambda n: n / 1000),
)
FILTERS = st.builds(
    Filter,
    types=TEXTS,
    statuses=TEXTS,
    sources=TEXTS,
    places=TEXTS,
    admin1s=TEXTS,
    actors=TEXTS,
    countries=TEXTS,
    precisions=TEXTS,
    article_id=st.text(max_size=20),
    incident_id=st.text(max_size=20),
    area=st.just(()) | st.lists(CORNERS, min_size=3, max_size=8).map(tuple),
    text=st.text(max_size=60),
    first=st.none() | DAYS,
    last=st.none() | DAYS,
    confidence_min=st.integers(0, 20).map(lambda share: share / 20),
    killed=st.booleans(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(FILTERS)
def test_an_address_opens_the_view_it_was_made_from(chosen: Filter) -> None:
    assert from_query(to_query(chosen)) == chosen


@given(JSON)
def test_a_script_holds_the_value_that_went_in(value: object) -> None:
    script = to_script(value)
    assert json.loads(script) == value
    assert "<" not in script
    assert "{{" not in script.replace("\\u007b", "") or script.startswith("{")


@given(DAYS, st.integers(0, 4000), st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 9))))
def test_the_bars_hold_every_event_of_their_days(
    first: dt.date, length: int, events: list[tuple[int, int]]
) -> None:
    last = first + dt.timedelta(days=length)
    days = [(first + dt.timedelta(days=offset), count) for offset, count in events]
    bars = make_histogram(days, first, last)
    assert sum(bars.counts) == sum(count for day, count in days if day <= last)
    assert len(bars.counts) <= MOST_BARS
    assert bars.days(0)[0] == first
    assert bars.days(len(bars.counts) - 1)[1] == last


@given(
    st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180), st.integers(1, 99)), min_size=1)
)
def test_the_first_view_is_a_box(points: list[tuple[float, float, int]]) -> None:
    box = first_view(points)
    assert box is not None
    south, west, north, east = box
    assert south < north
    assert west < east
