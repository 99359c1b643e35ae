"""Drafts → groups: each draft joins the happening that it tells of, or begins one."""

from pipeline.events.drafts import Draft, is_open
from pipeline.events.harm import add, is_dying
from pipeline.events.merging.adding import (
    harmed_before,
    is_elsewhere_later,
    is_told_earlier,
    only_adds,
)
from pipeline.events.merging.groups import NEAR, Group
from pipeline.events.merging.places import holds, is_finer, is_same_place, is_site_in
from pipeline.events.merging.sameness import is_same, is_same_time
from pipeline.events.words import load_words
from pipeline.records import Resolution, Role

_RECENT = 40  # groups of a bucket compared with a new draft: keeps long articles linear
_HARMED = 6  # groups before, one of which a bare count of victims may belong to
_TOLL = 5  # dead that hardly two happenings at one place have in common
_COUNTED = 2  # groups before, one of which may be the bare count of a draft
# Tellings of one happening; a further one begins another, which incidents may join.
_MOST_TOLD = 100


def merge(drafts: list[Draft]) -> list[Group]:
    """Groups in the order of their first drafts."""
    groups: list[Group] = []
    buckets: dict[str, list[Group]] = {}
    for draft in drafts:
        told = harmed_before(groups[-_HARMED:], draft) if only_adds(draft) else None
        if told is not None:
            told.added.append(draft)
        if told is not None or draft.only_adds:
            continue
        bucket = buckets.setdefault(_family(draft), [])
        for place in draft.where.places or (None,):
            home = _find_home(groups, bucket, draft, place)
            if home is None:
                home = Group(place, is_guess=draft.where.is_guessed)
                groups.append(home)
                bucket.append(home)
            elif not draft.points_back and _is_better(draft, place, home):
                home.place, home.is_guess = place, draft.where.is_guessed
            home.drafts.append(draft)
    return groups


def _find_home(
    groups: list[Group], bucket: list[Group], draft: Draft, place: Resolution | None
) -> Group | None:
    """The group that the draft joins at a place, if any; one of another family is shared."""
    recent = [
        group
        for group in reversed(bucket[-_RECENT:])
        if len(group.drafts) < _MOST_TOLD and group.drafts[-1] is not draft  # at another place
    ]
    home = _told_before(recent, draft) if draft.points_back else None
    home = home or next((g for g in recent if is_same(g, draft, place)), None)
    if home is None and draft.trigger.rule.is_harm and not draft.is_cumulative:
        told = sorted(groups[-_RECENT:], key=lambda group: group.drafts[-1].sentence)
        home = _victims_of(told[-_HARMED:], draft)
    if home is None:
        home = _counted_before(groups[-_COUNTED:], draft) or _tallied(
            groups[-_RECENT:], draft, place
        )
        bucket += [home] if home is not None and home not in bucket else []
    return home


def _tallied(groups: list[Group], draft: Draft, place: Resolution | None) -> Group | None:
    """The happening whose dead a bare toll sums up ("Mykolaiv death toll now 28"), or the reverse.

    So many dead at one place, told of by a toll and by a strike, are the same.
    """
    mine = add(list(draft.tolls)).killed_min
    if mine is None or mine < _TOLL or place is None:
        return None
    for group in reversed(groups):
        is_toll = (group.type == "other") != (draft.type == "other")
        is_undated = not (draft.date_text and group.best.date_text)
        is_here = is_undated and is_same_place(place, group.place)
        if is_toll and is_here and group.harm.killed_min == mine and group.drafts[-1] is not draft:
            return group
    return None


def _family(draft: Draft) -> str:
    if draft.is_cumulative:
        return "cumulative"
    return "fire" if draft.is_fire else draft.type


def _is_better(draft: Draft, place: Resolution | None, home: Group) -> bool:
    """Whether the draft's place says more than the group's: told, not guessed; then finer."""
    is_guess = draft.where.is_guessed
    if is_guess != home.is_guess and place is not None:
        return home.is_guess
    if is_guess and draft.type == "arrest_court":
        return False  # the land of the one tried was told first
    return is_finer(place, home.place)


def _victims_of(groups: list[Group], draft: Draft) -> Group | None:
    """Find the violent event just before, whose victims a bare "nine were also killed" counts."""
    place = draft.where.places[0] if draft.where.places else None
    for group in reversed(groups):
        if not _may_have_victims(group, draft) or is_told_earlier(draft, group):
            continue
        if is_elsewhere_later(draft, group.best):
            continue
        if not draft.where.is_named or is_same_place(place, group.place):
            return group
        if place is None or group.place is None:
            continue
        is_held = holds(place, group.place)
        if is_held and place.role == Role.CONTEXT_COUNTRY:
            return group  # "Ukraine's railways said 25 people had been killed"
        if is_held and place.precision == group.place.precision:
            return group  # in a quarter of the town
        if is_finer(place, group.place):
            return group if is_held else None
    return None


def _may_have_victims(group: Group, draft: Draft) -> bool:
    """Whether a group is of violence told just before, by the hands that the draft tells of."""
    last = group.drafts[-1]
    is_near = 0 <= draft.sentence - last.sentence <= NEAR and len(group.drafts) < _MOST_TOLD
    is_violent = group.type in load_words("kinds.toml", "violent")
    is_violent = is_violent or (_is_disaster(group) and draft.type != "ground_battle")
    return is_near and is_violent and not last.is_cumulative and not _kills_others(group, draft)


def _is_disaster(group: Group) -> bool:
    """Whether a group is of a storm, a crash or the like, told by more than its dead."""
    return group.type == "other" and any(not d.trigger.rule.is_harm for d in group.drafts)


def _counted_before(groups: list[Group], draft: Draft) -> Group | None:
    """The bare count just before ("… operation, one killed") whose happening the draft tells."""
    mine = add(list(draft.tolls)).killed_min
    for group in reversed(groups):
        is_bare = all(d.trigger.rule.is_harm and not d.is_cumulative for d in group.drafts)
        is_near = 0 <= draft.sentence - group.drafts[-1].sentence <= NEAR
        if not is_bare or not is_near:
            continue
        if mine and group.is_guess and group.harm.killed_min == mine:
            return group
        if _tells_cause(group, draft):
            return group
    return None


def _tells_cause(group: Group, draft: Draft) -> bool:
    """Whether it tells right after what killed those whom a sentence only counts.

    "Nine people lost their lives in Kharkiv on Thursday. Explosions tore through …"
    """
    place = (*draft.where.places, None)[0]
    is_killing = draft.type in load_words("kinds.toml", "harming") and not draft.is_cumulative
    if draft.trigger.rule.is_harm or not is_killing or not draft.where.is_named:
        return False
    if draft.sentence - group.drafts[-1].sentence != 1 or not is_same_time(draft, group.best):
        return False
    if add(list(draft.tolls)).killed_min not in {None, group.harm.killed_min}:
        return False
    if place is None or group.place is None:
        return False
    is_in = holds(place, group.place) and place.precision == group.place.precision
    return is_same_place(place, group.place) or is_site_in(place, group.place) or is_in


def _told_before(recent: list[Group], draft: Draft) -> Group | None:
    """The happening of its kind told last, which a draft that points back must mean."""
    is_planned = is_open(draft.standing.status)
    fitting = (
        group
        for group in recent
        if is_open(group.best.standing.status) == is_planned and is_same_time(draft, group.best)
    )
    return next(fitting, None)


def _kills_others(group: Group, draft: Draft) -> bool:
    """Whether others than the group's did it, with a count of their own: no "also killed"."""
    if not draft.tolls or not any(d.tolls for d in group.drafts):
        return False
    hands = _hands(draft)
    return bool(hands) and all(hands.isdisjoint(_hands(other)) for other in group.drafts)


def _hands(draft: Draft) -> set[str]:
    """Names of those who did it; of nine soldiers who died none did."""
    if is_dying(draft.deed):
        return set()
    return {actor.name.lower() for actor in draft.actors if actor.part == "agent"}
