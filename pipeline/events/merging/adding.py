"""Group…, a toll that no trigger took → the happening whose victims it counts, if one is near."""

from itertools import pairwise

from pipeline.events.drafts import Draft, is_open
from pipeline.events.harm.words import listed
from pipeline.events.merging.groups import NEAR, Group
from pipeline.events.merging.places import holds, is_finer, is_same_place
from pipeline.events.words import load_classes, load_words
from pipeline.records import Resolution

_SITED = 3  # words behind "in a" in which a site is named


def harmed_before(groups: list[Group], draft: Draft) -> Group | None:
    """The happening that harms people told last, if it is near and at no other place or time."""
    near = [group for group in groups if _may_harm(group, draft)]
    last = max(near, key=lambda group: _place_in_text(_last_told(group)), default=None)
    return last if last is not None and _is_there(last, draft) else None


def only_adds(draft: Draft) -> bool:
    """Whether it is a toll that no trigger took, or tells of more bodies of those told dead."""
    if draft.only_adds:
        return True
    if draft.is_cumulative and draft.trigger.rule.is_harm and not draft.where.is_named:
        words = draft.quote.text.lower().replace(",", " ").split()
        is_now = ("so", "far") in pairwise(words)  # "so far, ten people have died"
        return is_now and listed("long_times").isdisjoint(words)
    is_search = draft.deed in listed("finding") and not draft.where.is_named
    is_later = any(toll.is_total or toll.is_more for toll in draft.tolls)
    return is_search and (is_later or draft.is_cumulative)  # "so far 17 bodies have been found"


def _may_harm(group: Group, draft: Draft) -> bool:
    best = group.best
    is_harming = best.type in load_words("kinds.toml", "harming") and not best.is_cumulative
    last = _last_told(group)
    reach = NEAR if last.paragraph == draft.paragraph else 1
    is_near = 0 <= draft.sentence - last.sentence <= reach
    return is_harming and is_near and not is_open(best.standing.status)


def _last_told(group: Group) -> Draft:
    """What the text tells last of a happening."""
    return max([*group.drafts, *group.added], key=_place_in_text)


def _place_in_text(draft: Draft) -> tuple[int, int]:
    return draft.sentence, draft.quote.start


def _is_there(group: Group, draft: Draft) -> bool:
    """Whether neither the place nor the day of the toll, where it has its own, is another one.

    A toll may be given on a later day than that of the happening.
    """
    place = draft.where.places[0] if draft.where.places else None
    is_named = draft.where.is_named and not _is_of_care(draft, place)
    if is_named and place is not None and group.place is not None:
        is_inside = holds(place, group.place) and not is_finer(group.place, place)
        if not (is_same_place(place, group.place) or is_inside):
            return False  # "1,222 dead in the region alone" are not those of a town of it
    return not is_told_earlier(draft, group)


def is_told_earlier(draft: Draft, group: Group) -> bool:
    """Whether the days that words give a draft lie before those of a group."""
    first, until = group.best.days.first, draft.days.until
    return draft.is_dated and first is not None and until is not None and until <= first


def is_elsewhere_later(draft: Draft, other: Draft) -> bool:
    """Whether people died on a later day at a site not told yet ("in a hostel on the 13th")."""
    until, first = other.days.until, draft.days.first
    is_dated = draft.is_dated and other.is_dated
    if not is_dated or until is None or first is None or first < until:
        return False
    words = draft.quote.text.lower().split()
    sites = load_classes()["building"] - listed("hospitals")
    named = {f"{case} {article}" for case in ("in", "at") for article in ("a", "an")}
    at = [i for i, pair in enumerate(pairwise(words)) if " ".join(pair) in named]
    return any(not sites.isdisjoint(words[i + 2 : i + 2 + _SITED]) for i in at)


def _is_of_care(draft: Draft, place: Resolution | None) -> bool:
    """Whether a place is only where the hurt are cared for ("in hospitals in Dnipro")."""
    words = listed("hospitals") | {"treat"}
    is_behind = place is not None and place.mention.start > draft.quote.start
    return draft.deed in words and is_behind
