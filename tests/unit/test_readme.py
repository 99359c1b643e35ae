"""The README's commands do what the README says, on a stranger's folder of articles."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "pipeline" / "data" / "samples"
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPENS_A_PAGE = {"demo", "open"}  # what these show is tried in tests/browser


def commands() -> list[list[str]]:
    """The arguments of each `dateline` command in the README's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    calls = [re.search(r"\.venv/bin/dateline (.*)", line) for line in lines]
    return [shlex.split(call[1], comments=True) for call in calls if call is not None]


WORKING = [call for call in commands() if call[0] not in OPENS_A_PAGE]


@pytest.mark.model
@pytest.mark.parametrize("call", WORKING, ids=" ".join)
def test_a_command_of_the_readme_works_as_written(call: list[str], tmp_path: Path) -> None:
    articles = tmp_path / "my-articles"
    articles.mkdir()
    for name in ("2022-03-13-yavoriv-base.txt", "2022-04-14-moskva.txt"):
        (articles / name).write_bytes((SAMPLES / name).read_bytes())
    done = subprocess.run(  # noqa: S603 - our own program with the README's own words
        [sys.executable, "-m", "pipeline", *call],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "HOME": str(Path.home())},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("2 articles read")) == (0, 1), done.stderr


def test_the_readme_shows_every_command_that_reads_articles() -> None:
    assert [call[0] for call in WORKING] == ["extract", "annotate", "add"]


def test_a_picture_the_readme_shows_is_there() -> None:
    shown = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert [name for name in shown if not (ROOT / name).is_file()] == []
