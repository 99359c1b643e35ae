"""UD treebanks, and open text without trees -> tagger, morphologizer, lemmatizer and parser.

The treebanks hold more mail and forums than news. So the pipeline they taught reads the paragraphs
of the corpora of names, most of them encyclopaedic, and is taught on with what it read there
between the trees of people: it meets the words and sentences of edited prose.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pipeline.language.training.continuing import begin_at, mean_of
from pipeline.language.training.corpora import read_paragraphs
from pipeline.language.training.datelines import with_dateline
from pipeline.language.training.letters import change_letters
from pipeline.language.training.loop import teach
from pipeline.language.training.settings import Run, TrainingSettings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin
    from spacy.training import Example

CONFIG = Path(__file__).parent / "syntax.cfg"
_TREEBANKS = ("ud_train.spacy", "ud_dev.spacy")


def train_syntax(corpora: Path, settings: TrainingSettings) -> "Language":
    """Train on the treebanks and `ner_*.jsonl` of the folder; several last runs are averaged."""
    teacher = Teacher(corpora, settings)
    start = teacher.taught(settings.syntax, settings.seed)
    read = teacher.read(start)
    runs = settings.syntax_finishing
    finished = [teacher.taught(runs, seed, start, read) for seed in settings.finishing_seeds]
    return mean_of(finished, [1 / len(finished)] * len(finished))


class Teacher:
    """Teaches pipelines from the same trees."""

    def __init__(self, corpora: Path, settings: TrainingSettings) -> None:
        self._settings = settings
        self._treebanks = [corpora / name for name in _TREEBANKS]
        self._texts = _open_texts(corpora, settings)

    def taught(
        self,
        run: Run,
        seed: int,
        start: "Language | None" = None,
        read: "DocBin | None" = None,
    ) -> "Language":
        """A pipeline after a run on what the seed draws, from the weights of `start` on.

        `read` are documents a pipeline read; they come between the treebanks' as often as
        `settings.shares` tells.
        """
        from spacy.util import load_config, load_model_from_config
        from thinc.api import fix_random_seed

        fix_random_seed(self._settings.seed)
        nlp = load_model_from_config(load_config(CONFIG), auto_fill=True)
        trees = [doc for path in self._treebanks for doc in read_docs(nlp, path)]
        plain = [_to_example(nlp, doc, doc.text) for doc in trees]
        nlp.initialize(lambda: plain)
        if start is not None:
            begin_at(nlp, start)
        others = [] if read is None else list(read.get_docs(nlp.vocab))
        teach(nlp, self._examples(nlp, trees, others, Random(seed)), run)  # noqa: S311 - no secret
        return nlp

    def read(self, nlp: "Language") -> "DocBin":
        """What a pipeline reads in the texts without trees."""
        from spacy.tokens import DocBin

        return DocBin(docs=nlp.pipe(self._texts))

    def _examples(
        self, nlp: "Language", trees: list["Doc"], others: list["Doc"], random: Random
    ) -> Iterator["Example"]:
        shares = self._settings.shares
        while True:
            for doc in random.sample(trees, len(trees)):
                while others and random.random() < shares["read_by_itself"]:
                    other = random.choice(others)
                    yield _to_example(nlp, other, other.text)
                is_dated = random.random() < shares["dateline"]
                changed = with_dateline(doc, random) if is_dated else doc
                yield _to_example(nlp, changed, change_letters(changed.text, shares, random))


def _open_texts(corpora: Path, settings: TrainingSettings) -> list[str]:
    """Paragraphs of the sources of `settings.read_by_itself`, each once."""
    paragraphs = read_paragraphs(corpora, held_out=False)
    return list(dict.fromkeys(p.text for p in paragraphs if p.source in settings.read_by_itself))


def read_docs(nlp: "Language", path: Path) -> list["Doc"]:
    """The documents of a DocBin."""
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _to_example(nlp: "Language", doc: "Doc", text: str) -> "Example":
    from spacy.training import Example

    return Example(nlp.make_doc(text), doc if text == doc.text else _without_lemmas(doc, text))


def _without_lemmas(doc: "Doc", text: str) -> "Doc":
    """The same, and no lemma where letters changed: "SHELLED" would need an edit of its own."""
    copy = doc.copy()
    for token in copy:
        if text[token.idx : token.idx + len(token)] != token.text:
            token.lemma = 0
    return copy
