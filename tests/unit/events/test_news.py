"""Sentences of news, read by the whole pipeline: type, place and first day of what they tell."""

import datetime as dt
import functools
from collections.abc import Callable

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, Event

pytestmark = pytest.mark.model

FRIDAY = dt.date(2022, 3, 25)
Reader = Callable[[str], tuple[Event, ...]]


@pytest.fixture(scope="module")
def read(nlp: Language, gazetteer: Gazetteer) -> Reader:
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)

    def events(text: str) -> tuple[Event, ...]:
        (outcome,) = flow.annotate_batch([Article("a", text, date=FRIDAY)], stages)
        assert isinstance(outcome, Annotation)
        return outcome.events

    return events


def told(event: Event) -> tuple[str, str]:
    place = event.where.place if event.where is not None else None
    return event.type, place.name if place is not None else ""


PLACES = {
    "Troops assaulted the village of Torske on Monday with armour and aviation.": (
        "ground_battle",
        "Torske",
    ),
    "A Ukrainian thrust toward Snihurivka stalled on Sunday.": ("ground_battle", "Snihurivka"),
    "The road bridge to Kyiv was destroyed in Chernihiv on Wednesday.": (
        "infrastructure_outage",
        "Chernihiv",
    ),
    "Irpin has not been taken by either side. Street fighting was reported there on Friday.": (
        "ground_battle",
        "Irpin",
    ),
    "Mykolaiv is without tap water because the pipeline from the Dnipro was damaged.": (
        "infrastructure_outage",
        "Mykolaiv",
    ),
    "In the village of Torske a woman died under the rubble of her house on Monday.": (
        "shelling",
        "Torske",
    ),
    "Russian troops got into the outskirts of Slavutych on Friday.": (
        "territory_control",
        "Slavutych",
    ),
    "The Ukrainians are trying to take Kherson back, an official said.": (
        "ground_battle",
        "Kherson",
    ),
    "Rebels attempted to seize Goma airport on Sunday.": ("ground_battle", "Goma"),
    "On the night of March 8, soldiers beat a shopkeeper in Vorzel.": (
        "violence_civilians",
        "Vorzel",
    ),
    "The mayor, Olha Sukhenko, was taken from her house in Motyzhyn on March 23.": (
        "violence_civilians",
        "Motyzhyn",
    ),
    "Near Pokrovske shells were falling until midnight.": ("shelling", "Pokrovske"),
    "Fighting took place around Izyum on Monday, with control unclear.": ("ground_battle", "Izium"),
    "Nikopol was covered with Grad rockets twice on Monday night.": ("shelling", "Nikopol"),
    "A tank put shell after shell into the school in Izyum on 3 March.": ("shelling", "Izium"),
    "Some 900 residents of Volnovakha reached Dnipro on Monday in a column of buses.": (
        "evacuation_corridor",
        "Dnipro",
    ),
    "What was struck?\n\n- Lviv: Four missiles hit a depot on Monday.\n- Rivne: No damage.": (
        "shelling",
        "Lviv",
    ),
    "News\n\n- Chernihiv: the town is cut off after a bridge over the Desna was bombed.": (
        "siege",
        "Chernihiv",
    ),
    "Missiles launched from Crimea hit a depot near Odesa on Monday.": ("shelling", "Odesa"),
    "They took back a dozen villages around Kharkiv; Staryi Saltiv was recaptured on Monday.": (
        "territory_control",
        "Staryi Saltiv",
    ),
    "The town of Bashtanka, which stands on the road to Kryvyi Rih, was declared liberated "
    "on Monday.": ("territory_control", "Bashtanka"),
    "A missile which tore through the roof of the town hall in Okhtyrka early on Tuesday "
    "did not explode, the mayor said.": ("shelling", "Okhtyrka"),
    "Donetsk separatists said they had shelled Avdiivka.": ("shelling", "Avdiivka"),
    "Sumy's emergency service said a rocket hit a boiler house overnight; in Okhtyrka, to the "
    "south, trains were late.": ("shelling", "Sumy"),
    "In Mykolaiv, officials said a market had been hit the day before.": ("shelling", "Mykolaiv"),
    "A baker from Okhtyrka, whose shop was destroyed by shells on Monday, has settled in Lviv.": (
        "shelling",
        "Okhtyrka",
    ),
    "Kherson's deputy mayor, Ivan Bondar, taken by armed men on Monday, has not been seen since.": (
        "violence_civilians",
        "Kherson",
    ),
    "A flour store at Bilozerka, near Kherson, burned to the ground in a raid on Monday.": (
        "shelling",
        "Bilozerka",
    ),
    "Bombs rained on Severodonetsk from Su-25 jets on Monday.": ("air_strike", "Siverskodonetsk"),
    "A convoy of 40 buses and cars rolled into Zaporizhzhia on Monday.": (
        "evacuation_corridor",
        "Zaporizhzhia",
    ),
    "Nikopol's mayor said water was scarce. Shells fell on the market on Monday.": (
        "shelling",
        "Nikopol",
    ),
    "Odesa has imposed a curfew for the weekend.": ("security_measure", "Odesa"),
    "Shells fell on Sloviansk on Monday.": ("shelling", "Sloviansk"),
    "A column of tanks was seen on Monday moving through Konotop, probably on its way to Kyiv.": (
        "troop_movement",
        "Konotop",
    ),
    "Izium lost power on Friday after a substation in Balakliia was hit.": (
        "infrastructure_outage",
        "Izium",
    ),
    "Zmiinyi Island is small. The rock was shelled on Monday.": ("shelling", "Snake Island"),
    "Letter from Odesa\n\nOdesa waits; Kyiv is far.\n\nOn Monday the curfew began at nine. Odesa "
    "slept.": ("security_measure", "Odesa"),
    "The port that holds its breath\n\nIn Berdiansk the shops sell halva and nothing else\n\nOlena "
    "left Berdiansk on Sunday. In Berdiansk it was quiet; in Mariupol it was not, and in Mariupol "
    "they starve. She is from Berdiansk.\n\n"
    "On Monday a column of tanks rolled down Peremohy Avenue.": ("troop_movement", "Berdiansk"),
    "The war in Ukraine goes on. Romania has taken in 300,000 refugees.": (
        "displacement",
        "Romania",
    ),
    "Moscow's head of police in Izium was killed on Monday when a shell hit his car.": (
        "shelling",
        "Izium",
    ),
    "Two villages bordering Kherson region were shelled in Mykolaiv region on Monday.": (
        "shelling",
        "Mykolaiv Oblast",
    ),
    "Our troops advanced along the Dnipro on Monday as far as Dudchany.": (
        "territory_control",
        "Dudchany",
    ),
    "Snake Island was quiet. A supply ship was set on fire nearby on Monday.": (
        "shelling",
        "Snake Island",
    ),
    "Six warships were seen off Berdiansk on Monday.": ("troop_movement", "Berdiansk"),
    "The troops on Monday seize Dudchany.": ("territory_control", "Dudchany"),
    "Siege of Sumy\n\nThe siege began in February.\n\nIn March troops occupied Trostianets and "
    "Okhtyrka.\n\nOn Monday a hostel was shelled.": ("shelling", "Sumy"),
    "Siege of Sumy\n\nThe siege began in March.\n\nTanks crossed the river at Trostianets on "
    "Sunday, and by Monday an attack on the city had been beaten back.": ("ground_battle", "Sumy"),
    "Inspectors reached the Zaporizhzhia nuclear plant.\n\nTIMELINE\n\nOn Sunday troops seized the "
    "plant. Three soldiers were killed by mortars.": (
        "shelling",
        "Zaporizhzhia Nuclear Power Plant",
    ),
    "A missile sheared off the corner of a block of flats in Sloviansk.": (
        "shelling",
        "Sloviansk",
    ),
    "Ukraine broke off ties with Syria on Monday.": ("talks_diplomacy", "Ukraine"),
    "Boris Johnson walked through central Kyiv with Zelensky on Monday.": (
        "talks_diplomacy",
        "Kyiv",
    ),
    "He had been seized at a checkpoint near Izium on Monday.": ("violence_civilians", "Izium"),
    "Olha taught chemistry in Izium, a town on a river. On Monday her house was shelled.": (
        "shelling",
        "Izium",
    ),
    "In Sumy it was quiet. A house at 14 Hoholya Street was shelled on Monday.": (
        "shelling",
        "Sumy",
    ),
    "A plant on the front\n\nInspectors reached the Zaporizhzhia nuclear plant.\n\nTroops left the "
    "Chornobyl nuclear plant in March.\n\nOn Monday shells hit a pump at the plant.": (
        "shelling",
        "Zaporizhzhia Nuclear Power Plant",
    ),
    "Rockets punch holes in a bridge at Izium.": ("shelling", "Izium"),
}


@pytest.mark.parametrize(("text", "wanted"), PLACES.items())
def test_a_sentence_tells_type_and_place(text: str, wanted: tuple[str, str], read: Reader) -> None:
    assert wanted in [told(event) for event in read(text)]


def test_the_day_of_what_a_toll_is_from_is_one_day(read: Reader) -> None:
    text = "The number of dead from Thursday's shelling of Merefa has risen to 21."
    days = [(event.days.first, event.days.last) for event in read(text)]
    assert days == [(dt.date(2022, 3, 24), dt.date(2022, 3, 24))]


def test_an_entry_of_a_chronicle_may_tell_of_several_days(read: Reader) -> None:
    text = (
        "Sumy in March\n\nMarch 2. Shells fall on the town of Sumy.\n\n"
        "March 19-20. Rockets punch holes in a bridge at Sumy."
    )
    last = read(text)[-1].days
    assert (last.first, last.last) == (dt.date(2022, 3, 19), dt.date(2022, 3, 20))


DAYS = {
    "A strike on the mill in Dnipro and the street beside it killed three on Monday.": 21,
    "Sumy today buries four of the ten who were killed on Monday when rockets came down.": 21,
    "Rockets hit a mill in Sumy on Monday. The next morning shells fell on Hlukhiv.": 22,
    "Rockets hit a house in Sumy on Monday. The search ended on Wednesday with 12 bodies "
    "recovered.": 21,
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_what_is_told_last_was_on_the_day_of_it(text: str, day: int, read: Reader) -> None:
    assert read(text)[-1].days.first == dt.date(2022, 3, day)


def test_a_verb_with_a_day_does_not_point_back(read: Reader) -> None:
    text = (
        "Six missiles fired from the sea hit a depot in Lviv on Friday. Nobody knows how many "
        "people were in the Mariupol theatre when it was bombed on Wednesday of last week."
    )
    assert len(read(text)) == 2


def test_a_region_is_not_that_of_a_town_elsewhere(read: Reader) -> None:
    text = (
        "Missiles struck a substation in Lviv on Tuesday, and in Zakarpattia region a bridge "
        "was hit on Tuesday."
    )
    assert {name for _, name in map(told, read(text))} == {"Lviv", "Zakarpattia Oblast"}


def test_what_was_seen_to_have_been_struck_was_struck(read: Reader) -> None:
    text = "A warehouse in Mariupol was seen on photographs to have been hit by a bomb."
    assert [name for _, name in map(told, read(text))] == ["Mariupol"]


TYPES = {
    "Shelling damages the great mosque in Mariupol, the foreign ministry says.": "shelling",
    "Bombs fell on a residential quarter of Chernihiv on Monday, killing 33 people.": "air_strike",
    "Soldiers opened fire on evacuation buses in Borova on Monday.": "violence_civilians",
    "He condemned the shelling of the menorah in Kharkiv on Monday.": "shelling",
    "Some 100,000 Ukrainians have entered Poland, a minister said.": "displacement",
    "On Monday President Zelensky discussed the siege with his French counterpart.": (
        "talks_diplomacy"
    ),
    "The TV tower of Kharkiv was hit and damaged by shells on Monday.": "shelling",
    "In Skadovsk the mayor was dragged away on Monday.": "violence_civilians",
    "On Monday some 4,000 people used two corridors out of the city.": "evacuation_corridor",
    "Okhtyrka, between Sumy and Poltava, was retaken on Monday.": "territory_control",
    "President Biden warned Xi Jinping in a video call on Monday.": "talks_diplomacy",
    "Troops detained the mayor of Berdiansk on Monday, his deputy said.": "violence_civilians",
    "Police detained the editor of a newspaper in Moscow on Monday.": "arrest_court",
    "On Monday 4,000 people were brought to safety from Sumy.": "evacuation_corridor",
    "Two corridors were operating out of Sumy on Monday.": "evacuation_corridor",
    "A convoy of ten buses got as far as Vasylivka on Monday.": "evacuation_corridor",
    "Seven buses for residents of Balakliia were turned back at a checkpoint on Monday.": (
        "evacuation_corridor"
    ),
    "Hundreds of residents were carried off to Russia against their will on Monday.": (
        "displacement"
    ),
    "Our troops won back three villages near Kherson on Monday.": "territory_control",
    "Thousands filled the main square of Tbilisi on Monday to denounce the war.": "protest",
    "Two volleys on Lviv set a fuel store alight on Monday.": "shelling",
    "A border post near Kursk was shot at with mortars on Monday.": "shelling",
    "Two patrol boats were sunk by drones off Odesa on Monday.": "air_strike",
    "The bridge at Zatoka was attacked on Monday for the second time.": "shelling",
    "In Melitopol mobile phones went dead on Monday.": "infrastructure_outage",
    "The pilot was exchanged on Monday for two captive sailors.": "talks_diplomacy",
    "Gunmen shot at women who were trying to flee Borova on Monday.": "violence_civilians",
    "Norway expelled two Russian diplomats on Monday.": "security_measure",
    "The envoy of Russia used its veto on Monday.": "talks_diplomacy",
    "A frigate went down on Monday off Sevastopol.": "other",
    "A gunboat opened fire on Monday near Ochakiv.": "shelling",
    "Russia was regrouping near Kursk on Monday.": "troop_movement",
    "Hundreds of residents chanted outside the town hall of Tokmak on Monday.": "protest",
    "She was killed in Irpin by a single shot on Monday.": "violence_civilians",
    "The power was out in Sumy on Monday.": "infrastructure_outage",
    "More than three million have gone abroad, the agency said on Monday.": "displacement",
    "The president of Latvia came to Kyiv by train on Monday.": "talks_diplomacy",
    "The enemy was in control of the runway at Melitopol on Monday.": "territory_control",
    "He showed us round Izium, recaptured on Monday.": "territory_control",
    "Troops broke up a rally in Kherson on Monday.": "protest",
    "A convoy of buses was stopped near Manhush on Monday.": "evacuation_corridor",
    "EU ministers agreed on Monday to freeze his assets.": "security_measure",
    "The separatists were tightening the noose around Lysychansk on Monday.": "siege",
    "The army retook Izium on Monday.": "territory_control",
    "Mothers scuffled with policemen in Yakutsk on Monday.": "protest",
    "Gunmen fired on a rally in Kherson on Monday.": "protest",
    "Some 98,000 have crossed into Kazakhstan since the call-up.": "displacement",
    "An Iskander ploughed into a bus garage in Rivne on Monday.": "shelling",
    "The enemy held Izium for months; our troops drove them out on Monday.": "territory_control",
    "A nurse was hit by splinters in Sumy on Monday.": "shelling",
    "The exhumation of the graves in Izium was completed on Monday.": "violence_civilians",
    "On Monday 30 bodies were taken out of a pit in Izium, with bound hands.": "violence_civilians",
    "Sensors at the Chornobyl plant went silent on Monday.": "infrastructure_outage",
    "A high-explosive bomb ruined the stadium in Chernihiv on Monday.": "air_strike",
    "The enemy said on Monday that they had the whole town of Lyman.": "territory_control",
    "A welder died in Kherson on Monday after being beaten in custody.": "violence_civilians",
    "Detainees were crammed into the cells of a barracks in Kupiansk.": "violence_civilians",
    "Forty people are thought to have been held in a cellar in Bucha by soldiers.": (
        "violence_civilians"
    ),
    "Soldiers drove six nurses away blindfolded in Kherson on Monday.": "violence_civilians",
    "Two engineers of a plant in Enerhodar were seized on Monday.": "violence_civilians",
    "Gunmen fired on a judge in Kherson on Monday.": "violence_civilians",
}


@pytest.mark.parametrize(("text", "kind"), TYPES.items())
def test_a_sentence_tells_a_type(text: str, kind: str, read: Reader) -> None:
    assert [event.type for event in read(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "A proposal that the two ministers meet in Ankara was turned down on Monday.",
        "He denied a rumour that the battery was blown up in Dnipro on Monday.",
        "The two sides had not agreed on Monday how a corridor should work.",
        "Oksana, a nurse, was heading for Irpin on Monday, where her house stands.",
        "A column of smoke over the airport of Lviv on Monday.",
        "He had escaped from house arrest on Monday.",
        "Ships of the fleet were forbidden on Monday to leave the bay of Sevastopol.",
        "The plant lies in an area seized by Russian troops.",
        "Prices have risen since Russia invaded Ukraine.",
        "The minister took a jab at Poland on Monday.",
        "The army said on Monday that its units had stopped bombing.",
        "Since the invasion of Ukraine troops have surrounded several cities.",
        "Mothers and children slept in the corridors of a hospital in Kharkiv.",
        "The three states have to transfer their tanks to Ukraine.",
        "When the war erupted, she was in Kharkiv.",
        "The spies sent letters to personnel of embassies in Warsaw on Monday.",
        "The ministry of defence agreed on Monday that the units had suffered.",
        "Such shells were explicitly banned by the Geneva Convention.",
        "My mother was four when the Germans bombed Lviv.",
        "They opened a kitchen on Monday instead of allowing for a green corridor.",
        "Kyiv denies shelling the market in Donetsk.",
        "They fear the tactics of Aleppo, where markets were bombed from the air.",
        "To hold the pass was tantamount to a siege, he said.",
        "The colonel told the sailors in Berdiansk to surrender.",
        "The rules barred men aged 20 to 60 from leaving the country.",
        "The sentries in Kherson fired warning shots on Monday.",
    ],
)
def test_what_did_not_happen_or_tells_of_nothing_is_no_event(text: str, read: Reader) -> None:
    assert not read(text)


def test_a_verb_without_a_trigger_tells_what_a_weapon_did(read: Reader) -> None:
    assert [
        told(e) for e in read("A rocket sliced through the roof of a hotel in Sumy on Friday.")
    ] == [("shelling", "Sumy")]
    assert not read("Missiles cost Sumy more than schools.")


def test_what_looks_unlikely_or_is_trained_for_is_no_event(read: Reader) -> None:
    assert not read("Analysts say an attack on Odesa looks unlikely without more ships.")
    assert not read("Training for street fighting is on the timetable at a school in Lviv.")


def test_what_goes_into_a_town_is_not_taken_there(read: Reader) -> None:
    (event,) = read("Twenty lorries of aid crossed into Gaza on Monday.")
    assert told(event) == ("humanitarian_aid", "Gaza")


def test_a_leader_known_by_office_or_name_visits(read: Reader) -> None:
    text = "President Andrzej Kowalski spoke on Sunday. Andrzej Kowalski flew to Kyiv on Monday."
    assert ("talks_diplomacy", "Kyiv") in [told(event) for event in read(text)]


def test_the_opening_tells_in_a_region_what_the_next_sentence_tells_in_a_village(
    read: Reader,
) -> None:
    text = (
        "Aircraft hit village in Zhytomyr region\n\nAircraft carried out an air strike on the "
        "village of Riznia in Zhytomyr region."
    )
    assert [told(event) for event in read(text)] == [("air_strike", "Riznia")]


def test_talks_that_are_agreed_are_told_once(read: Reader) -> None:
    assert len(read("Ukraine agreed on Monday to talks with Russia in Gomel.")) == 1


def test_bodies_recovered_are_the_dead_of_the_strike_before(read: Reader) -> None:
    text = (
        "Rockets flattened a barracks in Mykolaiv on Friday. By the evening 51 bodies had been "
        "recovered."
    )
    (event,) = read(text)
    assert (event.type, event.harm.killed_min) == ("shelling", 51)


def test_people_taken_off_to_a_land_are_taken_where_they_were(read: Reader) -> None:
    text = "Mariupol was shelled on Friday. Hundreds of residents were carried off to Russia."
    assert ("displacement", "Mariupol") in [told(event) for event in read(text)]


def test_the_dead_of_a_quarter_are_those_of_the_town_that_was_shelled(read: Reader) -> None:
    text = "Kharkiv was shelled on Friday; two people were killed in the Saltivka area."
    assert [event.harm.killed_min for event in read(text)] == [2]


def test_a_strike_may_be_an_air_strike_told_again(read: Reader) -> None:
    text = (
        "An air strike damaged a hospital in Mariupol on Wednesday. The hospital was struck at "
        "noon, and three people were killed in the strike."
    )
    (event,) = read(text)
    assert (event.type, event.harm.killed_min) == ("air_strike", 3)


def test_fire_is_not_where_the_talks_were_that_are_told_before_it(read: Reader) -> None:
    text = (
        "Aleppo and Idlib in Syria were shelled on Thursday. Ministers of Syria and Russia will "
        "meet in Berlin on Saturday. Air strikes killed nine people on Friday."
    )
    assert ("air_strike", "Berlin") not in [told(event) for event in read(text)]


def test_the_dead_of_a_war_are_not_those_of_a_strike(read: Reader) -> None:
    text = (
        "Shells hit a market in Aleppo on Friday, in the worst violence of a war that has claimed "
        "more than 300,000 lives."
    )
    assert 300_000 not in [event.harm.killed_min for event in read(text) if event.type != "other"]


def test_people_taken_are_others_than_people_killed(read: Reader) -> None:
    text = (
        "In Slavutych soldiers seized the mayor on Friday. Three people were shot dead there by "
        "soldiers on Friday."
    )
    assert [event.harm.killed_min for event in read(text)] == [None, 3]


def test_the_day_before_is_another_day_than_the_one_told(read: Reader) -> None:
    text = (
        "At least six people died when a missile hit an office in Kharkiv on Friday, the worst "
        "since 1991.\n\nThe day before, rocket fire on a suburb of Kharkiv left nine people dead."
    )
    found = [(event.days.first, event.harm.killed_min) for event in read(text)]
    assert found == [(FRIDAY, 6), (dt.date(2022, 3, 24), 9)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Some 50 of about 300 bodies found in a grave in Bucha had their hands tied.", 50),
        ("He was killed in Irpin by two shots from a sniper.", 1),
    ],
)
def test_a_part_of_the_bodies_and_a_pronoun_count_the_dead(
    text: str, killed: int, read: Reader
) -> None:
    assert [event.harm.killed_min for event in read(text)] == [killed]


def test_the_beginning_of_a_siege_only_dates_what_is_counted(read: Reader) -> None:
    text = "At least 2,400 have died in Mariupol since the siege began."
    assert "siege" not in [event.type for event in read(text)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("In Nikopol a boy of 11 was killed in his yard on Monday.", 1),
        ("Seven men in a queue were gunned down in Bucha on Monday.", 7),
        ("On March 16 two residents of Nikopol died when 53 rockets fell on the city.", 2),
        ("On March 7, soldiers rounded up at least six men in Bucha and executed them.", 6),
        ("His friend was beaten to death at the station in Trostyanets on 12 March.", 1),
        ("Five were killed and 20 wounded in similar fire on Kharkiv on Sunday.", 5),
    ],
)
def test_who_was_killed_is_counted(text: str, killed: int, read: Reader) -> None:
    assert [event.harm.killed_min for event in read(text)] == [killed]


def test_one_left_dead_is_counted_before_those_left_hurt(read: Reader) -> None:
    text = "A bomb hit a market in Izium on Monday, leaving a woman dead, six children wounded."
    assert [(e.harm.killed_min, e.harm.killed_max) for e in read(text)] == [(1, 1)]


def test_lives_taken_are_counted(read: Reader) -> None:
    found = read("Rockets claimed the lives of five people in Kramatorsk on Friday.")
    assert [event.harm.killed_min for event in found] == [5]


def test_what_is_belied_or_told_of_deeds_in_general_is_no_event(read: Reader) -> None:
    assert not read("Claims on social media that Popasna had fallen on Monday are premature.")
    assert not read("There was information about an explosion in Dnipro, it is not true.")
    assert not read("Enforced disappearance is a crime that continues in Chernihiv.")
    assert not read("In occupied Kherson, preparations to stage a referendum are under way.")


def test_aid_from_towns_came_to_the_one_told_before(read: Reader) -> None:
    text = (
        "Trostyanets was shelled for a month, and a bakery in Trostyanets burned.\n\nOn Tuesday "
        "the first aid trucks got through from Kharkiv and Poltava, with meat and a generator."
    )
    assert ("humanitarian_aid", "Trostianets") in [told(event) for event in read(text)]


def test_the_dead_before_a_saying_are_those_of_the_strike(read: Reader) -> None:
    (event,) = read("A clinic in Kharkiv was hit on Friday: four dead, three wounded, police say.")
    assert event.harm.killed_min == 4


def test_a_plant_may_stand_as_an_abbreviation(read: Reader) -> None:
    (event,) = read("At the ZNPP a line of 750 kV was damaged on Monday.")
    assert told(event)[1] == "Zaporizhzhia Nuclear Power Plant"


def test_what_something_is_the_worst_since_is_another_time(read: Reader) -> None:
    text = (
        "Shells fell on Lyman on Monday. Ten civilians were killed in the Donetsk region on "
        "Tuesday, the most in a day since the attack on Kramatorsk station."
    )
    assert all("Kramatorsk" not in told(event)[1] for event in read(text))


def test_what_is_recalled_happened(read: Reader) -> None:
    text = (
        "A farm worker recalled that his two brothers were taken off their bicycles in Bucha and "
        "shot on February 28."
    )
    assert [told(event) for event in read(text)] == [("violence_civilians", "Bucha")]


def test_a_count_of_some_hour_is_no_sum(read: Reader) -> None:
    (event,) = read("In Marhanets, as of 13:00, 12 people were killed by rockets on Monday.")
    assert (event.type, event.harm.killed_min) == ("shelling", 12)


def test_the_home_of_soldiers_and_a_retort_are_no_events(read: Reader) -> None:
    assert not read("The soldiers, by their own talk, were from Buryatia.")
    assert not read('"Never," Lavrov shot back in Moscow on Monday.')
    assert not read("Watch for a strike on rail bridges near Dnipro.")


def test_thousands_of_dead_are_a_sum(read: Reader) -> None:
    text = "The president said that 3,000 of his soldiers had been killed in Ukraine."
    assert [event.type for event in read(text)] == ["other"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Thousands took to the streets of Toronto on Sunday to protest against the war.",
            [("protest", "Toronto")],
        ),
        (
            (
                "More than 6,200 people evacuated on Friday\n\nOn Friday, 6,266 people were "
                "evacuated from Donetsk region."
            ),
            [("evacuation_corridor", "Donetsk Oblast")],
        ),
        (
            (
                "The General Assembly voted on Wednesday to demand a withdrawal. The resolution "
                "passed by 141 votes to five."
            ),
            [("talks_diplomacy", "")],
        ),
        (
            "Mariupol was shelled on Friday. Troops have cut the city off from the Sea of Azov.",
            [("shelling", "Mariupol"), ("siege", "Mariupol")],
        ),
    ],
)
def test_a_report_tells_each_happening_once(
    text: str, wanted: list[tuple[str, str]], read: Reader
) -> None:
    assert [told(event) for event in read(text)] == wanted


CITY = """Sumy, a city that waits

Nina has kept the water she fetched in Sumy in a bathtub since the pipes of Sumy burst.

The villages paid first. Lebedyn was flattened by artillery on March 9, and people fled it.

On March 16 a shell fell among people in a queue outside a shop. On March 20 more shells burst over
the yard of a hospital, and two days later a jet was shot down over the town. Half of the people
have fled, the mayor said. On March 23 an air strike hit the Hotel Ukraine. They stay in Sumy."""


def test_an_article_about_a_town_tells_of_it_where_it_names_no_other(read: Reader) -> None:
    found = {(told(event), str(event.days.first)) for event in read(CITY)}
    assert (("shelling", "Sumy"), "2022-03-16") in found
    assert (("shelling", "Sumy"), "2022-03-20") in found
    assert (("air_strike", "Sumy"), "2022-03-22") in found
    assert (("air_strike", "Sumy"), "2022-03-23") in found
    assert ("displacement", "Sumy") in {event for event, _ in found}


def test_strikes_of_two_days_are_two_though_victims_between_have_no_day(read: Reader) -> None:
    text = (
        "On Thursday five buses came under fire in Sumy; one driver was killed. On March 16 "
        "a shell fell in Sumy."
    )
    assert [str(event.days.first) for event in read(text)] == ["2022-03-24", "2022-03-16"]


def test_fire_is_not_where_a_ban_was_agreed_that_is_told_before_it(read: Reader) -> None:
    text = (
        "Rockets hit a depot in Lutsk on Friday. In Vienna ministers approved a ban on Russian "
        "oil. The attack shows what they want."
    )
    assert ("shelling", "Vienna") not in [told(event) for event in read(text)]


LATER = {
    "A missile hit a railway station in eastern Ukraine on Friday. Photos from the station in "
    "Kramatorsk showed the dead.": ("shelling", "Kramatorsk"),
    "The ministry said its troops had taken all of Izyum, a town on the road from Kharkiv to the "
    "south. The staff said battles were raging for a part of the town on Friday.": (
        "ground_battle",
        "Izium",
    ),
    "Troops left Sievierodonetsk on Friday. They were not trapped, as those in Mariupol were. An "
    "airstrike hit a tank of acid on Tuesday, sending a cloud over the city.": (
        "air_strike",
        "Siverskodonetsk",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), LATER.items(), ids=[t[:40] for t in LATER])
def test_a_place_may_be_told_in_another_sentence(
    text: str, wanted: tuple[str, str], read: Reader
) -> None:
    assert wanted in [told(event) for event in read(text)]


def test_counts_that_differ_are_of_others_on_the_move(read: Reader) -> None:
    text = (
        "More than 5 million refugees have left Ukraine. Another survey puts the number of people "
        "displaced in Ukraine at 7.7 million."
    )
    assert [told(event) for event in read(text)] == [("displacement", "Ukraine")] * 2


FROM_BUCHA = """BUCHA, Ukraine, Monday April 4, 2022 (Newswire) - A hand stuck out of the earth.

The road into the city is blocked, and the city has no light. Irpin, to the south, was shelled for
weeks, and people left it for Lviv.

In the town there is one shop. Bombs fell on its roof on March 8. Shells hit a school on March 12.

People in the city wait."""


def test_a_report_from_a_town_tells_of_it_where_it_names_no_other(read: Reader) -> None:
    found = {(told(event), str(event.days.first)) for event in read(FROM_BUCHA)}
    assert (("shelling", "Bucha"), "2022-03-12") in found


def test_a_place_that_no_gazetteer_lists_is_told_without_a_point(read: Reader) -> None:
    (event,) = read("A suicide bomber killed six people on Friday in Tuz Khurmato.")
    assert event.where is not None
    assert event.where.mention.text == "Tuz Khurmato"
    assert event.where.lat is None


def test_one_unlisted_place_is_one_event(read: Reader) -> None:
    text = "Bomb kills six in Tuz Khurmato\n\nA bomb killed six people in Tuz Khurmato on Friday."
    assert [event.type for event in read(text)] == ["explosion"]


def test_a_place_that_is_told_comes_before_its_country(read: Reader) -> None:
    text = "In Peru, two people drowned on a beach in Lambayeque region on Friday."
    assert [told(event)[1] for event in read(text)] == ["Lambayeque"]


def test_a_village_that_only_its_kind_tells_is_named(read: Reader) -> None:
    found = read("Dozens of attackers stormed the village of Mainok, killing 39 people.")
    assert {event.where.mention.text for event in found if event.where is not None} == {"Mainok"}


def test_who_died_is_quoted_with_what_they_died_of(read: Reader) -> None:
    text = "A jet was shot down over Sumy on Monday; its pilot was killed."
    assert [event.quote.text for event in read(text)] == [text.removesuffix(".")]


TOLD = {
    "The battered town of Popasna is no longer in Ukrainian hands.": "territory_control",
    "Russian armour had been thrown out of the airport of Mykolaiv.": "territory_control",
    "The last Russian soldiers have gone from the Sumy region.": "territory_control",
    "Okhtyrka came under such intense fire that the trains stopped.": "shelling",
    "Some 600 inhabitants have been taken from Borodianka to Zhytomyr.": "evacuation_corridor",
    "In Brussels the ministers settled on a ban on Russian timber.": "security_measure",
    "President Joe Biden barred Russian oil on Tuesday.": "security_measure",
}
NOT_TOLD = (
    "The soldiers no longer advance on Kharkiv.",
    "Popasna is not in Ukrainian hands.",
    "The minister came under heavy fire from critics in Warsaw on Friday.",
    "Some 40 villagers were taken to hospital from Borodianka.",
    "Fans were thrown out of the stadium in Leeds on Sunday.",
)


@pytest.mark.parametrize(("text", "kind"), TOLD.items())
def test_a_turn_of_phrase_tells_what_a_plain_verb_would(read: Reader, text: str, kind: str) -> None:
    assert kind in {event.type for event in read(text)}


@pytest.mark.parametrize("text", NOT_TOLD)
def test_the_same_words_of_something_else_tell_nothing(read: Reader, text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    "text",
    [
        "In Izium, a town retaken by the army on Monday, police found corpses with bullet holes.",
        "Aid workers reached Kupiansk, seized by the enemy on Monday, and handed out bread.",
    ],
)
def test_a_day_in_an_aside_is_that_of_the_aside_alone(text: str, read: Reader) -> None:
    days = {event.type: event.days.first for event in read(text)}
    assert days.pop("territory_control") == dt.date(2022, 3, 21)
    assert days
    assert dt.date(2022, 3, 21) not in days.values()


def test_people_who_die_later_at_another_site_are_of_another_strike(read: Reader) -> None:
    text = (
        "Sumy was shelled on Friday. Rockets hit a school in Sumy on 14 March. Shells hit a bank "
        "in Sumy on 20 March. Five people died in a hostel on the 22nd."
    )
    found = [(event.type, event.days.first, event.harm.killed_min) for event in read(text)]
    assert ("shelling", dt.date(2022, 3, 20), None) in found
    assert ("shelling", dt.date(2022, 3, 22), 5) in found


def test_who_dies_of_a_strike_later_does_not_move_it(read: Reader) -> None:
    (event,) = read(
        "Shells hit a market in Sumy on Sunday. Two people died in hospital on Tuesday."
    )
    assert (event.days.first, event.harm.killed_min) == (dt.date(2022, 3, 20), 2)
    assert event.quote.text == "Shells hit a market in Sumy on Sunday"
