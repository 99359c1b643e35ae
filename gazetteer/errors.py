"""What the gazetteer refuses.

GazetteerError
├── GazetteerMissing   no built file, and none can be built
└── DumpError          a source dump that cannot be imported
"""

from pathlib import Path


class GazetteerError(Exception):
    """Root of everything that `gazetteer` refuses."""


class GazetteerMissing(GazetteerError, FileNotFoundError):  # noqa: N818 - reads as a fact
    """There is no gazetteer file at the path asked for."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}; make one with: python -m gazetteer build")
        self.path, self.problem = path, problem


class DumpError(GazetteerError, ValueError):
    """A GeoNames dump is truncated, malformed or contradicts itself."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem
