"""The headline and lead of an article: what they tell without a day is news of its day.

Datelines and the day of print are there so that a report need not repeat them: newsroom style
leaves the day out where it is the article's own (Associated Press Stylebook, "time element").
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from pipeline.dates.clause_tense import is_perfect
from pipeline.dates.clauses import Clauses
from pipeline.events.drafts import Draft
from pipeline.events.merging import Group
from pipeline.records import (
    ArticleDate,
    DatePrecision,
    DateSource,
    DateSpan,
    Days,
    Parse,
    PlacePrecision,
)

_LINES = 2  # above the lead: a headline, and a line for the day or the author
_SENTENCES = 4  # of all together; a text without line breaks has only these
_PRINTED = frozenset({DateSource.GIVEN, DateSource.HEADER, DateSource.TEXT})
_SINGLE = frozenset({DatePrecision.DAY, DatePrecision.PART_OF_DAY})
_WEEK = dt.timedelta(days=7)  # a lead does not reach further back
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})
_AS_NEWS = "no date in the clause; a headline or lead without one tells of the article's day"
_AS_BESIDE = "no date in the clause; the day that the headline or lead tells of this"


class Opening:
    """The headline and the first sentences of one article, with what is told there."""

    def __init__(
        self,
        text: str,
        parse: Parse,
        dates: Iterable[DateSpan],
        dated: ArticleDate,
        groups: Iterable[Group],
    ) -> None:
        self.text, self.parse, self.dates, self.dated = text, parse, tuple(dates), dated
        drafts = (draft for group in groups for draft in group.drafts)
        self.drafts = [draft for draft in drafts if self._holds(draft)]

    def date(self, draft: Draft, group: Group) -> Draft:
        """The draft; if nothing dates it and the opening tells it, with the day of that news.

        That is the day told beside it of the same place or kind, or the only past day told there;
        else the article's. A sum up to now ("have fled") and an article whose own day is only
        inferred stay as they are: no later than that day.
        """
        if not self._is_undated(draft) or self.dated.source not in _PRINTED:
            return draft
        if not any(self._holds(told) for told in group.drafts):
            return draft
        if is_perfect(Clauses(self.parse, draft.trigger.token)):
            return draft
        beside = next((told for told in self.drafts if self._tells_of(told, draft)), None)
        if beside is not None:
            days, words, rule = beside.days, beside.date_text, _AS_BESIDE
        elif self.only_day is not None:
            days, words, rule = self.only_day.days, self.only_day.text, _AS_BESIDE
        else:
            days, words, rule = Days(self.dated.date, draft.days.until), "", _AS_NEWS
        day = DatePrecision.DAY
        return replace(draft, days=days, date_precision=day, date_text=words, date_rule=rule)

    @cached_property
    def only_day(self) -> DateSpan | None:
        """The single past day that the opening names, if nothing was said or dated on it."""
        end = self.parse.sentences[:_SENTENCES][-1].end
        spans = [s for s in self.dates if s.start < end and s.precision in _SINGLE]
        days = {span.days.first for span in spans}
        if len(days) != 1 or not self._is_recent(spans[0].days):
            return None
        if any(draft.date_text and draft.days == spans[0].days for draft in self.drafts):
            return None
        tokens = (self._token_at(span.start) for span in spans)
        is_said = (
            Clauses(self.parse, t).belongs_to_saying(s) for t, s in zip(tokens, spans, strict=True)
        )
        return None if any(is_said) else spans[0]

    def _token_at(self, start: int) -> int:
        return next(i for i, token in enumerate(self.parse.tokens) if token.end > start)

    def _is_undated(self, draft: Draft) -> bool:
        days = draft.days
        is_bare = draft.date_precision is DatePrecision.ON_OR_BEFORE and not draft.date_text
        return is_bare and days.first is None and days.last == self.dated.date is not None

    def _holds(self, draft: Draft) -> bool:
        """Whether it stands in the headline, or in the first sentences soon below it."""
        if draft.sentence >= _SENTENCES:
            return False
        above = self.text[self.parse.sentences[0].start : draft.quote.start].split("\n")[:-1]
        return sum(bool(line.strip()) for line in above) <= _LINES

    def _is_recent(self, days: Days) -> bool:
        today, first, last = self.dated.date, days.first, days.last
        if today is None or first is None or first != last:
            return False
        return today - _WEEK <= first <= today

    def _tells_of(self, told: Draft, undated: Draft) -> bool:
        """Whether another sentence, dated to one day, tells of the same place or the same kind."""
        if not told.date_text or told.date_precision not in _SINGLE:
            return False
        if told.is_cumulative or told.sentence == undated.sentence:
            return False
        if not self._is_recent(told.days):
            return False
        here, there = _spots(told), _spots(undated)
        return bool(here & there) or (told.type == undated.type and not (here and there))


def _spots(draft: Draft) -> frozenset[str]:
    """The ids of its places, but for countries."""
    places = (r.place for r in draft.where.places if r.precision not in _WIDE)
    return frozenset(place.id for place in places if place is not None)
