"""Nothing that the program loads can run code: no pickle, no eval, no file that was changed."""

import ast
import pickletools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.language.checking import ModelDamaged, check_files, read_manifest
from pipeline.language.loading import OWN_MODEL

ROOT = Path(__file__).parents[3]
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
