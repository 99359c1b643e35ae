"""The shipped pipeline's components as they read: the same answers sooner, and no learning.

spaCy's own work for every pipeline and keep what learning needs. These know how Dateline's is
built, take their weights at the first text, and keep nothing. Importing this registers them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import DependencyParser, EditTreeLemmatizer, EntityRecognizer, Tok2Vec
from spacy.pipeline.trainable_pipe import (  # type: ignore[import-not-found] # compiled
    TrainablePipe,
)
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.language.transitions import Floats, Transitions
from pipeline.language.word_vectors import WordVectors

LEMMAS_KEPT = 16_384  # with their forms, about 4 MB

# What `spacy.load` is to make of the components that the pipeline's file names.
SWIFT = {
    "components.tok2vec.factory": "dateline_tok2vec",
    "components.ner.factory": "dateline_ner",
    "components.trainable_lemmatizer.factory": "dateline_lemmatizer",
    "components.parser.factory": "dateline_parser",
}


class SwiftVectors(Tok2Vec):
    """The vectors that tags and trees are read from."""

    @cached_property
    def predict(self) -> WordVectors:  # type: ignore[override] # what is called, if no method
        """What gives the vectors of Docs."""
        return WordVectors(self.model)


class SwiftNames(EntityRecognizer):  # type: ignore[misc] # compiled, without types
    """The finder of names, with vectors of its own."""

    pipe = TrainablePipe.pipe  # without sorting the Docs into small batches

    @cached_property
    def predict(self) -> Transitions:
        """What gives the final states of Docs."""
        embedded, _, narrow = self.model.get_ref("tok2vec").layers
        return Transitions(self, _in_a_row(WordVectors(embedded), narrow))


class SwiftLemmatizer(EditTreeLemmatizer):
    """The maker of lemmas: the most likely change of each form, if it fits the form."""

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """Return the number of each word's most likely change."""
        return [scores.argmax(axis=1) for scores in self.model.predict(docs)]

    def set_annotations(self, docs: Iterable[Doc], batch_tree_ids: Any) -> None:  # noqa: ANN401 - spaCy's signature
        """Write the lemmas."""
        for doc, changes in zip(docs, batch_tree_ids, strict=True):
            for token, change in zip(doc, changes.tolist(), strict=True):
                token.lemma_ = self._lemma(change, token.text)

    @cached_property
    def _lemma(self) -> Callable[[int, str], str]:
        @lru_cache(maxsize=LEMMAS_KEPT)
        def lemma(change: int, form: str) -> str:
            found: str | None = self.trees.apply(self.cfg["labels"][change], form)
            return form if found is None else found

        return lemma


class SwiftParser(DependencyParser):  # type: ignore[misc] # compiled, without types
    """The builder of trees, from the vectors that all share."""

    pipe = TrainablePipe.pipe

    @cached_property
    def predict(self) -> Transitions:
        """What gives the final states of Docs."""
        shared, _, narrow = self.model.get_ref("tok2vec").layers
        return Transitions(self, _in_a_row(shared.predict, narrow))


def _in_a_row(
    vectors_of: Callable[[Sequence[Doc]], Sequence[Floats]], narrow: Model[Floats, Floats]
) -> Callable[[Sequence[Doc]], Floats]:
    """What gives the vectors of the words of all Docs, as narrow as the transitions take them."""
    return lambda docs: narrow.predict(np.vstack(vectors_of(docs)))


@Language.factory("dateline_tok2vec")
def make_vectors(nlp: Language, name: str, model: Model[Any, Any]) -> SwiftVectors:
    """Make the component, as spaCy's factory makes its."""
    return SwiftVectors(nlp.vocab, model, name)


@Language.factory("dateline_ner")
def make_names(  # noqa: PLR0913 - spaCy's signature
    nlp: Language,
    name: str,
    *,
    model: Model[Any, Any],
    moves: Any,  # noqa: ANN401 - compiled, without types
    update_with_oracle_cut_size: int,
    incorrect_spans_key: str | None,
    scorer: Callable[..., Any] | None,
) -> SwiftNames:
    """Make the component, as spaCy's factory makes its."""
    return SwiftNames(
        nlp.vocab,
        model,
        name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )


@Language.factory("dateline_parser")
def make_parser(  # noqa: PLR0913 - spaCy's signature
    nlp: Language,
    name: str,
    *,
    model: Model[Any, Any],
    moves: Any,  # noqa: ANN401 - compiled, without types
    update_with_oracle_cut_size: int,
    learn_tokens: bool,
    min_action_freq: int,
    scorer: Callable[..., Any] | None,
) -> SwiftParser:
    """Make the component, as spaCy's factory makes its."""
    return SwiftParser(
        nlp.vocab,
        model,
        name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        learn_tokens=learn_tokens,
        min_action_freq=min_action_freq,
        scorer=scorer,
    )


@Language.factory("dateline_lemmatizer")
def make_lemmatizer(  # noqa: PLR0913 - spaCy's signature
    nlp: Language,
    name: str,
    *,
    model: Model[Any, Any],
    backoff: str | None,
    min_tree_freq: int,
    overwrite: bool,
    top_k: int,
    scorer: Callable[..., Any] | None,
) -> SwiftLemmatizer:
    """Make the component, as spaCy's factory makes its."""
    return SwiftLemmatizer(
        nlp.vocab,
        model,
        name,
        backoff=backoff,
        min_tree_freq=min_tree_freq,
        overwrite=overwrite,
        top_k=top_k,
        scorer=scorer,
    )
