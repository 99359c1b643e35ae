"""Labels of other pipelines -> ours."""

import json
from functools import cache
from importlib.resources import files


@cache
def entity_labels() -> dict[str, str]:
    """Names that other pipelines give to our entity labels; what is absent keeps its own."""
    return _read("entity_labels.json")


@cache
def clear_labels() -> dict[str, str]:
    """ClearNLP dependency labels and the universal ones nearest to them."""
    return _read("clear_labels.json")


def _read(name: str) -> dict[str, str]:
    text = (files("pipeline.language") / "data" / name).read_text("utf-8")
    labels: dict[str, str] = json.loads(text)["labels"]
    return labels
