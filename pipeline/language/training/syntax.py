"""UD treebanks -> tagger, morphologizer, lemmatizer and parser."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pipeline.language.training.datelines import with_dateline
from pipeline.language.training.letters import change_letters
from pipeline.language.training.loop import teach
from pipeline.language.training.settings import TrainingSettings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example

CONFIG = Path(__file__).parent / "syntax.cfg"


def train_syntax(corpora: Path, settings: TrainingSettings) -> "Language":
    """Train on `ud_train.spacy` of the folder, a spaCy DocBin of UD trees."""
    from spacy.util import load_config, load_model_from_config
    from thinc.api import fix_random_seed

    fix_random_seed(settings.seed)
    nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
    docs = read_docs(nlp, corpora / "ud_train.spacy")
    plain = [_to_example(nlp, doc, doc.text) for doc in docs]
    nlp.initialize(lambda: plain)
    teach(nlp, _examples(nlp, docs, settings), settings.syntax)
    return nlp


def read_docs(nlp: "Language", path: Path) -> list["Doc"]:
    """The documents of a DocBin."""
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _examples(
    nlp: "Language", docs: list["Doc"], settings: TrainingSettings
) -> Iterator["Example"]:
    random = Random(settings.seed)  # noqa: S311 - no secret
    while True:
        for doc in random.sample(docs, len(docs)):
            is_dated = random.random() < settings.shares["dateline"]
            changed = with_dateline(doc, random) if is_dated else doc
            yield _to_example(nlp, changed, change_letters(changed.text, settings.shares, random))


def _to_example(nlp: "Language", doc: "Doc", text: str) -> "Example":
    from spacy.training import Example

    return Example(nlp.make_doc(text), doc)
