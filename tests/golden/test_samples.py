"""The sample articles against events that a person annotated; the figures are reviewed.

`samples.jsonl` says what a careful reader must find: a line per sample, each event with the types
that will do, a point with the distance allowed (none: unknown), first and last day (null: open),
and the dead if told. `samples_found.json` says what the pipeline finds of it.
"""

import functools
import json
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import TypedDict

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.reading import read_articles
from pipeline.records import Annotation, Article, Event

HERE = Path(__file__).parent
SAMPLES = Path(str(files("pipeline.data") / "samples"))
FOUND = HERE / "samples_found.json"


class Wanted(TypedDict, total=False):
    types: list[str]
    place: str
    lat: float
    lon: float
    within_km: float
    first: str | None
    last: str
    killed: int


class Row(TypedDict, total=False):
    article: str
    article_date: str | None
    events: list[Wanted]


class Answer(TypedDict):
    told: int
    missed: list[str]
    killed_wrong: list[str]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    half = (
        sin(radians(other_lat - lat) / 2) ** 2
        + cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    )
    return 12742 * asin(sqrt(half))


def is_found(wanted: Wanted, event: Event) -> bool:
    """Whether type, place and days of an event are those wanted."""
    last = event.days.last
    if event.type not in wanted["types"] or last is None:
        return False
    first = event.days.first or last
    if str(first) > wanted["last"] or str(last) < (wanted["first"] or ""):
        return False
    lat = event.where.lat if event.where is not None else None
    lon = event.where.lon if event.where is not None else None
    if lat is None or lon is None or "lat" not in wanted:
        return lat is None and "lat" not in wanted
    return distance_km(wanted["lat"], wanted["lon"], lat, lon) <= wanted["within_km"]


def name_of(wanted: Wanted) -> str:
    return f"{wanted['types'][0]} at {wanted.get('place', '?')} on {wanted['last']}"


def answer(row: Row, annotation: Annotation) -> Answer:
    """What of a row's events the annotation has; each event answers one wanted at most."""
    left = list(annotation.events)
    missed, killed_wrong = [], []
    for wanted in row["events"]:
        killed = wanted.get("killed")
        hits = [event for event in left if is_found(wanted, event)]
        hits.sort(key=lambda event: (event.harm.killed_min != killed, -event.confidence))
        if not hits:
            missed.append(name_of(wanted))
            continue
        left.remove(hits[0])
        if killed is not None and hits[0].harm.killed_min != killed:
            killed_wrong.append(f"{name_of(wanted)}: {hits[0].harm.killed_min}, not {killed}")
    return {"told": len(annotation.events), "missed": missed, "killed_wrong": killed_wrong}


@pytest.fixture(scope="session")
def annotations(nlp: Language, gazetteer: Gazetteer) -> dict[str, Annotation]:
    articles = [a for a in read_articles([str(SAMPLES)]) if isinstance(a, Article)]
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)
    outcomes = flow.annotate_batch(articles, stages)
    return {Path(a.article.id).stem: a for a in outcomes if isinstance(a, Annotation)}


@pytest.mark.model
def test_the_samples_tell_what_a_reader_finds_in_them(
    annotations: dict[str, Annotation], request: pytest.FixtureRequest
) -> None:
    lines = (HERE / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines]
    answers = {row["article"]: answer(row, annotations[row["article"]]) for row in rows}
    told = {name: len(a.events) for name, a in annotations.items() if name in answers}
    wanted = sum(len(row["events"]) for row in rows)
    found = wanted - sum(len(entry["missed"]) for entry in answers.values())
    figures = {"wanted": wanted, "found": found, "told": sum(told.values())}
    text = json.dumps({"in all": figures, **answers}, indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        FOUND.write_text(text, encoding="utf-8")
    assert text == FOUND.read_text(encoding="utf-8"), "run with --update-golden, review the diff"


@pytest.mark.model
def test_every_quote_is_a_piece_of_its_article(annotations: dict[str, Annotation]) -> None:
    for annotation in annotations.values():
        text = annotation.article.text
        for event in annotation.events:
            for quote in (event.quote, *event.supporting):
                assert text[quote.start : quote.end] == quote.text


@pytest.mark.model
@pytest.mark.parametrize("name", ["no-event-bees", "no-event-leningrad-history"])
def test_history_and_nature_are_no_events(annotations: dict[str, Annotation], name: str) -> None:
    assert not annotations[name].events
