"""Lines with slots -> Paragraph…, as templates.txt explains."""

import re
from functools import cache
from pathlib import Path
from random import Random

from pipeline.language.training.corpora import Name, Paragraph, label_map
from pipeline.language.training.name_pool import COUNTRY, REGION, SETTLEMENT, NamePool

_PART = re.compile(r"\[(?P<whole>[^\]|]*)\|(?P<label>[A-Z]+)\]|\{(?P<slot>\w+)\}")
_PLACES = {"place": SETTLEMENT, "PLACE": SETTLEMENT, "region": REGION, "country": COUNTRY}
_LABELS = {
    **dict.fromkeys((*_PLACES, "state"), "LOC"),
    **dict.fromkeys(("org", "unit", "agency"), "ORG"),
    **dict.fromkeys(("person", "family"), "PERSON"),
    "norp": "NORP",
}
_NUMBERS = {"n": 28, "nn": 99}


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """The lines of a file beside this one, without comments."""
    lines = Path(__file__).with_name(name).read_text("utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


def fill(line: str, pool: NamePool, random: Random) -> Paragraph:
    """Draw a name for each slot."""
    text = ""
    names: list[Name] = []
    at = 0
    for part in _PART.finditer(line):
        text += line[at : part.start()]
        label, written = _written(part, pool, random)
        if label:
            names.append(Name(len(text), len(text) + len(written), label))
        text += written
        at = part.end()
    return Paragraph("templates", text + line[at:], tuple(names))


def _written(part: re.Match[str], pool: NamePool, random: Random) -> tuple[str, str]:
    if part["slot"]:
        return _LABELS.get(part["slot"], ""), _draw(part["slot"], pool, random)
    label = label_map().get(part["label"], part["label"])
    return label, fill(part["whole"], pool, random).text


def _draw(slot: str, pool: NamePool, random: Random) -> str:
    if slot in _PLACES:
        name = pool.place(_PLACES[slot], random)
        return name.upper() if slot == "PLACE" else name
    if slot in _NUMBERS:
        return str(random.randint(1, _NUMBERS[slot]))
    if slot in {"person", "family"}:
        return pool.person(2 if slot == "person" else 1, random)
    return random.choice(pool.words[slot])


def with_dateline(paragraph: Paragraph, pool: NamePool, random: Random) -> Paragraph:
    """Put a dateline before a paragraph."""
    before = fill(random.choice(read_lines("datelines.txt")), pool, random)
    shift = len(before.text)
    moved = (Name(name.start + shift, name.end + shift, name.label) for name in paragraph.names)
    return Paragraph(paragraph.source, before.text + paragraph.text, (*before.names, *moved))
