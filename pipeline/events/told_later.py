"""Trigger of a lead placed no closer than a land → the town told later of what it struck.

"A missile hit a railway station in the east of the country", the lead of an agency says; "the
station in Kramatorsk", the next paragraph.
"""

from pipeline.events.named_places import FINE, NEVER, NamedPlaces
from pipeline.events.told import take_over
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words
from pipeline.records import Resolution

_LEAD, _AFTER = 4, 6  # sentences that tell the news, and those after one that say where it was


def told_later(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """The town of "the station in …", where the lead tells of a station that was struck."""
    tree, sentence = places.tree, places.tree.sentence_numbers[trigger.token]
    if sentence >= _LEAD:
        return None
    told = {*trigger.patients, *tree.kids(trigger.token, "obj", "obl")}
    nouns = (t for t in told if tree.tokens[t].pos == "NOUN")
    struck = {tree.lemmas[t] for t in nouns if tree.bases[t] not in {"compound", "amod"}}
    struck -= load_words("places.toml", "vague_targets")
    for later in range(sentence + 1, min(sentence + _AFTER + 1, len(tree.parse.sentences))):
        for number in places.in_sentence(later):
            if _is_of_thing(places, number, struck):
                return take_over(places.resolutions[number], "told later of what was struck")
    return None


def _is_of_thing(places: NamedPlaces, number: int, things: set[str]) -> bool:
    """Whether a town is that of "the station in …", a thing told before."""
    tree, found, at = places.tree, places.resolutions[number], places.head_of(number)
    head = tree.head(at)
    if head is None or found.precision not in FINE or found.role in NEVER:
        return False
    is_known = any(tree.lowers[c] == "the" for c in tree.children[head])
    is_inside = tree.phrase_case(at) in places.words["inside"]
    return is_known and is_inside and tree.lemmas[head] in things
