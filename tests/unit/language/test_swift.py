"""The components as they read give what spaCy's own give from the same weights."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language import parse, parsing, word_vectors
from pipeline.language.loading import OWN_MODEL

pytestmark = pytest.mark.model

TEXTS = (
    "Russian forces shelled Kharkiv on Monday, killing at least three people, Mayor Terekhov said.",
    "KYIV, March 1 (Agency) -",
    "",
    "Yes",
    "The mayor couldn't say who'd struck the U.N. convoy; 1,200 left Mariupol for Zaporizhzhia. "
    * 9,
    "Zorbulan met Quastimor! Київ 🔥 基辅 \u0301\u0301",
    "shells and " * 300,
)


@pytest.fixture(scope="module")
def slow() -> Language:
    return spacy.load(OWN_MODEL)


def read(nlp: Language, texts: tuple[str, ...] = TEXTS) -> list[Doc]:
    return list(nlp.pipe(texts))


def test_vectors_differ_by_rounding_alone(nlp: Language, slow: Language) -> None:
    for swift, known in zip(read(nlp), read(slow), strict=True):
        assert swift.tensor.shape == known.tensor.shape
        assert np.allclose(swift.tensor, known.tensor, atol=1e-4)


def test_vectors_of_names_differ_by_rounding_alone(nlp: Language, slow: Language) -> None:
    docs = [doc for doc in read(slow) if len(doc)]
    known = slow.get_pipe("ner").model.get_ref("tok2vec").predict(docs)  # type: ignore[attr-defined] # of the trainable pipes alone
    swift = nlp.get_pipe("ner").predict.read_words(docs)  # type: ignore[attr-defined] # the same
    assert np.allclose(swift, known, atol=1e-4)


def test_every_label_is_the_same(nlp: Language, slow: Language) -> None:
    assert [doc.to_json() for doc in read(nlp)] == [doc.to_json() for doc in read(slow)]


def test_a_text_alone_is_read_as_among_others(nlp: Language) -> None:
    assert [nlp(text).to_json() for text in TEXTS] == [doc.to_json() for doc in read(nlp)]


def test_texts_without_a_word_are_read(nlp: Language) -> None:
    assert [len(doc) for doc in read(nlp, ("", ""))] == [0, 0]


def test_embeddings_are_kept_up_to_a_number(
    slow: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_vectors, "WORDS_KEPT", 20)
    vectors = word_vectors.WordVectors(slow.get_pipe("tok2vec").model)  # type: ignore[attr-defined] # of the trainable pipes alone
    docs = [doc for doc in read(slow) if len(doc)]
    first, again = vectors(docs), vectors(docs)
    assert vectors.kept_count == 20
    assert all(np.allclose(one, other, atol=1e-4) for one, other in zip(first, again, strict=True))


def test_a_full_vocabulary_does_not_grow(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "STRINGS_KEPT", 0)
    before = len(nlp.vocab.strings)
    (parsed,) = parse(nlp, ["Vendrimoxa praised Quolbertine in Zastrupava."])
    assert parsed.tokens[0].text == "Vendrimoxa"
    assert len(nlp.vocab.strings) == before
