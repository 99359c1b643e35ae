"""Store and Filter -> the numbers of an overview: types by day, harm, places, sources, quality.

Harm is counted by happening, not by report: of several reports of one the lowest and the highest
figure make its range, and the ranges of happenings are added. What is denied, planned or only
agreed counts for nothing.
"""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.table.filters import FIRST_DAY, LAST_DAY, Filter, Parameter, where, words_clauses
from pipeline.table.store import DAYS_COUNTED, EVERYTHING, Store

UNHARMED = "status NOT IN ('denied', 'planned', 'agreed')"
_HARM = ", ".join(
    f"CASE WHEN {UNHARMED} THEN {name} END AS {name}"
    for name in ("killed_min", "killed_max", "injured_min", "injured_max")
)
# Figures of one happening: lowest and highest said, and whether the highest is "at least".
_RANGE = """min(coalesce({0}_min, 0))
        FILTER ({0}_min IS NOT NULL OR {0}_max IS NOT NULL) AS {0}_low,
    max(coalesce({0}_max, {0}_min)) AS {0}_high,
    coalesce(max({0}_min) FILTER ({0}_max IS NULL)
             >= max(coalesce({0}_max, {0}_min)), false) AS {0}_open"""
_SUM = "coalesce(sum({0}_low), 0)::BIGINT, coalesce(sum({0}_high), 0)::BIGINT, bool_or({0}_open)"


class Toll(NamedTuple):
    """How many people, from `low` to `high`; `open` says that it may be more."""

    low: int
    high: int
    open: bool


class Numbers(NamedTuple):
    """How much there is of what the filter lets through; `articles` are those with an event."""

    events: int
    happenings: int
    articles: int
    places: int
    sources: int
    first: dt.date | None
    last: dt.date | None


class TypeLine(NamedTuple):
    """A type of event with its events, happenings and harm."""

    type: str
    events: int
    happenings: int
    killed: Toll
    injured: Toll


class PlaceLine(NamedTuple):
    """A place with what happened there; the point is None when only its name is known."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    events: int
    first: dt.date | None
    last: dt.date | None
    killed: Toll
    injured: Toll


class SourceLine(NamedTuple):
    """A source with its articles, their days, and their events."""

    source: str
    articles: int
    events: int
    first: dt.date | None
    last: dt.date | None


class ReasonLine(NamedTuple):
    """A reason to refuse, its numbers left out, with how often it came and one place of it."""

    reason: str
    times: int
    where: str


def numbers(store: Store, chosen: Filter = EVERYTHING) -> Numbers:
    """How much there is."""
    condition, values = where(chosen)
    sql = f"""SELECT count(*), count(DISTINCT incident_id), count(DISTINCT article_id),
                     count(DISTINCT nullif(place_id, '')), count(DISTINCT nullif(source, '')),
                     min({FIRST_DAY}), max({LAST_DAY}) FROM events WHERE {condition}"""
    return Numbers(*store.ask(sql, values)[0])


def days_by_type(store: Store, chosen: Filter = EVERYTHING) -> tuple[tuple[dt.date, str, int], ...]:
    """Events per day and type, ascending, counted on each of their days as `Store.days` does."""
    condition, values = where(replace(chosen, undated=False))
    sql = f"""
        WITH chosen AS (SELECT type, {FIRST_DAY} AS a, {LAST_DAY} AS z FROM events
                        WHERE {condition}),
             spread AS (SELECT type, a, CASE WHEN z - a >= {DAYS_COUNTED} THEN 0 ELSE z - a END AS n
                        FROM chosen),
             counted AS (SELECT type, a, n, count(*) AS events FROM spread GROUP BY ALL)
        SELECT a + step AS day, type, sum(events)::BIGINT
        FROM counted, LATERAL (SELECT unnest(range(0, n + 1))::INTEGER AS step)
        GROUP BY 1, 2 ORDER BY 1, 2"""
    return tuple((day, kind, int(count)) for day, kind, count in store.ask(sql, values))


def types(store: Store, chosen: Filter = EVERYTHING) -> tuple[TypeLine, ...]:
    """The types with their harm, most events first."""
    condition, values = where(chosen)
    sql = f"""
        WITH told AS (SELECT type, incident_id, count(*) AS n, {_RANGE.format("killed")},
                             {_RANGE.format("injured")}
                      FROM (SELECT type, incident_id, {_HARM} FROM events WHERE {condition})
                      GROUP BY 1, 2)
        SELECT type, sum(n)::BIGINT AS events, count(*),
               {_SUM.format("killed")}, {_SUM.format("injured")}
        FROM told GROUP BY 1 ORDER BY events DESC, type"""
    return tuple(
        TypeLine(kind, events, happenings, *_tolls(harm))
        for kind, events, happenings, *harm in store.ask(sql, values)
    )


def count_places(store: Store, chosen: Filter = EVERYTHING, words: str = "") -> int:
    """How many places have an event and all these words in name, region or country."""
    condition, values = _at_a_place(chosen, words)
    sql = f"SELECT count(DISTINCT place_id) FROM events WHERE {condition}"
    return int(store.ask(sql, values)[0][0])


def places(
    store: Store, chosen: Filter = EVERYTHING, words: str = "", *, offset: int = 0, limit: int = 30
) -> tuple[PlaceLine, ...]:
    """A page of the places where something happened, most events first, ties by id."""
    condition, values = _at_a_place(chosen, words)
    named = "coalesce(any_value(nullif(place_name, '')), any_value(place_text))"
    sql = f"""
        WITH counted AS (SELECT place_id, {named} AS name,
                                any_value(place_kind), any_value(country), any_value(admin1),
                                any_value(lat), any_value(lon), count(*) AS events,
                                min({FIRST_DAY}), max({LAST_DAY})
                         FROM events WHERE {condition} GROUP BY 1 ORDER BY events DESC, place_id
                         LIMIT {int(limit)} OFFSET {int(offset)}),
             told AS (SELECT place_id, incident_id, {_RANGE.format("killed")},
                             {_RANGE.format("injured")}
                      FROM events WHERE {condition} AND {UNHARMED}
                      AND place_id IN (SELECT place_id FROM counted) GROUP BY 1, 2),
             harm AS (SELECT place_id, {_SUM.format("killed")}, {_SUM.format("injured")}
                      FROM told GROUP BY 1)
        SELECT * FROM counted LEFT JOIN harm USING (place_id) ORDER BY events DESC, place_id"""
    found = store.ask(sql, [*values, *values])
    return tuple(PlaceLine._make([*row[:10], *_tolls(row[10:])]) for row in found)


def sources(store: Store, chosen: Filter = EVERYTHING, *, limit: int = 50) -> list[SourceLine]:
    """Sources with all their articles and the chosen of their events, most events first."""
    condition, values = where(chosen)
    sql = f"""
        WITH counted AS (SELECT article_id, count(*) AS n FROM events WHERE {condition} GROUP BY 1)
        SELECT source, count(*), coalesce(sum(n), 0)::BIGINT AS events,
               min(article_date), max(article_date)
        FROM articles LEFT JOIN counted USING (article_id)
        GROUP BY 1 ORDER BY events DESC, 2 DESC, 1 LIMIT {int(limit)}"""
    return [SourceLine(*row) for row in store.ask(sql, values)]


class Lacks(NamedTuple):
    """How many events lack something; `unsure` are those of a confidence below one half."""

    undated: int
    unplaced: int
    country_only: int
    unsure: int


def lacks(store: Store, chosen: Filter = EVERYTHING) -> Lacks:
    """How much is not known of the chosen events."""
    condition, values = where(chosen)
    sql = f"""SELECT count(*) FILTER ({FIRST_DAY} IS NULL), count(*) FILTER (lat IS NULL),
                     count(*) FILTER (lat IS NOT NULL AND place_precision = 'country'),
                     count(*) FILTER (confidence < 0.5) FROM events WHERE {condition}"""
    return Lacks(*store.ask(sql, values)[0])


def date_sources(store: Store) -> tuple[tuple[str, int], ...]:
    """Where the dates of the articles come from, most first."""
    sql = "SELECT article_date_source, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple((name, int(count)) for name, count in store.ask(sql, []))


def refusal_reasons(store: Store, *, limit: int = 50) -> tuple[ReasonLine, ...]:
    """Why inputs became no article; reasons that differ in numbers only are one."""
    sql = f"""SELECT regexp_replace(reason, '[0-9][0-9,.]*', '\u2026', 'g') AS told, count(*),
                     min("where") FROM refused GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {int(limit)}"""
    return tuple(ReasonLine(*row) for row in store.ask(sql, []))


def _at_a_place(chosen: Filter, words: str) -> tuple[str, list[Parameter]]:
    condition, values = where(chosen)
    searched = "concat_ws(' ', place_name, place_text, admin1, country)"
    clauses = words_clauses(searched, tuple(words.split()))
    parts = [f"({condition})", "place_id <> ''", *(f"({clause})" for clause, _ in clauses)]
    return " AND ".join(parts), [*values, *(value for _, more in clauses for value in more)]


def _tolls(harm: Sequence[int | bool | None]) -> tuple[Toll, Toll]:
    """The six figures of a join as killed and injured; None is a type or place without any."""
    low, high, open_, *rest = (value or 0 for value in harm)
    return Toll(low, high, bool(open_)), Toll(rest[0], rest[1], bool(rest[2]))
