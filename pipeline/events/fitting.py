"""Trigger and place of its sentence → how well the place fits as the event's, or not at all."""

from dataclasses import dataclass

from pipeline.events.carrying import case_over, is_told_there
from pipeline.events.named_places import NamedPlaces
from pipeline.events.ruled_out import is_ruled_out
from pipeline.events.triggers import Trigger
from pipeline.events.weighing import weigh
from pipeline.places import event_place_scores
from pipeline.places.named_spans import Named
from pipeline.records import PlacePrecision, Resolution, Role


@dataclass(frozen=True, slots=True)
class Fit:
    """How well resolution `number` fits; higher is better, and of equals the nearer."""

    points: float
    nearness: int
    number: int


def find_fits(
    places: NamedPlaces, trigger: Trigger, *, stated_only: bool, is_open: bool
) -> list[Fit]:
    """The places of the trigger's sentence that can be where its event was, best first.

    Args:
        places: those of the article.
        trigger: the word that tells of the event.
        stated_only: whether only a place that the clause says people meet at will do.
        is_open: whether the event is only planned or agreed; a country says nothing then.
    """
    numbers = places.near(trigger.token)
    learnt = dict(zip(numbers, learnt_scores(places, trigger, numbers), strict=True))
    own = places.tree.subtree(trigger.token) if places.tree.has_arcs(trigger.token) else []
    has_own = any(
        places.last_tokens[number] in own or is_told_there(places, trigger, number)
        for number in numbers
    )
    fits = []
    for number in numbers:
        if is_ruled_out(places, trigger, number, stated_only=stated_only, is_open=is_open):
            continue
        points = weigh(places, trigger, number, has_own=has_own, learnt=learnt[number])
        nearness = -abs(places.last_tokens[number] - trigger.token)
        fits.append(Fit(points, nearness, number))
    ordered = sorted(fits, key=lambda fit: (-fit.points, -fit.nearness, -fit.number))
    return _town_on_river(places, trigger, _finest_first(places, ordered))


def _finest_first(places: NamedPlaces, fits: list[Fit]) -> list[Fit]:
    """A town before the region that best fits, where both are named: it tells the same closer."""
    best = places.resolutions[fits[0].number] if fits else None
    if best is not None and best.place is not None and best.precision == PlacePrecision.COUNTRY:
        return _inside_country(places, fits, best.place.country)
    if best is None or best.place is None or best.precision != PlacePrecision.REGION:
        return fits
    if case_over(places, places.last_tokens[fits[0].number]) in {"across", "throughout", "over"}:
        return fits  # "ten died across the region, five of them in Vuhledar"
    region = best.place.country, best.place.admin1
    for fit in fits[1:]:
        other = places.resolutions[fit.number]
        is_in = other.place is not None and (other.place.country, other.place.admin1) == region
        if is_in and other.precision != PlacePrecision.REGION and fit.points > 0:
            return [fit, *(each for each in fits if each is not fit)]
    return fits


def _inside_country(places: NamedPlaces, fits: list[Fit], country: str) -> list[Fit]:
    """A place that is told to be where it was, before its country ("In Peru, … died in Lima")."""
    for fit in fits[1:]:
        other, at = places.resolutions[fit.number], places.last_tokens[fit.number]
        is_in = other.place is not None and other.place.country == country
        is_finer = other.precision not in {PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN}
        is_told = places.grammar.case_of(at) in {"in", "at", "near", "outside"}
        if is_in and is_finer and is_told and fit.points > 0:
            return [fit, *(each for each in fits if each is not fit)]
    return fits


def _town_on_river(places: NamedPlaces, trigger: Trigger, fits: list[Fit]) -> list[Fit]:
    """The town that the sentence is about, before a river that what was struck lies at.

    "Sumy was surrounded, a day after jets destroyed the bridge over the Psel".
    """
    best = places.resolutions[fits[0].number].place if fits else None
    if best is None or best.kind != "river":
        return fits
    tree = places.tree
    subjects = [t for verb in tree.ancestors(trigger.token) for t in tree.subjects_own(verb)]
    told = {t for subject in subjects for t in tree.subtree(subject)}
    for fit in fits[1:]:
        is_town = places.resolutions[fit.number].precision == PlacePrecision.CITY
        if is_town and places.last_tokens[fit.number] in told:
            return [fit, *(each for each in fits if each is not fit)]
    return fits


def acting_state(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """The state, or the town, that takes a measure: there it holds ("Britain barred its ships").

    Or that takes people in ("Poland has let in a million"): there they are.
    """
    if not _is_state_s(places, trigger):
        return None
    agents = {*trigger.agents, *(c for t in trigger.agents for c in places.tree.children[t])}
    agents |= {*_speakers(places, trigger), *_hosts(places, trigger)}
    for number in places.near(trigger.token):
        resolution = places.resolutions[number]
        is_state = resolution.role in {Role.GOVERNMENT_METONYM, Role.PERSON_OFFICE}
        is_state = is_state or resolution.role == Role.CONTEXT_COUNTRY
        if is_state and resolution.lat is not None and places.last_tokens[number] in agents:
            return resolution
    return None


def _is_state_s(places: NamedPlaces, trigger: Trigger) -> bool:
    """Whether what a trigger tells is done by a state at home."""
    kind, lemma = trigger.rule.type, places.tree.lemmas[trigger.token]
    if lemma in places.words["state_acts"] or kind == "security_measure":
        return True
    if kind == "displacement":
        return lemma in places.words["taking_in"] or bool(_hosts(places, trigger))
    return kind == "talks_diplomacy" and lemma in places.words["severing"]


def _hosts(places: NamedPlaces, trigger: Trigger) -> list[int]:
    """Who takes in those whom a trigger names ("Poland has taken in 2.8 million refugees")."""
    tree, above = places.tree, places.tree.head(trigger.token)
    is_obj = tree.bases[trigger.token] == "obj" or tree.phrase_case(trigger.token) == "in"
    is_taken = is_obj and trigger.rule.type == "displacement"  # "in" of "taken in 2.8 million"
    if above is None or not is_taken or tree.lemmas[above] not in places.words["taking_in"]:
        return []
    return tree.subjects_own(above)


def _speakers(places: NamedPlaces, trigger: Trigger) -> list[int]:
    """Who says so, where a pronoun says who acts ("Japan said it was expelling diplomats")."""
    tree, above = places.tree, places.tree.head(trigger.token)
    if tree.bases[trigger.token] != "ccomp" or above is None:
        return []
    is_meant = any(tree.lowers[t] in {"it", "they"} for t in trigger.agents)
    return tree.subjects_own(above) if is_meant else []


def learnt_scores(places: NamedPlaces, trigger: Trigger, numbers: list[int]) -> list[float]:
    """How likely (0-1) each place is the event's, by the learnt sentences."""
    names = []
    for number in numbers:
        resolution = places.resolutions[number]
        span = resolution.mention.start, resolution.mention.end
        at = places.last_tokens[number]
        tokens = places.grammar.tokens_in(*span) or range(at, at + 1)
        place = resolution.place if resolution.mention.found_by != "enclosed" else None
        names.append(Named(span, tokens, place.kind if place is not None else ""))
    return event_place_scores(places.grammar, trigger.token, names)
