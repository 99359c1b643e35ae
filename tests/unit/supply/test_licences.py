import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from benchmarks.licences import RULES, is_accepted, licensed
from pipeline.drawing import load_credits

ROOT = Path(__file__).parents[3]
ACCEPTED = {"MIT": "", "BSD-3-Clause": "", "LGPL-2.1-or-later": ""}


def test_every_package_has_a_licence_that_may_stand_beside_ours() -> None:
    assert [package for package in licensed() if not package.accepted] == []


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("MIT AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-only", False),
        ("", False),
    ],
)
def test_an_expression_is_accepted_by_its_parts(expression: str, accepted: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_accepted(expression, ACCEPTED) is accepted


def extras() -> set[str]:
    """The packages that our extras name, which need not be installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["optional-dependencies"].values()
    return {Requirement(line).name for lines in named for line in lines}


def test_no_rule_is_left_over() -> None:
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    names = {package.name for package in licensed()} | extras()
    assert set(rules["package"]) | set(rules["data"]) <= names
    assert set(rules["words"].values()) | set(rules["package"].values()) <= set(rules["accepted"])


def test_the_about_page_credits_all_data_that_packages_bring() -> None:
    credited = " ".join(f"{credit.name} {credit.what}" for credit in load_credits())
    for source in ("GeoNames", "KATOTTG", "Public Suffix List", "IANA time zone database"):
        assert source in credited
