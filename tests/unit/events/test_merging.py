"""Which drafts of one article tell of the same happening."""

import datetime as dt
from dataclasses import replace

from gazetteer.place import Place
from pipeline.events.drafts import Draft
from pipeline.events.harm import Count, Toll
from pipeline.events.merging import Group, merge
from pipeline.events.standing import Standing
from pipeline.events.struck import Struck
from pipeline.events.triggers import Trigger
from pipeline.events.where import Where
from pipeline.events.words import Rule
from pipeline.records import (
    Actor,
    DatePrecision,
    Days,
    Mention,
    PlacePrecision,
    Quote,
    Resolution,
    Role,
    Status,
)

RULE = Rule(
    "shelling", 1.0, (), (), is_harm=False, is_plural=False, place_predicate=False,
    as_modifier=False,
)  # fmt: skip
HARM = replace(RULE, type="violence_civilians", is_harm=True)
MAY_1 = Days(dt.date(2022, 5, 1), dt.date(2022, 5, 2))
MAY_2 = Days(dt.date(2022, 5, 2), dt.date(2022, 5, 3))


def at(name: str, precision: PlacePrecision = PlacePrecision.CITY) -> Resolution:
    place = Place(f"test:{name}", name, "city", "UA", "", "", 50.0, 30.0, 8)
    mention = Mention(0, len(name), name, "GPE", "model")
    return Resolution(mention, Role.EVENT_LOCATION, place, 50.0, 30.0, 8, precision, 0.9, "")


def draft(
    sentence: int, place: Resolution | None, *, rule: Rule = RULE, **changes: object
) -> Draft:
    """A draft told in a sentence of its own; unplaced ones have no place at all."""
    trigger = Trigger(sentence, rule, 1.0, "shelled", (), (), (), range(sentence, sentence + 1))
    where = Where((place,) if place else (), None, None, "clause" if place else "unknown")
    plain = Draft(
        trigger, rule.type, Standing(Status.REPORTED, ""), where, MAY_1, DatePrecision.DAY,
        "Sunday", "weekday", (), Quote(sentence * 10, sentence * 10 + 5, "quote"), sentence,
        is_cumulative=False,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type] # the fields are as declared


def killed(count: int) -> tuple[Toll, ...]:
    return (Toll(0, is_killed=True, count=Count(count, count)),)


def sizes(groups: list[Group]) -> list[int]:
    return [len(group.drafts) for group in groups]


def test_a_strike_told_in_headline_lead_and_body_is_one() -> None:
    told = [draft(0, at("Izium")), draft(1, at("Izium"), tolls=killed(33)), draft(9, at("Izium"))]
    groups = merge(told)
    assert sizes(groups) == [3]
    assert groups[0].harm.killed_min == 33


def test_another_day_is_another_strike() -> None:
    told = [draft(0, at("Izium")), draft(1, at("Izium"), days=MAY_2)]
    assert sizes(merge(told)) == [1, 1]


def test_another_place_is_another_strike() -> None:
    assert sizes(merge([draft(0, at("Izium")), draft(1, at("Lyman"))])) == [1, 1]


def test_other_dead_at_the_same_place_are_another_strike() -> None:
    told = [draft(0, at("Izium"), tolls=killed(3)), draft(1, at("Izium"), tolls=killed(8))]
    assert sizes(merge(told)) == [1, 1]


def test_a_vague_date_joins_the_day_that_is_told() -> None:
    vague = draft(
        3, at("Izium"), days=Days(None, MAY_2.until), date_precision=DatePrecision.ON_OR_BEFORE
    )
    assert sizes(merge([draft(0, at("Izium")), vague])) == [2]


def test_bare_victims_belong_to_the_event_just_told() -> None:
    victims = draft(1, None, rule=HARM, tolls=killed(9))
    groups = merge([draft(0, at("Izium")), victims])
    assert sizes(groups) == [2]
    assert (groups[0].type, groups[0].harm.killed_min) == ("shelling", 9)


def test_victims_told_much_later_stand_alone() -> None:
    victims = draft(8, None, rule=HARM, tolls=killed(9))
    assert sizes(merge([draft(0, at("Izium")), victims])) == [1, 1]


def test_a_plan_is_not_the_event_it_plans() -> None:
    plan = draft(1, at("Izium"), standing=Standing(Status.PLANNED, ""))
    assert sizes(merge([draft(0, at("Izium")), plan])) == [1, 1]


def test_a_draft_of_two_places_joins_the_group_of_each() -> None:
    both = draft(2, None, where=Where((at("Izium"), at("Lyman")), None, None, "clause"))
    assert sizes(merge([draft(0, at("Izium")), draft(1, at("Lyman")), both])) == [2, 2]


def test_the_finer_place_of_a_sentence_names_the_group() -> None:
    region = at("Kharkiv", PlacePrecision.REGION)
    groups = merge([draft(0, region), draft(0, at("Izium"))])
    assert sizes(groups) == [2]
    assert groups[0].place is not None
    assert groups[0].place.mention.text == "Izium"


def test_what_points_back_joins_the_happening_told_last() -> None:
    told = [draft(0, at("Izium")), draft(5, at("Moscow"), points_back=True)]
    groups = merge(told)
    assert sizes(groups) == [2]
    assert groups[0].place == at("Izium")


def test_the_same_dead_without_a_place_of_their_own_are_told_again() -> None:
    headline = draft(9, at("Lyman"), tolls=killed(5))
    guessed = replace(headline, where=replace(headline.where, how="lead"))
    assert sizes(merge([draft(0, at("Izium"), tolls=killed(5)), guessed])) == [2]


def test_a_factory_is_not_the_block_of_flats_of_the_same_town() -> None:
    flats, works = Struck(targets=frozenset({0})), Struck(targets=frozenset({3}))
    told = [draft(0, at("Izium"), struck=flats), draft(1, at("Izium"), struck=works)]
    assert sizes(merge(told)) == [1, 1]


def test_what_was_also_hit_is_another_strike() -> None:
    also = draft(1, at("Izium"), struck=Struck(is_further=True))
    assert sizes(merge([draft(0, at("Izium")), also])) == [1, 1]


def test_the_same_deed_on_the_same_things_is_told_again_of_the_country() -> None:
    tower = Struck(things=frozenset({"tower"}))
    ukraine = at("Ukraine", PlacePrecision.COUNTRY)
    told = [
        draft(0, ukraine, struck=tower, deed="hit"),
        draft(3, at("Izium"), struck=tower, deed="hit"),
    ]
    groups = merge(told)
    assert sizes(groups) == [2]
    assert groups[0].place == at("Izium")


def unlisted(name: str) -> Resolution:
    city = at("Kharkiv")
    return replace(city, mention=Mention(0, len(name), name, "LOC", "enclosed"))


def test_unlisted_districts_of_a_city_are_not_each_other() -> None:
    assert sizes(merge([draft(0, unlisted("Zarqa")), draft(1, unlisted("Huruma"))])) == [1, 1]


def test_an_unlisted_district_says_more_than_its_city() -> None:
    (group,) = merge([draft(0, at("Kharkiv")), draft(1, unlisted("Zarqa"))])
    assert group.place is not None
    assert group.place.mention.text == "Zarqa"


def test_a_killing_by_others_with_its_own_count_is_another() -> None:
    bomb = draft(0, at("Kharkiv"), tolls=killed(3))
    gunmen = (Actor("Gunmen", "gunmen", "agent"),)
    shot = draft(1, at("Kharkiv"), rule=HARM, tolls=killed(4), actors=gunmen)
    assert sizes(merge([bomb, shot])) == [1, 1]
    assert sizes(merge([bomb, replace(shot, actors=())])) == [2]
    assert sizes(merge([replace(bomb, actors=gunmen), shot])) == [2]


def test_a_town_that_is_left_is_not_the_town_that_was_taken() -> None:
    took, left = Struck(held_by="Russian"), Struck(held_by="not Russian")
    control = replace(RULE, type="territory_control")
    told = [
        draft(0, at("Izium"), rule=control, struck=took),
        draft(1, at("Izium"), rule=control, struck=left),
    ]
    assert sizes(merge(told)) == [1, 1]


def test_several_dead_can_be_the_seven_of_another_sentence() -> None:
    several = (Toll(0, is_killed=True, count=Count(3, None)),)
    seven = (replace(killed(7)[0], sentence=4),)
    told = [draft(0, at("Izium"), tolls=several), draft(4, at("Izium"), tolls=seven)]
    groups = merge(told)
    assert sizes(groups) == [2]
    assert groups[0].harm.killed_min == 7


def test_a_bare_count_in_the_headline_is_that_of_the_lead() -> None:
    headline = draft(0, at("Ukraine", PlacePrecision.COUNTRY), rule=HARM, tolls=killed(1))
    guessed = replace(headline, where=replace(headline.where, how="country"))
    groups = merge([guessed, draft(1, at("Izium"), tolls=killed(1))])
    assert sizes(groups) == [2]
    assert groups[0].place == at("Izium")


def test_an_attack_of_no_kind_is_the_blast_told_after_it() -> None:
    blast = replace(RULE, type="explosion")
    told = [draft(0, at("Izium"), deed="attack"), draft(2, at("Izium"), rule=blast, deed="explode")]
    assert sizes(merge(told)) == [2]
