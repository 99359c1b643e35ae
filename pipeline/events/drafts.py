"""Triggers → drafts: each with its standing, place, days and harm, before they are merged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.events.framing import is_frame
from pipeline.events.further import as_trigger, is_of_history, left_over, stands
from pipeline.events.harm import Toll, find_tolls
from pipeline.events.retelling import points_back
from pipeline.events.sharing import share as share_out
from pipeline.events.standing import ONLY_TRIED, Standing, judge
from pipeline.events.struck import Struck, find_struck
from pipeline.events.subordinate import leave_out_subordinate
from pipeline.events.sums import is_sum
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder, Trigger
from pipeline.events.when import Calendar
from pipeline.events.where import Placer, Where
from pipeline.events.who import find_actors, find_states
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

_VAGUE_DATES = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
# Triggers of one article that are followed up; an article of 2,000 sentences may have 6,000.
_MOST = 4000
_FIGURE = re.compile(r"\d+(?:\.\d+)? million|\d{1,3}(?:,\d{3})+")  # "7.7 million", "2,864"


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
    figures: frozenset[float] = frozenset()  # large numbers of its quote
    paragraph: int = 0
    points_back: bool = False  # its words name a happening told before, if there is one

    @property
    def only_adds(self) -> bool:
        """Whether it tells more of a happening, and of none by itself."""
        return self.trigger.rule.only_adds

    @property
    def is_fire(self) -> bool:
        """Whether it is fire from a distance, whose kinds reports call by one another's names."""
        return self.type in load_words("kinds.toml", "fire")

    @property
    def is_dated(self) -> bool:
        """Whether its days begin and end, as told."""
        return self.date_precision not in _VAGUE_DATES


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
        self.states = find_states(self.tree, resolutions)
        self.calendar = Calendar(article.text, parse, dates, dated)
        self.placer = Placer(article, self.tree, resolutions)
        self.history: set[int] = set()  # sentences that tell of harm at another time
        self.tolls: dict[int, list[Toll]] = {}
        for toll in find_tolls(self.tree, self.finder.labels):
            self.tolls.setdefault(self.tree.sentence_numbers[toll.token], []).append(toll)

    def draft(self) -> list[Draft]:
        """Drafts in text order, unreal ones left out."""
        standing_triggers: dict[int, list[tuple[Trigger, Standing]]] = {}
        for told in self.finder.find()[:_MOST]:
            trigger, standing = told, judge(self.tree, told)
            if standing.unreal == ONLY_TRIED and told.rule.type == "territory_control":
                # "Are trying to take Kherson back".
                trigger = replace(told, rule=replace(told.rule, type="ground_battle"))
                standing = judge(self.tree, trigger)
            number = self.tree.sentence_numbers[trigger.token]
            if is_of_history(trigger, standing):
                self.history.add(number)
            if not standing.unreal:
                standing_triggers.setdefault(number, []).append((trigger, standing))
        drafts: list[Draft] = []
        last: tuple[int, Resolution] | None = None
        for number in sorted({*standing_triggers, *self.tolls}):
            found = leave_out_subordinate(
                self.tree, self.finder.labels, standing_triggers.get(number, [])
            )
            for draft in self._sentence(number, found, last):
                drafts.append(draft)
                if draft.only_adds:
                    continue
                is_told = draft.where.is_named or draft.where.how == "back"
                is_apart = draft.type in load_words("kinds.toml", "apart")
                is_apart = is_apart and not self.placer.is_local(draft.trigger)
                is_placed = bool(draft.where.places) and draft.where.places[0].lat is not None
                if is_placed and is_told and not is_apart:
                    last = (number, draft.where.places[0])
        return drafts

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
            elif trigger.rule.type in load_words("kinds.toml", "harming"):
                self.history.add(number)
        return [*drafts, *self._adding(number, left_over(tolls, shares), last)]

    def _adding(
        self, number: int, tolls: list[Toll], last: tuple[int, Resolution] | None
    ) -> Iterator[Draft]:
        """Drafts of tolls that no trigger took, unless what is told right before is history."""
        if not self.history.isdisjoint({number - 1, number}):
            return
        for toll in tolls:
            trigger = as_trigger(self.tree, toll)
            if trigger is None:
                continue
            standing = judge(self.tree, trigger)
            if not stands(self.tree, toll, standing):
                continue
            where = self.placer.place(trigger, standing, last)
            draft = self._draft(trigger, replace(standing, unreal=""), where, (toll,))
            if draft is not None:
                yield draft

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
        if trigger.rule.only_adds and when.is_long:
            return None
        actors = find_actors(self.tree, trigger, labels, self.states)
        return Draft(
            trigger, "other" if is_cumulative else trigger.rule.type, standing, where,
            when.days, when.precision, when.text, when.rule, tolls, quote,
            self.tree.sentence_numbers[trigger.token], is_cumulative,
            self.tree.lemmas[trigger.token],
            find_struck(self.tree, trigger, labels, actors), actors,
            frozenset(map(_value, _FIGURE.findall(quote.text))),
            paragraph=self.placer.places.paragraphs[self.tree.sentence_numbers[trigger.token]],
            points_back=not tolls
            and points_back(self.placer.places, trigger, where, is_dated=when.is_told),
        )  # fmt: skip

    def _quote(self, trigger: Trigger, tolls: tuple[Toll, ...]) -> Quote:
        tokens = [*trigger.clause, *(toll.token for toll in tolls)]
        start = self.tree.tokens[min(tokens)].start
        end = self.tree.tokens[max(tokens)].end
        return Quote(start, end, self.article.text[start:end])


def _value(figure: str) -> float:
    number, _, scale = figure.replace(",", "").partition(" ")
    return float(number) * (1_000_000 if scale else 1)


def is_open(status: Status) -> bool:
    """Whether the event is still to come."""
    return status in {Status.PLANNED, Status.AGREED}
