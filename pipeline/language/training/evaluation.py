"""A trained pipeline and held-out corpora -> figures by corpus and label, and a table of them."""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language.parsing import parse
from pipeline.language.training.corpora import Name, Paragraph, read_paragraphs
from pipeline.language.training.syntax import read_docs
from pipeline.records import Entity

if TYPE_CHECKING:
    from spacy.language import Language

ENTITY_PARTS = ("dateline_names", "ner")
_SYNTAX_SCORES = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


@dataclass(slots=True)
class Count:
    """How many names were looked for and found, and how many of each were right.

    `exact` are found letter for letter; `touched` and `touching` overlap one of the other side.
    """

    wanted: int = 0
    found: int = 0
    exact: int = 0
    touched: int = 0
    touching: int = 0

    def add(self, wanted: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> None:
        """Count the spans of one text."""
        self.wanted += len(wanted)
        self.found += len(found)
        self.exact += len(set(wanted) & set(found))
        self.touched += sum(_meets(span, found) for span in wanted)
        self.touching += sum(_meets(span, wanted) for span in found)

    @property
    def precision(self) -> float:
        """Share of the found that is exact, in percent."""
        return 100.0 * self.exact / max(self.found, 1)

    @property
    def recall(self) -> float:
        """Share of the wanted that is found exactly, in percent."""
        return 100.0 * self.exact / max(self.wanted, 1)

    @property
    def exact_f1(self) -> float:
        """Harmonic mean of both, in percent."""
        return 200.0 * self.exact / max(self.wanted + self.found, 1)

    @property
    def overlap_f1(self) -> float:
        """The same where any overlap is right."""
        precision = self.touching / max(self.found, 1)
        recall = self.touched / max(self.wanted, 1)
        return 200.0 * precision * recall / max(precision + recall, 1e-9)


Counts = dict[tuple[str, str], Count]  # by corpus and label


def evaluate(
    nlp: "Language", corpora: Path, toponyms: Iterable[Path] = (), learnt: Container[str] = ()
) -> str:
    """Score names, toponyms and syntax, and lay the figures out as a table.

    Sources in `learnt` are left out: what they hold out was learnt from as well.
    """
    lines = [f"{'corpus':22}{'label':8}{'wanted':>7}{'P':>7}{'R':>7}{'F':>7}{'overlap':>9}"]
    counts = count_names(nlp, _unlearnt(corpora, learnt))
    for path in toponyms:
        counts |= count_names(nlp, read_toponyms(path))
    for (source, label), count in sorted(counts.items()):
        lines.append(
            f"{source:22}{label:8}{count.wanted:7}{count.precision:7.1f}{count.recall:7.1f}"
            f"{count.exact_f1:7.1f}{count.overlap_f1:9.1f}"
        )
    lines += ["", *(f"{name:22}{value:6.1f}" for name, value in score_syntax(nlp, corpora).items())]
    return "\n".join(lines)


def _unlearnt(corpora: Path, learnt: Container[str]) -> list[Paragraph]:
    held_out = read_paragraphs(corpora, held_out=True)
    return [paragraph for paragraph in held_out if paragraph.source not in learnt]


def read_toponyms(path: Path) -> tuple[Paragraph, ...]:
    """Articles of a corpus of places: a line is `{"text", "toponyms": [{"start", "end"}]}`."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        Paragraph(
            path.stem,
            row["text"],
            tuple(Name(place["start"], place["end"], "LOC") for place in row["toponyms"]),
        )
        for row in rows
    )


def count_names(nlp: "Language", paragraphs: Sequence[Paragraph]) -> Counts:
    """Compare the names found with those of the corpus, by source and label.

    A label that a source never uses is not counted there, nor is what is found where nothing is
    known.
    """
    counts: Counts = defaultdict(Count)
    used: dict[str, set[str]] = defaultdict(set)
    for paragraph in paragraphs:
        used[paragraph.source] |= {name.label for name in paragraph.names if name.label}
    with nlp.select_pipes(enable=[part for part in ENTITY_PARTS if part in nlp.pipe_names]):
        parses = parse(nlp, (paragraph.text for paragraph in paragraphs))
        for paragraph, parsed in zip(paragraphs, parses, strict=True):
            for label in used[paragraph.source]:
                wanted = [(n.start, n.end) for n in paragraph.names if n.label == label]
                found = _found(paragraph, parsed.entities, label)
                counts[paragraph.source, label].add(wanted, found)
    return dict(counts)


def _found(paragraph: Paragraph, entities: Iterable[Entity], label: str) -> list[tuple[int, int]]:
    unknown = [(name.start, name.end) for name in paragraph.names if not name.label]
    spans = ((entity.start, entity.end) for entity in entities if entity.label == label)
    return [span for span in spans if not _meets(span, unknown)]


def _meets(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def score_syntax(nlp: "Language", corpora: Path) -> dict[str, float]:
    """Tags, lemmas, trees and sentences of `ud_test.spacy`, from raw text, in percent."""
    from spacy.training import Example

    docs = read_docs(nlp, corpora / "ud_test.spacy")
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return {name: 100.0 * scores[name] for name in _SYNTAX_SCORES if scores.get(name) is not None}
