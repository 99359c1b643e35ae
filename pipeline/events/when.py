"""Trigger, dates of the text → the days of its event, as its status and type allow."""

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.dates import date_event, entry_at, find_entries
from pipeline.events.standing import Standing
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words
from pipeline.records import ArticleDate, DatePrecision, DateSpan, Days, Parse, Quote, Status

VAGUE_DATES = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
_OLD_DAYS = 366  # what ended more than a year before the article was written is history, not news
_YEAR = dt.timedelta(days=360)
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event; `text` are the words that said so, empty without any."""

    days: Days
    precision: DatePrecision
    text: str
    rule: str

    @property
    def is_told(self) -> bool:
        """Whether words tell its day, or a day that only its kind of word leaves open."""
        return bool(self.text) and self.precision not in VAGUE_DATES - {DatePrecision.UNKNOWN}

    @property
    def is_long(self) -> bool:
        """Whether the words tell of more than a week: what is counted then sums up a war."""
        first, until = self.days.first, self.days.until
        is_range = self.precision is DatePrecision.RANGE and first is not None
        return is_range and until is not None and until - (first or until) > _WEEK


class Calendar:
    """Dates the triggers of one article."""

    def __init__(
        self, text: str, parse: Parse, dates: tuple[DateSpan, ...], dated: ArticleDate
    ) -> None:
        self.parse, self.dates, self.dated = parse, dates, dated
        self.entries = find_entries(text, dates, dated.date) if dated.date is not None else ()

    def date(self, trigger: Trigger, standing: Standing, quote: Quote) -> When:
        """The days of the trigger's event; of one that is over none after the article's day."""
        when, today = self._told(trigger, quote), self.dated.date
        if today is None or today.year == dt.MAXYEAR:
            return when
        if trigger.rule.type == "security_measure":
            when = _held_ahead(when, today)
        is_plan = standing.status in {Status.PLANNED, Status.AGREED}
        may_be_plan = trigger.rule.type in load_words("standing.toml", "plannable")
        if self.is_ahead(when) and not is_plan and not may_be_plan:
            # "came a week after" was counted from another day than the article's.
            return When(Days(None, today + _DAY), DatePrecision.ON_OR_BEFORE, "", when.rule)
        return when

    def _told(self, trigger: Trigger, quote: Quote) -> When:
        """What words tell, or else the day that heads the entry of a chronicle."""
        entry = entry_at(self.entries, self.parse.tokens[trigger.token].start)
        dated = self.dated if entry is None else replace(self.dated, date=entry.day)
        when = When(*date_event(self.parse, trigger.token, self.dates, dated, quote=quote))
        if entry is None or when.text or when.days.until is None:
            return when
        rule = "the day that heads this part of the text"
        is_day = entry.until - entry.day <= _DAY
        precision = DatePrecision.DAY if is_day else DatePrecision.RANGE
        return When(Days(entry.day, entry.until), precision, entry.words, rule)

    def is_ahead(self, when: When) -> bool:
        """Whether the days lie after the article's."""
        today, first = self.dated.date, when.days.first
        return today is not None and first is not None and first > today

    def is_old(self, when: When) -> bool:
        """Whether the event is history, not news."""
        today, first, last = self.dated.date, when.days.first, when.days.last
        if today is None or last is None:
            return False
        is_year = first is not None and last - first >= _YEAR  # "shelled the town last year"
        return (today - last).days > _OLD_DAYS or (is_year and last.year < today.year)


def _held_ahead(when: When, today: dt.date) -> When:
    """A measure holds from its announcement on: "a curfew until Monday" means the next one."""
    days, words = when.days, when.text.split(" ", 1)[0]
    if words not in {"until", "from"} or days.until is None or days.until > today:
        return when
    if days.until + _WEEK <= today or "weekday" not in when.rule:
        return when
    first = today if days.first is None else days.first + _WEEK
    ahead = Days(min(first, today), days.until + _WEEK)
    return When(ahead, DatePrecision.RANGE, when.text, f"{when.rule}; a measure holds ahead")
