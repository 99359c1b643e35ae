"""Trigger and place of its sentence → whether the place can be where its event was, by its role."""

from gazetteer.spots import arc_km
from pipeline.events.named_places import NEVER, NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes, load_words
from pipeline.places.wording import role_words
from pipeline.records import PlacePrecision, Role

_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT, PlacePrecision.RELATIVE})
FRONT = 3  # words from the start of the sentence that a place in front stands within
_BEHIND = 4  # words behind "on" within which what an air strike hit is named
_AROUND, _ASTRAY_KM = 6, 50.0  # sentences before, and how far from their towns a square may be


def can_carry(places: NamedPlaces, trigger: Trigger, number: int, *, inside: bool) -> bool:
    """Whether a role lets a place be where the trigger's event was; `inside` its clause."""
    resolution = places.resolutions[number]
    is_continent = resolution.place is not None and resolution.place.kind == "continent"
    if resolution.lat is None or is_continent or _is_astray(places, number):
        return False
    if _is_of_war(places, trigger, number):
        return False
    return is_told_there(places, trigger, number) or _may_by_role(
        places, trigger, number, inside=inside
    )


def _is_of_war(places: NamedPlaces, trigger: Trigger, number: int) -> bool:
    """Whether a country is only named as that of a war ("who denounced the war in Ukraine")."""
    head = places.tree.head(places.last_tokens[number])
    is_wide = places.resolutions[number].precision == PlacePrecision.COUNTRY
    is_apart = head is not None and head not in trigger.span
    return is_wide and is_apart and places.tree.lemmas[head or 0] in places.words["wars"]


def _may_by_role(places: NamedPlaces, trigger: Trigger, number: int, *, inside: bool) -> bool:
    resolution, at = places.resolutions[number], places.last_tokens[number]
    role, is_point = resolution.role, resolution.precision in _POINTS
    if role in {Role.ORGANISATION_SEAT, Role.SPEAKER_LOCATION}:  # "a court in Kyiv sentenced"
        is_told = inside or at in places.tree.subtree(_told_with(places, trigger))
        is_there = is_told and is_point and case_over(places, at) in places.words["inside"]
        if role == Role.SPEAKER_LOCATION:
            return is_there
        return is_there or _is_hit(places, trigger, at) or (is_point and _sits_in(trigger, at))
    if role == Role.GOVERNMENT_METONYM:
        return is_point and _stands_for_town(places, trigger, at)
    if role == Role.PERSON_OFFICE:
        is_city = resolution.precision == PlacePrecision.CITY
        return is_city or (inside and _holds_victims(places, trigger, at))
    if role == Role.RELATIVE_POSITION_BASE:
        return resolution.precision == PlacePrecision.RELATIVE
    return role not in NEVER


def _told_with(places: NamedPlaces, trigger: Trigger) -> int:
    """The verb of those whom a trigger befell ("a judge in Kyiv was killed as rockets hit his")."""
    tree, above = places.tree, places.tree.head(trigger.token)
    opens = {tree.lowers[c] for c in tree.kids(trigger.token, "mark", "advmod")}
    is_when = tree.bases[trigger.token] == "advcl" and not opens.isdisjoint({"as", "when"})
    return above if is_when and above is not None else trigger.token


def _sits_in(trigger: Trigger, at: int) -> bool:
    """Whether a court or police force bears the town's name: "a Manila court cleared"."""
    return trigger.rule.type == "arrest_court" and at in trigger.agents


def _stands_for_town(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether a capital is the town itself: "explosions shook Kyiv", "the Odesa attack"."""
    if trigger.rule.type == "security_measure":  # "Odesa has imposed a curfew"
        return at in trigger.agents
    if is_sufferer(places, trigger, at):
        return True
    is_several = trigger.rule.type in places.types["several"]
    if is_several and places.tree.bases[at] == "compound" and _names_building(places, at):
        return True
    is_pro = at > 0 and places.tree.tokens[at - 1].text == "-"  # "pro-Kyiv demonstrators"
    names_it = places.tree.bases[at] in {"compound", "amod"} and at in trigger.agents
    is_struck = (names_it and not is_pro) or at in trigger.patients
    return is_struck and is_several


def _names_building(places: NamedPlaces, at: int) -> bool:
    """Whether it says in which town a building stands ("a Kyiv mall")."""
    head = places.tree.head(at)
    is_next = head is not None and head > at
    return is_next and places.tree.lemmas[head or 0] in load_classes()["building"]


def is_sufferer(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether a town is what goes without ("Sumy lost power when bombs fell on Okhtyrka")."""
    tree = places.tree
    if trigger.rule.type != "infrastructure_outage":
        return False
    verbs = [t for t in (trigger.token, *tree.ancestors(trigger.token)[:2]) if tree.is_verbal(t)]
    return bool(verbs) and (
        at in tree.subjects_own(verbs[0]) and tree.lemmas[verbs[0]] in places.words["suffering"]
    )


def _is_astray(places: NamedPlaces, number: int) -> bool:
    """Whether a square or the like lies far from all towns of its paragraph: another's namesake."""
    place, here = places.resolutions[number].place, places.last_tokens[number]
    if place is None or place.kind not in {"street", "park"}:
        return False
    sentence = places.tree.sentence_numbers[here]
    towns = [
        r.place
        for n in range(max(0, sentence - _AROUND), sentence + 1)
        if places.paragraphs[n] == places.paragraphs[sentence]
        for r in (places.resolutions[i] for i in places.in_sentence(n))
        if r.place is not None and r.precision == PlacePrecision.CITY
    ]
    km = [arc_km(place.lat, place.lon, town.lat, town.lon) for town in towns]
    return bool(km) and min(km) > _ASTRAY_KM


def is_told_there(places: NamedPlaces, trigger: Trigger, number: int) -> bool:
    """Whether those of the place tell what befell it ("Sumy's mayor said a school had been hit").

    Or the sentence opens with it ("In Sumy, officials said …"), and it is no seat of power.
    """
    resolution, place = places.resolutions[number], places.resolutions[number].place
    befalls = places.types["several"] | {"violence_civilians", "other", "displacement"}
    is_land = place is not None and place.kind == "country"
    if place is None or trigger.rule.type not in befalls:
        return False
    if is_land and trigger.rule.type != "displacement":
        return False  # a land tells of all that happens in it, but who comes it knows itself
    if place.name.lower() in role_words("seats_of_power"):
        return False
    at = places.last_tokens[number]
    if resolution.role == Role.SPEAKER_LOCATION:
        is_front = at - places.tree.sentence(at).first <= FRONT
        home = places.country.place if places.country is not None else None
        is_home = home is None or home.country == place.country
        return is_front and is_home and case_over(places, at) in {"in", "at"}
    is_office = resolution.role in {Role.PERSON_OFFICE, Role.ORGANISATION_SEAT}
    return is_office and _is_voice(places, trigger, at)


def _is_voice(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether a name is that of the official or body which tells of the trigger."""
    tree, speaks = places.tree, load_words("standing.toml", "saying")
    subjects = {s for t in tree.ancestors(trigger.token) for s in tree.subjects_own(t)}
    return any(
        tree.lemmas[voice] in places.words["voices"]
        and not subjects.isdisjoint({voice, *tree.ancestors(voice)[:1]})
        and any(tree.lemmas[t] in speaks for t in tree.ancestors(voice)[:2])
        for voice in (*places.named_by(at), *tree.ancestors(at)[:2])
    )


def _holds_victims(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether those struck are said to be in the place ("shot three men in Kherson region")."""
    above = [places.tree.head(t) for t in (at, *places.named_by(at))]
    is_in = case_over(places, at) in places.words["stating"]
    return is_in and any(t in trigger.patients for t in above)


def _is_hit(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether what bears the name is what was struck ("Kharkiv TV tower damaged by shells")."""
    if trigger.rule.type not in places.types["several"]:
        return False
    tree, last = places.tree, trigger.span[-1]
    named = places.named_by(at)
    if any(tree.lemmas[t] in load_classes()["armed"] for t in named):
        return False  # "the Kharkiv brigade" fights elsewhere
    if not {at, *named}.isdisjoint(trigger.patients):
        return True
    behind = range(last + 2, min(last + 2 + _BEHIND, tree.sentence(last).stop))
    return at in behind and tree.lowers[last + 1] in places.words["hitting"]


def case_over(places: NamedPlaces, at: int) -> str:
    """The preposition over a name, also where it only names a noun ("at Ramstein air base")."""
    tree, here = places.tree, at
    for _ in range(3):
        case, head = tree.phrase_case(here), tree.head(here)
        if case or head is None or tree.bases[here] not in {"compound", "flat", "amod"}:
            return case
        here = head
    return tree.phrase_case(here)
