import gc
import json
import stat
import threading
import time
from pathlib import Path

import pytest

from pipeline.commands import readers, uploads
from pipeline.commands.readers import Readers
from pipeline.commands.uploads import Job, OwnFolder, pasted_article, safe_name, write_files
from pipeline.errors import PipelineError
from pipeline.records import Refusal


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a.txt", "a.txt"),
        ("folder/b.txt", "folder/b.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/absolute/c.txt", "absolute/c.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("C:\\x.txt", "C__x.txt"),
    ],
)
def test_a_name_stays_inside_its_folder(name: str, path: str) -> None:
    assert safe_name(name) == Path(path)


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 5_000 + ".html").name.endswith("x.html")
    assert len(safe_name("x" * 5_000).name) == 120


def test_two_files_of_one_name_are_both_written(tmp_path: Path) -> None:
    write_files([("a.txt", b"1"), ("a.txt", b"2")], tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": b"1",
        "a-2.txt": b"2",
    }


@pytest.mark.parametrize("bound", ["MOST_FILES", "MOST_BYTES"])
def test_too_much_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(uploads, bound, 1)
    with pytest.raises(PipelineError, match="dateline add FOLDER"):
        write_files([("a.txt", b"1"), ("b.txt", b"2")], tmp_path)


def test_the_same_text_pasted_again_is_the_same_article() -> None:
    name, content = pasted_article("Text", title="T", url="")
    told = json.loads(content)
    assert name == f"{told['id']}.jsonl"
    assert told == {"id": "pasted-" + told["id"][-10:], "text": "Text", "title": "T"}
    assert pasted_article("Text")[0] == name


def own_folder() -> OwnFolder:
    return OwnFolder(str)


def test_the_folder_of_a_session_is_for_its_owner_alone() -> None:
    assert stat.S_IMODE(own_folder().path.stat().st_mode) == 0o700


def test_a_session_that_is_forgotten_leaves_nothing() -> None:
    own = own_folder()
    path = own.path
    assert path.is_dir()
    del own
    gc.collect()
    assert not path.exists()


def job_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Job:
    """A job whose process runs a script of ours instead of the pipeline."""
    run_instead(tmp_path, monkeypatch, script)
    return Job(batch(tmp_path), tmp_path / "store")


def run_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (tmp_path / "pipeline" / "commands").mkdir(parents=True)
    for package in ("pipeline", "pipeline/commands"):
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "pipeline" / "commands" / "batches.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(readers, "ROOT", tmp_path)
    monkeypatch.setattr(uploads, "READERS", Readers())
    monkeypatch.delenv("PYTHONPATH", raising=False)


def batch(tmp_path: Path, name: str = "batch") -> Path:
    (tmp_path / name).mkdir()
    return tmp_path / name


FOREVER = "print('{\"events\": 1}', flush=True)\nimport time\ntime.sleep(60)"


def until_heard(job: Job) -> None:
    until = time.monotonic() + 20
    while job.progress.articles == 0 and time.monotonic() < until:
        time.sleep(0.01)  # nothing else tells when the process has begun


def test_a_job_hears_what_its_process_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"total": 3}, {"events": 2}, {"events": 0}, {"where": "a", "reason": "b"}]
    lines += [{"unchanged": 4}, {"done": True}]
    script = f"import json\nfor line in {lines!r}:\n    print(json.dumps(line))\n"
    job = job_of(tmp_path, monkeypatch, script)
    job.wait()
    assert job.progress == uploads.Progress(3, articles=2, events=2, unchanged=4, refused=1)
    assert job.refusals == [Refusal("a", "b")]
    assert not job.running
    assert not job.folder.exists()


def test_a_job_that_dies_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(tmp_path, monkeypatch, "raise MemoryError('too large')")
    job.wait()
    assert job.progress.error == "MemoryError: too large"


def test_a_job_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(tmp_path, monkeypatch, FOREVER)
    until_heard(job)
    job.stop()
    job.wait()
    assert (job.progress.articles, job.progress.error) == (1, "")


def test_a_session_that_is_forgotten_ends_what_is_read_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_instead(tmp_path, monkeypatch, FOREVER)
    own = own_folder()
    job = own.read(batch(tmp_path))
    until_heard(job)
    own.forget()
    job.wait()
    assert (own.path.exists(), job.folder.exists()) == (False, False)


def test_a_batch_waits_until_it_is_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "TURNS", threading.BoundedSemaphore(1))
    run_instead(tmp_path, monkeypatch, FOREVER)
    first = Job(batch(tmp_path, "first"), tmp_path / "store")
    until_heard(first)
    second, third = (Job(batch(tmp_path, name), tmp_path / "store") for name in ("b", "c"))
    second.stop()
    assert (third.running, third.progress.articles) == (True, 0)
    first.stop()
    second.wait()
    until_heard(third)
    assert (second.progress.articles, third.progress.articles) == (0, 1)
    third.stop()


@pytest.mark.model
def test_uploaded_files_become_events_and_refusals(tmp_path: Path) -> None:
    files = batch(tmp_path)
    text = b"KHARKIV, March 3, 2022 - Shells hit a school in Kharkiv on Thursday, the mayor said."
    write_files([("a.txt", text), ("b.exe", b"MZ")], files)
    job = Job(files, tmp_path / "store")
    job.wait()
    assert (job.progress.articles, job.progress.refused, job.progress.error) == (1, 1, "")
    (refusal,) = job.refusals
    assert refusal.where == "uploaded/b.exe"
