"""Group, Draft at one place → whether type, dead and what was struck can be of one happening."""

from pipeline.events.drafts import Draft
from pipeline.events.harm import add
from pipeline.events.merging.groups import Group
from pipeline.events.words import load_words
from pipeline.records import Harm


def fits(group: Group, draft: Draft) -> bool:
    """Whether type and dead of a draft fit those of a group at the same place."""
    mine, theirs = add(list(draft.tolls)).killed_min, group.harm.killed_min
    if mine is not None and theirs is not None:
        return mine == theirs or _may_agree(add(list(draft.tolls)), group.harm)
    if draft.struck.is_further and not draft.tolls:
        return False
    struck = {target for other in group.drafts for target in other.struck.targets}
    if struck and draft.struck.targets and struck.isdisjoint(draft.struck.targets):
        return False
    return _is_type(group, draft) and not _takes_others(group, draft)


def _takes_others(group: Group, draft: Draft) -> bool:
    """Whether one tells of people taken, the other of people killed or hurt."""
    if draft.type != "violence_civilians":
        return False
    taking = load_words("places.toml", "taking")
    return all((draft.deed in taking) != (other.deed in taking) for other in group.drafts)


def _is_type(group: Group, draft: Draft) -> bool:
    """Whether both tell of one type; "an attack" may be any kind of fire."""
    general = load_words("places.toml", "general_fire")
    deeds = [d for d in group.drafts if not d.trigger.rule.is_harm] or group.drafts
    if not draft.is_fire or draft.deed in general:
        is_fire = draft.is_fire and all(other.is_fire for other in deeds)
        return is_fire or any(draft.type == other.type for other in group.drafts)
    told = [other for other in deeds if other.deed not in general]
    if not told:
        return all(other.is_fire for other in deeds)
    return any(draft.type == other.type for other in told)


def _may_agree(one: Harm, other: Harm) -> bool:
    """Whether an open count ("several", "at least five") and an exact one can be the same."""
    for vague, exact in ((one, other), (other, one)):
        if vague.killed_max is None and exact.killed_min == exact.killed_max:
            return (vague.killed_min or 0) <= (exact.killed_min or 0)
    return False
