"""What many tests share: the real gazetteer and the real language pipeline, each opened once."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def nlp() -> Language:
    from pipeline.language import load_nlp

    return load_nlp()
