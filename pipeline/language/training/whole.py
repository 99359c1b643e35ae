"""Raw corpora -> both halves trained, joined, rounded, written and evaluated."""

from collections.abc import Iterable
from pathlib import Path

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
    keep: Path | None = None,
) -> str:
    """Train on the corpora of a folder and write the pipeline to another; return the figures.

    With `keep`, tagger, lemmatizer and parser are those of that pipeline and only names are learnt.
    """
    import spacy

    entities = train_entities(corpora, settings)
    syntax = train_syntax(corpora, settings) if keep is None else spacy.load(keep)
    whole = join_halves(syntax, entities)
    round_weights(whole)
    write_model(whole, out)
    return evaluate(spacy.load(out), corpora, toponyms)
