"""The commands: data on stdout, talk on stderr, and an exit status that tells what happened."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

import pipeline
from pipeline.commands import adding
from pipeline.commands.stores import find_damage
from pipeline.flow import Item, Outcome
from pipeline.records import Article, Refusal
from pipeline.table import COLUMNS, Store, StoreWriter, read_events
from pipeline.table.manifest import Part, read_manifest


class Ended(Protocol):
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]
STORY = (
    "Shells fell on Odesa on Monday, and the mayor said that two people were killed in the port."
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    (folder / "two.txt").write_text(f"شيل 💥 {STORY}", encoding="utf-8")
    return folder


def test_extract_writes_events_with_their_quotes(run: Run, articles: Path, tmp_path: Path) -> None:
    ended = run("extract", articles, "-o", tmp_path / "e.csv")
    assert ended.status == 0, ended.err
    assert ended.out == ""
    assert "2 articles read, 2 events" in ended.err
    rows = list(read_events(tmp_path / "e.csv"))
    assert [row.article_id for row in rows] == ["one", "two"]
    text = (articles / "two.txt").read_text(encoding="utf-8")
    assert text[rows[1].quote_start : rows[1].quote_end] == rows[1].quote
    assert rows[0].incident_id == rows[1].incident_id


@pytest.mark.parametrize("ending", [".parquet", ".jsonl", ".geojson", ".xlsx", ".kml", ".html"])
def test_extract_writes_every_ending(run: Run, articles: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"e{ending}"
    assert run("extract", articles, "-o", out).status == 0
    assert out.stat().st_size > 0


def test_extract_without_an_output_prints_json_lines(run: Run, articles: Path) -> None:
    ended = run("extract", articles)
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [tuple(row) for row in rows] == [COLUMNS, COLUMNS]
    assert "GeoNames" in ended.err


def test_annotate_prints_a_line_an_article(run: Run, articles: Path) -> None:
    ended = run("annotate", articles)
    assert ended.status == 0
    one, two = [json.loads(line) for line in ended.out.splitlines()]
    assert list(one) == ["id", "article_date", "article_date_source", "toponyms", "dates", "events"]
    assert (one["id"], one["article_date"], one["article_date_source"]) == (
        "one", "2022-03-07", "header",
    )  # fmt: skip
    (toponym,) = two["toponyms"]
    text = (articles / "two.txt").read_text(encoding="utf-8")
    assert text[toponym["start"] : toponym["end"]] == toponym["text"] == "Odesa"
    assert list(toponym) == [
        "start", "end", "text", "role", "place_id", "name", "kind", "country", "admin1",
        "lat", "lon", "radius_km", "confidence", "rule",
    ]  # fmt: skip
    assert two["dates"] == [
        {
            "start": 0,
            "end": 2,
            "text": "شي",
            "date_start": "2022-03-07",
            "date_end": "2022-03-07",
            "precision": "day",
            "rule": "weekday",
        }
    ]
    assert tuple(two["events"][0]) == COLUMNS


@pytest.mark.parametrize(
    ("piped", "form", "ids"),
    [
        (json.dumps({"id": "x", "text": STORY}) + "\n", "", ["x"]),
        ("".join(json.dumps({"text": STORY}) + "\n" for _ in range(999)), "", None),
        (STORY, "", ["stdin"]),
        (f"text\n{STORY!r}\n", "csv", ["stdin-2"]),
    ],
)
def test_annotate_reads_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch, piped: str, form: str, ids: list[str] | None
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped.encode())))
    ended = run("annotate", "-", "--format", form)
    assert ended.status == 0, ended.err
    found = [json.loads(line)["id"] for line in ended.out.splitlines()]
    assert found == (ids or [f"stdin-{n}" for n in range(1, 1000)])


BAD = {
    "binary.txt": bytes(range(256)) * 9,
    "empty.txt": b"",
    "huge.txt": b"x" * 9_000_000,
    "lines.jsonl": b'["no object"]\n',
    "poison.txt": b"some poison for the stages",
    "table.csv": b"colour\nred\n",
}


def test_bad_inputs_are_named_and_the_rest_is_delivered(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    for name, content in BAD.items():
        (articles / name).write_bytes(content)
    ended = run("extract", articles, "-o", tmp_path / "e.csv")
    assert ended.status == 1
    assert len(list(read_events(tmp_path / "e.csv"))) == 2
    with (tmp_path / "e.csv.refused.csv").open(encoding="utf-8", newline="") as file:
        refused = {Path(where).name.split(":")[0]: reason for where, reason in csv.reader(file)}
    assert sorted(refused) == sorted([*BAD, "where"])
    for name, reason in refused.items():
        assert name == "where" or f"{name}" in ended.err
        assert name == "where" or reason in ended.err


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_input_alone_is_status_2_and_no_output(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    ended = run("extract", tmp_path / name, "-o", tmp_path / "e.csv")
    assert ended.status == 2
    assert name in ended.err
    assert not (tmp_path / "e.csv").exists()
    assert (tmp_path / "e.csv.refused.csv").exists()


def test_a_folder_without_articles_is_status_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    ended = run("extract", tmp_path / "none")
    assert (ended.status, ended.out) == (2, "")
    assert "no article" in ended.err


@pytest.mark.parametrize("command", ["extract", "annotate", "add"])
def test_what_was_refused_is_summarised_in_json_even_if_nothing_was_read(
    run: Run, tmp_path: Path, command: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    where = "--store" if command == "add" else "-o"
    ended = run(command, tmp_path / "bad.txt", where, tmp_path / "out.jsonl", "--json")
    told = json.loads(ended.out)
    assert (ended.status, told["read"], told["refused"]) == (2, 0, 1)


@pytest.mark.parametrize("out", ["e.doc", "none/e.csv"])
def test_an_output_that_cannot_be_is_told_before_any_work(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.setattr("pipeline.flow.load_stages", lambda _: pytest.fail("worked"))
    ended = run("extract", articles, "-o", tmp_path / out)
    assert ended.status == 2
    assert ended.err.startswith("dateline: ")
    assert len(ended.err.splitlines()) == 1


def test_output_inside_the_input_is_not_read_again(run: Run, articles: Path) -> None:
    (articles / "bad.txt").write_bytes(b"")
    for _ in range(2):
        ended = run("extract", articles, "-o", articles / "e.csv")
        assert ended.status == 1
        assert "2 articles read, 2 events" in ended.err
        assert "1 refused" in ended.err


def test_quiet_says_refusals_only(run: Run, articles: Path) -> None:
    (articles / "bad.txt").write_bytes(b"")
    ended = run("annotate", articles, "--quiet")
    assert ended.err.splitlines() == [f"refused: {articles / 'bad.txt'}: the file is empty"]


def test_adding_again_changes_nothing(run: Run, articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (articles / "bad.txt").write_bytes(b"")
    assert run("add", articles, "--store", store).status == 1
    before = read_manifest(store)
    ended = run("add", articles, "--store", store)
    assert "2 unchanged" in ended.err
    assert read_manifest(store) == before
    assert (ended.status, "bad.txt: the file is empty" in ended.err) == (1, True)


def test_adding_a_changed_article_replaces_it(run: Run, articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    (articles / "one.txt").write_text(f"{STORY} Odesa again.", encoding="utf-8")
    assert "1 unchanged" in run("add", articles, "--store", store).err
    held = Store.open(store)
    assert sorted(row.event_id for row in held.rows()) == [
        "eone-15",
        f"eone-{len(STORY) + 1}",
        "etwo-21",
    ]


def test_files_of_the_same_name_in_other_folders_are_other_articles(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    store, other = tmp_path / "store", tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text(f"Another day in Odesa. {STORY}", encoding="utf-8")
    for _ in range(2):
        for folder in (articles, other):
            assert run("add", folder, "--store", store).status == 0
    held = Store.open(store)
    assert len(held.known()) == 3
    assert held.info().events == 4


def test_events_of_one_happening_share_an_incident_across_commits(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    run("add", articles / "one.txt", "--store", store)
    run("add", articles / "two.txt", "--store", store)
    assert len({row.incident_id for row in Store.open(store).rows()}) == 1


def test_an_article_that_moved_a_line_is_known_by_its_id(run: Run, tmp_path: Path) -> None:
    path, store = tmp_path / "a.jsonl", tmp_path / "store"
    lines = [json.dumps({"id": name, "text": STORY}) for name in ("a", "b")]
    path.write_text("\n".join(lines), encoding="utf-8")
    run("add", path, "--store", store)
    path.write_text("\n".join(["", *lines]), encoding="utf-8")
    assert "2 unchanged" in run("add", path, "--store", store).err


def test_a_store_can_be_looked_after(run: Run, articles: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("add", articles, "--store", store)
    assert "whole" in run("store", "check", "--store", store).out
    assert "events" in run("store", "info", "--store", store).out
    assert json.loads(run("store", "info", "--store", store, "--json").out)["articles"] == 2
    removed = run("store", "remove", "one", "none", "--store", store)
    assert (removed.status, "not in the store: none" in removed.out) == (1, True)
    compacted = run("store", "compact", "--store", store)
    assert (compacted.status, compacted.err) == (0, f"rewriting {store}\n")
    assert Store.open(store).count() == 1
    next((store / "events").iterdir()).unlink()
    assert run("store", "check", "--store", store).status == 2


@pytest.mark.parametrize(
    "command", [["open"], ["store", "info"], ["store", "check"], ["store", "compact"]]
)
def test_a_missing_store_names_the_command_that_makes_one(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    ended = run(*command, "--store", tmp_path / "none")
    assert ended.status == 2
    assert "dateline add" in ended.err
    assert not (tmp_path / "none").exists()


def test_ctrl_c_keeps_what_was_done(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_dates(text: str, *_: object) -> tuple[()]:
        if text.startswith("شيل"):
            raise KeyboardInterrupt
        return ()

    monkeypatch.setattr("pipeline.flow.find_dates", find_dates)
    ended = run("add", articles, "--store", tmp_path / "store")
    assert ended.status == 130
    assert "the same command goes on" in ended.err
    assert list(Store.open(tmp_path / "store").known()) == ["one"]


def test_ctrl_c_in_a_commit_keeps_what_was_done(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_part, calls = StoreWriter.write_part, []

    def interrupted(writer: StoreWriter, table: str, content: object) -> Part:
        calls.append(table)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write_part(writer, table, content)

    monkeypatch.setattr(StoreWriter, "write_part", interrupted)
    monkeypatch.setattr("pipeline.commands.adding.COMMIT_ARTICLES", 1)
    assert run("add", articles, "--store", tmp_path / "store").status == 130
    assert list(Store.open(tmp_path / "store").known()) == ["one"]
    assert run("add", articles, "--store", tmp_path / "store").status == 0
    assert list(find_damage(tmp_path / "store")) == []
    assert Store.open(tmp_path / "store").info().articles == 2


def test_ctrl_c_in_a_commit_ends_the_work_before_it_keeps_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def work(items: Iterable[Item]) -> Iterator[Outcome]:
        try:
            yield from (Refusal(str(n), "so") for n, _ in enumerate(items))
        finally:
            done.append("work")

    def commit(*_: object) -> None:
        done.append("commit")
        if len(done) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(adding, "_commit", commit)
    monkeypatch.setattr(adding, "COMMIT_ARTICLES", 1)
    articles = [Article(name, f"On {name} Odesa was shelled.") for name in ("Monday", "Tuesday")]
    with StoreWriter.open(tmp_path / "store") as writer, pytest.raises(KeyboardInterrupt):
        list(adding.add(articles, writer, work=work, version="1"))
    assert done == ["commit", "work", "commit"]


def test_the_doctor_tells_whether_the_learnt_weights_are_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "none"))
    assert re.search(r"^weights +whole \(6 files\)$", run("doctor").out, re.MULTILINE)
    monkeypatch.setattr("pipeline.shipped.read_manifest", lambda f: ((f / "x.json", "0"),))
    ended = run("doctor")
    assert ended.status == 2
    assert "install dateline again" in ended.out


def test_help_and_version(run: Run) -> None:
    assert "demo" in run("--help").out
    options = run("extract", "--help").out.splitlines()
    assert not [line for line in options if "bool" in line and "--help" not in line]
    assert run("--version").out.startswith("dateline ")
    assert run("extract").status == 2


def test_settings_come_from_file_and_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "d.toml"
    file.write_text('port = 9000\nmodel = "mine"\n', encoding="utf-8")
    monkeypatch.setenv("DATELINE_CONFIG", str(file))
    monkeypatch.setenv("DATELINE_MODEL", "theirs")
    out = run("config").out
    assert "port = 9000" in out
    assert 'model = "theirs"' in out
    file.write_text("colour = 1", encoding="utf-8")
    ended = run("config")
    assert ended.status == 2
    assert "no such setting: colour" in ended.err


def test_a_closed_pipe_ends_the_run_quietly(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        ended = run("annotate", articles)
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["extract", "annotate"])
def test_a_full_disk_behind_standard_output_is_told(
    run: Run, articles: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        ended = run(command, articles)
    assert ended.status == 2
    assert "standard output: cannot be written" in ended.err


@pytest.mark.usefixtures("run")
def test_three_lines_of_python_give_a_frame(articles: Path) -> None:
    (articles / "bad.txt").write_bytes(b"")
    events = pipeline.extract(articles)
    assert tuple(events.columns) == COLUMNS
    assert list(events["article_id"]) == ["one", "two"]
    assert events.attrs["refused"] == [(str(articles / "bad.txt"), "the file is empty")]
