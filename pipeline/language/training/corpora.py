"""Files `ner_*.jsonl` -> Paragraph…: text with the names in it, and where nothing is known.

A line is `{"src", "split", "doc", "text", "spans": [[start, end, label]], "miss": [[start, end]]}`;
offsets are code points, end excluded. What stands in `miss` is annotated with a label that is not
ours, so it is neither a name nor outside one.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TRAIN = "train"
_ARTICLE = "the "  # some corpora take it into a name


@dataclass(frozen=True, slots=True)
class Name:
    """`text[start:end]` is a name of this label; the label is empty where nothing is known."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a corpus; its names are in text order and never overlap."""

    source: str
    text: str
    names: tuple[Name, ...]


def read_paragraphs(folder: Path, *, held_out: bool | None = None) -> tuple[Paragraph, ...]:
    """Read the training parts of all corpora of the folder, or what they hold out, or both (None).

    In the order of the file names, then of the lines. Raises `FileNotFoundError` if there is none.
    """
    paths = sorted(folder.glob("ner_*.jsonl"))
    if not paths:
        message = f"{folder}: holds no ner_*.jsonl; CORPORA.md tells where each is obtained"
        raise FileNotFoundError(message)
    return tuple(
        _to_paragraph(row)
        for path in paths
        for row in _rows(path)
        if held_out in {None, row["split"] != TRAIN}
    )


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _to_paragraph(row: dict[str, object]) -> Paragraph:
    spans, unknown = row["spans"], row["miss"]
    if not isinstance(spans, list) or not isinstance(unknown, list):
        message = f"spans and miss of {row['doc']} are no lists"
        raise TypeError(message)
    text = str(row["text"])
    named = [
        Name(start + len(_ARTICLE) * text.startswith(_ARTICLE, start, end), end, label)
        for start, end, given in spans
        if (label := label_map().get(given, given))
    ]
    taken = {offset for name in named for offset in range(name.start, name.end)}
    missing = [
        Name(start, end, "") for start, end in unknown if taken.isdisjoint(range(start, end))
    ]
    names = sorted((*named, *missing), key=lambda name: name.start)
    return Paragraph(str(row["src"]), text, tuple(names))


@cache
def label_map() -> dict[str, str]:
    """What each label of the corpora is called here; what is absent keeps its name."""
    text = Path(__file__).with_name("labels.toml").read_text("utf-8")
    return {given: str(ours) for given, ours in tomllib.loads(text).items()}
