"""Store → what its next addition has to know: who shares a key or a print, and what went stray."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

from collections.abc import Collection

from pipeline.records import Article
from pipeline.table.store import Store


def holders(store: Store, keys: Collection[int], *, without: Collection[str]) -> dict[int, str]:
    """Key -> incident of the events that have it, leaving out those of some articles.

    Args:
        store: to look in.
        keys: the numbers to look for.
        without: ids of articles that are about to be replaced.
    """
    found = _held(store, "keys", keys)
    if not found:
        return {}
    sql = """SELECT key, min(incident_id) FROM keys JOIN events USING (event_id, article_id)
             WHERE key IN (SELECT unnest(?::BIGINT[]))
               AND article_id NOT IN (SELECT unnest(?::VARCHAR[])) GROUP BY key"""
    return dict(store.ask(sql, [found, list(without)]))


def print_holders(store: Store, keys: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Key of a print -> ids of the articles that have it, in their order; absent if none has."""
    sql = """SELECT key, list(article_id ORDER BY article_id) FROM prints
             WHERE key IN (SELECT unnest(?::BIGINT[])) GROUP BY key"""
    found = _held(store, "prints", keys)
    return {int(key): tuple(ids) for key, ids in store.ask(sql, [found])} if found else {}


def _held(store: Store, table: str, keys: Collection[int]) -> list[int]:
    """Those of some keys that a table has: most are new, and this reads nothing but keys."""
    sql = f"SELECT DISTINCT key FROM {table} WHERE key IN (SELECT unnest(?::BIGINT[]))"
    return [int(key) for (key,) in store.ask(sql, [list(keys)])]


def given(store: Store, ids: Collection[str]) -> tuple[Article, ...]:
    """Articles as they were read, with the date that came along, in the order of their ids."""
    sql = """SELECT article_id, text, title, date_given, source, url, "where", true, language
             FROM articles
             WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1"""
    return tuple(Article(*row) for row in store.ask(sql, [list(ids)]))


def copies(store: Store, article_id: str) -> tuple[Article, ...]:
    """The further sources of an article, in the order of their ids."""
    sql = "SELECT article_id FROM articles WHERE copy_of = ?"
    return given(store, [name for (name,) in store.ask(sql, [article_id])])


def strays(store: Store) -> tuple[str, ...]:
    """Ids of copies whose original has gone or changed since: they have to be worked again."""
    sql = """SELECT copy.article_id FROM articles copy LEFT JOIN articles original
                 ON original.article_id = copy.copy_of AND original.copy_of = ''
             WHERE copy.copy_of <> ''
               AND original.content_hash IS DISTINCT FROM copy.copy_hash ORDER BY 1"""
    return tuple(name for (name,) in store.ask(sql, []))
