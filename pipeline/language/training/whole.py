"""Raw corpora -> both halves trained, joined, rounded, written and evaluated."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.language.loading import numpy_blas
from pipeline.language.training.entities import train_entities
from pipeline.language.training.evaluation import evaluate
from pipeline.language.training.settings import TrainingSettings
from pipeline.language.training.shipping import join_halves, round_weights, write_model
from pipeline.language.training.syntax import train_syntax


def train(
    corpora: Path,
    out: Path,
    settings: TrainingSettings,
    *,
    toponyms: Iterable[Path] = (),
    older: Path | None = None,
) -> str:
    """Train on the corpora of a folder and write the pipeline to another; return the figures.

    With an older pipeline its names are learnt on, and tagger, lemmatizer and parser taken over.
    """
    import spacy
    from spacy.strings import StringStore

    with numpy_blas():
        before = None if older is None else spacy.load(older)
        entities = train_entities(corpora, settings, before)
        syntax = before or train_syntax(corpora, settings)
        words = StringStore(syntax.vocab.strings)  # joining adds the other half's
        whole = join_halves(syntax, entities)
        round_weights(whole)
        write_model(whole, out, words)
        return evaluate(spacy.load(out), corpora, toponyms)
