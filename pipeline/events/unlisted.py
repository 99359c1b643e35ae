"""Trigger → the name in its sentence that says where it happened, though no gazetteer knows it."""

from collections.abc import Iterator

from pipeline.events.fitting import learnt_scores
from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.places import event_place_scores
from pipeline.places.named_spans import Named, proper_runs
from pipeline.places.wording import after_pattern, find_before
from pipeline.records import Mention, PlacePrecision, Resolution, Role

_LIKELY = 0.5  # from which the learnt sentences say that it happened there
_KIND_WITHIN = 40  # characters before and after a name in which its kind is told


def unlisted(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """The likeliest such name; the event has no point then, but tells the reader where.

    Asked only where no listed place will do: "a bomber killed six people in Tuz Khurmato".
    """
    numbers = places.near(trigger.token)
    scores = zip(learnt_scores(places, trigger, numbers), numbers, strict=True)
    likely = [
        (score, number)
        for score, number in scores
        if score >= _LIKELY and _is_unlisted(places.resolutions[number])
    ]
    return places.resolutions[max(likely)[1]] if likely else _of_a_kind(places, trigger)


def _is_unlisted(resolution: Resolution) -> bool:
    return resolution.lat is None and resolution.place is None and resolution.role in TAKEN


def _of_a_kind(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """A name that nothing but its kind tells to be a place: "stormed the village of Mainok"."""
    names = list(_told_names(places, trigger))
    scores = event_place_scores(places.grammar, trigger.token, names)
    likely = [(score, name.span) for score, name in zip(scores, names, strict=True)]
    score, span = max(likely, default=(0.0, (0, 0)))
    if score < _LIKELY:
        return None
    mention = Mention(*span, places.article.text[slice(*span)], "", "kind")
    return Resolution(
        mention,
        Role.EVENT_LOCATION,
        None,
        None,
        None,
        None,
        PlacePrecision.UNKNOWN,
        0.0,
        "not listed",
    )


def _told_names(places: NamedPlaces, trigger: Trigger) -> Iterator[Named]:
    """The names beside a word for a kind of place, in the sentence, that are no mentions."""
    text, sentence = places.article.text, places.tree.sentence(trigger.token)
    mentioned = [places.resolutions[n].mention for n in places.near(trigger.token)]
    for start, end in proper_runs(places.tree.tokens[sentence.first : sentence.stop]):
        if any(start < mention.end and mention.start < end for mention in mentioned):
            continue
        before, after = text[max(0, start - _KIND_WITHIN) : start], text[end : end + _KIND_WITHIN]
        if find_before(before) or after_pattern().match(after):
            yield Named((start, end), places.grammar.tokens_in(start, end), "")
