"""Nothing that the program loads can run code: no pickle, no eval, no file that was changed."""

import ast
import pickletools
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import shipped
from pipeline.events.confidence import load_points
from pipeline.language.labels import clear_labels, entity_labels
from pipeline.language.loading import OWN_MODEL
from pipeline.mentions.find import load_screen
from pipeline.places.event_place import load_data
from pipeline.places.ranker import load_weights
from pipeline.shipped import (
    ModelDamaged,
    check_files,
    read_checked,
    read_manifest,
    write_checked,
)

ROOT = Path(__file__).parents[3]
LOADERS = [load_points, load_screen, load_data, load_weights, clear_labels, entity_labels]
SHIPPED = [ROOT / "dashboard.py", *ROOT.glob("pipeline/**/*.py"), *ROOT.glob("gazetteer/**/*.py")]
RUNS_DATA = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "jsonpickle",
}
RUNS_TEXT = {"eval", "exec", "read_pickle", "to_pickle", "unsafe_load", "loads_pickle"}
# Loads all that loads, works an article, and fails at whatever unpickles, connects or starts.
UNDER_WATCH = """
import sys

def watch(event, arguments):
    if event in {"pickle.find_class", "socket.connect", "socket.getaddrinfo", "os.system"}:
        raise RuntimeError(f"{event} {arguments}")
    if event in {"subprocess.Popen", "marshal.loads_code", "os.exec", "os.posix_spawn"}:
        raise RuntimeError(f"{event} {arguments}")

from gazetteer import Gazetteer
Gazetteer.open()  # built before the watch begins
import duckdb, pandas, pyarrow, spacy
sys.addaudithook(watch)
from pipeline import flow
from pipeline.records import Article
from pipeline.settings import Settings
text = "Russian shelling killed two people in Odesa on 3 March 2022."
(found,) = flow.annotate([Article("a", text)], settings=Settings())
print(found.events[0].where.place.name)
"""


def calls(path: Path) -> list[str]:
    """Names that a module imports or calls which would run what they are given."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in RUNS_DATA]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in RUNS_DATA:
            found.append(node.module or "")
        elif isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            keywords = {word.arg for word in node.keywords}
            if name in RUNS_TEXT or "allow_pickle" in keywords:
                found.append(f"{name} at {node.lineno}")
    return found


def is_pickle(content: bytes) -> bool:
    """Whether all of the content is one pickle; a text that begins with a full stop is none."""
    try:
        *_, (operation, _, position) = pickletools.genops(content)
    except Exception:  # noqa: BLE001 - whatever pickletools stumbles at is no pickle
        return False
    return operation.name == "STOP" and position == len(content) - 1


def test_no_shipped_module_unpickles_or_evaluates() -> None:
    assert len(SHIPPED) > 100
    assert {path.name: found for path in SHIPPED if (found := calls(path))} == {}


def test_no_shipped_file_is_a_pickle() -> None:
    folders = [ROOT / "pipeline", ROOT / "gazetteer"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    data = [path for path in files if "__pycache__" not in path.parts and path.suffix != ".py"]
    assert [path.name for path in data if is_pickle(path.read_bytes())] == []
    assert is_pickle(b"\x80\x04K\x01.")


def test_loading_and_working_unpickles_nothing_and_connects_to_nothing() -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", UNDER_WATCH], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("Odesa", 0), done.stderr


def test_the_manifest_names_every_file_of_the_model() -> None:
    named = {path for path, _ in read_manifest(OWN_MODEL)}
    there = {path for path in OWN_MODEL.rglob("*") if path.is_file()}
    assert {path.name for path in there - named} <= {"SHA256SUMS", "MODEL_CARD.md"}
    assert named <= there


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_model_that_was_changed_is_not_loaded(tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "model"
    shutil.copytree(OWN_MODEL, copy)
    check_files(copy)
    weights = copy / "ner" / "model"
    if damage == "missing":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes() + b"\0")
    with pytest.raises(ModelDamaged, match="install dateline again"):
        check_files(copy)


def test_every_table_of_a_room_is_named_by_the_manifest_beside_it() -> None:
    tables = set(ROOT.glob("pipeline/*/data/*.json"))
    folders = {path.parent for path in tables}
    assert {path for folder in folders for path, _ in read_manifest(folder)} == tables
    for path in tables:
        read_checked(path)


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: f"{load.__module__}.{load.__name__}")
def test_no_table_is_loaded_that_the_manifest_does_not_name(
    monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]
) -> None:
    monkeypatch.setattr(shipped, "read_manifest", lambda _: ())
    with pytest.raises(ModelDamaged, match="install dateline again"):
        load.__wrapped__()  # type: ignore[attr-defined]  # what `cache` wraps


def test_writing_a_table_anew_changes_its_own_line_alone(tmp_path: Path) -> None:
    write_checked(tmp_path / "b.json", "[1]")
    write_checked(tmp_path / "a.json", "[2]")
    (tmp_path / "a.json").write_text("[3]", "utf-8")
    write_checked(tmp_path / "b.json", "[4]")
    assert read_checked(tmp_path / "b.json") == [4]
    with pytest.raises(ModelDamaged, match=r"a\.json"):
        read_checked(tmp_path / "a.json")


def test_an_empty_file_does_not_pass_for_a_missing_one(tmp_path: Path) -> None:
    write_checked(tmp_path / "a.json", "")
    (tmp_path / "a.json").unlink()
    with pytest.raises(ModelDamaged, match=r"a\.json"):
        check_files(tmp_path)


def test_a_garbled_manifest_is_refused(tmp_path: Path) -> None:
    write_checked(tmp_path / "a.json", "{}")
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff\xfe nothing\n\n")
    with pytest.raises(ModelDamaged, match=r"a\.json"):
        read_checked(tmp_path / "a.json")
