"""A pipeline's name -> a spaCy pipeline, loaded once and ready for `parse`."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelMissing
from pipeline.shipped import check_files

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
    from pipeline.language.swift import SWIFT

    if model == OWN:
        check_files(OWN_MODEL)
        with numpy_blas():
            return spacy.load(OWN_MODEL, config=SWIFT)
    try:
        return spacy.load(model)
    except OSError as error:
        raise ModelMissing(model) from error


@contextmanager
def numpy_blas() -> Iterator[None]:
    """Let the pipelines made meanwhile multiply by NumPy's BLAS, on one core.

    That takes a third of the time of BLIS, spaCy's own, whose wheels know few processors. More
    threads would only wait for each other: the matrices are small, and other processes work too.
    """
    from thinc.api import use_ops
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
    with use_ops("numpy", use_blis=False):
        yield
