"""Work that grows with the input and no faster, counted in calls, for seconds lie."""

import sys
from types import FrameType

import pytest

from benchmarks.slope import INPUTS
from pipeline import flow
from pipeline.records import Article
from pipeline.settings import Settings

MOST = 13  # times the calls for ten times the input; work by pairs took nineteen


def calls(text: str, stages: flow.Stages) -> int:
    """Python calls that an article takes."""
    count = 0

    def tell(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        del frame
        count += event in {"call", "c_call"}

    sys.setprofile(tell)
    try:
        list(flow.annotate_batch([Article("a", text)], stages))
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def stages() -> flow.Stages:
    return flow.load_stages(Settings())


@pytest.mark.parametrize("name", ["sentences of three triggers", "one place of events"])
def test_ten_times_the_input_takes_ten_times_the_calls(name: str, stages: flow.Stages) -> None:
    make = INPUTS[name].make
    calls(make(40), stages)  # so that tables are loaded
    assert calls(make(400), stages) < MOST * calls(make(40), stages)
