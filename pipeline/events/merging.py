"""Drafts → groups: the same happening told several times in one article is one event."""

from dataclasses import dataclass, field

from gazetteer import Place
from gazetteer.spots import arc_km
from pipeline.events.drafts import FIRE, Draft, is_open
from pipeline.events.harm import add, is_dying
from pipeline.events.words import load_words
from pipeline.records import DatePrecision, Days, Harm, PlacePrecision, Resolution, Status

_NEAR_SENTENCES = (
    2  # a bare count of victims belongs to an event at most this many sentences before it
)
_LEAD = 2  # sentences that may tell once more what the first one did
_INNER = 0.8  # of a town's radius, within which its quarters lie
_TELLING = 3  # dead of which two sentences that agree tell of the same
_RECENT = 40  # groups of a bucket compared with a new draft: keeps long articles linear
_IN_TOWN_KM = 12.0  # from a town's point to what stands in it
_MOST_TOLD = (
    100  # tellings of one happening; a further one begins another, which incidents may join
)
_GUESSED = frozenset(
    {"before", "twin", "lead", "country", "unknown"}
)  # places that the sentence does not name
_TOLD = frozenset({"clause", "sentence"})  # places that the sentence names
_VAGUE_DATES = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})


@dataclass(slots=True)
class Group:
    """Drafts of one happening at one place, in text order."""

    place: Resolution | None
    is_guess: bool  # whether the place was taken from the sentences around it
    drafts: list[Draft] = field(default_factory=list)

    @property
    def best(self) -> Draft:
        """The draft that says most: harm, date, own place, strong trigger; then the first."""
        return max(
            self.drafts,
            key=lambda d: (
                bool(d.tolls),
                bool(d.date_text) and d.date_precision not in _VAGUE_DATES,
                d.where.how in {"clause", "sentence"},
                d.where.how == "clause",
                d.trigger.weight,
                -d.quote.start,
            ),
        )

    @property
    def type(self) -> str:
        """The type of its strongest trigger; a bare word of harm never names it beside another."""
        named = [d for d in self.drafts if not d.trigger.rule.is_harm] or self.drafts
        return max(named, key=lambda d: (d.trigger.weight, -d.quote.start)).type

    @property
    def harm(self) -> Harm:
        """Harm with parts summed once."""
        return add([toll for draft in self.drafts for toll in draft.tolls])


def merge(drafts: list[Draft]) -> list[Group]:
    """Groups in the order of their first drafts."""
    groups: list[Group] = []
    buckets: dict[str, list[Group]] = {}
    for draft in drafts:
        for place in draft.where.places or (None,):
            key = _family(draft)
            bucket = buckets.setdefault(key, [])
            recent = [g for g in reversed(bucket[-_RECENT:]) if len(g.drafts) < _MOST_TOLD]
            home = _told_before(recent, draft) if draft.points_back else None
            home = home or next((g for g in recent if _is_same(g, draft, place)), None)
            if home is None and draft.trigger.rule.is_harm and not draft.is_cumulative:
                home = _victims_of(groups[-6:], draft)
            if home is None:
                home = _counted_before(groups[-2:], draft)
                bucket += [home] if home is not None and home not in bucket else []
            if home is None:
                home = Group(place, is_guess=draft.where.how in _GUESSED)
                groups.append(home)
                bucket.append(home)
            elif not draft.points_back and _is_better(draft, place, home):
                home.place, home.is_guess = place, draft.where.how in _GUESSED
            home.drafts.append(draft)
    return groups


def _family(draft: Draft) -> str:
    if draft.is_cumulative:
        return "cumulative"
    return "fire" if draft.type in FIRE else draft.type


def _is_better(draft: Draft, place: Resolution | None, home: Group) -> bool:
    """Whether the draft's place says more than the group's: told, not guessed; then finer."""
    is_guess = draft.where.how in _GUESSED
    if is_guess != home.is_guess and place is not None:
        return home.is_guess
    if is_guess and draft.type == "arrest_court":
        return False  # the land of the one tried was told first
    return _is_finer(place, home.place)


def _victims_of(groups: list[Group], draft: Draft) -> Group | None:
    """Find the violent event just before, whose victims a bare "nine were also killed" counts."""
    for group in reversed(groups):
        last = group.drafts[-1]
        if len(group.drafts) >= _MOST_TOLD:
            continue
        if not 0 <= draft.sentence - last.sentence <= _NEAR_SENTENCES or last.is_cumulative:
            continue
        if _kills_others(group, draft):
            continue
        if last.type in {*FIRE, "ground_battle", "violence_civilians"}:
            place = draft.where.places[0] if draft.where.places else None
            if draft.where.how not in _TOLD or _same_place(place, group.place):
                return group
            if place and group.place:
                is_held = _holds(place, group.place)
                if is_held and place.precision == group.place.precision:
                    return group  # in a quarter of the town
                if _is_finer(place, group.place):
                    return group if is_held else None
    return None


def _counted_before(groups: list[Group], draft: Draft) -> Group | None:
    """The bare count just before ("… operation, one killed") whose happening the draft tells."""
    mine = add(list(draft.tolls)).killed_min
    for group in reversed(groups):
        is_bare = all(d.trigger.rule.is_harm and not d.is_cumulative for d in group.drafts)
        is_near = 0 <= draft.sentence - group.drafts[-1].sentence <= _NEAR_SENTENCES
        if mine and is_bare and is_near and group.is_guess and group.harm.killed_min == mine:
            return group
    return None


def _told_before(recent: list[Group], draft: Draft) -> Group | None:
    """The happening of its kind told last, which a draft that points back must mean."""
    is_planned = is_open(draft.standing.status)
    fitting = (
        group
        for group in recent
        if is_open(group.best.standing.status) == is_planned and _same_days(draft, group.best)
    )
    return next(fitting, None)


def _is_same(group: Group, draft: Draft, place: Resolution | None) -> bool:
    other = group.best
    if is_open(draft.standing.status) != is_open(other.standing.status):
        return False
    if not _same_days(draft, other) or _strikes_others(group, draft) or _turns(group, draft):
        return False
    if _is_another_day(group, draft):
        return False
    if _has_same_dead(group, draft):
        is_guess = draft.where.how in _GUESSED or group.is_guess
        return is_guess or _can_be(place, group.place)
    return _is_same_place(group, draft, place)


def _is_same_place(group: Group, draft: Draft, place: Resolution | None) -> bool:
    """Whether place, type and wording of two tellings of the same days fit."""
    other = group.best
    same_sentence = draft.sentence == other.sentence
    if place is None or group.place is None:
        told = {name for d in group.drafts for name in _names(d)}
        is_agreed = draft.standing.status == other.standing.status == Status.AGREED
        names_it = is_agreed or not told.isdisjoint(_names(draft))
        is_same = (place is group.place and names_it) or _tells_headline(group, draft)
        return same_sentence or is_same
    if _same_place(place, group.place) or _is_site_in(place, group.place):
        return same_sentence or _fits(group, draft)
    if _goes_on_trying(group, draft):
        return True
    is_told_so = same_sentence or _tells_same(group, draft) or _sums_up(group, draft)
    return _holds(place, group.place) and is_told_so


def _goes_on_trying(group: Group, draft: Draft) -> bool:
    """Whether the next sentence names the one who was tried, neither telling where."""
    is_near = 0 <= draft.sentence - group.drafts[-1].sentence <= _NEAR_SENTENCES
    is_trial = draft.type == group.best.type == "arrest_court"
    return is_trial and is_near and group.is_guess and draft.where.how in _GUESSED


def _tells_headline(group: Group, draft: Draft) -> bool:
    """Whether the lead says where it was that the headline tells of, in the same words."""
    is_opening = group.drafts[0].sentence == 0 and draft.sentence <= _LEAD
    return is_opening and len(group.drafts) == 1 and group.drafts[0].deed == draft.deed


def _sums_up(group: Group, draft: Draft) -> bool:
    """Whether the first sentence told in a region what the next ones tell in a town of it."""
    is_opening = group.drafts[0].sentence == 0 and draft.sentence <= _LEAD
    return is_opening and len(group.drafts) == 1 and _fits(group, draft)


def _fits(group: Group, draft: Draft) -> bool:
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
    if draft.type not in FIRE or draft.deed in general:
        is_fire = draft.type in FIRE and all(other.type in FIRE for other in group.drafts)
        return is_fire or any(draft.type == other.type for other in group.drafts)
    told = [other for other in group.drafts if other.deed not in general]
    if not told:
        return all(other.type in FIRE for other in group.drafts)
    return any(draft.type == other.type for other in told)


def _may_agree(one: Harm, other: Harm) -> bool:
    """Whether an open count ("several", "at least five") and an exact one can be the same."""
    for vague, exact in ((one, other), (other, one)):
        if vague.killed_max is None and exact.killed_min == exact.killed_max:
            return (vague.killed_min or 0) <= (exact.killed_min or 0)
    return False


def _turns(group: Group, draft: Draft) -> bool:
    """Whether a side that took a place leaves it, or another side takes it: not the same turn."""
    mine = draft.struck.held_by
    return bool(mine) and any(
        other.struck.held_by and other.struck.held_by != mine for other in group.drafts
    )


def _has_same_dead(group: Group, draft: Draft) -> bool:
    """Whether both count the same dead, more than happen to agree by chance."""
    mine, theirs = add(list(draft.tolls)).killed_min, group.harm.killed_min
    return mine == theirs and mine is not None and mine >= _TELLING


def _strikes_others(group: Group, draft: Draft) -> bool:
    """Whether the draft names its victims, and none of the group's: another killing."""
    theirs = {name for d in group.drafts for name in d.struck.victims}
    return bool(theirs and draft.struck.victims) and theirs.isdisjoint(draft.struck.victims)


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


def _tells_same(group: Group, draft: Draft) -> bool:
    """Whether both tell the same of the same things ("shot down two helicopters")."""
    return any(
        draft.deed == other.deed and not draft.struck.things.isdisjoint(other.struck.things)
        for other in group.drafts
    )


def _names(draft: Draft) -> set[str]:
    """Words that tell whether two unplaced drafts speak of the same thing: those of the trigger."""
    return set(draft.trigger.words.lower().split())


def _same_days(a: Draft, b: Draft) -> bool:
    if a.date_precision in _VAGUE_DATES or b.date_precision in _VAGUE_DATES:
        return True
    return _overlap(a.days, b.days)


def _is_another_day(group: Group, draft: Draft) -> bool:
    """Whether its words set its day against that of what was told ("the day before, …")."""
    is_other = draft.date_text.lower() in load_words("places.toml", "other_days")
    undated = all(d.date_precision in _VAGUE_DATES for d in group.drafts)
    return is_other and undated and draft.sentence != group.best.sentence


def _overlap(a: Days, b: Days) -> bool:
    if a.first is not None and b.until is not None and a.first >= b.until:
        return False
    return not (b.first is not None and a.until is not None and b.first >= a.until)


def _same_place(a: Resolution | None, b: Resolution | None) -> bool:
    if a is None or b is None or a.place is None or b.place is None:
        return a is b
    if "enclosed" == a.mention.found_by == b.mention.found_by and a.mention.text != b.mention.text:
        return False  # two unlisted districts of one city
    return a.place.id == b.place.id and a.precision == b.precision


def _is_site_in(a: Resolution, b: Resolution) -> bool:
    """Whether one is a site in the town that the other is ("the Mariupol theatre")."""
    if {a.precision, b.precision} != {PlacePrecision.CITY, PlacePrecision.EXACT}:
        return False
    if a.place is None or b.place is None or a.place.country != b.place.country:
        return False
    km = arc_km(a.place.lat, a.place.lon, b.place.lat, b.place.lon)
    return km <= _IN_TOWN_KM


def _holds(a: Resolution, b: Resolution) -> bool:
    """Whether one is the country or region the other lies in."""
    if a.place is None or b.place is None or a.place.country != b.place.country:
        return False
    wide = {PlacePrecision.COUNTRY, PlacePrecision.REGION}
    if (a.precision in wide) == (b.precision in wide):
        return _is_quarter(a.place, b.place) or _is_quarter(b.place, a.place)
    is_country = PlacePrecision.COUNTRY in {a.precision, b.precision}
    elsewhere = a.place.admin1 and b.place.admin1 and a.place.admin1 != b.place.admin1
    return is_country or not elsewhere


def _is_quarter(quarter: Place, town: Place) -> bool:
    """Whether the one is a part of the other, a greater town ("Saltivka" of Kharkiv)."""
    kinds_too = {"neighbourhood", "city", "town"}
    if quarter.kind not in kinds_too or town.kind != "city" or quarter.id == town.id:
        return False
    away_km = arc_km(quarter.lat, quarter.lon, town.lat, town.lon)
    return quarter.population < town.population and away_km <= _INNER * town.radius_km


def _can_be(a: Resolution | None, b: Resolution | None) -> bool:
    """Whether two places can be the same: unknown, equal, or one holds the other."""
    if a is None or b is None:
        return True
    if a.place is not None and b.place is not None and a.place.id == b.place.id:
        return True
    return _holds(a, b)


def _is_finer(a: Resolution | None, b: Resolution | None) -> bool:
    order = list(PlacePrecision)
    if a is None:
        return False
    if b is not None and _same_place(a, b):
        return a.mention.found_by == "enclosed" != b.mention.found_by
    return b is None or order.index(a.precision) < order.index(b.precision)
