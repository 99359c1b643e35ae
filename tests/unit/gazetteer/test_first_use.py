"""The first use builds the gazetteer, and whoever waits is told so."""

from pathlib import Path

import pytest

from gazetteer import build as building
from gazetteer import first_use


def test_a_log_is_told_each_step_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def build(path: Path, progress: building.Progress) -> None:
        for doing, done in (("cities", 0.0), ("writing", 0.6), ("writing", 0.9)):
            progress(doing, done)
        path.write_bytes(b"")

    monkeypatch.setattr(building, "build", build)
    monkeypatch.setattr(first_use, "default_path", lambda: tmp_path / "g.dat")
    first_use.build_at_first_use()
    first_use.build_at_first_use()
    told = capsys.readouterr().err.splitlines()
    assert told == ["building the gazetteer: cities", "building the gazetteer: writing"]
