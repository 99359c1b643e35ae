"""Events → counts per region, for a shaded map."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

from typing import NamedTuple

from pipeline.table.filters import Ask, Filter, where

DEAD = "coalesce(killed_min, killed_max, 0)"


class RegionCount(NamedTuple):
    """Events of a region, or the people killed in them; `admin1` is empty where none is known."""

    country: str
    admin1: str
    number: int


def regions(ask: Ask, chosen: Filter, *, killed: bool) -> tuple[RegionCount, ...]:
    """The chosen events per country and region, most first.

    With `killed` it is the people killed, at least; of several reports of one incident the highest
    number counts, once.
    """
    condition, values = where(chosen)
    placed = f"FROM events WHERE ({condition}) AND country <> ''"
    sql = f"SELECT country, admin1, count(*) AS n {placed} GROUP BY ALL ORDER BY n DESC, 1, 2"
    if killed:
        sql = f"""
            WITH incidents AS (SELECT country, admin1, incident_id, max({DEAD}) AS dead {placed}
                               GROUP BY ALL)
            SELECT country, admin1, sum(dead) AS n FROM incidents GROUP BY ALL HAVING n > 0
            ORDER BY n DESC, 1, 2"""
    return tuple(RegionCount(country, admin1, int(n)) for country, admin1, n in ask(sql, values))
