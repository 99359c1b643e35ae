"""Drafts of one happening → what they say together."""

import datetime as dt
from dataclasses import dataclass, field

from pipeline.events.drafts import Draft
from pipeline.events.harm import add
from pipeline.records import Harm, Resolution

NEAR = 2  # sentences over which a bare count, or the next sentence, tells more of the same


@dataclass(slots=True)
class Group:
    """Drafts of one happening at one place, in text order."""

    place: Resolution | None
    is_guess: bool  # whether the place was taken from the sentences around it
    drafts: list[Draft] = field(default_factory=list)
    added: list[Draft] = field(default_factory=list)  # that only count more of its victims

    @property
    def best(self) -> Draft:
        """The draft that says most: harm, date, own place, strong trigger; then the first.

        Not one that only tells who died of it on a later day.
        """
        deeds = [d for d in self.drafts if not d.trigger.rule.is_harm and _is_of_day(d)]
        over = min((d.days.until for d in deeds if d.days.until is not None), default=None)
        return max(
            self.drafts,
            key=lambda d: (
                not (over and d.trigger.rule.is_harm and _is_of_day(d) and _begins(d) >= over),
                any(toll.count.most != 0 for toll in d.tolls),
                bool(d.date_text) and d.is_dated,
                d.where.is_named,
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
        told = sorted([*self.drafts, *self.added], key=lambda d: d.sentence)
        return add([toll for draft in told for toll in draft.tolls])


def _is_of_day(draft: Draft) -> bool:
    """Whether words tell the day on which it began."""
    return bool(draft.date_text) and draft.is_dated and draft.days.first is not None


def _begins(draft: Draft) -> dt.date:
    return draft.days.first or dt.date.min
