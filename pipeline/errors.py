"""All that a person can be told to mend.

PipelineError
├── ArticleError     a file, line or row that is no article
├── OutputError      a place we cannot write to, or a format we do not know
├── StoreError       a store that is missing, damaged or of another version
└── ModelMissing     a language pipeline that is not installed
"""

from pathlib import Path


class PipelineError(Exception):
    """Root of everything that `pipeline` refuses; the command line shows its message and stops."""


class ArticleError(PipelineError, ValueError):
    """A file, or a line or row of one, is not an article."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where, self.problem = where, problem


class OutputError(PipelineError, OSError):
    """The result cannot be written where it was asked for."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class StoreError(PipelineError, RuntimeError):
    """A store cannot be read or written."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


class ModelMissing(PipelineError, LookupError):  # noqa: N818 - reads as a fact, as FileNotFoundError does
    """The language pipeline named in the settings is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"language model {name!r} is not installed; install it with: "
            f"python -m spacy download {name}"
        )
        self.name = name
