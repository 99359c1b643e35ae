"""What a name does in its sentence: twelve roles, told by the trained pipeline's parse."""

import datetime as dt

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.places import resolve
from pipeline.records import Article, Role

pytestmark = pytest.mark.model

CASES = [
    ("Three people died when rockets hit a market in Kharkiv.", "Kharkiv", Role.EVENT_LOCATION),
    ("Russian troops captured Kherson on Wednesday.", "Kherson", Role.EVENT_LOCATION),
    ("The siege of Mariupol went on for weeks.", "Mariupol", Role.EVENT_LOCATION),
    ("Explosions were heard in the port city of Odesa.", "Odesa", Role.EVENT_LOCATION),
    ("Mykolaiv remains under fire.", "Mykolaiv", Role.EVENT_LOCATION),
    ("Mykolaiv comes under heavy bombardment.", "Mykolaiv", Role.EVENT_LOCATION),
    ("The president spoke with Kyiv under fire.", "Kyiv", Role.EVENT_LOCATION),
    ("Shells hit a school and a clinic - Odesa", "Odesa", Role.SPEAKER_LOCATION),
    ("Thousands fled to Poland last week.", "Poland", Role.EVENT_DESTINATION),
    ("A convoy was headed toward Chernihiv.", "Chernihiv", Role.EVENT_DESTINATION),
    ("Families escaped from Irpin on foot.", "Irpin", Role.EVENT_ORIGIN),
    ("Two buses left Sumy in the morning.", "Sumy", Role.EVENT_ORIGIN),
    ("KYIV, Ukraine (AP) — Two bridges were damaged.", "Kyiv", Role.REPORTER_LOCATION),
    ("(Bangkok, March 3, 2023) – Soldiers shot villagers.", "Bangkok", Role.REPORTER_LOCATION),
    ("Reporting by Jane Poe in London", "London", Role.REPORTER_LOCATION),
    ("In Washington, an official said the talks had failed.", "Washington", Role.SPEAKER_LOCATION),
    (
        "It recalled the bombing of Coventry during World War Two.",
        "Coventry",
        Role.HISTORICAL_COMPARISON,
    ),
    ("Russia annexed Crimea in 2014.", "Crimea", Role.HISTORICAL_COMPARISON),
    (
        "She works at the University of Warsaw as a historian.",
        "Warsaw",
        Role.ORGANISATION_SEAT,
    ),
    ("Authorities in Kyiv opened a hotline.", "Kyiv", Role.ORGANISATION_SEAT),
    ("The mayor of Melitopol spoke to reporters.", "Melitopol", Role.PERSON_OFFICE),
    ("A French minister and Germany's chancellor agreed.", "Germany", Role.PERSON_OFFICE),
    ("A village 12 km north of Kyiv was shelled.", "Kyiv", Role.RELATIVE_POSITION_BASE),
    ("Moscow denied the report.", "Moscow", Role.GOVERNMENT_METONYM),
    ("The talks between Russia and Turkey went on.", "Turkey", Role.GOVERNMENT_METONYM),
    ("The war in Ukraine has raised prices.", "Ukraine", Role.CONTEXT_COUNTRY),
    ("A depot burned in Kharkiv, Ukraine.", "Ukraine", Role.CONTEXT_COUNTRY),
    ("Her sister likes Lviv.", "Lviv", Role.CONTEXT_PLACE),
]


@pytest.mark.parametrize(("text", "name", "role"), CASES, ids=[case[0][:30] for case in CASES])
def test_a_name_has_the_role_its_sentence_gives_it(
    text: str, name: str, role: Role, nlp: Language, gazetteer: Gazetteer
) -> None:
    assert roles_of(text, nlp, gazetteer)[name.upper()] == role


@pytest.mark.parametrize(
    "text",
    [
        "If rockets hit Kharkiv, the school will close.",
        "No fighting was reported in Kharkiv.",
        "The threat of an attack on Kharkiv remains.",
        "He wants to capture Kharkiv.",
    ],
)
def test_what_is_feared_wished_or_denied_happens_nowhere(
    text: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    assert roles_of(text, nlp, gazetteer)["KHARKIV"] not in {
        Role.EVENT_LOCATION,
        Role.EVENT_DESTINATION,
    }


def test_a_region_that_holds_the_town_of_the_event_is_its_frame(
    nlp: Language, gazetteer: Gazetteer
) -> None:
    roles = roles_of("Shells fell on Kupiansk in the Kharkiv region.", nlp, gazetteer)
    assert roles == {"KUPIANSK": Role.EVENT_LOCATION, "KHARKIV": Role.CONTEXT_PLACE}


def roles_of(text: str, nlp: Language, gazetteer: Gazetteer) -> dict[str, Role]:
    article = Article("one", text, date=dt.date(2022, 3, 8))
    parsed = next(parse(nlp, [text]))
    found = resolve(article, parsed, find_mentions(article, parsed, gazetteer), gazetteer)
    return {resolution.mention.text.upper(): resolution.role for resolution in found}
