"""`python -m benchmarks licences`: the pinned packages' own metadata -> the licence of each.

licences.toml tells what a package leaves out. One whose licence is not known, or not among the
accepted, makes the status 1. `--into SBOM.json` writes the licences that a bill of materials lacks
into it.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

PINS = Path(__file__).parents[1] / "constraints.txt"
RULES = Path(__file__).with_name("licences.toml")
SHORT = 60  # a longer licence field is the whole text, not a name


class Licensed(NamedTuple):
    """A package, its licence as an SPDX expression (empty if unknown), and whether it will do."""

    name: str
    version: str
    licence: str
    accepted: bool


def run(arguments: list[str]) -> int:
    """Print a line per package."""
    match arguments:
        case ["--into", bill]:
            return fill(Path(bill))
        case [_, *_]:
            print("usage: python -m benchmarks licences [--into SBOM.json]")
            return 2
    found = list(licensed())
    for package in found:
        mark = "" if package.accepted else "   NOT ACCEPTED"
        print(f"{package.name:28}{package.version:18}{package.licence or 'unknown'}{mark}")
    refused = sum(not package.accepted for package in found)
    print(f"{len(found)} packages, {refused} with a licence that is not accepted")
    return int(refused > 0)


def licensed() -> Iterator[Licensed]:
    """Every pinned package that is installed, in the order of constraints.txt."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    for line in PINS.read_text(encoding="utf-8").splitlines():
        name, pinned, _ = line.partition("==")
        if not pinned:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # of an extra that is not installed
        licence = licence_of(package, rules)
        yield Licensed(name, package.version, licence, is_accepted(licence, rules["accepted"]))


def fill(path: Path) -> int:
    """Write the licences that the bill of materials lacks into it; 1 if one is not known."""
    bill = json.loads(path.read_text(encoding="utf-8"))
    known = {package.name.lower(): package.licence for package in licensed()}
    lacking = [part for part in bill["components"] if not part.get("licenses")]
    for part in lacking:
        if licence := known.get(part["name"].lower()):
            part["licenses"] = [{"expression": licence, "acknowledgement": "declared"}]
    path.write_text(json.dumps(bill, indent=2), encoding="utf-8")
    return int(not all(part.get("licenses") for part in lacking))


def licence_of(package: Distribution, rules: dict[str, dict[str, str]]) -> str:
    """The SPDX expression of a package; empty when neither it nor the rules tell."""
    told = package.metadata.get_all("License-Expression") or []
    classifiers = package.metadata.get_all("Classifier") or []
    said = [
        text
        for text in package.metadata.get_all("License") or []
        if len(text) < SHORT and text != "UNKNOWN"
    ]
    said += [line.split(" :: ")[-1] for line in classifiers if line.startswith("License")]
    known = [rules["words"].get(text, text) for text in said if text]
    return next(iter((*told, *known)), rules["package"].get(package.name, ""))


def is_accepted(expression: str, accepted: dict[str, str]) -> bool:
    """Whether one side of every OR consists of accepted licences only."""
    return any(
        all(part.strip(" ()") in accepted for part in re.split(r"\bAND\b", side))
        for side in re.split(r"\bOR\b", expression)
    )
