"""Trigger, Resolution… → where it happened: named in the clause, referred back to, inherited."""

from dataclasses import dataclass

from pipeline.events.carrying import case_over
from pipeline.events.elsewhere import at_meeting, in_country, inherited, of_theme
from pipeline.events.fitting import Fit, acting_state, find_fits
from pipeline.events.headings import Heading, find_heading, under
from pipeline.events.labels import Labels
from pipeline.events.listing import listed_with, with_kind
from pipeline.events.named_places import FINE, NamedPlaces
from pipeline.events.referring import referred_back, referred_back_beside
from pipeline.events.standing import Standing
from pipeline.events.told import Told, take_over
from pipeline.events.told_later import told_later
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.unlisted import unlisted
from pipeline.events.voice import is_passive
from pipeline.records import Article, PlacePrecision, Resolution, Role, Status

_SURE = 2.0  # points of a place at which no word that refers back can outdo it
_LISTED = FINE | {PlacePrecision.REGION}  # that "and" may join to one another
_NAMED = frozenset({"clause", "sentence"})
_MOST = 6  # places of one event: "Kharkiv, Sumy and Chernihiv"


@dataclass(frozen=True, slots=True)
class Where:
    """Places of one event; `how` they were found.

    `how` is clause, sentence, label (what heads the item or section), back (referred back to),
    before (the sentence before), twin (headline and lead), lead, country or unknown.
    """

    places: tuple[Resolution, ...]
    origin: Resolution | None
    destination: Resolution | None
    how: str

    @property
    def is_named(self) -> bool:
        """Whether the sentence names them."""
        return self.how in _NAMED

    @property
    def is_guessed(self) -> bool:
        """Whether they, or their lack, come from outside the sentence; not of words for them."""
        return self.how not in _NAMED and self.how != "back"


class Placer:
    """Chooses places for the triggers of one article."""

    def __init__(self, article: Article, tree: Tree, resolutions: tuple[Resolution, ...]) -> None:
        """Index the places of the article."""
        self.places = NamedPlaces(article, tree, resolutions)
        self.tree = tree
        self.labels = Labels(self.places)

    def place(
        self, trigger: Trigger, standing: Standing, last: tuple[int, Resolution] | None
    ) -> Where:
        """Where the trigger's event happened. `last` is the place of the event told just before."""
        types, kind = self.places.types, trigger.rule.type
        stated_only = kind in types["stated_only"] or (
            kind == "security_measure" and not self.is_local(trigger)
        )
        is_open = standing.status in {Status.AGREED, Status.PLANNED}
        fits = find_fits(self.places, trigger, stated_only=stated_only, is_open=is_open)
        fits = [fit for fit in fits if not self._is_street(fit.number)]
        origin, destination = self._ends(trigger, fits)
        is_multitude = kind == "displacement" and self._is_multitude(trigger)
        clause = frozenset(trigger.clause)
        if is_multitude:
            fits = [fit for fit in fits if self.places.last_tokens[fit.number] in clause]
        back = None if is_multitude else referred_back(self.places, trigger, last)
        is_own = bool(fits) and self.places.last_tokens[fits[0].number] in clause
        is_meant = back is not None and not is_own  # "fell, and by noon the city was in flames"
        if back is None and not (is_multitude or is_own):
            back = referred_back_beside(self.places, trigger, last)
        head = (
            None
            if stated_only or is_open or is_multitude
            else find_heading(self.labels, self._offset(trigger))
        )
        if head is not None and head.is_item and self._is_coarse(fits, head.place):
            fits = []
        if fits and back is None and self._is_river(fits[0]) and self.places.theme is not None:
            back = take_over(self.places.theme, "the town that the article is about")
            return Where((back,), origin, destination, "back")
        come_to = None if back is not None else self._come_to(trigger, head, fits, last)
        if come_to is not None:
            return Where((come_to.place,), None, None, come_to.how)
        if fits and not is_meant and (fits[0].points >= _SURE or back is None):
            return self._of_sentence(trigger, fits, (origin, destination), last)
        if back is not None:
            is_above = head is not None and head.outdoes(back)
            return Where((head.place if is_above and head else back,), origin, destination, "back")
        no_frame = stated_only or is_open
        told = self._told_elsewhere(trigger, head, last, no_frame=no_frame, is_open=is_open)
        if is_multitude and (told is None or told.how != "clause"):
            told = in_country(self.places)
        if told is None:
            name = None if stated_only or is_multitude else unlisted(self.places, trigger)
            named = () if name is None else (name,)
            return Where(named, origin, destination, "clause" if named else "unknown")
        return Where((told.place,), None, None, told.how)

    def _told_elsewhere(
        self,
        trigger: Trigger,
        head: Heading | None,
        last: tuple[int, Resolution] | None,
        *,
        no_frame: bool,
        is_open: bool,
    ) -> Told | None:
        """The place told outside the sentence; with `no_frame` none that the article gives."""
        kind = trigger.rule.type
        told = None if no_frame else inherited(self.places, trigger, last)
        told = under(self.labels, head, told, self._offset(trigger), last)
        if told is None and not no_frame:
            told = of_theme(self.places, trigger)  # a heading parted it from what was told before
        state = acting_state(self.places, trigger)
        told = Told(state, "clause") if state is not None else told
        if kind == "talks_diplomacy" and not is_open and state is None:
            told = at_meeting(self.places, trigger)
        if told is None and self.places.theme is not None and self._is_in_street(trigger):
            told = Told(take_over(self.places.theme, "the town that the article is about"), "lead")
        return told

    def _come_to(
        self,
        trigger: Trigger,
        head: Heading | None,
        fits: list[Fit],
        last: tuple[int, Resolution] | None,
    ) -> Told | None:
        """Where aid came to that is only told to be from somewhere ("got through from Poltava")."""
        at = [self.places.last_tokens[fit.number] for fit in fits]
        heads = [t for t in at if self.tree.bases[t] != "conj"]
        is_from = bool(heads) and all(case_over(self.places, t) == "from" for t in heads)
        if trigger.rule.type != "humanitarian_aid" or not is_from:
            return None
        told = inherited(self.places, trigger, last)
        told = under(self.labels, head, told, self._offset(trigger), last)
        return None if told is None or told.how == "country" else told

    def _offset(self, trigger: Trigger) -> int:
        return self.tree.tokens[trigger.token].start

    def _is_coarse(self, fits: list[Fit], label: Resolution) -> bool:
        """Whether a sentence names at best a region, a river or a land, its label aside."""
        named = (self.places.resolutions[fit.number] for fit in fits)
        return all(r.precision not in FINE or r.mention == label.mention for r in named)

    def _of_sentence(
        self,
        trigger: Trigger,
        fits: list[Fit],
        ends: tuple[Resolution | None, Resolution | None],
        last: tuple[int, Resolution] | None,
    ) -> Where:
        """Where an event was whose sentence names places: an end of the movement, or the best."""
        is_land = self.places.resolutions[fits[0].number].precision == PlacePrecision.COUNTRY
        later = told_later(self.places, trigger) if is_land else None
        if later is not None:
            return Where((later,), None, None, "twin")
        origin, destination = ends
        end = (
            origin if trigger.rule.type in self.places.types["leaving"] and origin else destination
        )
        passed = self._passed(trigger, fits)
        if passed is not None:
            return Where((passed,), origin, destination, "clause")
        told = None
        if end is not None and self._is_sent_there(trigger, end):
            ranked = (self.places.resolutions[fit.number] for fit in fits)
            own = next((r for r in ranked if r.precision != PlacePrecision.COUNTRY), None)
            if own is not None:  # "people of Izium were taken to Russia"
                return Where((own,), own, destination, "clause")
            told = inherited(self.places, trigger, last)  # "carried off to Russia", from there
        if told is not None and told.how != "country":
            return Where((told.place,), origin, destination, told.how)
        if end is not None:
            return Where((end,), origin, destination, "clause")
        is_own = self.places.last_tokens[fits[0].number] in trigger.clause
        how = "clause" if is_own else "sentence"
        return Where(self._several(trigger, fits), origin, destination, how)

    def _is_sent_there(self, trigger: Trigger, end: Resolution) -> bool:
        """Whether people are taken by force to a land, which is not where that happens."""
        forced = self.places.words["forced"]
        is_land = end.precision == PlacePrecision.COUNTRY and trigger.rule.type == "displacement"
        verbs = [trigger.token, *self.tree.ancestors(trigger.token)[:1]]  # "against their will"
        return is_land and any(self.tree.lemmas[verb] in forced for verb in verbs)

    def _passed(self, trigger: Trigger, fits: list[Fit]) -> Resolution | None:
        """Where troops are seen on their way ("moving through Sumy, presumably to Kyiv")."""
        beside = self.tree.children[trigger.token]
        if trigger.rule.type != "troop_movement":
            return None
        for fit in fits:
            at = self.places.last_tokens[fit.number]
            if at in beside and self.tree.phrase_case(at) in self.places.words["passing"]:
                return self.places.resolutions[fit.number]
        return None

    def _is_multitude(self, trigger: Trigger) -> bool:
        """Whether it counts people by the million: more than a town beside them holds."""
        return any(self.tree.lemmas[t] == "million" for t in trigger.clause)

    def is_local(self, trigger: Trigger) -> bool:
        """Whether a measure holds for a town ("curfew"), not for a state ("sanctions")."""
        words = {self.tree.lemmas[t] for t in trigger.clause}
        return not words.isdisjoint(self.places.types["local_measures"])

    def _are_measures(self, trigger: Trigger) -> bool:
        """Whether each town has its own ("curfews were imposed in Kyiv and Kharkiv")."""
        measures = self.places.types["local_measures"]
        plurals = (t for t in trigger.clause if self.tree.tokens[t].tag == "NNS")
        is_measure = trigger.rule.type == "security_measure"
        return is_measure and any(self.tree.lemmas[t] in measures for t in plurals)

    def _several(self, trigger: Trigger, fits: list[Fit]) -> tuple[Resolution, ...]:
        """The best place, and those joined to it ("in Kharkiv, Sumy and Chernihiv")."""
        resolutions, last_tokens = self.places.resolutions, self.places.last_tokens
        first = resolutions[fits[0].number]
        is_each = trigger.rule.type in self.places.types["several"] or self._are_measures(trigger)
        if not is_each or first.precision not in _LISTED or self._is_one_thing(trigger):
            return (first,)
        joined = listed_with(self.tree, last_tokens[fits[0].number])
        found = {first.place.id if first.place else "": first}
        for number in sorted(fit.number for fit in fits if fit.points > 0):
            other = resolutions[number]
            is_joined = not joined.isdisjoint(with_kind(self.tree, last_tokens[number]))
            if is_joined and other.precision in _LISTED and other.place:
                found.setdefault(other.place.id, other)
        told = [r for r in found.values() if not any(_frames(r, other) for other in found.values())]
        return tuple(told)[:_MOST] or (first,)

    def _is_one_thing(self, trigger: Trigger) -> bool:
        """Whether what was struck is a single thing, in one town ("the hospital was hit")."""
        tree, i = self.tree, trigger.token
        struck = tree.subjects_own(i) if is_passive(tree, i) else tree.objects(i)
        if not tree.is_verbal(i) or len(struck) != 1:
            return False
        kids = {tree.lowers[c] for c in tree.children[struck[0]] if tree.bases[c] == "det"}
        under = tree.subtree(struck[0])
        is_joined = any(tree.bases[c] == "conj" and tree.kids(c, "det") for c in under)
        is_joined = is_joined or any(tree.bases[c] == "conj" for c in tree.children[struck[0]])
        is_single = tree.tokens[struck[0]].tag == "NN" and not kids.isdisjoint({"the", "a", "an"})
        return is_single and not is_joined

    def _ends(
        self, trigger: Trigger, fits: list[Fit]
    ) -> tuple[Resolution | None, Resolution | None]:
        """Origin and destination of a movement, by role."""
        if trigger.rule.type not in self.places.types["moving"]:
            return None, None
        if trigger.rule.type == "talks_diplomacy":
            fits = [fit for fit in fits if self._goes_there(trigger, fit.number)]
        ranked = [self.places.resolutions[fit.number] for fit in fits]
        origin = next((r for r in ranked if r.role == Role.EVENT_ORIGIN), None)
        destination = next((r for r in ranked if r.role == Role.EVENT_DESTINATION), None)
        return origin, destination

    def _is_river(self, fit: Fit) -> bool:
        """Whether it names no more than a river of the land that the article's town lies in."""
        place, theme = self.places.resolutions[fit.number].place, self.places.theme
        home = theme.place.country if theme is not None and theme.place is not None else ""
        return place is not None and place.kind == "river" and place.country in {home, ""}

    def _is_in_street(self, trigger: Trigger) -> bool:
        """Whether the clause names a street, of a town that it does not name."""
        near, clause = self.places.near(trigger.token), trigger.clause
        return any(self._is_street(n) and self.places.last_tokens[n] in clause for n in near)

    def _is_street(self, number: int) -> bool:
        """Whether it names a street that is not placed: it lies in the town told before."""
        found = self.places.resolutions[number]
        last = found.mention.text.split()[-1:] or [""]
        return found.place is None and last[0].lower().strip(".") in self.places.words["streets"]

    def _goes_there(self, trigger: Trigger, number: int) -> bool:
        """Whether those who talk go there, and nothing that they send ("agreed to send aid to")."""
        above = self.tree.ancestors(self.places.last_tokens[number])
        verb = next((t for t in above if self.tree.is_verbal(t)), None)
        return verb is None or verb in {trigger.token, self.tree.head(trigger.token)}


def _frames(a: Resolution, b: Resolution) -> bool:
    """Whether the first is the region that the other lies in ("Okhtyrka, Sumy region")."""
    is_region = a.precision == PlacePrecision.REGION != b.precision
    if a.place is None or b.place is None or not is_region or a.place.country != b.place.country:
        return False
    return a.place.admin1 in {"", b.place.admin1}  # "the Donbas" holds two
