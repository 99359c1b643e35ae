"""Drafts → drafts: in an article of fire, what nobody tells the cause of is the work of fire.

Deaths, houses that collapse, and "a second one" that crashed after a missile.
"""

import re
from dataclasses import replace

from pipeline.events.drafts import Draft
from pipeline.events.harm import is_dying
from pipeline.events.merging.adding import is_elsewhere_later
from pipeline.events.merging.groups import NEAR
from pipeline.events.merging.places import is_same_place
from pipeline.events.words import load_words

_SENTENCES = 2  # of an article that tell of fire, from which it is an article of fire
_NEAR = 1  # sentences on either side in which another deed may be what killed
_ANOTHER = re.compile(r"(?:an?|the) (?:second|third|fourth|fifth|other)\b|another\b", re.IGNORECASE)


def explain(drafts: list[Draft]) -> list[Draft]:
    """Give what is told without a cause the type of the fire that the article tells of.

    "Five people were killed in Lyman on Wednesday", in a report of a day's shelling; in the same
    order.
    """
    fire = load_words("kinds.toml", "fire_from_afar")
    told = {d.sentence: d for d in drafts if d.type in fire and not d.trigger.rule.is_harm}
    deeds = [d for d in drafts if not d.trigger.rule.is_harm and d.type not in fire]
    others = [d for d in deeds if d.type in load_words("places.toml", "deadly") if not _is_ruin(d)]
    if len(told) < _SENTENCES or 2 * len(told) <= len({d.sentence for d in others}):
        return drafts
    return [_explained(draft, others, told) for draft in drafts]


def _explained(draft: Draft, others: list[Draft], told: dict[int, Draft]) -> Draft:
    is_counted = draft.trigger.rule.is_harm and not draft.where.is_named
    near = [told[n] for n in range(draft.sentence - NEAR, draft.sentence + 1) if n in told]
    if is_counted and any(not is_elsewhere_later(draft, fire) for fire in near):
        return draft  # "five people died": those of the strike just told
    is_ruin = _is_ruin(draft) or (_is_another(draft) and draft.sentence - 1 in told)
    is_shelled = is_ruin or (_is_bare(draft) and not any(_may_kill(o, draft) for o in others))
    return replace(draft, type="shelling") if is_shelled else draft


def _is_bare(draft: Draft) -> bool:
    """Whether it only says that people died, and by nobody's hand."""
    if draft.is_cumulative or not draft.trigger.rule.is_harm:
        return False
    is_bare = draft.deed in load_words("places.toml", "bare_deaths")
    is_done = not is_dying(draft.deed) and any(a.part == "agent" for a in draft.actors)
    return is_bare and draft.type in {"other", "violence_civilians"} and not is_done


def _is_ruin(draft: Draft) -> bool:
    """Whether a building fell or people burned, and nothing else is told of it."""
    ruins = load_words("places.toml", "ruins")
    return draft.type == "other" and not draft.is_cumulative and draft.deed in ruins


def _is_another(draft: Draft) -> bool:
    """Whether it tells of a further one of what the sentence before told ("a second one …")."""
    return draft.type == "other" and _ANOTHER.match(draft.quote.text) is not None


def _may_kill(other: Draft, draft: Draft) -> bool:
    """Whether another deed told beside may be what people died of: not one at another place."""
    if abs(other.sentence - draft.sentence) > _NEAR:
        return False
    mine, theirs = draft.where.places, other.where.places
    is_elsewhere = draft.where.is_named and other.where.is_named and bool(mine and theirs)
    return not (is_elsewhere and not any(is_same_place(a, b) for a in mine for b in theirs))
