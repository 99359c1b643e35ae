"""Trigger → the place that "it" beside it stands for, named in the sentence before."""

from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.records import PlacePrecision, Resolution, Role

_MEANT = TAKEN | {Role.CONTEXT_PLACE, Role.EVENT_ORIGIN}
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})


def meant_by_it(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """The place that "it" or "its" stands for, if any.

    It is the subject of the sentence before, or the one place which that names:
    "Sumy is without water. Its hospital was hit on Monday."
    """
    tree, sentence = places.tree, places.tree.sentence_numbers[trigger.token]
    suffers = {t for p in trigger.patients for t in (p, *tree.children[p])}
    suffers |= {t for s in tree.subjects_own(trigger.token) for t in (s, *tree.children[s])}
    if all(tree.lowers[t] not in places.words["pronouns"] for t in suffers):
        return None
    if not sentence or places.paragraphs[sentence - 1] != places.paragraphs[sentence]:
        return None
    numbers = [
        number
        for number in places.in_sentence(sentence - 1)
        if places.resolutions[number].role in _MEANT
        and places.resolutions[number].lat is not None
        and places.resolutions[number].precision not in _WIDE
    ]
    first = [n for n in numbers if tree.bases[places.last_tokens[n]] == "nsubj"]
    towns = {places.resolutions[n].mention.text for n in numbers}
    chosen = first or (numbers if len(towns) == 1 else [])
    return places.resolutions[chosen[0]] if chosen else None
