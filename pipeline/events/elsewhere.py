"""Trigger whose sentence names no place of its own → the place told outside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.pronouns import meant_by_it
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words
from pipeline.places.wording import role_words
from pipeline.records import PlacePrecision, Resolution, Role

_PRECISE = (
    PlacePrecision.EXACT, PlacePrecision.RELATIVE, PlacePrecision.CITY, PlacePrecision.REGION,
    PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN,
)  # fmt: skip
_LOCAL = frozenset(_PRECISE[:4])
_TWINNED = TAKEN | {Role.CONTEXT_PLACE, Role.ORGANISATION_SEAT}
_BEING = frozenset({"be", "exist", "remain", "seem", "appear", "come"})
_ADVERBS = frozenset({"there", "here"})
_LEAD = 1  # last paragraph that the dateline is the scene of
_STEM = 4  # letters by which an adjective is of a country: "Ukrainian", "Ukraine"
_NEAR = 4  # sentences of a paragraph over which a place holds
_BACK = 3  # sentences before in which a place is looked for


@dataclass(frozen=True, slots=True)
class Told:
    """A place told outside the sentence.

    `how` is before (the sentence before), twin (headline and lead), lead or country.
    """

    place: Resolution
    how: str


def referred_back(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """What "the city", "there" … in the clause means: the last place named that can be it."""
    return _meant_by(places, _told_of(places.tree, trigger))


def referred_back_beside(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """What "the city" … elsewhere in the sentence means, the nearest before the trigger first.

    Then what follows it: "seven were killed, the first in the city".
    """
    sentence, here = places.tree.sentence(trigger.token), trigger.token
    around = (*range(here - 1, sentence.first - 1, -1), *range(here + 1, sentence.stop))
    return _meant_by(places, (t for t in around if places.tree.lowers[t] not in _ADVERBS))


def _meant_by(places: NamedPlaces, tokens: Iterable[int]) -> Resolution | None:
    tree = places.tree
    for token in tokens:
        kinds = places.refer_back.get(tree.tokens[token].text)  # "School" opens a name
        if kinds is None or token in places.tokens or not _points_back(places, token):
            continue
        found = _struck_before(places, token, kinds)
        found = found or places.last_of_kind(kinds, tree.tokens[token].start)
        if found is not None:
            return _inherited(found, "referred back to")
    return None


def _told_of(tree: Tree, trigger: Trigger) -> list[int]:
    """Tokens of the clause, then those of the phrases outside it that it is told of."""
    inside = frozenset(trigger.clause)
    outside = (t for p in trigger.patients if p not in inside for t in tree.subtree(p))
    return [*trigger.clause, *(t for t in outside if t not in inside)]


def _struck_before(places: NamedPlaces, token: int, kinds: list[str]) -> Resolution | None:
    """The town that something is told to have been done to, earlier in the sentence.

    "Kyiv has been spared the worst, but troops close in on the city": no state, whatever its role.
    """
    tree = places.tree
    for number in places.near(token):
        resolution, at = places.resolutions[number], places.last_tokens[number]
        is_struck = at < token and tree.tokens[at].dep == "nsubj:pass"
        if is_struck and resolution.place is not None and resolution.place.kind in kinds:
            return resolution if resolution.lat is not None else None
    return None


def _points_back(places: NamedPlaces, token: int) -> bool:
    """Whether a word stands for a place named before: "there", or "the city" without a name."""
    tree, named = places.tree, places.tokens
    if tree.tokens[token].text.lower() in _ADVERBS:
        above = tree.head(token)
        is_bare = tree.bases[token] == "expl" and (above is None or tree.lemmas[above] in _BEING)
        return not is_bare  # "there were clashes", but "ministers there agreed"
    if tree.bases[token] in {"compound", "amod"}:
        return False  # "the port city of Mariupol"
    kids = tree.children[token] or ([token - 1] if token else [])
    above = tree.head(token)
    is_beside = above is not None and tree.lowers[above] in places.words["directions"]
    if is_beside and all(tree.lowers[c] != "the" for c in tree.children[above or 0]):
        return False  # "northwest of the capital" is not in it, "in the east of the city" is
    if tree.lowers[token] == "place" and all(tree.lowers[kid] != "same" for kid in kids):
        return False
    if not any(tree.tokens[kid].text.lower() in places.words["determiners"] for kid in kids):
        return False
    return not any(
        kid in named
        or (tree.bases[kid] in {"nmod", "appos"} and not named.isdisjoint(tree.subtree(kid)))
        for kid in kids
    )


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
    told = _told_just_before(places, trigger, last)
    if told is None and home is None:
        return _of_article(places, trigger)
    land = home.place.place if home is not None else None
    here = told.place.place if told is not None else None
    is_abroad = land is not None and here is not None and here.country != land.country
    return None if is_abroad else told


def _told_just_before(
    places: NamedPlaces, trigger: Trigger, last: tuple[int, Resolution] | None
) -> Told | None:
    """The place of the sentences before, of the event before, or of the headline's twin."""
    sentence = places.tree.sentence_numbers[trigger.token]
    meant = meant_by_it(places, trigger)
    if meant is not None:
        return Told(_inherited(meant, "what “it” stands for"), "before")
    before = _named_before(places, sentence)
    if before is not None:
        return Told(_inherited(before, "named in the sentence before"), "before")
    is_told = _points_at_what_was_told(places, trigger)
    if last is not None and (
        _goes_on(places, last[0], sentence)
        or (is_told and sentence - last[0] <= _NEAR)
        or _comes_on_top(places, trigger, last[0], sentence)
    ):
        return Told(_inherited(last[1], "place of the event before"), "before")
    twin = _of_twin(places, trigger, sentence)
    if twin is not None:
        return Told(_inherited(twin, "named in the headline or the lead"), "twin")
    return None


def _of_article(places: NamedPlaces, trigger: Trigger) -> Told | None:
    """The town that the article is about, or else the one it is written from."""
    if trigger.rule.type not in places.types["inheriting"]:
        return None
    main = places.main_before(places.tree.tokens[trigger.token].start)
    if main is not None:
        return Told(_inherited(main, "the place the article is about"), "lead")
    if places.dateline is not None and _is_at_dateline(places, trigger):
        return Told(_inherited(places.dateline, "where the reporter is"), "lead")
    return None


def _is_at_dateline(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether nothing else was named yet, and the reporter is in the land but not in its capital.

    From a capital all of a country is reported.
    """
    here = places.dateline.place if places.dateline is not None else None
    before = places.resolutions[: places.count_before(places.tree.tokens[trigger.token].start)]
    home = places.country.place if places.country is not None else None
    if here is None or home is None or here.country != home.country:
        return False
    if places.paragraphs[places.tree.sentence_numbers[trigger.token]] > _LEAD:
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
    is_lead = places.paragraphs[places.tree.sentence_numbers[trigger.token]] <= _LEAD
    is_abroad = home is None or home.country != here.country
    is_far = any(places.tree.lemmas[t] in places.words["from_afar"] for t in trigger.clause)
    if not is_lead or not is_abroad or is_far or here.name.lower() in role_words("seats_of_power"):
        return None
    return Told(_inherited(places.dateline, "where the reporter is"), "lead")


def _comes_on_top(places: NamedPlaces, trigger: Trigger, before: int, number: int) -> bool:
    """Whether it is told as one more of what the paragraph before told ("was struck as well")."""
    text = " ".join(places.tree.lowers[t] for t in trigger.clause)
    is_more = any(f" {phrase}" in f" {text} " for phrase in (" as well ", " too ", " also "))
    return is_more and places.paragraphs[number] - places.paragraphs[before] <= 1


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
            return Told(_inherited(resolution, "the country of those it is about"), "country")
    return None


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
    return min(here, key=lambda r: (_PRECISE.index(r.precision), r.mention.start))


def _is_inside(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Whether a name is part of a longer one ("Kyiv" of "near Kyiv")."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in spans)


def in_country(places: NamedPlaces) -> Told | None:
    """The country the article is about, if it names one."""
    if places.country is None:
        return None
    return Told(_inherited(places.country, "the country the article is about"), "country")


def _is_of_many(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether the clause speaks of many places that it does not name ("several cities")."""
    tree = places.tree
    return any(
        tree.tokens[t].tag == "NNS" and tree.lemmas[t] in places.words["settlements"]
        for t in trigger.clause
    )


def _named_before(places: NamedPlaces, sentence: int) -> Resolution | None:
    """The most precise event place of the sentences before in the paragraph; the last of equals."""
    for back in range(1, _BACK + 1):
        if sentence < back or places.paragraphs[sentence - back] != places.paragraphs[sentence]:
            return None
        named = [places.resolutions[number] for number in places.in_sentence(sentence - back)]
        here = [r for r in named if r.role in TAKEN and r.lat is not None]
        here = [r for r in here if not _is_seat_abroad(places, r)]
        if here:
            return min(here, key=lambda r: (_PRECISE.index(r.precision), -r.mention.start))
    return None


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


def _inherited(resolution: Resolution, how: str) -> Resolution:
    return replace(
        resolution,
        confidence=round(resolution.confidence * 0.8, 3),
        rule=f"{how}; {resolution.rule}",
    )
