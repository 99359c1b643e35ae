"""Labels of other pipelines -> ours."""

from functools import cache
from pathlib import Path

from pipeline.shipped import read_checked


@cache
def entity_labels() -> dict[str, str]:
    """Names that other pipelines give to our entity labels; what is absent keeps its own."""
    return _read("entity_labels.json")


@cache
def clear_labels() -> dict[str, str]:
    """ClearNLP dependency labels and the universal ones nearest to them."""
    return _read("clear_labels.json")


def _read(name: str) -> dict[str, str]:
    labels: dict[str, str] = read_checked(Path(__file__).with_name("data") / name)["labels"]
    return labels
