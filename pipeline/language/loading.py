"""A pipeline's name -> a spaCy pipeline, loaded once and ready for `parse`."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelMissing
from pipeline.language.checking import check_files

if TYPE_CHECKING:
    from spacy.language import Language

OWN = "dateline"
OWN_MODEL = Path(__file__).parent / "data" / "model"


@cache
def load_nlp(model: str = OWN) -> "Language":
    """Load a pipeline by name or path; `dateline` is the one that ships with the project.

    The same name gives the same object again. Raises `ModelMissing` if there is none.
    """
    import spacy

    import pipeline.language.components  # noqa: F401 - registers the factories

    if model == OWN:
        check_files(OWN_MODEL)
        return spacy.load(OWN_MODEL)
    try:
        return spacy.load(model)
    except OSError as error:
        raise ModelMissing(model) from error
