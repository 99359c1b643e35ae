"""Trigger, place of its sentence → whether the words rule it out as the event's place."""

from pipeline.events.carrying import can_carry, case_over
from pipeline.events.named_places import NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_classes
from pipeline.places.happenings import is_unreal
from pipeline.records import PlacePrecision, Role

_NEAR = 5  # words back to the verb that a name hangs on
# What stands behind a verb of which of the words: "built in", "fired by".
_SENDING = {"in": "made", "at": "made", "by": "made sent_off", "from": "made sent_off"}
_THEM = frozenset({"them", "whom", "these", "those"})


def is_ruled_out(
    places: NamedPlaces, trigger: Trigger, number: int, *, stated_only: bool, is_open: bool
) -> bool:
    """Whether a place cannot be where the event was; the options are those of `find_fits`."""
    resolution, at = places.resolutions[number], places.last_tokens[number]
    inside = at in trigger.clause or (stated_only and _is_of_told(places, trigger, at))
    return (
        not can_carry(places, trigger, number, inside=inside)
        or _is_wished(places, trigger, at)
        or _is_end_of_way(places, number)
        or _names_a_body(places, number)
        or _is_of_some(places, number)
        or _is_whose_office(places, number)
        or _is_of_time_before(places, trigger, number)
        or _is_fired_from(places, trigger, places.head_of(number))
        or _is_of_weapon(places, at)
        or places.is_water_beside(number)
        or _is_bordered(places, number)
        or _is_bound_for(places, trigger, number)
        or (is_open and resolution.precision == PlacePrecision.COUNTRY)
        or (stated_only and not _is_stated(places, trigger, at, inside=inside))
    )


def _is_wished(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether another clause only wishes or fears something there ("who hoped to storm Odesa")."""
    verb = places.grammar.clause_verb(at)
    if verb in {-1, trigger.token} or verb in places.tree.ancestors(trigger.token):
        return False
    return is_unreal(places.grammar, verb)


def _is_end_of_way(places: NamedPlaces, number: int) -> bool:
    """Whether a road or bridge only leads there ("the bridge to Kyiv was destroyed")."""
    tree, at = places.tree, places.head_of(number)
    head = tree.head(at)
    leads = tree.bases[at] == "nmod" and tree.phrase_case(at) in {"to", "toward", "towards"}
    return leads and head is not None and tree.lemmas[head] in places.words["ways"]


def _is_of_weapon(places: NamedPlaces, at: int) -> bool:
    """Whether it tells where what struck was made, or who fired it.

    "Two missiles, built in Kyiv, fired by an Odesa crew, struck the cruiser."
    """
    tree, first = places.tree, places.tree.sentence(at).first
    for verb in range(at - 1, max(first, at - _NEAR), -1):
        told = _SENDING.get(tree.lowers[verb + 1], "") if tree.tokens[verb].tag == "VBN" else ""
        is_one = told and any(tree.lemmas[verb] in places.words[name] for name in told.split())
        if is_one and tree.tokens[verb - 1].pos in {"NOUN", "PROPN", "PUNCT", "CCONJ"}:
            arms = load_classes()["artillery"] | load_classes()["aircraft"]
            return any(tree.lemmas[t] in arms for t in range(first, verb))
    return False


def _is_bordered(places: NamedPlaces, number: int) -> bool:
    """Whether something only lies beside it ("three villages bordering Donetsk region")."""
    tree, start = places.tree, places.resolutions[number].mention.start
    at = places.last_tokens[number]
    around = (t for t in range(max(0, at - _NEAR), at) if tree.tokens[t].start < start)
    before = [t for t in around if tree.lowers[t] != "the"]
    verb = before[-1] if before else 0
    opens = {tree.mark(verb), tree.phrase_case(verb)}
    if not opens.isdisjoint(places.words["inside"]) or tree.bases[verb] == "xcomp":
        return False  # "a ward in neighbouring Rubizhne", "abandoned neighbouring Rubizhne"
    return tree.lemmas[verb] in places.words["bordering"] and tree.tokens[verb].tag == "VBG"


def _names_a_body(places: NamedPlaces, number: int) -> bool:
    """Whether a land only tells whose body it is ("the Red Cross of Ukraine brought slate")."""
    tree, at = places.tree, places.head_of(number)
    head = tree.head(at)
    is_land = places.resolutions[number].precision == PlacePrecision.COUNTRY
    is_of = tree.bases[at] == "nmod" and tree.phrase_case(at) == "of"
    return is_land and is_of and head is not None and tree.tokens[head].pos == "PROPN"


def _is_of_some(places: NamedPlaces, number: int) -> bool:
    """Whether only some of those told went there ("left the country, two million of them to …")."""
    tree = places.tree
    head = tree.head(places.head_of(number))
    some = [] if head is None else tree.kids(head, "nmod")
    return any(tree.lowers[c] in _THEM and tree.phrase_case(c) == "of" for c in some)


def _is_whose_office(places: NamedPlaces, number: int) -> bool:
    """Whether it only says whose man is elsewhere ("Moscow's chief of police in Izium")."""
    tree, at = places.tree, places.head_of(number)
    head = tree.head(at)
    offices = load_classes()["official"] | places.words["heads"]
    if tree.tokens[at].dep != "nmod:poss" or head is None or tree.lemmas[head] not in offices:
        return False
    under = frozenset(tree.subtree(head))
    beside = places.in_sentence(tree.sentence_numbers[head])
    others = (t for t in (places.last_tokens[n] for n in beside) if t in under and t > head)
    return any(tree.phrase_case(t) in {"in", "at", "for"} for t in others)


def _is_of_time_before(places: NamedPlaces, trigger: Trigger, number: int) -> bool:
    """Whether it is named for a time before ("the most in a day since the attack on Kyiv")."""
    tree = places.tree
    above = [places.head_of(number), *tree.ancestors(places.head_of(number))]
    if trigger.token not in above:
        return False
    between = above[: above.index(trigger.token)]
    return any(tree.phrase_case(t) == "since" and not tree.is_verbal(t) for t in between)


def _is_stated(places: NamedPlaces, trigger: Trigger, at: int, *, inside: bool) -> bool:
    """Whether a place is said to be where people meet: "in Minsk", or a visit to it."""
    inside = inside or _is_of_same_verb(places, trigger, at)
    is_measure = trigger.rule.type == "security_measure"  # "barred trains to Kaliningrad"
    over = case_over(places, at)
    if inside and over in places.words["stating"] and not (is_measure and over in {"to", "into"}):
        return not _is_of_clause_under(places, trigger, at)
    visiting = ("visit", "tour", "reach", "walk", "stroll", "wander", "step")
    return trigger.words.lower().startswith(visiting) and at in trigger.patients


def _is_of_same_verb(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether the verb over the trigger's noun or aim has the place in front of it.

    "In New York the assembly adopted, by 140 votes to five, a resolution"; "ministers meeting in
    Brussels agreed to ban oil".
    """
    tree, i = places.tree, trigger.token
    verb = tree.head(i)
    is_aim = tree.is_verbal(i) and tree.mark(i) == "to" and tree.bases[i] in {"xcomp", "advcl"}
    is_agreed = is_aim and verb is not None and tree.lemmas[verb] in places.words["ruling"]
    if verb is None or not (
        is_agreed or (tree.bases[i] in {"obj", "nsubj"} and tree.is_verbal(verb))
    ):
        return False
    return at < verb and verb in tree.ancestors(at)


def _is_of_told(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether the trigger's clause tells of what is there ("the Council in Geneva, which met")."""
    tree, head = places.tree, places.tree.head(at)
    clause = next((t for t in (trigger.token, *tree.ancestors(trigger.token)[:1])
                   if tree.tokens[t].dep == "acl:relcl"), None)  # fmt: skip
    is_of_head = clause is not None and head is not None and tree.head(clause) == head
    return is_of_head or _opens_where(places, trigger, at)


def _opens_where(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether "where" opens the clause after it ("flew to Warsaw on Friday, where he met …")."""
    tree = places.tree
    for node in (trigger.token, *tree.ancestors(trigger.token)[:1]):
        first = min(t for t in tree.subtree(node) if tree.tokens[t].pos != "PUNCT")
        if tree.lowers[first] == "where" and tree.bases[node] in {"acl", "advcl"}:
            between = [places.last_tokens[number] for number in places.near(at)]
            return at < first and not any(at < t < first for t in between)
    return False


def _is_of_clause_under(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether a clause under the trigger names it ("talks since troops were sent into Ukraine")."""
    tree, above = places.tree, places.tree.ancestors(at)
    if trigger.token not in above:
        return False
    between = above[: above.index(trigger.token)]
    return any(tree.bases[t] in {"acl", "advcl"} and tree.subjects_own(t) for t in between)


def _is_bound_for(places: NamedPlaces, trigger: Trigger, number: int) -> bool:
    """Whether something else goes to that land ("taken from a besieged city to Russia")."""
    resolution, at = places.resolutions[number], places.head_of(number)
    is_land = resolution.precision == PlacePrecision.COUNTRY
    is_end = resolution.role == Role.EVENT_DESTINATION and places.tree.phrase_case(at) == "to"
    return is_land and is_end and trigger.rule.type not in places.types["moving"]


def _is_fired_from(places: NamedPlaces, trigger: Trigger, at: int) -> bool:
    """Whether what struck came from there ("missiles launched from Crimea")."""
    is_fire = trigger.rule.type in {"shelling", "air_strike", "siege"}  # "cut off from the sea"
    tree, above = places.tree, places.tree.ancestors(at)
    under = {trigger.token, *trigger.agents, *tree.children[trigger.token]}
    if not is_fire or not above:
        return False
    if above[0] in under and tree.phrase_case(at) == "from":
        return True
    if trigger.token not in above:
        return False
    way = [at, *above[: above.index(trigger.token)]]
    is_sent = any(tree.lemmas[t] in places.words["sent_off"] for t in (trigger.token, *way))
    return is_sent and any(tree.phrase_case(t) == "from" for t in way)  # "from ships in the gulf"
