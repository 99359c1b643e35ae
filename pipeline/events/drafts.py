"""Triggers → drafts: each with its standing, place, days and harm, before they are merged."""

from dataclasses import dataclass, replace

from pipeline.dates import date_event
from pipeline.events.harm import Counter, Toll
from pipeline.events.standing import Judge, Standing
from pipeline.events.tree import Tree
from pipeline.events.triggers import Finder, Trigger
from pipeline.events.where import Placer, Where
from pipeline.events.words import load_words
from pipeline.records import (
    Article,
    ArticleDate,
    DatePrecision,
    DateSpan,
    Days,
    Parse,
    PlacePrecision,
    Quote,
    Resolution,
    Status,
)  # fmt: skip

# Fire from a distance, which reports of one happening call by one another's names.
FIRE = frozenset({"shelling", "air_strike", "explosion"})
# Types that harm people at once; a count of victims beside one of them is its harm.
HARMING = frozenset(
    {
        "shelling",
        "air_strike",
        "explosion",
        "ground_battle",
        "violence_civilians",
        "other",
        "protest",
    }
)
_VAGUE_DATES = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
_OLD_DAYS = 366  # what ended more than a year before the article was written is history, not news
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
    victims: frozenset[str] = frozenset()


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
        self.article, self.parse, self.dates, self.dated = article, parse, dates, dated
        self.tree = Tree(parse)
        spans = [(r.mention.start, r.mention.end) for r in resolutions]
        self.finder = Finder(self.tree, spans)
        self.judge = Judge(self.tree)
        self.placer = Placer(article, self.tree, resolutions)
        self.tolls: dict[int, list[Toll]] = {}
        for toll in Counter(self.tree, self.finder.labels).find():
            self.tolls.setdefault(self.tree.sentence_numbers[toll.token], []).append(toll)

    def draft(self) -> list[Draft]:
        """Drafts in text order, unreal ones left out."""
        standing_triggers: dict[int, list[tuple[Trigger, Standing]]] = {}
        for trigger in self.finder.find()[:_MOST]:
            standing = self.judge.judge(trigger)
            if not standing.unreal:
                number = self.tree.sentence_numbers[trigger.token]
                standing_triggers.setdefault(number, []).append((trigger, standing))
        drafts: list[Draft] = []
        last: tuple[int, Resolution] | None = None
        for number in sorted(standing_triggers):
            found = self._without_arguments(standing_triggers[number])
            for draft in self._sentence(number, found, last):
                drafts.append(draft)
                if draft.where.places and draft.where.how in {"clause", "sentence", "back"}:
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
        }
        return [
            (_named_by_agent(trigger, found), standing)
            for trigger, standing in found
            if trigger.token not in arguments or trigger.rule.type not in kinds
        ]

    def _sentence(
        self,
        number: int,
        found: list[tuple[Trigger, Standing]],
        last: tuple[int, Resolution] | None,
    ) -> list[Draft]:
        tolls = self.tolls.get(number, [])
        shares = self._share(found, tolls)
        drafts = []
        for (trigger, standing), share in zip(found, shares, strict=True):
            is_cumulative = trigger.rule.is_harm and self.judge.is_cumulative(trigger)
            if trigger.rule.is_harm and share is None:
                continue
            kind = "other" if is_cumulative else trigger.rule.type
            quote = self._quote(trigger, share or [])
            where = self.placer.place(trigger, standing, last)
            days, precision, text, rule = date_event(
                self.parse, trigger.token, self.dates, self.dated, quote=quote
            )
            if self._is_old(days):
                continue
            has_date = bool(text) and precision not in _VAGUE_DATES - {DatePrecision.UNKNOWN}
            if not share and not has_date and self._is_frame(trigger, standing, where):
                continue
            drafts.append(
                Draft(
                    trigger, kind, standing, where, days, precision, text, rule,
                    tuple(share or ()), quote, number, is_cumulative, self._victims(trigger),
                )
            )  # fmt: skip
        return drafts

    def _share(
        self, found: list[tuple[Trigger, Standing]], tolls: list[Toll]
    ) -> list[list[Toll] | None]:
        """Deal the tolls of a sentence to its triggers; None for a word of harm that is not needed.

        A toll goes to the nearest harming trigger that tells how people came to harm ("shelling");
        the word of harm itself ("killed") stands for an event only where no such trigger does.
        """
        shares: list[list[Toll] | None] = [None if t.rule.is_harm else [] for t, _ in found]
        for toll in tolls:
            causes = [
                (self._gap(t.token, toll.token), n)
                for n, (t, _) in enumerate(found)
                if t.rule.type in HARMING and not t.rule.is_harm
            ]
            own = [
                (abs(t.token - toll.token), n) for n, (t, _) in enumerate(found) if t.rule.is_harm
            ]
            choice = min(causes or own, default=None)
            if choice is None:
                continue
            share = shares[choice[1]]
            if share is None:
                shares[choice[1]] = [toll]
            else:
                share.append(toll)
        return shares

    def _victims(self, trigger: Trigger) -> frozenset[str]:
        """Last words of the names of the people that the trigger's event struck, in lower case."""
        labels, tokens = self.finder.labels, self.tree.tokens
        named = [t for t in trigger.patients if "PERSON" in labels.get(t, ())]
        names = set()
        for t in named:
            while t + 1 < len(tokens) and "PERSON" in labels.get(t + 1, ()):
                t += 1  # noqa: PLW2901 - walks to the end of the name
            names.add(self.tree.lowers[t])
        return frozenset(names)

    def _gap(self, a: int, b: int) -> int:
        """Distance of two tokens in words; a trigger in the toll's own clause is nearer."""
        together = self.tree.clause_head(a) == self.tree.clause_head(b)
        return abs(a - b) - (10 if together else 0)

    def _quote(self, trigger: Trigger, tolls: list[Toll]) -> Quote:
        tokens = [*trigger.clause, *(toll.token for toll in tolls)]
        start = self.tree.tokens[min(tokens)].start
        end = self.tree.tokens[max(tokens)].end
        return Quote(start, end, self.article.text[start:end])

    def _is_frame(self, trigger: Trigger, standing: Standing, where: Where) -> bool:
        """Whether an undated trigger without victims only tells what the article is about.

        "Russia's attack on Ukraine", "fighting in the country", "a year of talks": a noun, and no
        place closer than a country. Likewise a plan without a day.
        """
        kind, is_noun = trigger.rule.type, self.tree.tokens[trigger.token].pos == "NOUN"
        kinds = load_words("places.toml", "framed_nouns" if is_noun else "framed_verbs")
        if standing.status in {Status.PLANNED, Status.AGREED}:
            return standing.status == Status.PLANNED
        is_known = bool(trigger.patients) and kind in load_words("standing.toml", "known")
        is_told = kind == "talks_diplomacy" and self.tree.bases[trigger.token] == "nsubj"
        if kind not in kinds or is_known or is_told:
            return False  # "the murder of the priests", wherever; "the talks resumed"
        if not where.places:
            return is_noun and kind in load_words("places.toml", "framed_unplaced")
        wide = {PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN}
        is_wide = all(place.precision in wide for place in where.places)
        return is_wide if is_noun else where.how == "country"

    def _is_old(self, days: Days) -> bool:
        if self.dated.date is None or days.last is None:
            return False
        return (self.dated.date - days.last).days > _OLD_DAYS


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
