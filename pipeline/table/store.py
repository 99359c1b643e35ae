"""Store: a folder of Parquet parts, asked through DuckDB; reading only (writing: `writing.py`)."""

# ruff: noqa: S608 - values are bound; only names written in these rooms enter the SQL

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pipeline.errors import StoreError
from pipeline.records import Article, Refusal
from pipeline.table import film, frames, lines, regions
from pipeline.table.bins import Bin, Grids
from pipeline.table.columns import Columns, read_columns
from pipeline.table.film import Film
from pipeline.table.filters import FIRST_DAY, Filter, Parameter, where
from pipeline.table.manifest import Manifest, read_manifest
from pipeline.table.marks import Mark, make_marks
from pipeline.table.pages import DAY_ORDERS, page_sql, read_page
from pipeline.table.regions import RegionCount
from pipeline.table.rows import EventRow
from pipeline.table.views import Views, source_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

DAYS_COUNTED = 31  # an event longer than a month would flood the histogram; it counts on its first
EVERYTHING = Filter()
Answer = TypeVar("Answer")

FACETS = frozenset(
    {"type", "status", "source", "country", "admin1", "place_name", "place_precision"}
    | {"date_precision", "article_id", "incident_id"}
)
LISTED = frozenset({"actors"})  # columns that hold several values; each value counts


@dataclass(frozen=True, slots=True)
class Tally:
    """Events: all, those with a point closer than a country, by country only, without a place."""

    events: int
    dotted: int
    country: int
    unknown: int


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store holds; `bytes` is the size of its parts on disk."""

    version: str
    articles: int
    mentions: int
    events: int
    unplaced: int
    undated: int
    refused: int
    parts: int
    bytes: int
    copies: int = 0


class Store:
    """Events of many articles, read from the parts that the manifest names.

    One object may be used by several threads. It shows the state of its last `refresh`.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._views = Views(folder, manifest)
        self._reading = threading.Lock()
        self._counted: tuple[Manifest, Columns, Grids] | None = None  # read when first asked for

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the store in `folder`.

        Raises:
            StoreError: it is missing, damaged, or made by another version.
        """
        while True:
            manifest = read_manifest(folder)
            try:
                return cls(folder, manifest)
            except StoreError:
                if read_manifest(folder) == manifest:
                    raise

    def close(self) -> None:
        """Let go of the files."""
        self._views.close()

    @property
    def version(self) -> str:
        """A key that changes with every commit shown."""
        return self._views.manifest.version

    def refresh(self) -> bool:
        """Show what has been committed since; tell whether there was anything."""
        return self._views.refresh()

    def count(self, chosen: Filter = EVERYTHING) -> int:
        """How many events are chosen."""
        if chosen == EVERYTHING:  # the parts know, without a look inside
            return sum(part.rows for part in self._views.manifest.of("events"))
        if self._counted is None:  # one question is not worth reading the columns for
            condition, values = where(chosen)
            return int(self.ask(f"SELECT count(*) FROM events WHERE {condition}", values)[0][0])
        return self._count(lambda columns, _: int(columns.mask(chosen).sum()))

    def tally(self, chosen: Filter = EVERYTHING) -> Tally:
        """How many events are chosen, and how many of them a map can show."""
        return self._count(lambda columns, _: Tally(*columns.tally(columns.mask(chosen))))

    def undated(self, chosen: Filter = EVERYTHING) -> int:
        """How many events have no day, whatever days are chosen."""
        everyday = replace(chosen, first=None, last=None, undated=True)
        dated = replace(everyday, undated=False)
        return self._recall(
            ("undated", everyday),
            lambda columns: int(columns.mask(everyday).sum() - columns.mask(dated).sum()),
        )

    def rows(
        self,
        chosen: Filter = EVERYTHING,
        *,
        offset: int = 0,
        limit: int | None = None,
        order: str = "newest",
    ) -> tuple[EventRow, ...]:
        """A page of the chosen events; `order` is a key of `pages.ORDERS`, ties go by event id."""
        if limit is None or order not in DAY_ORDERS or chosen.event_ids:
            return tuple(frames.from_table(self._page(chosen, offset, limit, order), EventRow))
        return self._count(
            lambda columns, _: read_page(columns, chosen, offset, limit, order=order)
        )

    def frame(self, chosen: Filter = EVERYTHING) -> "pd.DataFrame":
        """The chosen events as a pandas frame, newest first."""
        frame: pd.DataFrame = self._page(chosen, 0, None, "newest").to_pandas()
        return frame

    def csv(self, chosen: Filter = EVERYTHING) -> bytes:
        """The chosen events as CSV with a byte order mark, which Excel needs to see UTF-8."""
        return b"\xef\xbb\xbf" + "".join(lines.csv_lines(self.rows(chosen))).encode()

    def event(self, event_id: str) -> EventRow | None:
        """One event; None if the store does not hold it."""
        found = self._recall(
            ("event", event_id), lambda _: self.rows(Filter(event_ids=(event_id,)), limit=1)
        )
        return found[0] if found else None

    def facets(
        self, chosen: Filter, column: str, *, limit: int = 1000
    ) -> tuple[tuple[str, int], ...]:
        """Values of a column among the chosen events with their counts, most first."""
        if column not in FACETS | LISTED:
            message = f"{column} is not one of {', '.join(sorted(FACETS | LISTED))}"
            raise ValueError(message)
        condition, values = where(chosen)
        value = f"unnest({column})" if column in LISTED else column
        sql = (
            f"SELECT {value}, count(*) AS n FROM events WHERE {condition} "
            f"GROUP BY 1 ORDER BY n DESC, 1 LIMIT {int(limit)}"
        )
        return tuple((str(value), int(n)) for value, n in self.ask(sql, values))

    def days(self, chosen: Filter = EVERYTHING) -> tuple[tuple[dt.date, int], ...]:
        """Chosen events per day, ascending; days without events are absent.

        An event of several days counts on each, one of more than `DAYS_COUNTED` on its first only.
        """
        return self._recall(
            ("days", chosen), lambda columns: columns.days(columns.mask(chosen), DAYS_COUNTED)
        )

    def span(self, chosen: Filter = EVERYTHING) -> tuple[dt.date, dt.date] | None:
        """First and last day of the chosen events, both inclusive; None if none is dated."""
        return self._recall(("span", chosen), lambda columns: columns.span(columns.mask(chosen)))

    def confidences(self, chosen: Filter = EVERYTHING, *, bins: int = 20) -> tuple[int, ...]:
        """Chosen events per equal share of confidence from 0 to 1; 1.0 falls in the last."""
        condition, values = where(chosen)
        sql = (
            f"SELECT least(floor(confidence * {int(bins)}), {int(bins) - 1})::INTEGER, count(*) "
            f"FROM events WHERE {condition} GROUP BY 1"
        )
        counts = dict(self.ask(sql, values))
        return tuple(int(counts.get(index, 0)) for index in range(bins))

    def bins(
        self, chosen: Filter = EVERYTHING, *, zoom: float, limit: int = 500
    ) -> tuple[Bin, ...]:
        """The chosen events that have a point, gathered into at most `limit` shapes of a map."""
        return self._count(lambda _, grids: grids.bins(chosen, zoom=zoom, limit=limit))

    def marks(self, chosen: Filter = EVERYTHING) -> tuple[Mark, ...]:
        """The chosen events that have a point, newest first, as a map shows them."""
        return self._count(lambda columns, _: make_marks(columns, chosen))

    def points(self, chosen: Filter = EVERYTHING) -> list[tuple[float, float, int]]:
        """Where the chosen events lie, roughly; see `Columns.points`."""
        return self._count(lambda columns, _: columns.points(columns.mask(chosen)))

    def regions(self, chosen: Filter = EVERYTHING, *, killed: bool) -> tuple[RegionCount, ...]:
        """The chosen events, or the people killed in them, per region; see `regions.regions`."""
        return regions.regions(self.ask, chosen, killed=killed)

    def film(
        self, chosen: Filter, *, first: dt.date, step_days: int, until: bool, zoom: float
    ) -> Film:
        """The chosen events that have a point, counted step by step; see `film.film`."""
        ask = self.ask
        return film.film(ask, chosen, first=first, step_days=step_days, until=until, zoom=zoom)

    def article(self, article_id: str) -> Article | None:
        """An article with its whole text; None if the store does not hold it."""
        sql = """SELECT article_id, text, title, article_date, source, url, "where",
                        false, language
                 FROM articles WHERE article_id = ? LIMIT 1"""
        found = self.ask(sql, [article_id])
        return Article(*found[0]) if found else None

    def known(self) -> dict[str, tuple[str, str, str]]:
        """Article id -> (content hash, version of the program that worked it, where it stood)."""
        sql = 'SELECT article_id, content_hash, pipeline, "where" FROM articles'
        return {key: (digest, made, stood) for key, digest, made, stood in self.ask(sql, [])}

    def refused(self) -> tuple[Refusal, ...]:
        """The inputs that became no article, in the order of their places."""
        sql = 'SELECT "where", reason FROM refused ORDER BY 1, 2'
        return tuple(Refusal(stood, reason) for stood, reason in self.ask(sql, []))

    def contradictions(self) -> Iterator[str]:
        """What cannot be in a whole store: an article twice, an event or mention of no article."""
        sql = "SELECT article_id FROM articles GROUP BY 1 HAVING count(*) > 1 ORDER BY 1"
        yield from (f"article twice: {name}" for (name,) in self.ask(sql, []))
        for table in ("events", "mentions"):
            sql = f"SELECT DISTINCT article_id FROM {table} ANTI JOIN articles USING (article_id)"
            yield from (f"{table} of no article: {name}" for (name,) in self.ask(sql, []))

    def info(self) -> StoreInfo:
        """Count what the store holds."""
        sql = f"""SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions),
                  count(*), count(*) FILTER (lat IS NULL), count(*) FILTER ({FIRST_DAY} IS NULL),
                  (SELECT count(*) FROM refused),
                  (SELECT count(*) FROM articles WHERE copy_of <> '') FROM events"""
        articles, mentions, events, unplaced, undated, refused, copies = self.ask(sql, [])[0]
        parts = self._views.manifest.parts
        return StoreInfo(
            version=self.version,
            articles=articles,
            mentions=mentions,
            events=events,
            unplaced=unplaced,
            undated=undated,
            refused=refused,
            parts=len(parts),
            bytes=sum(part.bytes for part in parts),
            copies=copies,
        )

    def _page(self, chosen: Filter, offset: int, limit: int | None, order: str) -> "pa.Table":
        sql, values = page_sql("events", chosen, offset, limit, order)
        return self._views.ask(lambda cursor: cursor.sql(sql, params=values).to_arrow_table())

    def _count(self, question: Callable[[Columns, Grids], Answer]) -> Answer:
        """Put a question to the columns."""
        return self._views.retried(lambda: question(*self._columns()))

    def _recall(self, key: tuple[Hashable, ...], question: Callable[[Columns], Answer]) -> Answer:
        """Put a question to the columns whose answer is kept for whoever asks next."""
        return self._count(lambda columns, _: columns.answers.get(key, lambda: question(columns)))

    def _columns(self) -> tuple[Columns, Grids]:
        manifest = self._views.manifest
        with self._reading:
            if self._counted is None or self._counted[0] is not manifest:
                source = source_of(self.folder, manifest, "events")
                columns = read_columns(self._views.table, source)
                self._counted = manifest, columns, Grids(columns)
            return self._counted[1:]

    def ask(self, sql: str, values: list[Parameter]) -> list[tuple[Any, ...]]:  # DuckDB's own type
        """The rows that answer a question of the modules of this room."""
        rows: list[tuple[Any, ...]] = self._views.ask(
            lambda cursor: cursor.execute(sql, values).fetchall()
        )
        return rows
