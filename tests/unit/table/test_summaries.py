import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from benchmarks.store import batches
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter
from pipeline.table import summaries as made
from pipeline.table.stored import ArticleRow, RefusedRow
from pipeline.table.summaries import Toll

MARCH = dt.date(2022, 3, 1)
NOBODY = Toll(0, 0, open=False)


def event(name: str, **cells: Any) -> EventRow:  # noqa: ANN401 - cells of any column
    (batch,) = batches(1)
    plain: dict[str, Any] = dict.fromkeys(
        ("killed_min", "killed_max", "injured_min", "injured_max")
    )
    plain |= {"event_id": name, "incident_id": name, "article_id": "a", "type": "shelling"}
    plain |= {"status": "reported", "place_id": "p:kyiv", "place_name": "Kyiv", "country": "UA"}
    plain |= {"date_start": MARCH, "date_end": MARCH, "confidence": 0.9, "admin1": "Kyiv"}
    plain |= {"lat": 50.4, "lon": 30.5, "place_precision": "city", "source": "Wire"}
    return batch.events[0]._replace(**(plain | cells))


def kept(folder: Path, *events: EventRow, **batch: Any) -> Store:  # noqa: ANN401 - rows of a batch
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(events=events, **batch))
    return Store.open(folder)


def killed_of(folder: Path, *events: EventRow) -> Toll:
    (line,) = made.types(kept(folder, *events))
    return line.killed


def test_reports_of_one_happening_make_one_range(tmp_path: Path) -> None:
    two = event("a", killed_min=2, killed_max=2)
    five = event("b", incident_id="a", killed_min=5, killed_max=5)
    other = event("c", killed_min=10, killed_max=10)
    assert killed_of(tmp_path / "s", two, five, other) == Toll(12, 15, open=False)


@pytest.mark.parametrize(
    ("least", "most", "toll"),
    [
        (5, None, Toll(5, 5, open=True)),
        (None, 8, Toll(0, 8, open=False)),
        (None, None, NOBODY),
        (0, 0, NOBODY),
    ],
)
def test_a_figure_keeps_its_open_end(
    tmp_path: Path, least: int | None, most: int | None, toll: Toll
) -> None:
    assert killed_of(tmp_path / "s", event("a", killed_min=least, killed_max=most)) == toll


def test_at_least_fewer_than_another_report_says_is_not_open(tmp_path: Path) -> None:
    some = event("a", killed_min=3, killed_max=None)
    more = event("b", incident_id="a", killed_min=7, killed_max=7)
    assert killed_of(tmp_path / "s", some, more) == Toll(3, 7, open=False)


@pytest.mark.parametrize("status", ["denied", "planned", "agreed"])
def test_harm_that_is_not_said_to_have_happened_is_left_out(tmp_path: Path, status: str) -> None:
    assert killed_of(tmp_path / "s", event("a", status=status, killed_min=3)) == NOBODY


def test_an_event_of_two_days_counts_on_both_and_an_undated_on_none(tmp_path: Path) -> None:
    next_day = MARCH + dt.timedelta(days=1)
    long = event("a", date_end=next_day)
    protest = event("b", type="protest")
    undated = event("c", date_start=None, date_end=None)
    assert made.days_by_type(kept(tmp_path / "s", long, protest, undated)) == (
        (MARCH, "protest", 1),
        (MARCH, "shelling", 1),
        (next_day, "shelling", 1),
    )


def test_places_come_with_most_events_first_and_their_harm(tmp_path: Path) -> None:
    lviv = {"place_id": "p:lviv", "place_name": "Lviv", "admin1": "Lviv Oblast"}
    store = kept(
        tmp_path / "s",
        event("a", killed_min=1, killed_max=2),
        event("b", **lviv),
        event("c", **lviv, injured_min=4),
        event("d", place_id="", place_name="", lat=None, lon=None),
    )
    lines = made.places(store)
    assert [(line.name, line.events) for line in lines] == [("Lviv", 2), ("Kyiv", 1)]
    assert (lines[0].injured, lines[1].killed) == (Toll(4, 4, open=True), Toll(1, 2, open=False))
    assert [line.name for line in made.places(store, words="oblast")] == ["Lviv"]
    assert made.count_places(store) == 2
    assert [line.name for line in made.places(store, offset=1, limit=1)] == ["Kyiv"]


def test_a_filter_narrows_every_number(tmp_path: Path) -> None:
    store = kept(tmp_path / "s", event("a"), event("b", type="protest", article_id="b"))
    found = made.numbers(store, Filter(types=("protest",)))
    assert found == made.Numbers(1, 1, 1, 1, 1, MARCH, MARCH)
    assert [line.type for line in made.types(store, Filter(types=("protest",)))] == ["protest"]


def test_an_empty_store_has_no_numbers(tmp_path: Path) -> None:
    store = kept(tmp_path / "s")
    assert made.numbers(store) == made.Numbers(0, 0, 0, 0, 0, None, None)
    assert (made.types(store), made.places(store), made.sources(store)) == ((), (), [])
    assert made.lacks(store) == made.Lacks(0, 0, 0, 0)


def test_what_is_not_known_is_counted(tmp_path: Path) -> None:
    store = kept(
        tmp_path / "s",
        event("a", date_start=None, date_end=None),
        event("b", lat=None, lon=None, place_precision="unknown"),
        event("c", place_precision="country", confidence=0.4),
    )
    assert made.lacks(store) == made.Lacks(1, 1, 1, 1)


def test_sources_count_articles_without_events_too(tmp_path: Path) -> None:
    articles = [
        ArticleRow(name, "h", "1", "", "", MARCH, MARCH, "given", "Wire", "", "Text")
        for name in ("a", "b")
    ]
    store = kept(tmp_path / "s", event("a"), articles=articles)
    assert made.sources(store) == [made.SourceLine("Wire", 2, 1, MARCH, MARCH)]
    assert made.date_sources(store) == (("given", 2),)


def test_reasons_that_differ_in_numbers_are_one(tmp_path: Path) -> None:
    refused = [
        RefusedRow("a.txt", "1,200 characters; too many"),
        RefusedRow("b.txt", "9,999,999 characters; too many"),
        RefusedRow("c.txt", "it is in German"),
    ]
    store = kept(tmp_path / "s", refused=refused)
    assert made.refusal_reasons(store) == (
        made.ReasonLine("… characters; too many", 2, "a.txt"),
        made.ReasonLine("it is in German", 1, "c.txt"),
    )
