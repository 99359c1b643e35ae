"""The common wordings of news wires, a sentence each, against what a reader takes from it.

`wordings.tsv` holds own sentences: each way to say it, active or passive, as a noun, with who says
so, and words of war that tell of no event. Each is read alone.
"""

import datetime as dt
import functools
from pathlib import Path

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, Event

pytestmark = pytest.mark.model

WRITTEN = dt.date(2022, 3, 12)
TABLE = Path(__file__).parent / "wordings.tsv"
ROWS = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def answers(nlp: Language, gazetteer: Gazetteer) -> dict[str, Annotation]:
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)
    articles = [Article(text, text, date=WRITTEN) for *_, text in ROWS]
    outcomes = flow.annotate_batch(articles, stages)
    return {a.article.id: a for a in outcomes if isinstance(a, Annotation)}


def told(event: Event) -> list[str]:
    place = event.where.place.name if event.where and event.where.place else ""
    killed = "" if event.harm.killed_min is None else str(event.harm.killed_min)
    day = event.days.first.isoformat() if event.days.first else ""
    return [event.type, place, day, killed]


@pytest.mark.parametrize("row", ROWS, ids=[row[-1][:60] for row in ROWS])
def test_a_wording_tells_what_a_reader_takes_from_it(
    row: list[str], answers: dict[str, Annotation]
) -> None:
    *wanted, text = row
    found = [told(event) for event in answers[text].events]
    assert found == ([] if wanted[0] == "none" else [wanted])
