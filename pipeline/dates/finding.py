"""text -> its time expressions, each with the days it means."""

import datetime as dt
import functools
from collections.abc import Callable

from pipeline.dates import days, longer, months, relative
from pipeline.dates.bits import Bits, Resolved, Scene
from pipeline.dates.entries import Entry, entry_at, find_entries
from pipeline.dates.epochs import find_epoch
from pipeline.dates.grammar import Found, grammar, match_rules
from pipeline.dates.scanning import Words, find_words, vocabulary
from pipeline.dates.tense import Cues, TreeCues
from pipeline.records import ArticleDate, DatePrecision, DateSpan, Days, Parse

_MEANINGS: dict[str, Callable[[Bits, Scene], Resolved | None]] = {
    "ago": relative.ago,
    "ago_day": relative.ago_day,
    "ahead": relative.ahead,
    "bare_day": months.bare_day,
    "bare_year": longer.bare_year,
    "century": longer.century,
    "counted_day": relative.counted_day,
    "counted_week": months.counted_week,
    "day_of_month": days.day_of_month,
    "day_range": days.day_range,
    "decade": longer.decade,
    "deictic": relative.deictic,
    "era_year": longer.era_year,
    "feast": days.feast,
    "figures": days.figures,
    "month": days.month,
    "month_range": days.month_range,
    "new_year": days.new_year,
    "opening_days": months.opening_days,
    "overnight": relative.overnight,
    "part_before": relative.part_before,
    "part_of_day": relative.part_of_day,
    "part_of_month": months.part_of_month,
    "quarter": longer.quarter,
    "season": longer.season,
    "span": relative.span,
    "unit": relative.unit,
    "weekday": relative.weekday,
    "weekday_and_day": days.weekday_and_day,
    "weekday_of_week": relative.weekday_of_week,
    "weekday_range": relative.weekday_range,
    "weekend": relative.weekend,
    "year": longer.year,
    "year_range": longer.year_range,
}
_NEED_ARTICLE = frozenset(
    {
        "ago",
        "ago_day",
        "ahead",
        "day_of_month",
        "deictic",
        "month",
        "overnight",
        "part_of_day",
        "part_of_month",
        "span",
        "unit",
    }
    | {"weekday", "weekday_of_week", "weekday_range"}
)

# Meanings that "a year later" or "that month" may lean on.
_TELLING = frozenset(
    {"ago", "day_of_month", "deictic", "figures", "month", "overnight", "weekday", "year"}
    | {"bare_day", "part_of_month"}
    | {"weekday_and_day", "weekday_of_week", "feast", "counted_day", "bare_year"}
)
# Meanings that name a month, in which "the twelfth" then lies.
_NAMING = frozenset({"day_of_month", "day_range", "figures", "weekday_and_day"} | {"bare_day"})
_DAY, _HALF_MONTH = dt.timedelta(days=1), dt.timedelta(days=14)
_LOOSE_ENDS = frozenset(".,-")  # signs that a pattern may take in but no expression ends with


def find_dates(text: str, dated: ArticleDate, parse: Parse | None = None) -> tuple[DateSpan, ...]:
    """Time expressions in the order of the text, none overlapping; lengths and habits are none.

    A span names days, weeks, months, years and ranges of them; prepositions that change the
    meaning ("since", "by") are left to whoever dates an event. Without an article date, an
    expression that needs one is there with open days and precision `unknown`. What no calendar
    has (31 February) is left out.
    """
    spans = tuple(span for _, span in spans_with_words(text, dated.date, parse)[1])
    entries = find_entries(text, spans, dated.date) if dated.date is not None else ()
    if entries:
        spans = tuple(span for _, span in spans_with_words(text, dated.date, parse, entries)[1])
    return spans


def spans_with_words(
    text: str,
    anchor: dt.date | None,
    parse: Parse | None = None,
    entries: tuple[Entry, ...] = (),
) -> tuple[Words, list[tuple[Found, DateSpan]]]:
    """The words of a text, and each expression with the words it covers.

    What stands in an entry of a chronicle is counted from the entry's day.
    """
    words = find_words(text)
    cues = Cues(words) if parse is None else TreeCues(words, parse)
    scene = Scene(anchor, cues.direction, functools.cache(lambda: find_epoch(text, anchor)))
    found = []
    for match in match_rules(words):
        entry = entry_at(entries, words.starts[match.first])
        scene.anchor = anchor if entry is None else entry.day
        if anchor is None:
            _return_to_written_year(words, match, scene)
        span = _span(text, words, match, scene)
        if span is not None:
            found.append((match, span))
    return words, found


def _span(text: str, words: Words, match: Found, scene: Scene) -> DateSpan | None:
    """Resolve one match, and remember what later ones may lean on."""
    rules = grammar()
    meaning = rules.meanings[match.rule]
    resolve = _MEANINGS.get(meaning)
    if resolve is None or (meaning == "feast" and _goes_on_as_a_name(words, match)):
        return None
    bits = Bits(words, match.first, match.stop)
    if _is_past_of_plan(match, scene):
        scene.day = scene.single_day = None
    resolved = resolve(bits, scene)
    _remember(meaning, bits, resolved, scene)
    start, stop = words.starts[match.first], match.stop
    while stop > match.first + 1 and words.spelled[stop - 1] in _LOOSE_ENDS:
        stop -= 1
    end = words.starts[stop - 1] + len(words.spelled[stop - 1])
    if resolved is not None:
        days_meant = Days(resolved.days.first, resolved.days.until)
        return DateSpan(start, end, text[start:end], days_meant, resolved.precision, resolved.rule)
    if scene.anchor is None and meaning in _NEED_ARTICLE and not bits.has("year"):
        rule = "the article's own day is not known"
        return DateSpan(start, end, text[start:end], Days(None, None), DatePrecision.UNKNOWN, rule)
    return None


def _return_to_written_year(words: Words, match: Found, scene: Scene) -> None:
    """In a new paragraph a year named in passing holds no more, but that of the last full date."""
    paragraph = vocabulary().letters["para"]
    if scene.written is not None and paragraph in words.classes[scene.year_at : match.first]:
        scene.year, scene.year_at = scene.written.year, match.first


def _is_past_of_plan(match: Found, scene: Scene) -> bool:
    """Whether the day told last is to come, and this one is told as past ("hit the day before")."""
    told, anchor = scene.single_day, scene.anchor
    if told is None or anchor is None or told <= anchor:
        return False
    return scene.direction(match.first, match.stop) < 0


def _goes_on_as_a_name(words: Words, match: Found) -> bool:
    """Whether a name follows that the words belong to ("Christmas Island", "Easter Rising")."""
    return words.classes[match.stop : match.stop + 1] == vocabulary().letters["name"]


def _remember(meaning: str, bits: Bits, resolved: Resolved | None, scene: Scene) -> None:
    if resolved is None:
        scene.named = None if meaning in _NAMING else scene.named
        return
    written = bits.one("year")
    if written is not None:
        scene.year, scene.year_at = resolved.days.first.year, bits.stop
        if meaning == "day_of_month":
            scene.written = resolved.days.first
    if meaning in _NAMING:
        scene.named = resolved.days.first
    elif meaning in {"month", "part_of_month"}:
        scene.named = resolved.days.first.replace(day=1) + _HALF_MONTH
    if meaning in {"opening_days", "counted_week"}:
        scene.day, scene.single_day = resolved.days.first, None
    if meaning in _TELLING:
        scene.day = resolved.days.first
        if resolved.days.until - resolved.days.first <= _DAY:
            scene.single_day = resolved.days.first
