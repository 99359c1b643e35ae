"""constraints.txt names one exact version of everything that gets installed, extras included."""

import re
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): exact for name, exact in split}


def installed() -> dict[str, str]:
    """Everything `dateline[test]` asks for, directly or not, with the versions that stand here."""
    found: dict[str, str] = {}
    waiting = [Requirement("dateline[test]")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        asked = waiting.pop()
        for extra in ("", *sorted(asked.extras)):
            key = (canonicalize_name(asked.name), canonicalize_name(extra))
            if key in seen:
                continue
            seen.add(key)
            for line in requires(asked.name) or ():
                need = Requirement(line)
                wanted = {"", extra, canonicalize_name(extra)}
                if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in wanted):
                    waiting.append(need)
        found[canonicalize_name(asked.name)] = version(asked.name)
    del found["dateline"]
    return found


def test_every_package_that_gets_installed_has_its_exact_version_named() -> None:
    named, here = pins(), installed()
    assert {name: named.get(name) for name in here} == here


def test_the_pins_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_a_package_that_an_extra_names_is_installed() -> None:
    assert "lxml-html-clean" in installed()
