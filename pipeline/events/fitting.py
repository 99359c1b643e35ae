"""Trigger and place of its sentence → how well the place fits as the event's, or not at all."""

from dataclasses import dataclass

from pipeline.events.named_places import NEVER, NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes
from pipeline.places import event_place_scores
from pipeline.places.happenings import is_unreal
from pipeline.places.named_spans import Named
from pipeline.records import PlacePrecision, Resolution, Role

_CARRYING = {
    Role.EVENT_LOCATION: 3.0,
    Role.EVENT_DESTINATION: 2.5,
    Role.EVENT_ORIGIN: 2.0,
    Role.RELATIVE_POSITION_BASE: 0.5,
    Role.CONTEXT_PLACE: 1.0,
    Role.CONTEXT_COUNTRY: 0.2,
}
_PRECISE = {
    PlacePrecision.EXACT: 1.2,
    PlacePrecision.RELATIVE: 1.1,
    PlacePrecision.CITY: 1.0,
    PlacePrecision.REGION: 0.3,
    PlacePrecision.COUNTRY: -1.5,
    PlacePrecision.UNKNOWN: -2.0,
}
_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT, PlacePrecision.RELATIVE})
_LEARNT = 2.0  # points of a place that, by the learnt sentences, surely is the event's
_FRONT = 3  # words from the start of the sentence that a place in front stands within
_BEHIND = 4  # words behind "on" within which what an air strike hit is named
_APART = 10  # arcs between tokens of two trees


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
    clause = frozenset(trigger.clause)
    learnt = dict(zip(numbers, _learnt(places, trigger, numbers), strict=True))
    fits = []
    for number in numbers:
        resolution, at = places.resolutions[number], places.last_tokens[number]
        inside = at in clause
        if (
            not _can_carry(places, trigger, number, inside=inside)
            or _is_wished(places, trigger, at)
            or (is_open and resolution.precision == PlacePrecision.COUNTRY)
            or (stated_only and not _is_stated(places, trigger, at, inside=inside))
        ):
            continue
        points = _CARRYING.get(resolution.role, 0.0) + _PRECISE[resolution.precision]
        points += 2.0 if inside else 0.0
        points -= min(3.0, 0.35 * _distance(places, trigger.token, at))
        points -= min(1.5, abs(at - trigger.token) / 25)
        points += _LEARNT * learnt[number] + _syntax(places, trigger, resolution, at)
        fits.append(Fit(points, -abs(at - trigger.token), number))
    return sorted(fits, key=lambda fit: (-fit.points, -fit.nearness, -fit.number))


def _is_wished(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether another clause only wishes or fears something there ("who hoped to storm Odesa")."""
    verb = places.grammar.clause_verb(at)
    if verb in {-1, trigger.token} or verb in places.tree.ancestors(trigger.token):
        return False
    return is_unreal(places.grammar, verb)


def _learnt(places: NamedPlaces, trigger: Trigger, numbers: list[int]) -> list[float]:
    """What the learnt sentences say of each place."""
    names = []
    for number in numbers:
        resolution = places.resolutions[number]
        span = resolution.mention.start, resolution.mention.end
        at = places.last_tokens[number]
        tokens = places.grammar.tokens_in(*span) or range(at, at + 1)
        place = resolution.place if resolution.mention.found_by != "enclosed" else None
        names.append(Named(span, tokens, place.kind if place is not None else ""))
    return event_place_scores(places.grammar, trigger.token, names)


def _can_carry(places: NamedPlaces, trigger: Trigger, number: int, *, inside: bool) -> bool:
    """Whether a role lets a place be where the trigger's event was."""
    resolution, at = places.resolutions[number], places.last_tokens[number]
    role, is_point = resolution.role, resolution.precision in _POINTS
    is_continent = resolution.place is not None and resolution.place.kind == "continent"
    if resolution.lat is None or is_continent:
        return False
    if role in {Role.ORGANISATION_SEAT, Role.SPEAKER_LOCATION}:  # "a court in Kyiv sentenced"
        is_there = inside and is_point and _case(places, at) in places.words["inside"]
        return is_there or (role == Role.ORGANISATION_SEAT and _is_hit(places, trigger, at))
    if role == Role.GOVERNMENT_METONYM:  # "explosions shook Kyiv", "the Odesa attack"
        is_pro = at > 0 and places.tree.tokens[at - 1].text == "-"  # "pro-Kyiv demonstrators"
        names_it = places.tree.bases[at] in {"compound", "amod"} and at in trigger.agents
        names_it = names_it and not is_pro
        is_struck = names_it or at in trigger.patients
        return is_point and is_struck and trigger.rule.type in places.types["several"]
    if role == Role.PERSON_OFFICE:
        is_city = resolution.precision == PlacePrecision.CITY
        return is_city or (inside and _holds_victims(places, trigger, at))
    if role == Role.RELATIVE_POSITION_BASE:
        return resolution.precision == PlacePrecision.RELATIVE
    return role not in NEVER


def _holds_victims(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether those struck are said to be in the place ("shot three men in Kherson region")."""
    above = [places.tree.head(t) for t in (at, *_named_by(places, at))]
    is_in = _case(places, at) in places.words["stating"]
    return is_in and any(t in trigger.patients for t in above)


def _is_hit(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether what bears the name is what was struck ("Kharkiv TV tower damaged by shells")."""
    if trigger.rule.type not in places.types["several"]:
        return False
    tree, last = places.tree, trigger.span[-1]
    named = _named_by(places, at)
    if any(tree.lemmas[t] in load_classes()["armed"] for t in named):
        return False  # "the Kharkiv brigade" fights elsewhere
    if not {at, *named}.isdisjoint(trigger.patients):
        return True
    behind = range(last + 2, min(last + 2 + _BEHIND, tree.sentence(last).stop))
    return at in behind and tree.lowers[last + 1] in places.words["hitting"]


def _named_by(places: NamedPlaces, at: int) -> list[int]:
    """The nouns that a name is part of the name of ("Tower" for the "Kharkiv" of its TV tower)."""
    tree, here, found = places.tree, at, []
    for _ in range(3):
        head = tree.head(here)
        if head is None or tree.bases[here] not in {"compound", "flat", "amod"}:
            break
        found.append(head)
        here = head
    return found


def _case(places: NamedPlaces, at: int) -> str:
    """The preposition over a name, also where it only names a noun ("at Ramstein air base")."""
    tree, here = places.tree, at
    for _ in range(3):
        case, head = tree.phrase_case(here), tree.head(here)
        if case or head is None or tree.bases[here] not in {"compound", "flat", "amod"}:
            return case
        here = head
    return tree.phrase_case(here)


def _is_stated(places: NamedPlaces, trigger: Trigger, at: int, *, inside: bool) -> bool:
    """Whether a place is said to be where people meet: "in Minsk", or a visit to it."""
    if inside and _case(places, at) in places.words["stating"]:
        return True
    return trigger.words.lower().startswith(("visit", "tour")) and at in trigger.patients


def _syntax(places: NamedPlaces, trigger: Trigger, resolution: Resolution, at: int) -> float:
    """Points for how the place hangs on its trigger."""
    tree, points = places.tree, 0.0
    is_inside = _case(places, at) in places.words["inside"]
    if is_inside:
        points += 0.5
    first = tree.sentence(at).first
    if at - first <= _FRONT and tree.lowers[first] in places.words["inside"]:
        points += 0.8  # "In Kyiv, a soldier pleaded guilty to a killing in …"
    if at in trigger.patients or at in tree.children[trigger.token]:
        points += 2.0 if resolution.precision == PlacePrecision.EXACT else 1.0
    if is_inside and _is_of_noun(places, trigger, at):
        points += 1.5
    if at in tree.subjects(trigger.token) and tree.may_be_passive(trigger.token):
        points += 2.0  # "Kharkiv is bombarded by those who attacked Sumy"
    above = tree.ancestors(trigger.token)
    if at in above[:3] and any(
        tree.tokens[t].dep == "acl:relcl" for t in (trigger.token, *above[:2])
    ):
        points += 2.0  # "the town, whose people are shelled": the clause hangs on its place
    names_it = tree.bases[at] in {"compound", "amod"}
    takes = trigger.rule.type == "territory_control"
    if at in trigger.agents and not (is_inside or takes or names_it):
        points -= 1.0
    return points


def _is_of_noun(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether the noun itself is told to be there ("explosions in Kyiv"), nothing joined to it."""
    tree = places.tree
    above = [at, *tree.ancestors(at)]
    if tree.is_verbal(trigger.token) or trigger.token not in above:
        return False
    between = above[: above.index(trigger.token)]
    return all(tree.bases[t] not in {"conj", "acl", "advcl"} for t in between)


def _distance(places: NamedPlaces, a: int, b: int) -> int:
    """Arcs between two tokens of a sentence; a third of the words where nothing was parsed."""
    tree = places.tree
    if not tree.has_arcs(a):
        return abs(a - b) // 3
    up = {node: step for step, node in enumerate([a, *tree.ancestors(a)])}
    for step, node in enumerate([b, *tree.ancestors(b)]):
        if node in up:
            return step + up[node]
    return _APART
