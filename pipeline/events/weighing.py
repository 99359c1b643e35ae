"""Trigger, place of its sentence → points for the place as the event's."""

from pipeline.events.carrying import FRONT, case_over, is_sufferer, is_told_there
from pipeline.events.named_places import NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.events.voice import may_be_passive
from pipeline.events.words import load_words
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
_LEARNT = 2.0  # points of a place that, by the learnt sentences, surely is the event's
_VOICE = 1.0  # points of a place whose officials tell of it
_NEXT_PART, _PART_BEFORE = 8.0, 1.0  # points off for a place beyond a semicolon
_OTHER_VERB = 2.0  # points off for a place that another verb tells
_CRIMES = frozenset({"for", "with", "over", "into", "of"})  # before what somebody is tried for
_BESIDE = frozenset({"conj", "parataxis", "advcl", "ccomp"})
_CLAUSE = 9  # words back to the "whose" of a clause that was parsed as none
_LONG = 2.0  # points off for a river, which runs through many places
_APART = 10  # arcs between tokens of two trees


def weigh(
    places: NamedPlaces, trigger: Trigger, number: int, *, has_own: bool, learnt: float
) -> float:
    """Points of a place; the more, the likelier.

    `has_own` tells whether the trigger has a place of its own, `learnt` how sure the learnt
    sentences are of this one, from 0 to 1.
    """
    resolution, at = places.resolutions[number], places.last_tokens[number]
    away = abs(at - trigger.token)
    points = _CARRYING.get(resolution.role, 0.0) + _PRECISE[resolution.precision]
    points += _VOICE if is_told_there(places, trigger, number) else 0.0
    points += 2.0 if at in trigger.clause else 0.0
    points -= min(3.0, 0.35 * _distance(places, trigger.token, at))
    points -= min(1.5, away / 25)
    points -= _beyond(places, trigger.token, at, has_own=has_own)
    points += _LEARNT * learnt + _syntax(places, trigger, resolution, at)
    points += _rules_itself(places, trigger, number) - _tried_for(places, trigger, at)
    if resolution.place is not None and resolution.place.kind == "river":
        points -= _LONG  # "the pipeline from the Dnipro was damaged" at a town that is named
    return points


def _syntax(places: NamedPlaces, trigger: Trigger, resolution: Resolution, at: int) -> float:
    """Points for how the place hangs on its trigger."""
    tree, points = places.tree, 0.0
    is_inside = case_over(places, at) in places.words["inside"]
    if is_inside:
        points += 0.5
    first = tree.sentence(at).first
    if at - first <= FRONT and tree.lowers[first] in places.words["inside"]:
        # "In Kyiv, a soldier pleaded guilty to a killing in …"
        points += 1.6 if resolution.precision == PlacePrecision.CITY else 0.8
    if at in trigger.patients or at in tree.children[trigger.token]:
        points += 2.0 if resolution.precision == PlacePrecision.EXACT else 1.0
    if is_inside and _is_of_noun(places, trigger, at):
        points += 1.5
    if at in tree.subjects(trigger.token) and may_be_passive(tree, trigger.token):
        points += 2.0  # "Kharkiv is bombarded by those who attacked Sumy"
    above = tree.ancestors(trigger.token)
    if at in above[:3] and any(
        tree.tokens[t].dep == "acl:relcl" for t in (trigger.token, *above[:2])
    ):
        points += 2.0  # "the town, whose people are shelled": the clause hangs on its place
    if _is_of_relative(places, trigger, at):
        points += 2.0
    points -= _divided(places, trigger.token, at)
    points += 3.0 if _is_reached(places, at) else 0.0
    points += 3.0 if _changes_hands(places, trigger, at) else 0.0
    points += 4.5 if is_sufferer(places, trigger, at) else 0.0
    is_land = resolution.precision == PlacePrecision.COUNTRY
    if not is_land and at == _told_by_clause(places, trigger):
        points += 6.0  # nothing else comes near it
    points += _given_up(places, trigger, at)
    names_it = tree.bases[at] in {"compound", "amod"}
    takes = trigger.rule.type == "territory_control"
    if at in trigger.agents and not (is_inside or takes or names_it):
        points -= 1.0
    return points


def _changes_hands(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether the place itself falls or is taken ("Kreminna has fallen and south of Izium …")."""
    tree, i = places.tree, trigger.token
    if trigger.rule.type != "territory_control" or not tree.is_verbal(i):
        return False
    falls = tree.lemmas[i] in load_words("places.toml", "falling") or may_be_passive(tree, i)
    return at in tree.objects(i) or (falls and at in tree.subjects_own(i))


def _is_reached(places: NamedPlaces, at: int) -> bool:
    """Whether something came "as far as" the place."""
    tree, head = places.tree, places.tree.head(at)
    is_far = head is not None and tree.lemmas[head] == "far" and head < at
    return is_far and tree.phrase_case(at) == "as"


def _is_of_relative(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether the clause hangs on what is from the place ("a nurse from Izium, whose house …")."""
    tree = places.tree
    for token in (trigger.token, *tree.ancestors(trigger.token)[:2]):
        if tree.bases[token] == "acl":
            noun = tree.tokens[token].head
            opens = any(tree.tokens[t].tag.startswith("W") for t in range(at, trigger.token))
            return opens and tree.head(at) == noun and tree.bases[at] == "nmod"
    return False


def _beyond(places: NamedPlaces, token: int, at: int, *, has_own: bool) -> float:
    """Points off for a place told by another verb, over or beside the trigger's clause.

    "A cook whose house was hit has settled in Lviv"; `has_own` where the clause names a place.
    """
    tree, above = places.tree, {at, *places.tree.ancestors(at)}
    crossed = []
    for node in (token, *tree.ancestors(token)):
        if node in above:
            break
        crossed.append(node)
    nouns = {tree.tokens[t].head for t in crossed if tree.bases[t] == "acl"}
    if nouns and nouns.isdisjoint(above):
        return _OTHER_VERB
    is_beside = any(tree.bases[t] in _BESIDE and tree.subjects_own(t) for t in crossed)
    return _OTHER_VERB if has_own and is_beside else 0.0


def _divided(places: NamedPlaces, token: int, at: int) -> float:
    """Points off for a semicolon between: what follows it tells of something else."""
    first, last = sorted((token, at))
    if ";" not in places.tree.lowers[first:last]:
        return 0.0
    return _NEXT_PART if at > token else _PART_BEFORE


def _rules_itself(places: NamedPlaces, trigger: Trigger, number: int) -> float:
    """Points for a town that takes the measure itself ("Odesa imposed a curfew")."""
    is_measure = trigger.rule.type == "security_measure"
    is_state = places.resolutions[number].role == Role.GOVERNMENT_METONYM
    return 3.5 if is_measure and is_state and places.last_tokens[number] in trigger.agents else 0.0


def _tried_for(places: NamedPlaces, trigger: Trigger, at: int) -> float:
    """Points off for where a crime was, which is not where its court sits.

    "Judges in The Hague opened an inquiry into the killings in Bucha."
    """
    tree, above = places.tree, places.tree.ancestors(at)
    if trigger.rule.type != "arrest_court" or trigger.token not in above:
        return 0.0
    way = above[: above.index(trigger.token)]
    told = [t for t in way if t > trigger.token]  # not the "of" of "the Court of Justice"
    is_crime = any({tree.mark(t), tree.phrase_case(t)} & _CRIMES for t in told)
    return _OTHER_VERB * 2 if is_crime else 0.0


def _given_up(places: NamedPlaces, trigger: Trigger, at: int) -> float:
    """Points for the ground that a side leaves, off for where it goes ("retreat from … to …")."""
    if places.tree.lemmas[trigger.token] not in load_words("places.toml", "losing"):
        return 0.0
    return {"from": 2.0, "to": -2.0}.get(case_over(places, at), 0.0)


def _told_by_clause(places: NamedPlaces, trigger: Trigger) -> int:
    """The token right before "whose", "which" … that the trigger's clause begins with; -1 if none.

    "Aid for Mariupol, whose people are shelled, …": a parser hangs the clause on the aid.
    """
    tree, first = places.tree, places.tree.sentence(trigger.token).first
    relatives = places.words["relatives"]
    clauses = [t for t in (trigger.token, *tree.ancestors(trigger.token)) if tree.bases[t] == "acl"]
    opening = min(tree.subtree(clauses[0])) if clauses else trigger.token
    if tree.lowers[opening] not in relatives:
        before = range(trigger.token - 1, max(first, trigger.token - _CLAUSE), -1)
        opening = next((t for t in before if tree.lowers[t] in {",", *relatives}), trigger.token)
    if tree.lowers[opening] not in relatives or opening - 1 <= first:
        return -1
    return opening - 2 if tree.lowers[opening - 1] == "," else opening - 1


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
