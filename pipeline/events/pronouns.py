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
    own = [t for t in trigger.clause if tree.tokens[t].dep == "nmod:poss"]  # "at its jetty"
    suffers |= {t for t in own if tree.head(t) in tree.kids(trigger.token, "obl")}
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
    if not numbers:
        return _called_before(places, sentence - 1)
    return places.resolutions[chosen[0]] if chosen else None


def _called_before(places: NamedPlaces, sentence: int) -> Resolution | None:
    """The place that the sentence before speaks of by a word ("The island is Russian. Its …")."""
    tree = places.tree
    start = tree.parse.sentences[sentence]
    for token in range(start.first, start.stop):
        kinds = places.refer_back.get(tree.tokens[token].text)
        is_subject = tree.bases[token] == "nsubj" and tree.lowers[token - 1] == "the"
        if kinds is not None and is_subject:
            return places.last_of_kind(kinds, tree.tokens[token].start)
    return None
