"""Which place a name means, by the words and names around it; mentions are given by hand."""

import pytest

from gazetteer import Gazetteer, Place
from pipeline.places import resolve
from pipeline.places.clues import find_clues
from pipeline.records import Article, Mention, Parse, PlacePrecision, Resolution, Role

EMPTY = Parse((), (), ())


def places(text: str, names: list[str], gazetteer: Gazetteer) -> list[Resolution]:
    """Resolve the names where each first stands behind the one before."""
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), name, "GPE", "model"))
        at += len(name)
    return list(resolve(Article("one", text), EMPTY, tuple(mentions), gazetteer))


def place_of(text: str, names: list[str], gazetteer: Gazetteer) -> Place:
    found = places(text, names, gazetteer)[0].place
    assert found is not None
    return found


def test_a_direction_chooses_among_namesakes(gazetteer: Gazetteer) -> None:
    west = place_of("Oleksandrivka, west of Kherson", ["Oleksandrivka", "Kherson"], gazetteer)
    north = place_of("Oleksandrivka, north of Kherson", ["Oleksandrivka", "Kherson"], gazetteer)
    assert (west.lon < 32.2, north.lat > 46.7) == (True, True)


def test_a_direction_outdoes_a_namesake_that_lies_nearer(gazetteer: Gazetteer) -> None:
    found = place_of("the village of Tuzly, southwest of Odesa", ["Tuzly", "Odesa"], gazetteer)
    assert found.lon < 30.7


@pytest.mark.parametrize(
    ("told", "lat", "lon"),
    [
        ("Serhiivka, a quiet resort in Odesa Oblast,", 46.0, 30.3),
        ("Novoselivka, a village of 800 people in the Odesa Oblast,", 46.5, 30.3),
        ("In Odesa Oblast, they say that Serhiivka fell", 46.0, 30.3),
    ],
)
def test_the_region_that_a_town_is_told_to_lie_in_chooses_among_namesakes(
    told: str, lat: float, lon: float, gazetteer: Gazetteer
) -> None:
    text = f"Kramatorsk, Sloviansk, Bakhmut and Lyman were hit. {told}."
    name = "Novoselivka" if "Novoselivka" in told else "Serhiivka"
    inside = [name, "Odesa Oblast"] if told.startswith(name) else ["Odesa Oblast", name]
    found = places(text, ["Kramatorsk", "Sloviansk", "Bakhmut", "Lyman", *inside], gazetteer)
    place = next(r.place for r in found if r.mention.text == name)
    assert place is not None
    assert (abs(place.lat - lat) < 1.0, abs(place.lon - lon) < 1.0) == (True, True)


@pytest.mark.parametrize(
    ("text", "names", "country", "kind"),
    [
        ("Paris, Texas, has a tower.", ["Paris", "Texas"], "US", "town"),
        ("Paris is in France.", ["Paris", "France"], "FR", "city"),
        ("Odessa in Ukraine was shelled.", ["Odessa", "Ukraine"], "UA", "city"),
        ("Georgia and its capital Tbilisi.", ["Georgia", "Tbilisi"], "GE", "country"),
        ("Georgia voted; so did Atlanta and Savannah.", ["Georgia", "Atlanta", "Savannah"], "US",
         "region"),
        ("the southern Ukrainian region of Kherson", ["Kherson"], "UA", "region"),
        ("fighting in the Kyiv region", ["Kyiv"], "UA", "region"),
        ("the Zaporizhzhia nuclear power plant", ["Zaporizhzhia"], "UA", "nuclear_plant"),
        ("A bridge over the Desna was bombed.", ["Desna"], "UA", "river"),
        ("They crossed the Dnipro.", ["Dnipro"], "UA", "river"),
        ("shells fell on Dnipro, the mayor said", ["Dnipro"], "UA", "city"),
        ("fire on the Dnipro suburbs", ["Dnipro"], "UA", "city"),
        ("the city of Zaporizhzhia", ["Zaporizhzhia"], "UA", "city"),
        ("Tanks entered Berdyansk.", ["Berdyansk"], "UA", "city"),
        ("Washington said no. It was Washington DC, then.", ["Washington", "Washington DC"], "US",
         "city"),
    ],
)  # fmt: skip
def test_the_words_around_a_name_choose_its_place(
    text: str, names: list[str], country: str, kind: str, gazetteer: Gazetteer
) -> None:
    place = place_of(text, names, gazetteer)
    assert (place.country, place.kind) == (country, kind)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("fighting in the Kyiv region", ["Kyiv"]),
        ("fighting in Kyiv Region", ["Kyiv Region"]),
        ("shelling in the Kyiv, Sumy and Poltava regions", ["Kyiv", "Sumy", "Poltava"]),
        ("shelling in the regions of Kyiv and Sumy", ["Kyiv", "Sumy"]),
    ],
)
def test_the_region_round_a_capital_is_not_the_capital(
    text: str, names: list[str], gazetteer: Gazetteer
) -> None:
    place = place_of(text, names, gazetteer)
    assert (place.name, place.admin1) == ("Kyiv Oblast", "Kyiv Oblast")


@pytest.mark.parametrize(
    ("text", "parent"),
    [("Shells fell on Kupiansk, Russia said.", -1), ("Shells fell on Azov, Russia, at noon.", 1)],
)
def test_a_country_that_speaks_behind_a_comma_holds_no_town(
    text: str, parent: int, gazetteer: Gazetteer
) -> None:
    town = next(name for name in ("Kupiansk", "Azov") if name in text)
    mentions = tuple(
        Mention(text.index(name), text.index(name) + len(name), name, "GPE", "model")
        for name in (town, "Russia")
    )
    assert find_clues(text, mentions, gazetteer)[0].parent == parent


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        ("Russian forces shelled Donetsk on Monday.", ["Donetsk"], "UA"),
        ("A Russian missile hit a market in Donetsk.", ["Donetsk"], "UA"),
        ("Russia shelled Donetsk on Monday.", ["Russia", "Donetsk"], "UA"),
        ("Russia says Donetsk was shelled.", ["Russia", "Donetsk"], "UA"),
        ("A strike in Donetsk, Rostov region, in Russia.", ["Donetsk", "Rostov", "Russia"], "RU"),
    ],
)
def test_what_a_state_says_or_sends_abroad_draws_no_town_to_it(
    text: str, names: list[str], country: str, gazetteer: Gazetteer
) -> None:
    place = places(text, names, gazetteer)[names.index("Donetsk")].place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "names", "region"),
    [
        ("Bakhmut and Toretsk are hit. In Odesa region, mortars shelled Tairove and Vasylivka.",
         ["Bakhmut", "Toretsk", "Odesa", "Tairove", "Vasylivka"], "Odesa Oblast"),
        ("Bakhmut and Toretsk are hit. In Odesa region, rockets struck two camps in Vasylivka.",
         ["Bakhmut", "Toretsk", "Odesa", "Vasylivka"], "Odesa Oblast"),
        ("Bakhmut and Toretsk are hit. One was held at the Vasylivka checkpoint in Odesa region.",
         ["Bakhmut", "Toretsk", "Vasylivka", "Odesa"], "Odesa Oblast"),
        ("Bakhmut and Toretsk are hit.\nOdesa region. Shells fell near the village of Vasylivka.",
         ["Bakhmut", "Toretsk", "Odesa", "Vasylivka"], "Odesa Oblast"),
    ],
)  # fmt: skip
def test_a_village_lies_in_the_region_that_opens_its_sentence_or_line(
    text: str, names: list[str], region: str, gazetteer: Gazetteer
) -> None:
    found = [r for r in places(text, names, gazetteer) if r.mention.text == "Vasylivka"]
    assert [r.place.admin1 for r in found if r.place is not None] == [region]


def test_a_region_that_opens_another_sentence_or_is_left_holds_nothing(
    gazetteer: Gazetteer,
) -> None:
    text = "In Kherson region, it is quiet. Rockets hit Mykolaiv. From Sumy region they left Kyiv."
    names = ["Kherson", "Mykolaiv", "Sumy", "Kyiv"]
    found = places(text, names, gazetteer)
    assert [r.place.kind for r in found if r.place is not None] == [
        "region", "city", "region", "city",
    ]  # fmt: skip


def test_a_city_is_the_great_one_of_its_namesakes(gazetteer: Gazetteer) -> None:
    text = "In the Donetsk region, Bakhmut, Sloviansk and Siversk; rockets hit Mykolaiv city."
    names = ["Donetsk", "Bakhmut", "Sloviansk", "Siversk", "Mykolaiv"]
    found = places(text, names, gazetteer)[-1].place
    assert found is not None
    assert found.admin1 == "Mykolaiv Oblast"


def test_a_name_that_tells_its_own_kind_needs_no_other_word(gazetteer: Gazetteer) -> None:
    place = place_of("a terminal at Kharkiv Airport burned", ["Kharkiv Airport"], gazetteer)
    assert (place.kind, place.admin1) == ("airport", "Kharkiv Oblast")


def test_an_unknown_name_is_unplaced_and_says_so(gazetteer: Gazetteer) -> None:
    (found,) = places("Qxzvwkjh burned.", ["Qxzvwkjh"], gazetteer)
    assert (found.place, found.lat, found.lon, found.radius_km) == (None, None, None, None)
    assert found.precision is PlacePrecision.UNKNOWN
    assert found.confidence == 0
    assert found.rule == "no place of that name is known"


def test_a_village_lies_near_the_town_that_it_is_told_to_lie_near(gazetteer: Gazetteer) -> None:
    near, south = "Oleksandrivka, near Kherson", "Yahidne, some 15 km south of Chernihiv"
    village = place_of(f"the village of {near}, was shelled", near.split(", near "), gazetteer)
    assert village.admin1 in {"Kherson Oblast", "Mykolaiv Oblast"}
    assert place_of(f"At {south}", ["Yahidne", "Chernihiv"], gazetteer).admin1 == "Chernihiv Oblast"


def test_a_namesake_far_from_the_town_named_beside_it_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "a depot in Yahidne, outside Barcelona"
    assert places(text, ["Yahidne", "Barcelona"], gazetteer)[0].place is None
    far = "Mariupol, east of Kherson"
    assert place_of(far, ["Mariupol", "Kherson"], gazetteer).admin1 == "Donetsk Oblast"


@pytest.mark.parametrize("name", ["Sloviansk", "Lysychansk", "Irpin", "Warsaw"])
def test_a_bare_name_is_the_town_and_not_what_is_called_after_it(
    name: str, gazetteer: Gazetteer
) -> None:
    text = f"Trains left Kyiv, Kharkiv and Dnipro for {name}."
    found = places(text, ["Kyiv", "Kharkiv", "Dnipro", name], gazetteer)[-1].place
    assert found is not None
    assert (found.name, found.kind) == (name, "city")


def test_the_runners_up_are_the_places_not_chosen(gazetteer: Gazetteer) -> None:
    (found, _) = places("Paris is in France.", ["Paris", "France"], gazetteer)
    assert found.place is not None
    assert found.runners_up
    assert found.place not in found.runners_up
    assert all(place.name.startswith("Par") for place in found.runners_up)


def test_a_country_is_as_wide_as_its_land(gazetteer: Gazetteer) -> None:
    (found,) = places("Ukraine is at war.", ["Ukraine"], gazetteer)
    assert found.precision is PlacePrecision.COUNTRY
    assert found.radius_km is not None
    assert 600 < found.radius_km < 900


def test_a_people_is_placed_at_its_country(gazetteer: Gazetteer) -> None:
    mention = Mention(0, 9, "Ukrainian", "NORP", "demonym")
    (found,) = resolve(Article("one", "Ukrainian troops"), EMPTY, (mention,), gazetteer)
    assert found.place is not None
    assert (found.place.name, found.role) == ("Ukraine", Role.DEMONYM)


def test_the_names_of_an_article_pull_each_other(gazetteer: Gazetteer) -> None:
    text = "From Lexington they drove to Louisville, Frankfort and Richmond, all in Kentucky."
    names = ["Lexington", "Louisville", "Frankfort", "Richmond", "Kentucky"]
    found = places(text, names, gazetteer)
    assert {r.place.admin1 for r in found if r.place is not None} == {"Kentucky"}
