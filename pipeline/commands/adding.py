"""Articles → store: only the new and the changed are worked, and what is done is kept."""

import hashlib
import itertools
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.commands.choices import Work
from pipeline.copies import Originals, Print, make_print, tell_the_same
from pipeline.flow import Item, Outcome
from pipeline.records import Annotation, Article, Copy, DateSource, Event, Refusal
from pipeline.table import Batch, Store, StoreWriter, upkeep
from pipeline.table.joining import join, key_rows
from pipeline.table.rows import to_rows
from pipeline.table.stored import (
    ArticleRow,
    DateRow,
    MentionRow,
    PrintRow,
    RefusedRow,
    SentenceRow,
)

COMMIT_ARTICLES = 200
LOOKED_UP = 256  # articles whose copies the store is asked for together
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
        """Those that are new or changed, under the ids they have in the store; all refusals."""
        for item in items:
            if isinstance(item, Refusal):
                yield item
                continue
            article = self._named(item)
            digest, version, _ = self.articles.get(article.id, ("", "", ""))
            fresh = content_hash(item)
            if (digest, version) == (fresh, self.version):
                self.unchanged += 1
            else:
                self.articles[article.id] = (fresh, self.version, article.where)
                yield article

    def again(self, strays: Iterable[Article]) -> Iterator[Article]:
        """Articles of the store that are to be worked once more."""
        for article in strays:
            self.articles[article.id] = (content_hash(article), self.version, article.where)
            yield article

    def hash_of(self, article_id: str) -> str:
        """The content hash of an article of the store or of this run."""
        return self.articles[article_id][0]

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


@dataclass(slots=True)
class Copied:
    """Tells the copies of what a store holds, and of what came before them in this run."""

    store: Store
    _seen: Originals = field(default_factory=Originals)

    def apart(self, items: Iterable[Article | Refusal]) -> Iterator[Item]:
        """Pass items on in order; an article that is a copy becomes a Copy."""
        rest = iter(items)
        while chunk := list(itertools.islice(rest, LOOKED_UP)):
            prints = {item.id: make_print(item) for item in chunk if isinstance(item, Article)}
            likely = self._likely(prints)
            for item in chunk:
                yield item if isinstance(item, Refusal) else self._judged(item, prints, likely)

    def _judged(
        self, article: Article, prints: Mapping[str, Print], likely: Mapping[str, list[Article]]
    ) -> Item:
        mine = prints[article.id]
        for other in likely.get(article.id, ()):
            if other.id != article.id and tell_the_same(mine, make_print(other)):
                return Copy(article, other.id)
        original = self._seen.find(mine, but=article.id)
        if original:
            return Copy(article, original)
        self._seen.add(article.id, mine)
        return article

    def _likely(self, prints: Mapping[str, Print]) -> dict[str, list[Article]]:
        """Article id -> articles of the store that share a key with it."""
        keys = {key for one in prints.values() for key in one.keys}
        self.store.refresh()
        held = upkeep.print_holders(self.store, keys) if keys else {}
        names = {
            name: tuple(dict.fromkeys(other for key in one.keys for other in held.get(key, ())))
            for name, one in prints.items()
        }
        wanted = {other for others in names.values() for other in others}
        found = {one.id: one for one in upkeep.given(self.store, wanted)} if wanted else {}
        return {name: [found[other] for other in others] for name, others in names.items()}


def add(
    articles: Iterable[Article | Refusal], writer: StoreWriter, *, work: Work, version: str
) -> Iterator[Outcome | int]:
    """Work what is new and commit it batch by batch, yielding each outcome.

    Copies that have lost their original are worked as well. The last thing yielded is how many
    articles were left as they were. Stopped from outside, it commits what is done so far.

    Args:
        articles: as they are read.
        writer: of the store.
        work: the stages, such as `flow.annotate` with its settings.
        version: of the program; what another one worked is worked again.
    """
    store = Store.open(writer.folder)
    known = Known(store.known(), frozenset(store.refused()), version)
    copied = Copied(store)
    try:
        yield from _committed(work(copied.apart(known.fresh(articles))), writer, store, known)
        store.refresh()
        strays = upkeep.given(store, upkeep.strays(store))
        if strays:
            yield from _committed(work(copied.apart(known.again(strays))), writer, store, known)
    finally:
        store.close()
    yield known.unchanged


def _committed(
    outcomes: Iterable[Outcome], writer: StoreWriter, store: Store, known: Known
) -> Iterator[Outcome]:
    pending: list[Outcome] = []
    last = time.monotonic()
    try:
        for outcome in outcomes:
            if not (isinstance(outcome, Refusal) and outcome in known.refused):
                pending.append(outcome)
            yield outcome
            late = pending and time.monotonic() - last > COMMIT_S
            if late or len(pending) >= COMMIT_ARTICLES:
                _commit(writer, store, pending, known)
                pending, last = [], time.monotonic()
    finally:  # stopped, perhaps in the middle of a commit: what is pending is done
        try:
            if isinstance(outcomes, Generator):
                outcomes.close()  # now, not when it is forgotten: its processes need not go on
        finally:
            if pending:
                _commit(writer, store, pending, known)


def _commit(writer: StoreWriter, store: Store, outcomes: list[Outcome], known: Known) -> None:
    done = [outcome for outcome in outcomes if isinstance(outcome, Annotation)]
    copies = [outcome for outcome in outcomes if isinstance(outcome, Copy)]
    events = [event for annotation in done for event in annotation.events]
    keys = key_rows(events)
    store.refresh()
    replaced = [annotation.article.id for annotation in done]
    held = upkeep.holders(store, {row.key for row in keys}, without=replaced)
    joined = join(events, keys, held)
    rows = [_article_row(annotation, known.version) for annotation in done]
    rows += [_copy_row(copy, known) for copy in copies]
    writer.commit(
        Batch(
            articles=rows,
            mentions=[row for annotation in done for row in _mention_rows(annotation)],
            dates=[row for annotation in done for row in _date_rows(annotation)],
            events=list(to_rows(done, joined.incidents)),
            sentences=[row for event in events for row in _sentence_rows(event)],
            refused=[RefusedRow(o.where, o.reason) for o in outcomes if isinstance(o, Refusal)],
            keys=joined.keys,
            prints=[row for annotation in done for row in _print_rows(annotation.article)],
            renamed=joined.renamed,
        )
    )


def _sentence_rows(event: Event) -> Iterator[SentenceRow]:
    if event.said_by:
        quote, said_by = event.quote, event.said_by
        yield SentenceRow(event.article_id, event.id, quote.start, quote.end, said_by)
    for quote in event.supporting:
        yield SentenceRow(event.article_id, event.id, quote.start, quote.end, "")


def _print_rows(article: Article) -> Iterator[PrintRow]:
    for key in dict.fromkeys(make_print(article).keys):
        yield PrintRow(key, article.id)


def _copy_row(copy: Copy, known: Known) -> ArticleRow:
    article = copy.article
    source = DateSource.UNKNOWN if article.date is None else DateSource.GIVEN
    return ArticleRow(
        article_id=article.id,
        content_hash=content_hash(article),
        pipeline=known.version,
        where=article.where,
        title=article.title,
        date_given=article.date,
        article_date=article.date,
        article_date_source=str(source),
        source=article.source,
        url=article.url,
        text=article.text,
        copy_of=copy.original_id,
        copy_hash=known.hash_of(copy.original_id),
        language=article.language,
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
        language=article.language,
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
