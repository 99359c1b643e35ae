"""What fuzzing found, given to its target again; a file's name begins with the target's."""

from pathlib import Path

import pytest

from benchmarks.fuzz import FINDINGS, seeds
from benchmarks.fuzz.targets import TARGETS

KEPT = sorted(FINDINGS.iterdir())


@pytest.mark.parametrize("path", KEPT, ids=[path.name for path in KEPT])
def test_a_kept_finding_stays_mended(path: Path) -> None:
    TARGETS[path.name.split("-")[0]](path.read_bytes())


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"stages"}))
def test_a_target_takes_what_the_fuzzer_begins_with(name: str) -> None:
    for seed in seeds():
        TARGETS[name](seed)


def test_every_finding_names_a_target() -> None:
    assert {path.name.split("-")[0] for path in KEPT} <= set(TARGETS)
