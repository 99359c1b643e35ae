"""Every command of the documentation runs, and the site is whole and asks for nothing outside.

A box whose title begins with "needs" or "serves" says what a test does not have; it is not run.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BOX = re.compile(r"^```(sh|python)( title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = ("needs ", "serves ")
ARTICLE = "ODESA, 4 March 2022\n\nRussian shelling killed two people in Odesa on Thursday.\n"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def boxes(page: str) -> list[tuple[str, str, str]]:
    """Language, title and content of the boxes that a reader may copy."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [(found[1], found[3] or "", found[4]) for found in BOX.finditer(text)]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the program's packages, an article, and commands that run this very code."""
    for name in ("pipeline", "gazetteer"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "README.md").write_text("Nothing happened.\n", encoding="utf-8")
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, module in (("dateline", " -m pipeline"), ("python", "")):
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec {sys.executable}{module} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if boxes(page)])
def test_every_command_of_a_page_runs(page: str, clone: Path) -> None:
    runs = [box for box in boxes(page) if not box[1].startswith(LEFT_OUT)]
    if not any("mkdir articles" in content for _, _, content in runs):
        (clone / "articles").mkdir()
        (clone / "articles" / "odesa.txt").write_text(ARTICLE, encoding="utf-8")
    environment = os.environ | {
        "PATH": f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(clone),
        "XDG_CONFIG_HOME": str(clone / "config"),
    }
    for language, title, content in runs:
        assert title == "", "a title that tells nothing to this test"
        shell = ["bash", "-euo", "pipefail", "-c", content]
        command = shell if language == "sh" else [sys.executable, "-c", content]
        done = subprocess.run(  # noqa: S603 - our own pages
            command, cwd=clone, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{content}\n{done.stdout}{done.stderr}"


def test_the_boxes_that_are_not_run_say_why() -> None:
    titles = {title for page in PAGES for _, title, _ in boxes(page)} - {""}
    assert all(title.startswith(LEFT_OUT) for title in titles)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("the documentation is built with: pip install -c constraints.txt '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own site
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_builds_and_has_every_page(site: Path) -> None:
    for page in PAGES:
        assert (site / page).with_suffix(".html").is_file()


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=\"?https?:|<link[^>]+href=\"?https?:"
    )
    canonical = re.compile(r"<link[^>]+rel=\"?canonical[^>]+>")
    for path in site.rglob("*.html"):
        assert loads.findall(canonical.sub("", path.read_text(encoding="utf-8"))) == [], path.name


def test_the_reference_shows_the_help_of_every_command(site: Path) -> None:
    shown = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "<!-- help" not in shown
    stores = (f"store {name}" for name in ("info", "check", "upgrade", "compact", "remove"))
    names = ("demo", "extract", "annotate", "add", "open", "store", "fetch", "doctor")
    for name in (*names, *stores):
        assert f"Usage: dateline {name}" in shown
