"""trigger of an event + the text's dates -> the days of that event."""

import datetime as dt
from collections.abc import Iterable

from pipeline.dates.adjoining import is_compared, is_of_what_follows, join, word_before
from pipeline.dates.afterwards import find_before
from pipeline.dates.calendar_units import shifted
from pipeline.dates.clause_tense import has_lasted, is_ahead, is_going_on, is_perfect
from pipeline.dates.clauses import Clauses
from pipeline.dates.ranking import rank
from pipeline.dates.told_after import told_after
from pipeline.records import ArticleDate, DatePrecision, DateSpan, Days, Parse, Quote

_DAY = dt.timedelta(days=1)
_NIGHTS = dt.timedelta(days=2)  # "the night of 19-20 March"
_NIGHT = "overnight"
_Answer = tuple[Days, DatePrecision, str, str]


def date_event(
    parse: Parse, trigger: int, dates: Iterable[DateSpan], dated: ArticleDate, *, quote: Quote
) -> _Answer:
    """Days, precision, words and rule for the event whose trigger is token number `trigger`.

    The expression that governs the trigger's clause comes first; the date of a saying only says
    that the event was no later. Without either, the article's day is the last it can have been;
    open days mean that nothing says. `dates` are those of the whole text.
    """
    dates = tuple(dates)
    clauses = Clauses(parse, trigger)
    near = clauses.spans_near(dates, quote)
    spans = tuple(span for span in near if not is_compared(clauses, span))
    spans = tuple(span for span in spans if not is_of_what_follows(clauses, span))
    before = find_before(parse, trigger, clauses.first, spans)
    if before is not None:
        others = tuple(span for span in dates if not span.text.lower().endswith(" after"))
        answer = date_event(parse, before.verb, others, dated, quote=quote)
        return _earlier(answer, before.days)
    ranked = [(place, span) for span in spans if (place := rank(clauses, span)) is not None]
    own = [pair for pair in ranked if not clauses.belongs_to_saying(pair[1])]
    if own:
        own = [pair for pair in own if not _is_bound(pair[1], clauses, dated.date)] or own
        own = _without_nights(clauses, own)
        _, span = min(own, key=lambda pair: (pair[0], clauses.distance(pair[1])))
        span = join(clauses, span, spans)
        return _with_preposition(span, clauses, dated.date)
    after = told_after(clauses, dates) if not is_ahead(clauses) else None
    if after is not None:
        return after.days, after.precision, after.text, f"{after.rule}; told of it right after"
    said = [span for span in spans if clauses.belongs_to_saying(span)]
    if said and not is_ahead(clauses):
        return _no_later_than(min(said, key=clauses.distance), clauses)
    linked = _part_before(clauses, spans) or clauses.day_before(dates)
    linked = None if is_going_on(clauses) or is_ahead(clauses) else linked
    if linked is not None and not is_perfect(clauses):
        return linked.days, linked.precision, linked.text, f"{linked.rule}; told on from there"
    return _without_words(clauses, dated)


def _without_nights(
    clauses: Clauses, own: list[tuple[int, DateSpan]]
) -> list[tuple[int, DateSpan]]:
    """The dates without "overnight", where the day is told too ("overnight fire of 16 March")."""
    is_told = any(
        clauses.tokens[clauses.place_of(span)].head in (clauses.trigger, clauses.own)
        for _, span in own
        if span.text.lower() != _NIGHT
    )
    return [pair for pair in own if pair[1].text.lower() != _NIGHT] if is_told else own


def _part_before(clauses: Clauses, spans: Iterable[DateSpan]) -> DateSpan | None:
    """The day told before a semicolon, which goes on from it ("fell on Monday; three died").

    What names a place of its own may have been on another day.
    """
    if clauses.names_place():
        return None
    start = clauses.tokens[clauses.trigger].start
    told = [
        span
        for span in spans
        if span.end < start
        and span.days.first is not None
        and span.days.until is not None
        and span.days.until - span.days.first <= _NIGHTS
        and clauses.has_between(clauses.place_of(span), ";")
        and not clauses.belongs_to_saying(span)
    ]
    return told[-1] if told else None


def _is_bound(span: DateSpan, clauses: Clauses, anchor: dt.date | None) -> bool:
    """Whether it only tells until when ("agreed on Monday to ban imports by December")."""
    is_to_come = anchor is not None and span.days.until is not None and span.days.until > anchor
    return is_to_come and word_before(clauses, span) in {"by", "until", "before"}


def _earlier(answer: _Answer, days: int) -> _Answer:
    """The answer for what was so many days before what is answered.

    What is told without a day was on the article's day or the day before.
    """
    told, precision, words, rule = answer
    if told.first is None and told.until is not None and not words:
        told, precision = Days(shifted(told.until, "day", -2), told.until), DatePrecision.RANGE
    first, until = (day and shifted(day, "day", -days) for day in (told.first, told.until))
    back = f"{days} day{'s' if days > 1 else ''} before what is told in the same sentence"
    return Days(first, until), precision, words, f"{back}; {rule}"


def _with_preposition(span: DateSpan, clauses: Clauses, anchor: dt.date | None) -> _Answer:
    """The days of a governing expression, as "since", "by", "before" or the tense bound them."""
    days, precision, rule = span.days, span.precision, span.rule
    if days.first is None or days.until is None:
        return days, precision, span.text, rule
    word = word_before(clauses, span)
    end = anchor + _DAY if anchor is not None else None
    words = (
        f"{word} {span.text}"
        if word in {"since", "by", "until", "before", "after", "from"}
        else span.text
    )
    if word in {"since", "from", "after"} and end is not None and end > days.first:
        start = days.until if word == "after" and days.until < end else days.first
        return (
            Days(start, end),
            DatePrecision.ONGOING,
            words,
            f"{rule}; from then to the article's day",
        )
    if word in {"by", "until"}:
        return (
            Days(None, days.until),
            DatePrecision.ON_OR_BEFORE,
            words,
            f"{rule}; no later than that",
        )
    if word == "before":
        return Days(None, days.first), DatePrecision.ON_OR_BEFORE, words, f"{rule}; before that"
    if end is not None and days.first < end < days.until and not is_ahead(clauses):
        return Days(days.first, end), precision, words, f"{rule}, up to the article's day"
    return days, precision, words, f"{rule}; it governs the clause of the event"


def _no_later_than(span: DateSpan, clauses: Clauses) -> _Answer:
    if span.days.until is None:
        return span.days, span.precision, span.text, span.rule
    if is_going_on(clauses):
        precision, rule = DatePrecision.ONGOING, "going on when it was said"
        return Days(span.days.first, span.days.until), precision, span.text, f"{span.rule}; {rule}"
    rule = f"{span.rule}; the day it was said, so no later"
    return Days(None, span.days.until), DatePrecision.ON_OR_BEFORE, span.text, rule


def _without_words(clauses: Clauses, dated: ArticleDate) -> _Answer:
    """The article's day, as the clause's tense and cue words allow."""
    day = dated.date
    if day is None or day.year == dt.MAXYEAR:
        return (
            Days(None, None),
            DatePrecision.UNKNOWN,
            "",
            "neither the clause nor the article has a date",
        )
    end = day + _DAY
    if is_ahead(clauses):
        return (
            Days(day, None),
            DatePrecision.UNKNOWN,
            "",
            "no date; after the article's day, by its tense",
        )
    if is_going_on(clauses):
        return Days(day, end), DatePrecision.ONGOING, "", "no date; going on on the article's day"
    if has_lasted(clauses):
        return (
            Days(None, end),
            DatePrecision.ONGOING,
            "",
            "no date; lasting up to the article's day",
        )
    return (
        Days(None, end),
        DatePrecision.ON_OR_BEFORE,
        "",
        "no date in the clause; no later than the article's day",
    )
