"""Where an event was: the place its clause names, refers back to, or inherits."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gazetteer.place import Place
from pipeline.events.standing import judge
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder
from pipeline.events.where import Placer, Where
from pipeline.records import Article, Mention, Parse, PlacePrecision, Resolution, Role

Parser = Callable[..., Parse]

KINDS = {"Poland": "country", "Kuyavia": "region", "Mazovia": "region"}
PRECISION = {
    "country": PlacePrecision.COUNTRY,
    "region": PlacePrecision.REGION,
    "city": PlacePrecision.CITY,
}


def text_of(parse: Parse) -> str:
    text = ""
    for token in parse.tokens:
        text = text.ljust(token.start) + token.text
    return text


def resolved(text: str, name: str, role: Role) -> Resolution:
    kind, start = KINDS.get(name, "city"), text.index(name)
    place = Place(f"test:{name}", name, kind, "PL", "", "", 50.0, 20.0, 8)
    mention = Mention(start, start + len(name), name, "GPE", "model")
    return Resolution(mention, role, place, 50.0, 20.0, 8, PRECISION[kind], 0.9, "only place")


def where(
    parse: Parse,
    word: str,
    roles: dict[str, Role],
    last: tuple[int, str] | None = None,
    *,
    headline: str = "",
) -> Where:
    """Where the event of a word was, with places of these names and roles.

    With a headline the first sentence is a line of its own.
    """
    text, tree = text_of(parse), Tree(parse)
    if headline:
        text = text.replace(f"{headline} ", f"{headline}\n")
    found = tuple(resolved(text, name, role) for name, role in roles.items())
    trigger = next(
        t
        for t in Finder(tree, [(r.mention.start, r.mention.end) for r in found]).find()
        if word in t.words
    )
    before = None
    if last is not None:
        before = last[0], next(r for r in found if r.mention.text == last[1])
    return Placer(Article("one", text, headline), tree, found).place(
        trigger, judge(tree, trigger), before
    )


def names(answer: Where) -> list[str]:
    return [place.place.name for place in answer.places if place.place is not None]


SHELLED_IN = """
Artillery NOUN NN nsubj 1
shelled VERB VBD root 1
homes NOUN NNS obj 1
in ADP IN case 4
Torun PROPN NNP obl 1
, PUNCT , punct 7
officials NOUN NNS nsubj 7
said VERB VBD parataxis 1
in ADP IN case 9
Radom PROPN NNP obl 7
"""

SHELLED_SEVERAL = """
Artillery NOUN NN nsubj 1
shelled VERB VBD root 1
homes NOUN NNS obj 1
in ADP IN case 4
Torun PROPN NNP obl 1
and CCONJ CC cc 6
Radom PROPN NNP conj 4
"""

CITY_BEFORE = """
Torun PROPN NNP nsubj 1
woke VERB VBD root 1
early ADV RB advmod 1
. PUNCT . punct 1

Artillery NOUN NN nsubj 1
shelled VERB VBD root 1
the DET DT det 3
{noun} NOUN NN obj 1
"""

TALKS = """
Delegations NOUN NNS nsubj 2
from ADP IN case 2
Radom PROPN NNP nmod 0
held VERB VBD root 3
talks NOUN NNS obj 3
"""


def test_the_place_of_the_clause_wins_over_where_officials_speak(parse_rows: Parser) -> None:
    roles = {"Torun": Role.EVENT_LOCATION, "Radom": Role.SPEAKER_LOCATION}
    answer = where(parse_rows(SHELLED_IN), "shelled", roles)
    assert (names(answer), answer.how) == (["Torun"], "clause")


def test_places_joined_by_and_all_carry_the_event(parse_rows: Parser) -> None:
    roles = {"Torun": Role.EVENT_LOCATION, "Radom": Role.EVENT_LOCATION}
    assert names(where(parse_rows(SHELLED_SEVERAL), "shelled", roles)) == ["Torun", "Radom"]


REGIONS = """
Artillery NOUN NN nsubj 1
shelled VERB VBD root 1
homes NOUN NNS obj 1
in ADP IN case 7
Kuyavia PROPN NNP compound 7
and CCONJ CC cc 6
Mazovia PROPN NNP conj 4
regions NOUN NNS nmod 2
"""

TOWER = """
Torun PROPN NNP compound 1
Tower PROPN NNP root 1
damaged VERB VBN acl 1
by ADP IN case 4
shells NOUN NNS obl 2
"""

MEN = """
Troops NOUN NNS nsubj 1
shot VERB VBD root 1
two NUM CD nummod 3
men NOUN NNS obj 1
in ADP IN case 6
Kuyavia PROPN NNP compound 6
region NOUN NN nmod 3
"""


def test_each_region_of_a_list_carries_the_event(parse_rows: Parser) -> None:
    roles = {"Kuyavia": Role.EVENT_LOCATION, "Mazovia": Role.EVENT_LOCATION}
    answer = where(parse_rows(REGIONS), "shelled", roles)
    assert names(answer) == ["Kuyavia", "Mazovia"]


def test_a_region_joined_to_its_own_town_is_no_second_place(parse_rows: Parser) -> None:
    rows = SHELLED_SEVERAL.replace("Radom", "Kuyavia")
    roles = {"Torun": Role.EVENT_LOCATION, "Kuyavia": Role.EVENT_LOCATION}
    assert names(where(parse_rows(rows), "shelled", roles)) == ["Torun"]


def test_what_bears_a_towns_name_is_struck_there(parse_rows: Parser) -> None:
    answer = where(parse_rows(TOWER), "damaged", {"Torun": Role.ORGANISATION_SEAT})
    assert (names(answer), answer.how) == (["Torun"], "clause")


def test_a_brigade_that_bears_a_towns_name_fights_elsewhere(parse_rows: Parser) -> None:
    rows = TOWER.replace("Tower", "Brigade")
    answer = where(parse_rows(rows), "damaged", {"Torun": Role.ORGANISATION_SEAT})
    assert names(answer) == []


def test_who_is_shot_in_a_region_is_shot_there(parse_rows: Parser) -> None:
    assert names(where(parse_rows(MEN), "shot", {"Kuyavia": Role.PERSON_OFFICE})) == ["Kuyavia"]


BOMBARDED = """
Torun PROPN NNP nsubj 1
continues VERB VBZ root 1
to PART TO mark 4
be AUX VB aux:pass 4
bombarded VERB VBN xcomp 1
by ADP IN case 6
forces NOUN NNS obl 4
who PRON WP nsubj 8
attacked VERB VBD acl:relcl 6
Radom PROPN NNP obj 8
"""

WISHED = """
Artillery NOUN NN nsubj 1
shelled VERB VBD root 1
infantry NOUN NN obj 1
who PRON WP nsubj 4
hoped VERB VBD acl:relcl 2
to PART TO mark 6
storm VERB VB xcomp 4
Radom PROPN NNP obj 6
"""


def test_what_is_bombarded_lies_not_where_the_bombarders_also_attacked(parse_rows: Parser) -> None:
    roles = {"Torun": Role.CONTEXT_PLACE, "Radom": Role.EVENT_LOCATION}
    parse = parse_rows(BOMBARDED)
    assert names(where(parse, "bombarded", roles)) == ["Torun"]
    assert names(where(parse, "attacked", roles)) == ["Radom"]


def test_those_who_only_hope_to_storm_a_town_are_shelled_elsewhere(parse_rows: Parser) -> None:
    roles = {"Radom": Role.EVENT_LOCATION}
    parse = parse_rows(WISHED)
    assert names(where(parse, "shelled", roles)) == ["Radom"]
    hoping = [replace(t, lemma="hope") if t.text == "hoped" else t for t in parse.tokens]
    assert names(where(replace(parse, tokens=tuple(hoping)), "shelled", roles)) == []


HEADLINE_AND_LEAD = """
Troops NOUN NNS nsubj 1
bomb VERB VBP root 1
school NOUN NN obj 1
in ADP IN case 4
Torun PROPN NNP nmod 2

Troops NOUN NNS nsubj 1
bombed VERB VBD root 1
the DET DT det 3
school NOUN NN obj 1
"""


def test_a_lead_without_a_place_has_that_of_its_headline(parse_rows: Parser) -> None:
    roles = {"Torun": Role.CONTEXT_PLACE}
    headline = "Troops bomb school in Torun"
    answer = where(parse_rows(HEADLINE_AND_LEAD), "bombed", roles, headline=headline)
    assert (names(answer), answer.how) == (["Torun"], "twin")


def test_a_text_without_a_headline_has_no_twin(parse_rows: Parser) -> None:
    roles = {"Torun": Role.CONTEXT_PLACE}
    assert where(parse_rows(HEADLINE_AND_LEAD), "bombed", roles).how != "twin"


def test_the_city_refers_back(parse_rows: Parser) -> None:
    parse = parse_rows(CITY_BEFORE.format(noun="city"))
    answer = where(parse, "shelled", {"Torun": Role.CONTEXT_PLACE})
    assert (names(answer), answer.how) == (["Torun"], "back")
    assert answer.places[0].rule == "referred back to; only place"
    assert answer.places[0].confidence < 0.9


def test_an_event_inherits_the_place_of_the_sentence_before(parse_rows: Parser) -> None:
    parse = parse_rows(CITY_BEFORE.format(noun="homes"))
    answer = where(parse, "shelled", {"Torun": Role.EVENT_LOCATION})
    assert (names(answer), answer.how) == (["Torun"], "before")


def test_an_event_goes_on_where_the_last_one_was(parse_rows: Parser) -> None:
    parse = parse_rows(CITY_BEFORE.format(noun="homes"))
    answer = where(parse, "shelled", {"Torun": Role.CONTEXT_PLACE}, last=(0, "Torun"))
    assert (names(answer), answer.how) == (["Torun"], "before")


def test_a_place_that_carries_nothing_is_not_inherited(parse_rows: Parser) -> None:
    parse = parse_rows(CITY_BEFORE.format(noun="homes"))
    assert where(parse, "shelled", {"Torun": Role.ORGANISATION_SEAT}).how == "unknown"


def test_talks_stand_nowhere_unless_it_is_said(parse_rows: Parser) -> None:
    answer = where(parse_rows(TALKS), "talks", {"Radom": Role.CONTEXT_PLACE})
    assert (answer.places, answer.how) == ((), "unknown")


def test_the_country_of_the_article_is_the_last_resort(parse_rows: Parser) -> None:
    rows = CITY_BEFORE.format(noun="homes").replace("Torun", "Poland")
    answer = where(parse_rows(rows), "shelled", {"Poland": Role.CONTEXT_COUNTRY})
    assert (names(answer), answer.how) == (["Poland"], "country")


@pytest.mark.parametrize("noun", ["homes", "city"])
def test_no_place_at_all_is_an_answer(parse_rows: Parser, noun: str) -> None:
    answer = where(parse_rows(CITY_BEFORE.format(noun=noun)), "shelled", {})
    assert (answer.places, answer.how) == ((), "unknown")
