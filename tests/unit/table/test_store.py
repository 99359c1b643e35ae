"""The store: before or after a commit, never between; found again by every question."""

import datetime as dt
import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.commands.stores import find_damage
from pipeline.errors import OutputError, StoreError
from pipeline.records import Refusal
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter
from pipeline.table.columns import Columns
from pipeline.table.manifest import NAME, read_manifest
from pipeline.table.pages import read_page
from pipeline.table.stored import ArticleRow, KeyRow, RefusedRow
from pipeline.table.upkeep import holders

ROOT = Path(__file__).parents[3]
KILLS = 200
MOST_S = 0.06  # of life after the first commit: some more commits, and every moment within one


def article(name: str, *, text: str = "text") -> ArticleRow:
    day = dt.date(2022, 3, 7)
    return ArticleRow(name, text, "1", f"/{name}", "T", None, day, "text", "", "", text)


def event(name: str, article_id: str, **cells: object) -> EventRow:
    row = EventRow(
        event_id=name,
        incident_id=f"i{name}",
        type="shelling",
        status="reported",
        date_start=dt.date(2022, 3, 7),
        date_end=dt.date(2022, 3, 7),
        date_precision="day",
        date_text="",
        place_name="Odesa",
        place_id="",
        place_kind="city",
        country="UA",
        admin1="",
        lat=46.5,
        lon=30.7,
        place_precision="city",
        radius_km=9.0,
        place_text="Odesa",
        actors=(),
        killed_min=None,
        killed_max=None,
        injured_min=None,
        injured_max=None,
        quote="q",
        quote_start=0,
        quote_end=1,
        headline="h",
        article_id=article_id,
        article_title="",
        article_date=None,
        article_date_source="unknown",
        source="",
        url="",
        confidence=0.5,
        place_rule="",
        date_rule="",
        type_rule="",
    )
    return row._replace(**cells)  # type: ignore[arg-type]  # the caller names columns


def fill(folder: Path, *batches: Batch) -> Store:
    with StoreWriter.open(folder) as writer:
        for batch in batches:
            writer.commit(batch)
    return Store.open(folder)


def test_an_empty_store_answers(tmp_path: Path) -> None:
    store = fill(tmp_path / "s")
    assert (store.count(), store.rows(), store.days(), store.span()) == (0, (), (), None)
    assert store.bins(zoom=3) == ()
    assert (store.event("e"), store.article("a"), store.refused()) == (None, None, ())


def test_a_changed_article_replaces_all_it_had(tmp_path: Path) -> None:
    store = fill(
        tmp_path,
        Batch(
            articles=[article("a"), article("b")],
            events=[event("e1", "a"), event("e2", "a"), event("e3", "b")],
        ),
        Batch(articles=[article("a", text="new")], events=[event("e4", "a")]),
    )
    assert {row.event_id for row in store.rows()} == {"e3", "e4"}
    found = store.article("a")
    assert found is not None
    assert found.text == "new"
    assert list(find_damage(tmp_path)) == []


def test_an_article_can_be_removed(tmp_path: Path) -> None:
    store = fill(
        tmp_path,
        Batch(articles=[article("a"), article("b")], events=[event("e1", "a"), event("e2", "b")]),
        Batch(gone={"a"}),
    )
    assert [row.event_id for row in store.rows()] == ["e2"]
    assert store.article("a") is None


def test_what_was_refused_is_told_until_it_is_read(tmp_path: Path) -> None:
    store = fill(
        tmp_path,
        Batch(refused=[RefusedRow("/a", "empty"), RefusedRow("/x", "binary")]),
        Batch(articles=[article("a")], refused=[RefusedRow("/x", "too long")]),
    )
    assert store.refused() == (Refusal("/x", "too long"),)


def test_an_incident_can_turn_out_to_be_another(tmp_path: Path) -> None:
    store = fill(
        tmp_path,
        Batch(
            articles=[article("a"), article("b")],
            events=[event("e1", "a"), event("e2", "b")],
            keys=[KeyRow(7, "e1", "a"), KeyRow(8, "e2", "b")],
        ),
        Batch(renamed={"ie2": "ie1"}),
    )
    assert {row.incident_id for row in store.rows()} == {"ie1"}
    assert holders(store, {7, 8, 9}, without=()) == {7: "ie1", 8: "ie1"}
    assert holders(store, {7, 8}, without={"a"}) == {8: "ie1"}


def test_a_reader_sees_a_commit_when_it_looks_again(tmp_path: Path) -> None:
    reader = fill(tmp_path, Batch(articles=[article("a")], events=[event("e1", "a")]))
    before = reader.version
    fill(tmp_path, Batch(articles=[article("a")], events=[event("e2", "a")]))
    assert reader.refresh()
    assert not reader.refresh()
    assert reader.version != before
    assert [row.event_id for row in reader.rows()] == ["e2"]


def test_a_reader_goes_on_when_its_parts_were_replaced(tmp_path: Path) -> None:
    reader = fill(tmp_path, Batch(articles=[article("a")], events=[event("e1", "a")]))
    fill(tmp_path, Batch(articles=[article("a")], events=[event("e2", "a")]))
    fill(tmp_path)  # the next writer sweeps what the second one replaced
    assert [row.event_id for row in reader.rows()] == ["e2"]


def test_readers_of_a_store_that_is_being_rewritten_see_it_before_or_after(tmp_path: Path) -> None:
    """Each state has one article more, and of each article as many events as there are articles."""

    def state(number: int) -> Batch:
        names = [f"a{n}" for n in range(number)]
        events = [event(f"{name}-{n}", name) for name in names for n in range(number)]
        return Batch(articles=[article(name, text=str(number)) for name in names], events=events)

    reader = fill(tmp_path, state(1))
    whole = {number**2 for number in range(1, 9)}
    done, seen = threading.Event(), list[tuple[int, int, int]]()

    def read() -> None:
        while not done.is_set():
            reader.refresh()
            rows = len(reader.rows(limit=100))
            seen.append((rows, reader.tally().events, sum(b.count for b in reader.bins(zoom=3))))

    with ThreadPoolExecutor() as readers:
        running = [readers.submit(read) for _ in range(2)]
        for number in range(2, 9):
            fill(tmp_path, state(number))
        done.set()
        for one in running:
            one.result()
    reader.refresh()
    assert {count for counts in seen for count in counts} <= whole
    assert (len(reader.rows(limit=100)), reader.count(Filter(killed=False))) == (64, 64)


@pytest.mark.parametrize("looked", [1, 3])
def test_a_part_that_went_is_no_fault_when_another_thread_has_already_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked: int
) -> None:
    """While one thread reads a page, another brings the store up to date, `looked` times."""
    reader = fill(tmp_path, Batch(articles=[article("a")], events=[event("e0", "a")]))
    names = iter([f"e{n}" for n in range(1, looked + 1)])

    def read(
        columns: Columns, chosen: Filter, offset: int, limit: int, *, order: str
    ) -> tuple[EventRow, ...]:
        if name := next(names, ""):
            changed = article("a", text=name)
            fill(tmp_path, Batch(articles=[changed], events=[event(name, "a")]))
            fill(tmp_path)  # sweeps what that commit replaced
            reader.refresh()
        return read_page(columns, chosen, offset, limit, order=order)

    monkeypatch.setattr("pipeline.table.store.read_page", read)
    assert [row.event_id for row in reader.rows(limit=9)] == [f"e{looked}"]


def test_many_commits_leave_few_parts(tmp_path: Path) -> None:
    batches = (
        Batch(articles=[article(f"a{n}")], events=[event(f"e{n}", f"a{n}")]) for n in range(60)
    )
    store = fill(tmp_path, *batches)
    assert store.count() == 60
    assert store.info().parts < 60
    with StoreWriter.open(tmp_path) as writer:
        writer.compact()
    assert Store.open(tmp_path).info().parts == 2
    assert Store.open(tmp_path).count() == 60
    assert len(list((tmp_path / "events").iterdir())) == 1


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    code = f"""
import sys, time
from pathlib import Path
from pipeline.table import StoreWriter
with StoreWriter.open(Path({str(tmp_path)!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreError, match="another"), StoreWriter.open(tmp_path):
            pass
        other.stdin.close()
    with StoreWriter.open(tmp_path):
        pass


def test_a_store_is_never_made_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="other things"), StoreWriter.open(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["thesis.odt"]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError), StoreWriter.open(tmp_path / "file" / "store"):
        pass


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "format None"),
        ('{"format": 99}', "format 99"),
        ('{"format": 1, "generation": 1, "parts": [{"name": "x"}]}', "damaged"),
    ],
)
def test_a_damaged_or_other_manifest_is_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=said):
        Store.open(tmp_path)


def test_no_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="dateline add"):
        Store.open(tmp_path / "none")


def test_damage_is_found(tmp_path: Path) -> None:
    fill(tmp_path, Batch(articles=[article("a")], events=[event("e1", "a")]))
    (part,) = (tmp_path / "events").iterdir()
    part.write_bytes(part.read_bytes()[:-1])
    assert list(find_damage(tmp_path)) == [f"altered: events/{part.name}"]
    part.unlink()
    assert list(find_damage(tmp_path)) == [f"missing: events/{part.name}"]
    with pytest.raises(StoreError, match="store check"):
        Store.open(tmp_path)


def test_a_full_disk_leaves_the_store_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, Batch(articles=[article("a")], events=[event("e1", "a")]))
    with StoreWriter.open(tmp_path) as writer:

        def full(descriptor: int) -> None:
            raise OSError(28, os.strerror(28), descriptor)

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(OutputError, match="as before"):
                writer.commit(Batch(articles=[article("b")], events=[event("e2", "b")]))
        assert [row.event_id for row in Store.open(tmp_path).rows()] == ["e1"]
        writer.commit(Batch(articles=[article("b")], events=[event("e2", "b")]))
    assert Store.open(tmp_path).count() == 2
    assert list(find_damage(tmp_path)) == []


def test_only_the_tables_that_are_asked_for_are_looked_into(tmp_path: Path) -> None:
    fill(tmp_path, Batch(articles=[article("a")], events=[event("e1", "a")]))
    (part,) = (tmp_path / "articles").iterdir()
    part.unlink()
    store = Store.open(tmp_path)
    assert store.count() == 1
    with pytest.raises(StoreError, match="store check"):
        store.known()


def test_a_count_is_the_same_before_and_after_the_columns_are_read(tmp_path: Path) -> None:
    kinds = [event(f"e{n}", "a", type="shelling" if n % 3 else "protest") for n in range(10)]
    store = fill(tmp_path, Batch(articles=[article("a")], events=kinds))
    chosen = Filter(types=("protest",), last=dt.date(2022, 3, 7))
    assert store.count(chosen) == 4
    assert store.tally(chosen).events == 4
    assert store.count(chosen) == 4


def test_events_carry_a_point_that_geographers_read(tmp_path: Path) -> None:
    import json

    import pyarrow.parquet as pq
    import shapely

    fill(tmp_path, Batch(events=[event("e1", "a"), event("e2", "a", lat=None, lon=None)]))
    (part,) = (tmp_path / "events").iterdir()
    table = pq.read_table(part)
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}
    point, nowhere = table.column("geometry").to_pylist()
    assert shapely.from_wkb(point) == shapely.Point(30.7, 46.5)
    assert nowhere is None


def test_days_are_counted_one_by_one(tmp_path: Path) -> None:
    days = [
        event("e1", "a", date_end=dt.date(2022, 3, 9)),
        event("e2", "a", date_start=None),
        event("e3", "a", date_start=None, date_end=None),
        event("e4", "a", date_start=dt.date(2021, 3, 9), date_end=dt.date(2022, 3, 9)),
    ]
    store = fill(tmp_path, Batch(events=days))
    assert store.days() == (
        (dt.date(2021, 3, 9), 1),
        (dt.date(2022, 3, 7), 2),
        (dt.date(2022, 3, 8), 1),
        (dt.date(2022, 3, 9), 1),
    )
    assert store.span() == (dt.date(2021, 3, 9), dt.date(2022, 3, 9))


def test_bins_are_never_more_than_asked_for(tmp_path: Path) -> None:
    spread = [
        event(f"e{n}", "a", lat=(n % 40) * 4.0 - 80, lon=(n // 40) * 9.0 - 170) for n in range(1200)
    ]
    store = fill(tmp_path, Batch(events=spread))
    found = store.bins(zoom=8, limit=100)
    assert len(found) <= 100
    assert sum(one.count for one in found) == 1200
    assert all(one.south <= one.lat <= one.north for one in found)
    lone = store.bins(Filter(event_ids=("e7",)), zoom=8)
    assert [(one.event_id, one.count, one.types) for one in lone] == [("e7", 1, (("shelling", 1),))]


def held(folder: Path) -> tuple[list[str], list[str]]:
    """Ids of the articles in the parts of a store, and the article of each event."""
    import pyarrow.parquet as pq

    manifest = read_manifest(folder)

    def ids(table: str) -> list[str]:
        files = [pq.ParquetFile(folder / part.name) for part in manifest.of(table)]
        return [name for file in files for name in file.read(["article_id"]).column(0).to_pylist()]

    return ids("articles"), ids("events")


KILLER = """
import os, random, signal, sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
import pandas, pyarrow.compute, pyarrow.parquet  # once, not in every child
from test_store import article, event, held
from pipeline.table import Batch, StoreWriter

def write(folder, out):
    with StoreWriter.open(folder) as writer:
        known = set(held(folder)[0])
        for n in range(100_000):
            name = f"a{{n}}"
            if name not in known:
                events = [event(f"e{{n}}-{{m}}", name) for m in range(3)]
                writer.commit(Batch(articles=[article(name)], events=events))
                os.write(out, f"{{name}} ".encode())

chance = random.Random(1)
for _ in sys.stdin:
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        write(Path(sys.argv[1]), its)
    os.close(its)
    first = os.read(ours, 1)
    time.sleep(chance.uniform(0, {most_s}))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as said:
        print((first + said.read()).decode(), flush=True)
"""


def test_killed_at_any_moment_it_holds_every_committed_article_once(tmp_path: Path) -> None:
    """`kill -9` at moments spread over the work; what was said to be committed must be there."""
    code, folder = KILLER.format(tests=str(Path(__file__).parent), most_s=MOST_S), tmp_path / "s"
    committed: set[str] = set()
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        for number in range(KILLS):
            killer.stdin.write("again\n")
            killer.stdin.flush()
            # A name without the blank behind it was cut off, but its commit came before.
            committed |= {name for name in killer.stdout.readline().split(" ")[:-1] if name}
            articles, events = held(folder)
            assert len(set(articles)) == len(articles)
            assert Counter(events) == dict.fromkeys(articles, 3)
            assert committed <= set(articles)
            assert len(set(articles) - committed) <= 1  # committed before it could be said
            committed = set(articles)
            if number % 20 == 0:  # reads every byte and asks every table, so not each time
                assert list(find_damage(folder)) == []
        killer.stdin.close()
    assert list(find_damage(folder)) == []
    assert Store.open(folder).count() == 3 * len(committed)
    assert len(committed) >= KILLS  # every life got something done
