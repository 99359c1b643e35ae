"""Trigger, Standing, Where → whether it only tells what the article is about, and no event."""

from collections.abc import Mapping

from pipeline.events.clauses import clause_head
from pipeline.events.standing import Standing
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.where import Where
from pipeline.events.words import load_words
from pipeline.records import PlacePrecision, Status

_IN = frozenset({"in", "from", "of", "near", "into", "across"})  # "in occupied Kherson"


def is_frame(
    tree: Tree, trigger: Trigger, standing: Standing, where: Where, labels: Mapping[int, set[str]]
) -> bool:
    """Whether an undated trigger without victims only tells what the article is about.

    "Russia's attack on Ukraine", "fighting in the country", "a year of talks": a noun, and no
    place closer than a country. Likewise a plan without a day.
    """
    kind, is_noun = trigger.rule.type, tree.tokens[trigger.token].pos == "NOUN"
    kinds = load_words("places.toml", "framed_nouns" if is_noun else "framed_verbs")
    if standing.status in {Status.PLANNED, Status.AGREED}:
        return standing.status == Status.PLANNED
    is_of = not is_noun or any(tree.phrase_case(t) != "on" for t in trigger.patients)
    is_known = bool(trigger.patients) and is_of and kind in load_words("standing.toml", "known")
    is_told = kind == "talks_diplomacy" and _is_certain_meeting(tree, trigger, labels)
    if _is_state(tree, trigger) or _is_since(tree, trigger):
        return True
    wide = {PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN}
    is_wide = all(place.precision in wide for place in where.places)
    if is_wide and tree.lemmas[trigger.token] in load_words("places.toml", "beginning_wars"):
        return True  # "since Russia invaded Ukraine"
    above = tree.head(trigger.token)
    if kind == "security_measure" and above is not None:
        is_told = is_told or tree.lemmas[above] in load_words("places.toml", "enacting")
    is_told = is_told or tree.lemmas[trigger.token] in load_words("places.toml", "countrywide")
    if kind not in kinds or is_known or is_told:
        return False  # "the murder of the priests", wherever; "the talks resumed"
    if not where.places:
        return is_noun and kind in load_words("places.toml", "framed_unplaced")
    return is_wide if is_noun else where.how == "country"


def _is_since(tree: Tree, trigger: Trigger) -> bool:
    """Whether it only tells from when something else is counted ("since the siege began")."""
    i = trigger.token
    if tree.tokens[i].pos == "NOUN" and tree.phrase_case(i) == "since" and not tree.kids(i, "acl"):
        return True  # "the first ship since the port's capture"
    if trigger.rule.type == "security_measure" and tree.phrase_case(i) in {"after", "before"}:
        return True  # "was struck after curfew"
    if trigger.rule.type not in load_words("places.toml", "lasting"):
        return False
    above = tree.head(i)
    if above is not None and tree.bases[i] == "nmod" and tree.phrase_case(i) == "of":
        is_time = tree.lemmas[above] in load_words("places.toml", "spans")
        if is_time and tree.bases[above] in {"obl", "nmod"}:
            return True  # "in the second week of the siege"
    heads = {trigger.token, clause_head(tree, trigger.token)}
    opened = {tree.lowers[c] for head in heads for c in tree.children[head]}
    return "since" in opened


def _is_state(tree: Tree, trigger: Trigger) -> bool:
    """Whether it only says how a place stands ("the peninsula, occupied by …")."""
    i, states = trigger.token, load_words("places.toml", "states")
    is_beside = tree.bases[i] in {"acl", "amod"}
    before = tree.lowers[i - 1] if i else ""
    is_told = any(tree.bases[c] in {"aux", "nsubj"} for c in tree.children[i])
    is_named = not is_told and before in load_words("places.toml", "state_adverbs")
    opens = tree.tokens[i].tag == "VBN" and tree.mark(i) == before and before in _IN
    is_named = is_named or (opens and any(c == i + 1 for c in tree.objects(i)))
    return (is_beside or is_named) and tree.lemmas[i] in states


def _is_certain_meeting(tree: Tree, trigger: Trigger, labels: Mapping[int, set[str]]) -> bool:
    """Whether talks are told of ("the talks resumed"), or named by who meets or which they are."""
    i = trigger.token
    if tree.bases[i] in {"nsubj", "root"}:
        return True
    above = tree.head(i)
    around = {tree.lowers[t] for t in tree.children[i]}
    around |= {tree.lemmas[above]} if above is not None else set()
    if not around.isdisjoint(load_words("places.toml", "rounds")):
        return True
    is_vague = tree.lemmas[i] in load_words("places.toml", "talking")
    if is_vague and tree.bases[i] == "nmod" and tree.phrase_case(i) in {"of", "in"}:
        return False  # "the point of talks with the rebels"
    parties = {*trigger.agents, *trigger.patients}
    if tree.bases[i] == "obl" and above is not None:  # "Biden warned Xi in a video call"
        parties |= set(tree.subjects(above))
    named = [t for t in parties if labels.get(t, set()) & {"GOV", "PERSON", "NORP"}]
    return len(named) > 0
