"""Articles → store: only the new and the changed are worked, and what is done is kept."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import flow
from pipeline.records import Annotation, Article, Refusal
from pipeline.settings import Settings
from pipeline.table import Batch, Store, StoreWriter
from pipeline.table.joining import join, key_rows
from pipeline.table.rows import to_rows
from pipeline.table.stored import ArticleRow, DateRow, MentionRow, RefusedRow

COMMIT_ARTICLES = 200
COMMIT_S = 20.0  # whichever comes first: a kill loses at most this much work


def content_hash(article: Article) -> str:
    """A key of all that the stages see of an article."""
    fields = (article.text, article.title, str(article.date or ""), article.source, article.url)
    return hashlib.sha256("\0".join(fields).encode()).hexdigest()


@dataclass(slots=True)
class Known:
    """What a store holds already, and the ids that articles get in it.

    An id that was made from a file's name belongs to that file: another file of the same name
    gets another id. An id that the article brought along belongs to the article, wherever it
    stands.
    """

    articles: dict[str, tuple[str, str, str]]
    refused: frozenset[Refusal]
    version: str
    unchanged: int = 0
    _by_place: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the articles by the place they were read from."""
        self._by_place = {where: key for key, (_, _, where) in self.articles.items()}

    def fresh(self, items: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
        """Those that are new or changed, under the ids they have in the store."""
        for item in items:
            if isinstance(item, Refusal):
                if item not in self.refused:
                    yield item
                continue
            article = self._named(item)
            digest, version, _ = self.articles.get(article.id, ("", "", ""))
            if (digest, version) == (content_hash(item), self.version):
                self.unchanged += 1
            else:
                yield article

    def _named(self, article: Article) -> Article:
        if article.id_given:
            return article
        if article.where in self._by_place:
            return replace(article, id=self._by_place[article.where])
        digest, _, _ = self.articles.get(article.id, ("", "", ""))
        if digest in ("", content_hash(article)):
            return article
        mark = hashlib.sha256(article.where.encode()).hexdigest()[:6]
        return replace(article, id=f"{article.id}~{mark}")


def add(
    articles: Iterable[Article | Refusal], writer: StoreWriter, *, settings: Settings, version: str
) -> Iterator[Annotation | Refusal | int]:
    """Work what is new and commit it batch by batch, yielding each outcome after it is stored.

    The last thing yielded is how many articles were left as they were. Stopped from outside, it
    commits what is done so far.
    """
    store = Store.open(writer.folder)
    known = Known(store.known(), frozenset(store.refused()), version)
    pending: list[Annotation | Refusal] = []
    last = time.monotonic()
    try:
        for outcome in flow.annotate(known.fresh(articles), settings=settings):
            pending.append(outcome)
            yield outcome
            if len(pending) >= COMMIT_ARTICLES or time.monotonic() - last > COMMIT_S:
                _commit(writer, store, pending, version)
                pending, last = [], time.monotonic()
    finally:
        if pending:
            _commit(writer, store, pending, version)
        store.close()
    yield known.unchanged


def _commit(
    writer: StoreWriter, store: Store, outcomes: list[Annotation | Refusal], version: str
) -> None:
    done = [outcome for outcome in outcomes if isinstance(outcome, Annotation)]
    events = [event for annotation in done for event in annotation.events]
    keys = key_rows(events)
    store.refresh()
    replaced = [annotation.article.id for annotation in done]
    holders = store.holders({row.key for row in keys}, without=replaced)
    joined = join(events, keys, holders)
    writer.commit(
        Batch(
            articles=[_article_row(annotation, version) for annotation in done],
            mentions=[row for annotation in done for row in _mention_rows(annotation)],
            dates=[row for annotation in done for row in _date_rows(annotation)],
            events=list(to_rows(done, joined.incidents)),
            refused=[RefusedRow(o.where, o.reason) for o in outcomes if isinstance(o, Refusal)],
            keys=joined.keys,
            renamed=joined.renamed,
        )
    )


def _article_row(annotation: Annotation, version: str) -> ArticleRow:
    article, dated = annotation.article, annotation.dated
    return ArticleRow(
        article_id=article.id,
        content_hash=content_hash(article),
        pipeline=version,
        where=article.where,
        title=article.title,
        date_given=article.date,
        article_date=dated.date,
        article_date_source=str(dated.source),
        source=article.source,
        url=article.url,
        text=article.text,
    )


def _mention_rows(annotation: Annotation) -> Iterator[MentionRow]:
    text = annotation.article.text
    for found in annotation.resolutions:
        place, span = found.place, found.mention
        yield MentionRow(
            article_id=annotation.article.id,
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            role=str(found.role),
            place_id="" if place is None else place.id,
            name="" if place is None else place.name,
            kind="" if place is None else place.kind,
            country="" if place is None else place.country,
            admin1="" if place is None else place.admin1,
            lat=found.lat,
            lon=found.lon,
            radius_km=found.radius_km,
            confidence=found.confidence,
            rule=found.rule,
        )


def _date_rows(annotation: Annotation) -> Iterator[DateRow]:
    for span in annotation.dates:
        yield DateRow(
            article_id=annotation.article.id,
            start=span.start,
            end=span.end,
            date_start=span.days.first,
            date_end=span.days.last,
            precision=str(span.precision),
            rule=span.rule,
        )


def absolute(paths: Iterable[str]) -> list[str]:
    """The paths as they are known from everywhere; stdin stays `-`."""
    return [path if path == "-" else str(Path(path).absolute()) for path in paths]
