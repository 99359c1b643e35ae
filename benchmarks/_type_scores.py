"""Texts with a label of another scheme → how often our events have a type that the label maps to.

Which types a label maps to says the ontology (`case2021`, `plover`). A label may map to several
(an "attack" is many things) or to none (a mere statement). Counted is the type of a text's main
event, the one with the surest trigger, and that of any of its events.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.drawing.ontology import ONTOLOGY
from pipeline.flow import annotate
from pipeline.records import Annotation, Article
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Typed:
    """A text's label, and the types of its events, the main one first."""

    label: str
    types: tuple[str, ...]


def read_types(path: Path, field: str) -> list[Typed]:
    """Annotate the texts of JSON lines `{"text", FIELD: label}`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = (Article(f"t{number}", row["text"]) for number, row in enumerate(rows))
    outcomes = annotate(articles, settings=Settings())
    return [
        Typed(row[field], _types(outcome) if isinstance(outcome, Annotation) else ())
        for row, outcome in zip(rows, outcomes, strict=True)
    ]


def _types(annotation: Annotation) -> tuple[str, ...]:
    ranked = sorted(annotation.events, key=lambda event: (-event.confidence, event.quote.start))
    return tuple(event.type for event in ranked)


def types_by_label(scheme: str, label_of: Callable[[str], str] = str) -> dict[str, frozenset[str]]:
    """Label of the scheme -> our types; `label_of` makes a label of the ontology's entry."""
    found: dict[str, set[str]] = {}
    for entry in json.loads(ONTOLOGY.read_text("utf-8"))["types"]:
        for name in entry[scheme]:
            found.setdefault(label_of(name), set()).add(entry["id"])
    return {label: frozenset(types) for label, types in found.items()}


def table(texts: Iterable[Typed], wanted: Mapping[str, frozenset[str]]) -> str:
    """A row a label, those with most texts first; then all with a type of ours, all without."""
    groups: dict[str, list[Typed]] = {}
    for text in texts:
        groups.setdefault(text.label, []).append(text)
    lines = [
        "| label | texts | with an event | main type right | any type right | main types found |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    ordered = sorted(groups, key=lambda label: (-len(groups[label]), label))
    lines += [_row(label, groups[label], wanted) for label in ordered]
    known = [text for label in ordered for text in groups[label] if label in wanted]
    stray = [text for label in ordered for text in groups[label] if label not in wanted]
    lines.append(_row("all that map to a type", known, wanted))
    if stray:
        lines.append(_row("all that map to none", stray, wanted))
    return "\n".join(lines)


def _row(name: str, texts: list[Typed], wanted: Mapping[str, frozenset[str]]) -> str:
    told = [text for text in texts if text.types]
    main = sum(text.types[0] in wanted.get(text.label, ()) for text in told)
    some = sum(not wanted.get(t.label, frozenset()).isdisjoint(t.types) for t in told)
    found = Counter(text.types[0] for text in told).most_common(4)
    shown = ", ".join(f"{kind} {count}" for kind, count in found)
    size = max(1, len(texts))
    return (
        f"| {name} | {len(texts)} | {len(told)} | {main / size:.2f} | {some / size:.2f} | {shown} |"
    )
