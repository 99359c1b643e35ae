"""Store -> the articles it holds: a list of them, and what was found in one."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.table.filters import Parameter, words_clauses
from pipeline.table.rows import EventRow
from pipeline.table.store import Store
from pipeline.table.stored import DateRow, MentionRow, SentenceRow

AROUND = 400  # code points: a sentence of news is seldom longer
ORDERS = {
    "newest": "article_date DESC NULLS LAST, article_id",
    "oldest": "article_date ASC NULLS LAST, article_id",
    "title": "lower(title), article_id",
    "most": "events DESC, article_id",
}


class ArticleLine(NamedTuple):
    """An article as a list shows it, with how much was found in it."""

    article_id: str
    title: str
    article_date: dt.date | None
    source: str
    url: str
    beginning: str
    events: int
    mentions: int


def count_articles(store: Store, words: str = "") -> int:
    """How many articles have all these words in title, source or text."""
    condition, values = _holding(words)
    return int(store.ask(f"SELECT count(*) FROM articles WHERE {condition}", values)[0][0])


def list_articles(
    store: Store, words: str = "", *, order: str = "newest", offset: int = 0, limit: int = 30
) -> tuple[ArticleLine, ...]:
    """A page of the articles that have all these words; `order` is a key of `ORDERS`."""
    condition, values = _holding(words)
    page = f"ORDER BY {ORDERS[order]} LIMIT {int(limit)} OFFSET {int(offset)}"
    if order == "most":  # the only order that has to count the events of every article
        chosen = f"""SELECT articles.* FROM articles LEFT JOIN
                     (SELECT article_id, count(*) AS events FROM events GROUP BY 1)
                     USING (article_id) WHERE {condition}
                     ORDER BY coalesce(events, 0) DESC, article_id
                     LIMIT {int(limit)} OFFSET {int(offset)}"""
    else:
        chosen = f"SELECT * FROM articles WHERE {condition} {page}"
    sql = f"""
        WITH held AS MATERIALIZED ({chosen}),
             counted AS (SELECT article_id, count(*) AS events FROM events
                         WHERE article_id IN (SELECT article_id FROM held) GROUP BY 1),
             named AS (SELECT article_id, count(*) AS mentions FROM mentions
                       WHERE article_id IN (SELECT article_id FROM held) GROUP BY 1)
        SELECT article_id, title, article_date, source, url, left(text, 200),
               coalesce(events, 0) AS events, coalesce(mentions, 0)
        FROM held LEFT JOIN counted USING (article_id) LEFT JOIN named USING (article_id)
        ORDER BY {ORDERS[order]}"""
    return tuple(ArticleLine(*row) for row in store.ask(sql, values))


def original_of(store: Store, article_id: str) -> str:
    """The article whose text this one repeats, and which has its events; empty if it is no copy."""
    sql = "SELECT copy_of FROM articles WHERE article_id = ? LIMIT 1"
    found = store.ask(sql, [article_id])
    return str(found[0][0] or "") if found else ""


def mentions_in(store: Store, article_id: str) -> tuple[MentionRow, ...]:
    """The place names of an article, in the order of its text."""
    names = ", ".join(f'"{name}"' for name in MentionRow._fields)
    sql = f'SELECT {names} FROM mentions WHERE article_id = ? ORDER BY start, "end"'
    return tuple(MentionRow(*row) for row in store.ask(sql, [article_id]))


class Naming(NamedTuple):
    """A place name in an article, with the text around it; offsets are into `around`."""

    article_id: str
    title: str
    article_date: dt.date | None
    source: str
    role: str
    around: str
    start: int
    end: int


def count_namings(store: Store, place_id: str) -> int:
    """How often a place is named in all articles."""
    sql = "SELECT count(*) FROM mentions WHERE place_id = ?"
    return int(store.ask(sql, [place_id])[0][0])


def namings(store: Store, place_id: str, *, offset: int = 0, limit: int = 30) -> tuple[Naming, ...]:
    """A page of the times a place is named, oldest article first, in the order of each text.

    `around` is `AROUND` code points on either side, or fewer where the text ends.
    """
    sql = f"""
        WITH named AS (SELECT article_id, role, start, "end" AS stop,
                              greatest(start - {AROUND}, 0) AS first
                       FROM mentions WHERE place_id = ?)
        SELECT article_id, title, article_date, source, role,
               substring(text, (first + 1)::BIGINT, (stop + {AROUND} - first)::BIGINT),
               start - first, stop - first
        FROM named JOIN articles USING (article_id)
        ORDER BY article_date NULLS LAST, article_id, start, stop
        LIMIT {int(limit)} OFFSET {int(offset)}"""
    return tuple(Naming(*row) for row in store.ask(sql, [place_id]))


def place_name(store: Store, place_id: str) -> str:
    """The name of a place that some article names; empty if none does."""
    sql = "SELECT name FROM mentions WHERE place_id = ? AND name <> '' LIMIT 1"
    found = store.ask(sql, [place_id])
    return str(found[0][0]) if found else ""


def dates_in(store: Store, article_id: str) -> tuple[DateRow, ...]:
    """The time expressions of an article, in the order of its text."""
    names = ", ".join(f'"{name}"' for name in DateRow._fields)
    sql = f'SELECT {names} FROM dates WHERE article_id = ? ORDER BY start, "end"'
    return tuple(DateRow(*row) for row in store.ask(sql, [article_id]))


def sentences_in(store: Store, article_id: str) -> tuple[SentenceRow, ...]:
    """The sentences of an article that tell of an event besides its quote, and who says so."""
    names = ", ".join(f'"{name}"' for name in SentenceRow._fields)
    sql = f'SELECT {names} FROM sentences WHERE article_id = ? ORDER BY start, "end", event_id'
    return tuple(SentenceRow(*row) for row in store.ask(sql, [article_id]))


class Telling(NamedTuple):
    """How an article tells of an event: who says so, if it names them, and its other sentences."""

    said_by: str = ""
    sentences: tuple[str, ...] = ()

    def with_sentence(self, sentence: str) -> "Telling":
        """The same with one sentence more."""
        return self._replace(sentences=(*self.sentences, sentence))


def tellings(store: Store, events: Iterable[EventRow]) -> dict[tuple[str, str], Telling]:
    """How the articles tell of some events, by event and article; absent where there is no more.

    Sentences come in the order of their article.
    """
    sql = """SELECT event_id, article_id, said_by,
                    substring(text, (start + 1)::BIGINT, (stop - start)::BIGINT)
             FROM (SELECT *, "end" AS stop FROM sentences
                   WHERE event_id IN (SELECT unnest(?::VARCHAR[])))
             JOIN articles USING (article_id) ORDER BY 1, 2, start, stop"""
    found: dict[tuple[str, str], Telling] = {}
    for event_id, article_id, said_by, sentence in store.ask(sql, [[e.event_id for e in events]]):
        told = found.get((event_id, article_id), Telling())
        more = told._replace(said_by=said_by) if said_by else told.with_sentence(sentence)
        found[event_id, article_id] = more
    return found


class CopyLine(NamedTuple):
    """Where the text of an article was printed once more."""

    article_id: str
    title: str
    date: dt.date | None
    source: str
    url: str


def printed_also(store: Store, article_id: str, *, limit: int = 10) -> tuple[CopyLine, ...]:
    """Where the text of an article was printed as well, the earliest first."""
    sql = f"""SELECT article_id, title, article_date, source, url FROM articles
              WHERE copy_of = ? ORDER BY article_date NULLS LAST, 1 LIMIT {int(limit)}"""
    return tuple(CopyLine(*row) for row in store.ask(sql, [article_id]))


def _holding(words: str) -> tuple[str, list[Parameter]]:
    clauses = words_clauses("concat_ws(' ', title, source, text)", tuple(words.split()))
    condition = " AND ".join(f"({clause})" for clause, _ in clauses) or "true"
    return condition, [value for _, values in clauses for value in values]
