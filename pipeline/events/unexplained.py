"""Drafts → drafts: deaths whose cause nobody tells, in an article of fire, are deaths by fire."""

from dataclasses import replace

from pipeline.events.drafts import Draft
from pipeline.events.words import load_words

_SENTENCES = 2  # of an article that tell of fire, from which it is an article of fire
_NEAR = 1  # sentences on either side in which another deed may be what killed


def explain(drafts: list[Draft]) -> list[Draft]:
    """Give bare deaths the type of the fire that the article tells of, in the same order.

    "Five people were killed in Lyman on Wednesday", in a report of a day's shelling.
    """
    fire = load_words("kinds.toml", "fire_from_afar")
    told = {d.sentence for d in drafts if d.type in fire and not d.trigger.rule.is_harm}
    deeds = [d for d in drafts if not d.trigger.rule.is_harm and d.type not in fire]
    others = {d.sentence for d in deeds if d.type in load_words("places.toml", "deadly")}
    if len(told) < _SENTENCES or len(told) <= len(others):
        return drafts
    return [_explained(draft, others) for draft in drafts]


def _explained(draft: Draft, others: set[int]) -> Draft:
    if draft.is_cumulative or not draft.trigger.rule.is_harm:
        return draft
    is_bare = draft.deed in load_words("places.toml", "bare_deaths") and draft.type in {
        "other",
        "violence_civilians",
    }
    near = range(draft.sentence - _NEAR, draft.sentence + _NEAR + 1)
    is_done = any(actor.part == "agent" for actor in draft.actors)
    if not is_bare or is_done or not others.isdisjoint(near):
        return draft
    return replace(draft, type="shelling")
