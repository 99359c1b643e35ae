import datetime as dt
import json
import re
from itertools import islice

import pytest

from benchmarks.store import batches
from pipeline.drawing.story import (
    MOST_CAPTION,
    MOST_STEPS,
    Step,
    Story,
    load_story,
    save_story,
    step_rows,
    story_html,
)
from pipeline.errors import PipelineError
from pipeline.table import EventRow

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}`${1}` @DATA@"
ABC = Story("Title", (Step("a", "first"), Step("b"), Step("c")))


def names(story: Story) -> str:
    return "".join(step.event_id for step in story.steps)


def events(count: int) -> dict[str, EventRow]:
    return {row.event_id: row for batch in batches(count) for row in batch.events}


def data_of(page: str) -> dict[str, object]:
    found = re.search(r'id="dateline-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def test_a_story_in_the_order_of_its_days_ends_with_what_has_none() -> None:
    late, early, undated = islice(events(10).values(), 3)
    rows = {
        "a": undated._replace(date_start=None, date_end=None),
        "b": late._replace(date_start=dt.date(2022, 5, 2)),
        "c": early._replace(date_start=None, date_end=dt.date(2022, 3, 1)),
    }
    assert names(ABC.by_days(rows)) == "cba"


def test_the_steps_are_numbered_and_tell_their_captions() -> None:
    rows = dict(zip("abc", events(10).values(), strict=False))
    first, second, _ = step_rows(ABC, rows)
    assert first["when"].startswith("1. ")
    assert second["when"].startswith("2. ")
    assert first["more"] == "first"
    assert second["more"] not in {"", "first"}


def test_an_event_is_told_once() -> None:
    assert names(ABC.with_events(["b", "d", "d"])) == "abcd"


def test_a_story_takes_no_more_than_its_file_can_hold() -> None:
    story = Story().with_events(str(number) for number in range(MOST_STEPS + 9))
    assert len(story.steps) == MOST_STEPS


@pytest.mark.parametrize(
    ("place", "by", "expected"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (1, 9, "acb")]
)
def test_a_step_moves_within_the_story(place: int, by: int, expected: str) -> None:
    assert names(ABC.moved(place, by)) == expected


def test_a_step_is_taken_out_and_captioned() -> None:
    assert names(ABC.without(1)) == "ac"
    assert ABC.captioned(1, "x" * 9_999).steps[1] == Step("b", "x" * MOST_CAPTION)


def test_a_saved_story_is_loaded_as_it_was() -> None:
    assert load_story(save_story(ABC).encode()) == ABC


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b"{}", b'{"form": "other", "title": "", "steps": []}', b"\xff",
     b'{"form": "dateline story 1", "title": "", "steps": [1]}'],
)  # fmt: skip
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(PipelineError, match=r"\.story\.json"):
        load_story(content)


def test_a_file_that_names_an_event_twice_tells_it_once() -> None:
    steps = [{"event": "a", "caption": "1"}, {"event": "a", "caption": "2"}]
    told = {"form": "dateline story 1", "title": "", "steps": steps}
    assert load_story(json.dumps(told).encode()).steps == (Step("a", "1"),)


def test_the_file_holds_the_steps_in_their_order() -> None:
    rows = events(3)
    story = Story("Days", (Step("gone"), *(Step(name, f"of {name}") for name in reversed(rows))))
    steps = data_of(story_html(story, rows))["steps"]
    assert isinstance(steps, list)
    assert [step["caption"] for step in steps] == [f"of {name}" for name in reversed(rows)]


def test_hostile_text_is_data_and_nothing_else() -> None:
    (row,) = events(1).values()
    bad = row._replace(headline=HOSTILE, quote=HOSTILE, source=HOSTILE, place_name=HOSTILE)
    page = story_html(Story(HOSTILE, (Step(bad.event_id, HOSTILE),)), {bad.event_id: bad})
    assert "<img" not in page
    assert "{{7*7}}" not in page.replace("{{7*7}}`${1}` @DATA@</title>", "").split("<noscript>")[0]
    steps = data_of(page)["steps"]
    assert isinstance(steps, list)
    assert steps[0]["caption"] == HOSTILE
    assert page.count("</script>") == page.count("<script")


def test_the_file_may_ask_for_nothing() -> None:
    page = story_html(ABC, {})
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert found is not None
    assert found[1].startswith("default-src 'none'; img-src data:;")
    assert "connect-src" not in found[1]
    markup = re.sub(r"(?s)<(script|style)[ >].*?</\1>", "", page)
    assert "//" not in markup.replace(found[1], "")  # digests may hold it


def test_five_hundred_long_events_stay_below_three_megabytes() -> None:
    text = "Обстріл тривав усю ніч. " * 500
    rows = {
        name: row._replace(headline=text, quote=text, source=text, article_title=text)
        for name, row in events(MOST_STEPS).items()
    }
    story = Story("Days", tuple(Step(name, text[:MOST_CAPTION]) for name in rows))
    size = len(story_html(story, rows).encode())
    assert (len(story.steps), size < 3_000_000) == (MOST_STEPS, True), size
