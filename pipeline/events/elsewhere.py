"""Trigger whose sentence names no place of its own → the place told outside it."""

from pipeline.events.just_before import told_just_before
from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.told import LEAD, Told, take_over
from pipeline.events.triggers import Trigger
from pipeline.places.wording import role_words
from pipeline.records import Resolution

_STEM = 4  # letters by which an adjective is of a country: "Ukrainian", "Ukraine"


def inherited(
    places: NamedPlaces, trigger: Trigger, last: tuple[int, Resolution] | None
) -> Told | None:
    """Find a place outside the sentence: sentences before, then the lead, then the country.

    `last` is the sentence and the place of the event told just before.
    """
    if _is_of_many(places, trigger):
        return in_country(places)
    home = _at_home(places, trigger)
    return _told_before(places, trigger, last, home) or home or in_country(places)


def _told_before(
    places: NamedPlaces,
    trigger: Trigger,
    last: tuple[int, Resolution] | None,
    home: Told | None,
) -> Told | None:
    """A place that the sentences before tell, if it lies in the land that those of it are of."""
    told = told_just_before(places, trigger, last)
    if told is not None and last is not None and _is_river(told.place) and not _is_river(last[1]):
        told = Told(take_over(last[1], "place of the event before"), "before")
    if told is None and home is None:
        return _of_article(places, trigger)
    land = home.place.place if home is not None else None
    here = told.place.place if told is not None else None
    is_abroad = land is not None and here is not None and here.country != land.country
    return None if is_abroad else told


def _is_river(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind == "river"


def _of_article(places: NamedPlaces, trigger: Trigger) -> Told | None:
    """The town that the article is about, or else the one it is written from."""
    own = of_theme(places, trigger)
    if own is not None or trigger.rule.type not in places.types["inheriting"]:
        return own
    main = places.main_before(places.tree.tokens[trigger.token].start)
    if main is not None:
        return Told(take_over(main, "the place the article is about"), "lead")
    if places.dateline is not None and _is_at_dateline(places, trigger):
        return Told(take_over(places.dateline, "where the reporter is"), "lead")
    return None


def of_theme(places: NamedPlaces, trigger: Trigger) -> Told | None:
    """The town that the article as a whole is about, for what happens where an article is."""
    kind, lemma = trigger.rule.type, places.tree.lemmas[trigger.token]
    is_taken = kind == "arrest_court" and lemma in places.words["taking"]
    is_theirs = is_taken or kind in places.types["of_theme"] | places.types["inheriting"]
    if places.theme is None or not is_theirs:
        return None
    return Told(take_over(places.theme, "the town that the article is about"), "lead")


def _is_at_dateline(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether nothing else was named yet, and the reporter is in the land but not in its capital.

    From a capital all of a country is reported.
    """
    here = places.dateline.place if places.dateline is not None else None
    before = places.resolutions[: places.count_before(places.tree.tokens[trigger.token].start)]
    home = places.country.place if places.country is not None else None
    if here is None or home is None or here.country != home.country:
        return False
    if places.paragraphs[places.tree.sentence_numbers[trigger.token]] > LEAD:
        return False
    is_seat = here.name.lower() in role_words("seats_of_power")
    return not is_seat and not any(r.role in TAKEN for r in before)


def at_meeting(places: NamedPlaces, trigger: Trigger) -> Told | None:
    """Where a reporter writes of talks from: a town abroad, no capital, in the lead.

    "ANTALYA, Turkey - The meeting of the two ministers ended with nothing": no call by telephone.
    """
    here = places.dateline.place if places.dateline is not None else None
    home = places.country.place if places.country is not None else None
    if here is None or places.dateline is None or here.kind not in {"city", "town", "village"}:
        return None
    is_lead = places.paragraphs[places.tree.sentence_numbers[trigger.token]] <= LEAD
    is_abroad = home is None or home.country != here.country
    is_far = any(places.tree.lemmas[t] in places.words["from_afar"] for t in trigger.clause)
    if not is_lead or not is_abroad or is_far or here.name.lower() in role_words("seats_of_power"):
        return None
    return Told(take_over(places.dateline, "where the reporter is"), "lead")


def _at_home(places: NamedPlaces, trigger: Trigger) -> Told | None:
    """The land, if the article names it, of those tried or protesting ("a Russian editor")."""
    if trigger.rule.type not in places.types["at_home"]:
        return None
    tree = places.tree
    around = [t for arg in (*trigger.agents, *trigger.patients) for t in (arg, *tree.children[arg])]
    stems = {
        tree.lowers[t][:_STEM]
        for t in around
        if tree.tokens[t].pos == "ADJ" and tree.tokens[t].text.istitle()
    }
    for resolution in places.resolutions:
        is_state = resolution.place is not None and resolution.place.kind == "country"
        if is_state and resolution.mention.text[:_STEM].lower() in stems:
            return Told(take_over(resolution, "the country of those it is about"), "country")
    return None


def in_country(places: NamedPlaces) -> Told | None:
    """The country the article is about, if it names one."""
    if places.country is None:
        return None
    return Told(take_over(places.country, "the country the article is about"), "country")


def _is_of_many(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether the clause speaks of many places that it does not name ("several cities")."""
    tree = places.tree
    return any(
        tree.tokens[t].tag == "NNS" and tree.lemmas[t] in places.words["settlements"]
        for t in trigger.clause
    )
