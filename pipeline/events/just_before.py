"""Trigger without a place of its own → the place that the words just before it tell."""

from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.pronouns import meant_by_it
from pipeline.events.told import PRECISE, Told, take_over
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words
from pipeline.places.wording import role_words
from pipeline.records import Resolution, Role

_LOCAL = frozenset(PRECISE[:4])
_TWINNED = TAKEN | {Role.CONTEXT_PLACE, Role.ORGANISATION_SEAT}
_OPENING = _TWINNED | {Role.SPEAKER_LOCATION, Role.PERSON_OFFICE}
_OPENER = 3  # words before the last of a name that opens a sentence, at most
_NEAR = 4  # sentences of a paragraph over which a place holds
_BACK = 3  # sentences before in which a place is looked for


def told_just_before(
    places: NamedPlaces, trigger: Trigger, last: tuple[int, Resolution] | None
) -> Told | None:
    """The place of the sentences before, of the event before, or of the headline's twin."""
    sentence = places.tree.sentence_numbers[trigger.token]
    meant = meant_by_it(places, trigger)
    if meant is not None:
        return Told(take_over(meant, "what “it” stands for"), "before")
    is_afar = trigger.rule.type in places.types["moving"]  # counted by the million, far from here
    before = _named_before(places, sentence, with_openings=not is_afar)
    if before is not None:
        return Told(take_over(before, "named in the sentence before"), "before")
    is_told = _points_at_what_was_told(places, trigger)
    if is_told and trigger.rule.type == "security_measure" and last is not None:
        # "The curfew" is that of the town, told before or not.
        is_told = places.paragraphs[last[0]] == places.paragraphs[sentence]
    if last is not None and (
        _goes_on(places, last[0], sentence) or (is_told and sentence - last[0] <= _NEAR)
    ):
        return Told(take_over(last[1], "place of the event before"), "before")
    twin = _of_twin(places, trigger, sentence)
    if twin is not None:
        return Told(take_over(twin, "named in the headline or the lead"), "twin")
    return None


def _named_before(places: NamedPlaces, sentence: int, *, with_openings: bool) -> Resolution | None:
    """The most precise event place of the sentences before in the paragraph; the last of equals."""
    for back in range(1, _BACK + 1):
        if sentence < back or places.paragraphs[sentence - back] != places.paragraphs[sentence]:
            return None
        named = [places.resolutions[number] for number in places.in_sentence(sentence - back)]
        here = [r for r in named if r.role in TAKEN and r.lat is not None]
        here = [r for r in here if not _is_seat_abroad(places, r)]
        here = here or (_opening(places, sentence - back) if with_openings else [])
        here = here or [
            places.resolutions[number]
            for number in places.in_sentence(sentence - back)
            if places.is_introduced(number)
        ]
        if here:
            return min(here, key=lambda r: (PRECISE.index(r.precision), -r.mention.start))
    return None


def _opening(places: NamedPlaces, sentence: int) -> list[Resolution]:
    """The town with which a sentence opens, of whatever it goes on to tell.

    "In Mariupol, the council announced a pause. Bombs fell all day"; "Mariupol's council said ten
    had died. People melt snow". A seat of power stands for its land.
    """
    first = places.tree.parse.sentences[sentence].first
    for number in places.in_sentence(sentence):
        resolution, at = places.resolutions[number], places.last_tokens[number]
        name = resolution.place.name.lower() if resolution.place is not None else ""
        is_town = resolution.precision in _LOCAL and resolution.role in _OPENING
        if not is_town or name in role_words("seats_of_power"):
            continue
        words = [places.tree.lowers[t] for t in range(first, at)]
        is_whose = places.tree.tokens[places.head_of(number)].dep == "nmod:poss"
        if at - first <= _OPENER and (words[:1] in (["in"], ["at"]) or is_whose):
            return [resolution]
    return []


def _is_seat_abroad(places: NamedPlaces, resolution: Resolution) -> bool:
    """Whether it is the capital of another land than the article's, where parties meet."""
    place = resolution.place
    home = places.country.place if places.country is not None else None
    if place is None or home is None or place.country == home.country:
        return False
    return place.name.lower() in role_words("seats_of_power")


def _points_at_what_was_told(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether the trigger is a noun with "the" or "this": what was told just before, elsewhere."""
    tree = places.tree
    words = {tree.lowers[child] for child in tree.children[trigger.token]}
    return not words.isdisjoint(load_words("places.toml", "pointing"))


def _goes_on(places: NamedPlaces, before: int, number: int) -> bool:
    """Whether sentence `number` goes on with what `before` told, by paragraph or wording."""
    breaks = places.paragraphs[number] - places.paragraphs[before]
    if not breaks:
        return number - before <= _NEAR
    first = places.tree.parse.sentences[number].first
    return breaks == 1 and places.tree.tokens[first].text.lower() in places.words["going_on"]


def _of_twin(places: NamedPlaces, trigger: Trigger, sentence: int) -> Resolution | None:
    """The place that the lead gives to what the headline tells, or the headline to the lead.

    Both tell the same; a region's worth of places must agree, the most precise is meant.
    """
    twins = places.headline_and_lead
    if sentence not in twins or trigger.rule.type not in places.types["twinned"]:
        return None
    found = [
        places.resolutions[number]
        for other in twins
        if places.paragraphs[other] != places.paragraphs[sentence]
        for number in places.in_sentence(other)
    ]
    spans = [(r.mention.start, r.mention.end) for r in found]
    here = [
        r
        for r in found
        if r.role in _TWINNED
        and r.precision in _LOCAL
        and r.place
        and not _is_inside((r.mention.start, r.mention.end), spans)
    ]
    if len({(r.place.country, r.place.admin1) for r in here if r.place}) != 1:
        return None
    return min(here, key=lambda r: (PRECISE.index(r.precision), r.mention.start))


def _is_inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Whether a name is part of a longer one ("Kyiv" of "near Kyiv")."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in spans)
