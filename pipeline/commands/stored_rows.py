"""Outcomes → one batch of rows for the tables of a store."""

from collections.abc import Iterator, Sequence

from pipeline.commands.known import Known, content_hash
from pipeline.copies import make_print
from pipeline.flow import Outcome
from pipeline.records import Annotation, Article, Copy, DateSource, Event, Refusal
from pipeline.table import Batch
from pipeline.table.joining import Joined
from pipeline.table.rows import to_rows
from pipeline.table.stored import (
    ArticleRow,
    DateRow,
    MentionRow,
    PrintRow,
    RefusedRow,
    SentenceRow,
)


def make_batch(outcomes: Sequence[Outcome], joined: Joined, known: Known) -> Batch:
    """The rows of outcomes, their events under the incidents that they were joined to."""
    done = [outcome for outcome in outcomes if isinstance(outcome, Annotation)]
    articles = [_article_row(annotation, known.version) for annotation in done]
    articles += [_copy_row(outcome, known) for outcome in outcomes if isinstance(outcome, Copy)]
    return Batch(
        articles=articles,
        mentions=[row for annotation in done for row in _mention_rows(annotation)],
        dates=[row for annotation in done for row in _date_rows(annotation)],
        events=list(to_rows(done, joined.incidents)),
        sentences=[row for one in done for event in one.events for row in _sentence_rows(event)],
        refused=[RefusedRow(o.where, o.reason) for o in outcomes if isinstance(o, Refusal)],
        keys=joined.keys,
        prints=[row for annotation in done for row in _print_rows(annotation.article)],
        renamed=joined.renamed,
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
