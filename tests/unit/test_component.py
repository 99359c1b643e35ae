"""Dateline as a component of someone's own spaCy pipeline."""

import datetime as dt
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.component import make_component
from pipeline.language import load_nlp
from pipeline.language.loading import OWN_MODEL
from pipeline.records import Annotation

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
TEXT = "Russian shells killed five people in Kharkiv on Monday, the mayor said."


@pytest.mark.model
@pytest.mark.parametrize("use_doc", [False, True])
def test_a_doc_gets_places_dates_and_events(*, use_doc: bool) -> None:
    nlp = load_nlp() if use_doc else spacy.blank("en")
    component = nlp.create_pipe("dateline", config={"use_doc": use_doc})
    doc = nlp(TEXT)
    doc._.dateline_date = dt.date(2022, 3, 9)
    doc = component(doc)
    found = doc._.dateline
    assert isinstance(found, Annotation)
    (event,) = found.events
    assert (event.harm.killed_min, event.days.first) == (5, dt.date(2022, 3, 7))
    (place,) = doc.spans["dateline_places"]
    assert (place.text, place.label_) == ("Kharkiv", "event_location")
    (quote,) = doc.spans["dateline_events"]
    assert quote.label_ == event.type
    assert event.quote.text in quote.text


@pytest.mark.model
def test_it_is_added_by_its_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    docs = list(nlp.pipe([TEXT, ""]))
    assert [len(doc._.dateline.events) for doc in docs] == [1, 0]


def test_spacy_finds_it_once_the_package_is_installed() -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    told = project["entry-points"]["spacy_factories"]
    assert EntryPoint("dateline", told["dateline"], "spacy_factories").load() is make_component
    for name, path in told.items():
        assert callable(EntryPoint(name, path, "spacy_factories").load())
        assert Language.has_factory(name)


def test_spacy_loads_the_weights_by_their_folder_alone() -> None:
    script = f"import spacy; print(len(spacy.load({str(OWN_MODEL)!r})('Shells hit Kyiv.').ents))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own
    assert int(done.stdout) > 0
