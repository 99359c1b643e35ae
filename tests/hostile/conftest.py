"""Hostile articles read from a file and worked by the real pipeline, once for all tests."""

import json
from pathlib import Path

import pytest

from benchmarks.hostile import hostile_articles
from pipeline import flow
from pipeline.reading import read_articles
from pipeline.records import Annotation
from pipeline.settings import Settings
from pipeline.table.gathering import Gathered, gather


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every payload in every field at once, an article each."""
    path = tmp_path_factory.mktemp("hostile") / "articles.jsonl"
    lines = [json.dumps(article) + "\n" for article in hostile_articles(("everything",))]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def annotations(hostile_file: Path) -> tuple[Annotation, ...]:
    outcomes = tuple(flow.annotate(read_articles([str(hostile_file)]), settings=Settings()))
    refused = [outcome for outcome in outcomes if not isinstance(outcome, Annotation)]
    assert refused == []
    return tuple(outcome for outcome in outcomes if isinstance(outcome, Annotation))


@pytest.fixture(scope="session")
def gathered(annotations: tuple[Annotation, ...]) -> Gathered:
    return gather(annotations)
