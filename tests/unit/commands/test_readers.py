import time
from pathlib import Path

import pytest

from pipeline.commands import readers
from pipeline.commands.readers import Reader, Readers

PROGRAM = """
import json, os, sys
for line in sys.stdin:
    folder, store = json.loads(line)
    print(json.dumps({"process": os.getpid(), "folder": folder}), flush=True)
    if folder == "/poison":
        raise MemoryError("too large")
    print(json.dumps({"done": True}), flush=True)
"""


@pytest.fixture(autouse=True)
def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setattr(readers, "ROOT", tmp_path)
    monkeypatch.setattr(readers, "PROGRAM", "program")


def told(reader: Reader, folder: str = "/batch") -> list[dict[str, object]]:
    return list(reader.read(Path(folder), Path("/store")))


def test_a_reader_is_kept_for_the_next_batch() -> None:
    waiting = Readers()
    first = waiting.take()
    (one,) = told(first, "/one")
    waiting.give_back(first)
    second = waiting.take()
    (two,) = told(second, "/two")
    second.close()
    assert (one["folder"], two["folder"]) == ("/one", "/two")
    assert one["process"] == two["process"]


def test_two_batches_at_once_are_read_by_two() -> None:
    waiting = Readers()
    first, second = waiting.take(), waiting.take()
    assert told(first)[0]["process"] != told(second)[0]["process"]
    first.close()
    second.close()


def test_one_that_was_asked_to_end_reads_no_other_batch() -> None:
    waiting = Readers()
    first = waiting.take()
    told(first)
    first.stop()
    waiting.give_back(first)
    second = waiting.take()
    assert second is not first
    assert "error" not in told(second)[-1]
    second.close()


def test_one_that_dies_tells_why_and_is_let_go() -> None:
    waiting = Readers()
    first = waiting.take()
    assert told(first, "/poison")[-1] == {"error": "MemoryError: too large"}
    waiting.give_back(first)
    second = waiting.take()
    assert second is not first
    second.close()


def test_one_that_died_while_it_waited_is_not_handed_out() -> None:
    waiting = Readers()
    first = waiting.take()
    waiting.give_back(first)
    first.end()
    second = waiting.take()
    assert (second is not first, len(told(second))) == (True, 1)
    second.close()


def test_one_that_nobody_needs_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "STAY_S", 0.05)
    waiting = Readers()
    first = waiting.take()
    told(first)
    waiting.give_back(first)
    until = time.monotonic() + 20
    while first.is_ready:
        assert time.monotonic() < until
        time.sleep(0.01)
    second = waiting.take()
    assert second is not first
    second.close()


def test_one_ends_after_as_many_batches_as_it_may_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_BATCHES", 1)
    waiting = Readers()
    first = waiting.take()
    told(first)
    waiting.give_back(first)
    second = waiting.take()
    assert second is not first
    second.close()
