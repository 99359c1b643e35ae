"""Corpora with names -> the named-entity recogniser."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gazetteer import Gazetteer
from pipeline.language.components import NAMES_KEY
from pipeline.language.known_names import INSIDE, POSITION, name_features
from pipeline.language.plain import to_plain
from pipeline.language.training.continuing import begin_at, mean_of
from pipeline.language.training.corpora import Name, Paragraph, read_paragraphs
from pipeline.language.training.letters import change_letters
from pipeline.language.training.loop import teach
from pipeline.language.training.name_pool import NamePool, open_pool
from pipeline.language.training.renaming import ClassOf, swap_persons, swap_places
from pipeline.language.training.settings import Run, TrainingSettings
from pipeline.language.training.templates import fill, read_lines, with_dateline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example

CONFIG = Path(__file__).parent / "entities.cfg"


def train_entities(corpora: Path, settings: TrainingSettings) -> "Language":
    """Train on `ner_*.jsonl` of the folder, with what they hold out unless `settings.hold_out`.

    After the main run, several short ones go on from its weights, each with other texts drawn. The
    mean of their weights is better than each, and better still with some of the first ones kept.
    """
    paragraphs = read_paragraphs(corpora, held_out=False if settings.hold_out else None)
    teacher = Teacher(paragraphs, settings)
    start = teacher.taught(settings.entities, settings.seed)
    finished = [
        teacher.taught(settings.finishing, seed, start) for seed in settings.finishing_seeds
    ]
    begun = teacher.taught(replace(settings.finishing, steps=0), settings.seed, start)
    shares = [(1 - settings.kept) / len(finished)] * len(finished)
    return mean_of([*finished, begun], [*shares, settings.kept])


class Teacher:
    """Teaches recognisers from the same paragraphs."""

    def __init__(self, paragraphs: tuple[Paragraph, ...], settings: TrainingSettings) -> None:
        self._paragraphs, self._settings = paragraphs, settings
        self._pool, self._class_of = open_pool(), Gazetteer.open().name_class

    def taught(self, run: Run, seed: int, start: "Language | None" = None) -> "Language":
        """A recogniser after a run on texts drawn by the seed, from the weights of `start` on."""
        from spacy.util import load_config, load_model_from_config
        from thinc.api import fix_random_seed

        fix_random_seed(self._settings.seed)
        nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
        maker = ExampleMaker(nlp, self._settings)
        plain = [maker.example(paragraph) for paragraph in self._paragraphs]
        nlp.initialize(lambda: plain)
        if start is not None:
            begin_at(nlp, start)
        variety = Variety(self._pool, self._class_of, self._settings, seed)
        drawn = variety.endless(self._paragraphs)
        teach(nlp, (maker.example(paragraph) for paragraph in drawn), run)
        return nlp


class Variety:
    """Draws paragraphs by their sources' weights and changes them as `settings.shares` tells."""

    def __init__(
        self, pool: NamePool, class_of: ClassOf, settings: TrainingSettings, seed: int
    ) -> None:
        self._pool, self._class_of, self._settings = pool, class_of, settings
        self._random = Random(seed)  # noqa: S311 - no secret

    def endless(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Yield changed paragraphs for ever, in a new order each round."""
        random, shares = self._random, self._settings.shares
        known = tuple(paragraphs)
        while True:
            for paragraph in self._round(known):
                while random.random() < shares["templates"]:
                    line = random.choice(read_lines("templates.txt"))
                    yield self._recased(fill(line, self._pool, random))
                yield self._recased(self._changed(paragraph))

    def _round(self, paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
        """Each as often as its source's weight says, the fraction by chance."""
        weights = self._settings.sources
        drawn = [
            paragraph
            for paragraph in paragraphs
            for _ in range(int(weights.get(paragraph.source, 0.0) + self._random.random()))
        ]
        self._random.shuffle(drawn)
        return drawn

    def _changed(self, paragraph: Paragraph) -> Paragraph:
        random, shares = self._random, self._settings.shares
        if random.random() < shares["place_swap"]:
            paragraph = swap_places(paragraph, self._class_of, self._pool, random)
        if random.random() < shares["person_swap"]:
            paragraph = swap_persons(paragraph, self._pool, random)
        if random.random() < shares["dateline"]:
            paragraph = with_dateline(paragraph, self._pool, random)
        return paragraph

    def _recased(self, paragraph: Paragraph) -> Paragraph:
        text = change_letters(paragraph.text, self._settings.shares, self._random)
        return Paragraph(paragraph.source, text, paragraph.names)


class ExampleMaker:
    """Turns paragraphs into spaCy's examples, with a share of the known names hidden."""

    def __init__(self, nlp: "Language", settings: TrainingSettings) -> None:
        self._nlp, self._shares = nlp, settings.shares
        self._features = name_features()
        self._random = np.random.default_rng(settings.seed)

    def example(self, paragraph: Paragraph) -> "Example":
        """Tokens as the pipeline will see them, beside what the corpus says of them."""
        from spacy.training import Example

        doc = self._nlp.make_doc(to_plain(paragraph.text))
        doc.user_data[NAMES_KEY] = self._hidden(self._features([token.text for token in doc]))
        reference = self._nlp.make_doc(doc.text)
        spans = _spans(reference, paragraph.names)
        reference.set_ents(
            [span for span in spans if span.label_],
            missing=[span for span in spans if not span.label_],
            default="outside",
        )
        return Example(doc, reference)

    def _hidden(self, features: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Hide a share of the known names, each as a whole, and all names of some texts."""
        if self._random.random() < self._shares["hidden_in_whole"]:
            return np.zeros_like(features)
        matches = np.cumsum((features[:, 0] & np.uint64(POSITION)) != INSIDE)
        is_hidden = self._random.random(len(features) + 1) < self._shares["hidden_names"]
        features[is_hidden[matches]] = 0
        return features


def _spans(doc: "Doc", names: Iterable[Name]) -> list["Span"]:
    """Names as spans of whole tokens, without blanks at their ends."""
    from spacy.util import filter_spans

    spans = []
    for name in names:
        span = doc.char_span(name.start, name.end, name.label, alignment_mode="expand")
        while span is not None and len(span) and span[-1].is_space:
            span = span[:-1]
        if span is not None and len(span):
            spans.append(span)
    return filter_spans(spans)
