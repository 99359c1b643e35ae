"""Names of pipelines: the shipped one is checked, a missing one is told of."""

import shutil
from pathlib import Path

import pytest

from pipeline.errors import ModelMissing, PipelineError
from pipeline.language import load_nlp, loading
from pipeline.shipped import ModelDamaged, check_files, read_manifest, write_manifest


def test_a_missing_pipeline_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelMissing, match="python -m spacy download en_core_web_sm"):
        load_nlp("en_core_web_sm")


def test_the_shipped_weights_are_those_of_the_manifest() -> None:
    check_files(loading.OWN_MODEL)


def test_the_manifest_names_every_file_that_ships() -> None:
    named = {path for path, _ in read_manifest(loading.OWN_MODEL)}
    shipped = {path for path in loading.OWN_MODEL.rglob("*") if path.is_file()}
    assert {path.name for path in shipped - named} <= {"SHA256SUMS", "MODEL_CARD.md"}


def test_the_shipped_weights_stay_below_20_megabytes() -> None:
    size = sum(path.stat().st_size for path in loading.OWN_MODEL.rglob("*") if path.is_file())
    assert size < 20_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"weights")
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    write_manifest(tmp_path)
    return tmp_path


def test_a_whole_folder_passes(folder: Path) -> None:
    check_files(folder)


def test_a_changed_file_is_refused_by_name(folder: Path) -> None:
    (folder / "ner" / "model").write_bytes(b"weightz")
    with pytest.raises(ModelDamaged, match="model: not the file that was shipped"):
        check_files(folder)


@pytest.mark.parametrize("name", ["meta.json", "SHA256SUMS"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelDamaged, match=name):
        check_files(folder)


def test_a_damaged_pipeline_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(loading.OWN_MODEL, copy)
    (copy / "config.cfg").write_text("[nlp]\nlang = 'xx'\n", "utf-8")
    monkeypatch.setattr(loading, "OWN_MODEL", copy)
    with pytest.raises(PipelineError, match=r"config\.cfg"):
        loading.load_nlp.__wrapped__()


@pytest.mark.model
def test_a_pipeline_is_loaded_once() -> None:
    assert load_nlp() is load_nlp()
