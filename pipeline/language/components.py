"""What Dateline adds to spaCy: known names as a feature, and lemmas mended by tables and rules.

Importing this registers `dateline_names`, `dateline_lemmas` and the embedding that reads the names;
once the package is installed, spaCy finds them by itself.
"""

from importlib.resources import files
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d

from pipeline.language.known_names import NAME_COLUMNS, NameFeatures, name_features
from pipeline.language.verbs import mend_verb

NAMES_KEY = "dateline_names"


class NamesMarker:
    """Notes for every token what the gazetteer knows under its name."""

    def __init__(self) -> None:
        self._features: NameFeatures | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.user_data` for the embedding."""
        if self._features is None:
            self._features = name_features()
        doc.user_data[NAMES_KEY] = self._features([token.text for token in doc])
        return doc


@Language.factory("dateline_names")
def make_names_marker(nlp: Language, name: str) -> NamesMarker:  # noqa: ARG001 - spaCy's signature
    """Make the component; the gazetteer opens with the first text."""
    return NamesMarker()


class LemmaExceptions:
    """Mends lemmas: those of its table, those that are no verb, those of names in small letters."""

    def __init__(self) -> None:
        path = files("pipeline.language") / "data" / "lemmas.tsv"
        rows = (row.split("\t") for row in path.read_text("utf-8").splitlines())
        self._table = {(row[0], row[1]): row[2] for row in rows if not row[0].startswith("#")}

    def __call__(self, doc: Doc) -> Doc:
        """Write the lemma of each listed form, of each verb and of each name."""
        for token in doc:
            lemma = self._table.get((token.lower_, token.pos_))
            if lemma is not None:
                token.lemma_ = lemma
            elif token.pos_ == "VERB":
                token.lemma_ = mend_verb(token.text, token.lemma_)
            elif token.pos_ == "PROPN" and token.lemma_ == token.lower_:
                token.lemma_ = token.text
        return doc


@Language.factory("dateline_lemmas")
def make_lemma_exceptions(nlp: Language, name: str) -> LemmaExceptions:  # noqa: ARG001 - spaCy's signature
    """Make the component."""
    return LemmaExceptions()


@registry.architectures("dateline.NamesEmbed.v1")  # type: ignore[untyped-decorator] # catalogue ships no types
def build_names_embed(
    width: int, attrs: list[str], rows: list[int], name_rows: int
) -> Model[list[Doc], list[Floats2d]]:
    """Embed lexical attributes as spaCy's MultiHashEmbed does, and the known names beside them."""
    all_rows = [*rows, *[name_rows] * NAME_COLUMNS]
    embeds: list[Model[Any, Any]] = [
        HashEmbed(width, count, column=at, seed=at + 8) for at, count in enumerate(all_rows)
    ]
    mix = Maxout(width, width * len(embeds), nP=3, dropout=0.0, normalize=True)
    embed: Model[Any, Any] = chain(
        _extract(attrs),
        list2ragged(),
        with_array(concatenate(*embeds)),
        with_array(mix),
        ragged2list(),
    )
    return embed


def _extract(attrs: list[str]) -> Model[list[Doc], list[Ints2d]]:
    return Model("extract_with_names", _forward, attrs={"columns": attrs})


def _forward(model: Any, docs: list[Doc], is_train: bool) -> Any:  # noqa: ANN401, ARG001, FBT001 - thinc's signature
    columns = model.attrs["columns"]
    features = []
    for doc in docs:
        words = doc.to_array(columns).reshape(len(doc), len(columns))
        names = doc.user_data.get(NAMES_KEY)
        if names is None:
            names = np.zeros((len(doc), NAME_COLUMNS), dtype=np.uint64)
        features.append(model.ops.asarray2i(np.hstack((words, names)), dtype="uint64"))
    return features, lambda _: []
