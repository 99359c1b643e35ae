"""Group, Draft → whether the draft tells of the same happening as the group."""

from collections.abc import Iterable

from pipeline.events.drafts import Draft, is_open
from pipeline.events.harm import add
from pipeline.events.merging.fitting import fits
from pipeline.events.merging.groups import NEAR, Group
from pipeline.events.merging.places import can_be, holds, is_same_place, is_site_in
from pipeline.events.words import load_words
from pipeline.records import Days, Resolution, Status

_ROUNDED = 0.1  # of a count, by which two tellings of it may differ
_LEAD = 2  # sentences that may tell once more what the first one did
_TELLING = 3  # dead of which two sentences that agree tell of the same


def is_same(group: Group, draft: Draft, place: Resolution | None) -> bool:
    """Whether the draft, at one of its places, tells of the group's happening."""
    other = group.best
    if is_open(draft.standing.status) != is_open(other.standing.status):
        return False
    if not all(is_same_time(draft, told) for told in group.drafts):
        return False
    if _strikes_others(group, draft) or _turns(group, draft):
        return False
    if _is_another_day(group, draft) or _counts_others(group, draft):
        return False
    if _has_same_dead(group, draft):
        is_guess = draft.where.is_guessed or group.is_guess
        return is_guess or can_be(place, group.place)
    return _is_same_scene(group, draft, place)


def _is_same_scene(group: Group, draft: Draft, place: Resolution | None) -> bool:
    """Whether place, type and wording of two tellings of the same days fit."""
    other = group.best
    same_sentence = draft.sentence == other.sentence
    if place is None or group.place is None:
        told = {name for d in group.drafts for name in _names(d)}
        is_agreed = draft.standing.status == other.standing.status == Status.AGREED
        names_it = is_agreed or not told.isdisjoint(_names(draft))
        is_same = (place is group.place and names_it) or _tells_headline(group, draft)
        return same_sentence or is_same
    if is_same_place(place, group.place) or is_site_in(place, group.place):
        return same_sentence or fits(group, draft)
    if _goes_on_trying(group, draft):
        return True
    is_one_toll = same_sentence and not _counts_more(group, draft)
    is_told_so = is_one_toll or _tells_same(group, draft) or _sums_up(group, draft)
    return holds(place, group.place) and is_told_so


def _counts_more(group: Group, draft: Draft) -> bool:
    """Whether each counts dead of its own ("four in the region, and seven bodies in Lyman")."""
    mine, theirs = add(list(draft.tolls)).killed_min, group.harm.killed_min
    return bool(mine and theirs) and mine != theirs


def _goes_on_trying(group: Group, draft: Draft) -> bool:
    """Whether the next sentence names the one who was tried, neither telling where."""
    is_near = 0 <= draft.sentence - group.drafts[-1].sentence <= NEAR
    is_trial = draft.type == group.best.type == "arrest_court"
    return is_trial and is_near and group.is_guess and draft.where.is_guessed


def _tells_headline(group: Group, draft: Draft) -> bool:
    """Whether the lead says where it was that the headline tells of, in the same words."""
    is_opening = group.drafts[0].sentence == 0 and draft.sentence <= _LEAD
    return is_opening and len(group.drafts) == 1 and group.drafts[0].deed == draft.deed


def _sums_up(group: Group, draft: Draft) -> bool:
    """Whether the first sentence told in a region what the next ones tell in a town of it."""
    is_opening = group.drafts[0].sentence == 0 and draft.sentence <= _LEAD
    return is_opening and len(group.drafts) == 1 and fits(group, draft)


def _turns(group: Group, draft: Draft) -> bool:
    """Whether a side that took a place leaves it, or another side takes it: not the same turn."""
    mine = draft.struck.held_by
    return bool(mine) and any(
        other.struck.held_by and not _is_one_turn(other.struck.held_by, mine)
        for other in group.drafts
    )


def _is_one_turn(one: str, other: str) -> bool:
    """Whether who holds it now is the same, or one side took what the other left."""
    lost = [side.removeprefix("not ") for side in (one, other) if side.startswith("not ")]
    return one == other or (len(lost) == 1 and lost[0] not in {one, other})


def _is_another_day(group: Group, draft: Draft) -> bool:
    """Whether its words set its day against that of what was told ("the day before, …")."""
    is_other = draft.date_text.lower() in load_words("places.toml", "other_days")
    undated = not any(d.is_dated for d in group.drafts)
    return is_other and undated and draft.sentence != group.best.sentence


def _counts_others(group: Group, draft: Draft) -> bool:
    """Whether it counts others on the move ("5 million have fled", "7.7 million displaced")."""
    told = [figure for other in group.drafts for figure in other.figures]
    is_moving = draft.type in load_words("kinds.toml", "moving_people")
    return is_moving and bool(told and draft.figures) and not _agree(told, draft.figures)


def _agree(some: Iterable[float], others: Iterable[float]) -> bool:
    """Whether two counts are one, rounded or not ("more than 6,200", "6,266")."""
    mine = tuple(others)
    return any(abs(a - b) <= _ROUNDED * max(a, b) for a in some for b in mine)


def _has_same_dead(group: Group, draft: Draft) -> bool:
    """Whether both count the same dead, more than happen to agree by chance."""
    mine, theirs = add(list(draft.tolls)).killed_min, group.harm.killed_min
    return mine == theirs and mine is not None and mine >= _TELLING


def _strikes_others(group: Group, draft: Draft) -> bool:
    """Whether the draft names its victims, and none of the group's: another killing."""
    theirs = {name for d in group.drafts for name in d.struck.victims}
    return bool(theirs and draft.struck.victims) and theirs.isdisjoint(draft.struck.victims)


def _tells_same(group: Group, draft: Draft) -> bool:
    """Whether both tell the same of the same things ("shot down two helicopters")."""
    return any(
        draft.deed == other.deed and not draft.struck.things.isdisjoint(other.struck.things)
        for other in group.drafts
    )


def _names(draft: Draft) -> set[str]:
    """Words that tell whether two unplaced drafts speak of the same thing: those of the trigger."""
    return set(draft.trigger.words.lower().split())


def is_same_time(a: Draft, b: Draft) -> bool:
    """Whether the days of two drafts can be the same; vague ones can be any."""
    return not (a.is_dated and b.is_dated) or _overlap(a.days, b.days)


def _overlap(a: Days, b: Days) -> bool:
    if a.first is not None and b.until is not None and a.first >= b.until:
        return False
    return not (b.first is not None and a.until is not None and b.first >= a.until)
