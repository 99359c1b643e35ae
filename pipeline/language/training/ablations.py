"""Short runs, each without one of the choices of config.toml -> what the choice is worth.

A run is a part of the whole training, so figures are lower than those of what ships; the distance
between two rows is what counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language.training.corpora import Paragraph, read_paragraphs
from pipeline.language.training.entities import Teacher
from pipeline.language.training.evaluation import Count, count_names, read_toponyms
from pipeline.language.training.settings import TrainingSettings

if TYPE_CHECKING:
    from spacy.language import Language

_CHOICES: tuple[tuple[str, dict[str, float]], ...] = (
    ("as configured", {}),
    ("without the gazetteer's columns", {"hidden_in_whole": 1.0}),
    ("no matches hidden", {"hidden_names": 0.0, "hidden_in_whole": 0.0}),
    ("places not exchanged", {"place_swap": 0.0}),
    ("persons not exchanged", {"person_swap": 0.0}),
    ("without templates", {"templates": 0.0}),
    ("without datelines", {"dateline": 0.0}),
    ("letters left", {"capitals": 0.0, "small_letters": 0.0, "headline": 0.0}),
)
_NAMES_PART = "dateline_names"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run without a choice reached: exact F1 of places, by corpus, in percent."""

    choice: str
    exact_f1: dict[str, float]


def try_without(
    corpora: Path, settings: TrainingSettings, toponyms: Sequence[Path], steps: int
) -> Iterator[Trial]:
    """Teach names for `steps` steps without each choice in turn, and score places on each corpus.

    The held-out parts of the training corpora are scored together, as "held out", and so are their
    texts in capitals.
    """
    run = replace(settings.entities, steps=steps)
    paragraphs = read_paragraphs(corpora, held_out=False)
    tests = {path.stem: read_toponyms(path) for path in toponyms}
    tests["held out"] = read_paragraphs(corpora, held_out=True)
    tests["in capitals"] = tuple(_in_capitals(p) for p in tests["held out"])
    for choice, changed in _CHOICES:
        shares = replace(settings, shares=settings.shares | changed)
        nlp = Teacher(paragraphs, shares).taught(run, settings.seed)
        if changed.get("hidden_in_whole") == 1.0:
            nlp.remove_pipe(_NAMES_PART)
        yield Trial(choice, {name: _exact_f1(nlp, test) for name, test in tests.items()})


def _in_capitals(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.upper()
    return replace(paragraph, text=text) if len(text) == len(paragraph.text) else paragraph


def _exact_f1(nlp: "Language", paragraphs: tuple[Paragraph, ...]) -> float:
    total = Count()
    for (_, label), count in count_names(nlp, paragraphs).items():
        if label == "LOC":
            total.wanted += count.wanted
            total.found += count.found
            total.exact += count.exact
    return total.exact_f1
