"""Places told by their distance, direction or border from a named one."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.places import relative_places, resolve
from pipeline.records import Article, PlacePrecision, Resolution

KYIV = (50.45, 30.52)
KHARKIV = (49.98, 36.25)
ODESA = (46.48, 30.73)


def found(text: str, nlp: Language, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    article = Article("one", text)
    parsed = next(parse(nlp, [text]))
    resolutions = resolve(article, parsed, find_mentions(article, parsed, gazetteer), gazetteer)
    return relative_places(text, resolutions, gazetteer)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "phrase", "point", "radius_km"),
    [
        ("It fell 60 km (40 miles) northwest of Kyiv.", "60 km (40 miles) northwest of Kyiv",
         (50.83, 29.92), 12),
        ("Tanks stood 25 km out of Kyiv city center.", "25 km out of Kyiv city center", KYIV, 50),
        ("A depot ten miles east of Kharkiv burned.", "ten miles east of Kharkiv",
         (49.98, 36.47), 5),
        ("They stopped on a highway north of Kyiv.", "a highway north of Kyiv", (50.68, 30.52), 50),
        ("Troops camp just outside Kharkiv.", "just outside Kharkiv", KHARKIV, 36),
        ("The ship sank off the coast of Odesa.", "off the coast of Odesa", ODESA, 34),
        ("A farm near Kharkiv was hit.", "near Kharkiv", KHARKIV, 36),
        ("A bus burned on the road between Kyiv and Kharkiv.", "road between Kyiv and Kharkiv",
         (50.29, 33.41), 206),
    ],
)  # fmt: skip
def test_a_phrase_gives_a_point_and_a_radius(  # noqa: PLR0913, PLR0917 - a row and two fixtures
    text: str,
    phrase: str,
    point: tuple[float, float],
    radius_km: float,
    nlp: Language,
    gazetteer: Gazetteer,
) -> None:
    (relative,) = found(text, nlp, gazetteer)
    assert relative.mention.text == phrase
    assert text[relative.mention.start : relative.mention.end] == phrase
    assert relative.precision is PlacePrecision.RELATIVE
    assert relative.lat is not None
    assert relative.lon is not None
    assert Gazetteer.distance_km(relative.lat, relative.lon, *point) < 5
    assert relative.radius_km == pytest.approx(radius_km, abs=6)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Families wait at the Ukrainian border with Slovakia.",
        "Families wait at Ukraine's border with Slovakia.",
        "Ukraine is at war. Families wait at the border with Slovakia.",
        "Families wait at the border between Slovakia and Ukraine.",
        "Families wait at the Slovakia-Ukraine border.",
    ],
)
def test_a_border_is_placed_where_two_countries_meet(
    text: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    (relative,) = found(text, nlp, gazetteer)
    assert relative.lat == pytest.approx(48.77, abs=0.1)
    assert relative.lon == pytest.approx(22.34, abs=0.1)
    assert relative.radius_km == pytest.approx(35, abs=20)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "In Borodianka, a town 60 km northwest of Kyiv, homes burned.",
        "They fought in the north of Kyiv.",
        "Prices rose outside Ukraine.",
        "Rescuers cut off Odesa from the grid.",
        "Both sides met on the border with Japan.",
    ],
)
def test_a_named_place_a_part_or_a_country_gives_none(
    text: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    assert found(text, nlp, gazetteer) == ()


def test_countries_without_a_common_border_have_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.border("UA", "JP") is None
    assert gazetteer.border("UA", "UA") is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("A farm near Kyiv was hit.", "Kyiv Oblast"),
        ("They stopped on a highway north of Kyiv.", "Kyiv Oblast"),
        ("A farm near Kharkiv was hit.", "Kharkiv Oblast"),
    ],
)
def test_what_lies_beside_a_city_that_is_a_region_lies_in_the_region_round_it(
    text: str, admin1: str, nlp: Language, gazetteer: Gazetteer
) -> None:
    (relative,) = found(text, nlp, gazetteer)
    assert relative.place is not None
    assert relative.place.admin1 == admin1


@pytest.mark.model
def test_a_direction_behind_a_region_only_tells_where_it_lies(
    nlp: Language, gazetteer: Gazetteer
) -> None:
    assert found("A column burned in Chernihiv region, northeast of Kyiv.", nlp, gazetteer) == ()
