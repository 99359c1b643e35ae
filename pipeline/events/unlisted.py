"""Trigger → the name in its sentence that says where it happened, though no gazetteer knows it."""

from pipeline.events.fitting import learnt_scores
from pipeline.events.named_places import TAKEN, NamedPlaces
from pipeline.events.triggers import Trigger
from pipeline.records import Resolution

_LIKELY = 0.5  # from which the learnt sentences say that it happened there


def unlisted(places: NamedPlaces, trigger: Trigger) -> Resolution | None:
    """The likeliest such name; the event has no point then, but tells the reader where.

    Asked only where no listed place will do: "a bomber killed six people in Tuz Khurmato".
    """
    numbers = places.near(trigger.token)
    asked = {n for n in numbers if _is_unlisted(places.resolutions[n])}
    if not asked:
        return None
    scores = zip(learnt_scores(places, trigger, numbers), numbers, strict=True)
    score, number = max((score, number) for score, number in scores if number in asked)
    return places.resolutions[number] if score >= _LIKELY else None


def _is_unlisted(resolution: Resolution) -> bool:
    return resolution.lat is None and resolution.place is None and resolution.role in TAKEN
