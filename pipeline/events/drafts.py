"""Triggers → drafts: each with its standing, place, days and harm, before they are merged."""

from dataclasses import dataclass, field, replace

from pipeline.events.framing import is_frame
from pipeline.events.harm import Toll, find_tolls
from pipeline.events.retelling import points_back
from pipeline.events.sharing import share as share_out
from pipeline.events.standing import Standing, judge
from pipeline.events.struck import Struck, find_struck
from pipeline.events.sums import is_sum
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder, Trigger
from pipeline.events.when import Calendar
from pipeline.events.where import Placer, Where
from pipeline.events.who import find_actors
from pipeline.events.words import load_words
from pipeline.records import (
    Actor,
    Article,
    ArticleDate,
    DatePrecision,
    DateSpan,
    Days,
    Parse,
    Quote,
    Resolution,
    Status,
)  # fmt: skip

# Fire from a distance, which reports of one happening call by one another's names.
FIRE = frozenset({"shelling", "air_strike", "explosion"})
# Prepositions of where fire fell.
_WHERE = frozenset({"in", "on", "at", "near", "into", "outside", "over"})
# Where parties met is not where the fighting is that is told next.
_APART = frozenset({"talks_diplomacy"})
_MEASURE = "security_measure"
# Triggers of one article that are followed up; an article of 2,000 sentences may have 6,000.
_MOST = 4000


@dataclass(frozen=True, slots=True)
class Draft:
    """One trigger that stands, with all that was read around it."""

    trigger: Trigger
    type: str
    standing: Standing
    where: Where
    days: Days
    date_precision: DatePrecision
    date_text: str
    date_rule: str
    tolls: tuple[Toll, ...]
    quote: Quote
    sentence: int
    is_cumulative: bool
    deed: str = ""  # lemma of the trigger
    struck: Struck = field(default_factory=Struck)
    actors: tuple[Actor, ...] = ()
    points_back: bool = False  # its words name a happening told before, if there is one


class Drafter:
    """Makes the drafts of one article."""

    def __init__(
        self,
        article: Article,
        parse: Parse,
        resolutions: tuple[Resolution, ...],
        dates: tuple[DateSpan, ...],
        dated: ArticleDate,
    ) -> None:
        self.article, self.parse = article, parse
        self.tree = Tree(parse)
        spans = [(r.mention.start, r.mention.end) for r in resolutions]
        self.finder = Finder(self.tree, spans)
        self.calendar = Calendar(parse, dates, dated)
        self.placer = Placer(article, self.tree, resolutions)
        self.tolls: dict[int, list[Toll]] = {}
        for toll in find_tolls(self.tree, self.finder.labels):
            self.tolls.setdefault(self.tree.sentence_numbers[toll.token], []).append(toll)

    def draft(self) -> list[Draft]:
        """Drafts in text order, unreal ones left out."""
        standing_triggers: dict[int, list[tuple[Trigger, Standing]]] = {}
        for trigger in self.finder.find()[:_MOST]:
            standing = judge(self.tree, trigger)
            if not standing.unreal:
                number = self.tree.sentence_numbers[trigger.token]
                standing_triggers.setdefault(number, []).append((trigger, standing))
        drafts: list[Draft] = []
        last: tuple[int, Resolution] | None = None
        for number in sorted(standing_triggers):
            found = self._without_arguments(standing_triggers[number])
            for draft in self._sentence(number, found, last):
                drafts.append(draft)
                is_told = draft.where.how in {"clause", "sentence", "back"}
                if draft.where.places and is_told and draft.type not in _APART:
                    last = (number, draft.where.places[0])
        return drafts

    def _without_arguments(
        self, found: list[tuple[Trigger, Standing]]
    ) -> list[tuple[Trigger, Standing]]:
        """Leave out triggers that only act or suffer in another of their kind ("columns pushed").

        What it happened after, during or amid stands for itself.
        """
        kinds = load_words("places.toml", "kinds_of_fighting")
        beside = load_words("places.toml", "beside")
        arguments = {
            argument
            for trigger, _ in found
            if trigger.rule.type in kinds and not trigger.rule.is_harm
            for argument in (*trigger.agents, *trigger.patients)
            if self.tree.phrase_case(argument) not in beside
            and not self.tree.subjects_own(argument)  # joined by mistake: "…, and Sumy was hit"
        }
        kept = [
            (_named_by_agent(trigger, found), standing)
            for trigger, standing in found
            if trigger.token not in arguments or trigger.rule.type not in kinds
        ]
        kept = [
            pair
            for pair in kept
            if not (
                self._is_over_its_talks(pair[0], found)
                or self._is_fired_at(pair[0], found)
                or self._is_aim_of_its_kind(pair[0], found)
                or self._is_effect_of_fire(pair[0], found)
            )
        ]
        measures = {t for kept_, _ in kept if kept_.rule.type == _MEASURE for t in kept_.patients}
        kept = [
            pair for pair in kept if pair[0].rule.type != _MEASURE or pair[0].token not in measures
        ]  # "imposed a curfew" is one measure
        # "after the explosions, which hit a plant": the clause says more of its noun.
        nouns = {trigger.token for trigger, _ in kept}
        return [
            (trigger, standing)
            for trigger, standing in kept
            if trigger.rule.type not in FIRE
            or self.tree.bases[trigger.token] != "acl"
            or self.tree.head(trigger.token) not in nouns
        ]

    def _is_over_its_talks(self, trigger: Trigger, found: list[tuple[Trigger, Standing]]) -> bool:
        """Whether a verb only says that talks or a measure are agreed ("agreed to talks").

        Or that somebody is of the same mind.
        """
        kind, under = trigger.rule.type, self.tree.children[trigger.token]
        is_over = kind == "talks_diplomacy" and self.tree.lemmas[trigger.token] == "agree"
        return is_over and (
            any(self._is_statement(c) for c in under)  # "agreed that units were pulled back"
            or any(t.rule.type in {kind, _MEASURE} and t.token in under for t, _ in found)
        )

    def _is_statement(self, i: int) -> bool:
        """Whether a clause says that something is so, with a subject and no "to"."""
        marks = {self.tree.lowers[child] for child in self.tree.children[i]}
        is_whole = self.tree.bases[i] == "ccomp" and bool(self.tree.subjects_own(i))
        return is_whole and "to" not in marks

    def _is_aim_of_its_kind(self, trigger: Trigger, found: list[tuple[Trigger, Standing]]) -> bool:
        """Whether it is what another of its type was for ("took to the streets to protest")."""
        head = self.tree.head(trigger.token)
        is_aim = self.tree.bases[trigger.token] in {"advcl", "xcomp", "acl"} and any(
            self.tree.lowers[child] == "to" for child in self.tree.children[trigger.token]
        )
        return is_aim and any(
            other.rule.type == trigger.rule.type and head in other.span for other, _ in found
        )

    def _is_effect_of_fire(self, trigger: Trigger, found: list[tuple[Trigger, Standing]]) -> bool:
        """Whether it only says what fire did that was told with its place.

        "Rockets fell on Odesa, hitting a mall" is one strike.
        """
        tree, i = self.tree, trigger.token
        if trigger.rule.type not in FIRE or tree.bases[i] != "advcl" or tree.tokens[i].tag != "VBG":
            return False
        if tree.subjects_own(i) or any(tree.bases[c] == "mark" for c in tree.children[i]):
            return False
        above, under = tree.head(i), set(tree.subtree(i))
        fires = (t for t, _ in found if t.token == above and t.rule.type in FIRE)
        return any(
            "PLACE" in self.finder.labels.get(t, ())
            and not _WHERE.isdisjoint(map(tree.phrase_case, (t, tree.tokens[t].head)))
            for fire in fires
            for t in fire.clause
            if t not in under
        )

    def _is_fired_at(self, trigger: Trigger, found: list[tuple[Trigger, Standing]]) -> bool:
        """Whether it only names what fire or violence struck ("fired on evacuation buses")."""
        if trigger.rule.type not in load_words("places.toml", "fired_at"):
            return False
        struck = self._told_of(trigger.token)
        return any(
            other.rule.type in FIRE | {"violence_civilians", "ground_battle"}
            and not struck.isdisjoint((*other.patients, *self.tree.children[other.token]))
            for other, _ in found
        )

    def _told_of(self, token: int) -> set[int]:
        """The noun itself, and the noun that a clause hung on it says more of.

        "Fire on buses carrying evacuees", "on women who were trying to leave".
        """
        tree, told = self.tree, set[int]()
        i: int | None = token
        if not tree.is_verbal(token):
            told.add(token)
            i = tree.head(token) if tree.bases[token] == "obj" else None
        while i is not None and tree.bases[i] == "xcomp":
            i = tree.head(i)
        above = tree.head(i) if i is not None and tree.bases[i] == "acl" else None
        return told if above is None else told | {above}

    def _sentence(
        self,
        number: int,
        found: list[tuple[Trigger, Standing]],
        last: tuple[int, Resolution] | None,
    ) -> list[Draft]:
        tolls = self.tolls.get(number, [])
        shares = share_out(self.tree, [trigger for trigger, _ in found], tolls)
        drafts = []
        for (trigger, standing), share in zip(found, shares, strict=True):
            if trigger.rule.is_harm and share is None:
                continue
            where = self.placer.place(trigger, standing, last)
            draft = self._draft(trigger, standing, where, tuple(share or ()))
            if draft is not None:
                drafts.append(draft)
        return drafts

    def _draft(
        self, trigger: Trigger, standing: Standing, where: Where, tolls: tuple[Toll, ...]
    ) -> Draft | None:
        """The draft of a trigger; None where it is history or only a frame."""
        labels, quote = self.finder.labels, self._quote(trigger, tolls)
        when = self.calendar.date(trigger, standing, quote)
        if self.calendar.is_old(when):
            return None
        if self.calendar.is_ahead(when) and not is_open(standing.status):
            standing = replace(standing, status=Status.PLANNED)
        is_bare = not tolls and not when.is_told
        if is_bare and is_frame(self.tree, trigger, standing, where, labels):
            return None
        is_cumulative = trigger.rule.is_harm and (when.is_long or is_sum(self.tree, trigger, tolls))
        actors = find_actors(self.tree, trigger, labels)
        return Draft(
            trigger, "other" if is_cumulative else trigger.rule.type, standing, where,
            when.days, when.precision, when.text, when.rule, tolls, quote,
            self.tree.sentence_numbers[trigger.token], is_cumulative,
            self.tree.lemmas[trigger.token],
            find_struck(self.tree, trigger, labels, actors), actors,
            points_back=not tolls
            and points_back(self.placer.places, trigger, where, is_dated=when.is_told),
        )  # fmt: skip

    def _quote(self, trigger: Trigger, tolls: tuple[Toll, ...]) -> Quote:
        tokens = [*trigger.clause, *(toll.token for toll in tolls)]
        start = self.tree.tokens[min(tokens)].start
        end = self.tree.tokens[max(tokens)].end
        return Quote(start, end, self.article.text[start:end])


def is_open(status: Status) -> bool:
    """Whether the event is still to come."""
    return status in {Status.PLANNED, Status.AGREED}


def _named_by_agent(trigger: Trigger, found: list[tuple[Trigger, Standing]]) -> Trigger:
    """The trigger, as what does it tells of it: "an air strike damaged" is an air strike."""
    if trigger.rule.type not in FIRE:
        return trigger
    agents = (other for other, _ in found if other.token in trigger.agents)
    agent = next((other for other in agents if other.rule.type in FIRE), trigger)
    return replace(trigger, rule=agent.rule, weight=agent.weight, words=agent.words)
