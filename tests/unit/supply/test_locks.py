"""What .ci/lock wrote fits constraints.txt; after a change of the pins, run it again."""

import json
import re
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
HASHED = "constraints-hashed.txt"


def pins(text: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_hashed_pins_are_the_pins() -> None:
    hashed = pins(re.sub(r"^.* ; sys_platform == 'win32'.*$", "", read(HASHED), flags=re.MULTILINE))
    assert hashed == pins(read("constraints.txt"))


def test_every_hashed_pin_has_hashes_and_no_address() -> None:
    text = read(HASHED)
    blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    form = r"[\w.-]+==[\w.]+( ; [^\n\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n?"
    assert [block for block in blocks if not re.fullmatch(form, block)] == []
    assert "://" not in text


def test_the_bill_of_materials_names_pinned_packages_only() -> None:
    bill = json.loads(read("sbom.cdx.json"))
    named = {canonicalize_name(part["name"]): part["version"] for part in bill["components"]}
    plain = pins(read("constraints.txt"))
    assert {name: plain.get(name) for name in named} == named
    assert "spacy" in named


def test_the_bill_of_materials_names_the_licence_of_every_package() -> None:
    bill = json.loads(read("sbom.cdx.json"))
    assert [part["name"] for part in bill["components"] if not part.get("licenses")] == []


def test_the_bill_of_materials_names_no_path() -> None:
    assert re.findall(r"file:|\"/", read("sbom.cdx.json")) == []
