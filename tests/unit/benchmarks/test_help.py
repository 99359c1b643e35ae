"""Every benchmark tells how it is called and measures nothing when asked for help."""

import pkgutil

import pytest

import benchmarks
from benchmarks.__main__ import main

NAMES = [m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_help_tells_the_call(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status: int | str | None = main([name, "--help"])
    except SystemExit as end:
        status = end.code
    assert status == 0
    assert f"benchmarks {name}" in capsys.readouterr().out
