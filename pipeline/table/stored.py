"""The rows a store keeps beside its events: articles, mentions, dates, sentences and the like."""

import datetime as dt
from typing import NamedTuple

from pipeline.table.rows import EventRow


class ArticleRow(NamedTuple):
    """An article as it was read, with the date found for it and the hash of what was read.

    `pipeline` is the version of the program that worked it. A copy has no mentions and events of
    its own: `copy_of` is the article that has them, `copy_hash` the hash that one had when the two
    were found to tell the same.
    """

    article_id: str
    content_hash: str
    pipeline: str
    where: str
    title: str
    date_given: dt.date | None
    article_date: dt.date | None
    article_date_source: str
    source: str
    url: str
    text: str
    copy_of: str = ""
    copy_hash: str = ""
    language: str = ""


class MentionRow(NamedTuple):
    """A place name in an article, and the place it means; offsets are code points, end excluded."""

    article_id: str
    start: int
    end: int
    text: str
    role: str
    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    confidence: float
    rule: str


class DateRow(NamedTuple):
    """A time expression of an article; offsets are code points, end excluded, days inclusive."""

    article_id: str
    start: int
    end: int
    date_start: dt.date | None
    date_end: dt.date | None
    precision: str
    rule: str


class SentenceRow(NamedTuple):
    """A sentence that tells of an event beside the one quoted, or names who says so.

    `said_by` are the words of the text for that person or body; a row that has them stands for the
    event's quote itself. Offsets are code points, end excluded. Stores of before have none.
    """

    article_id: str
    event_id: str
    start: int
    end: int
    said_by: str


class RefusedRow(NamedTuple):
    """An input that became no article."""

    where: str
    reason: str


class KeyRow(NamedTuple):
    """Something that an event shares with every other report of the same happening."""

    key: int
    event_id: str
    article_id: str


class PrintRow(NamedTuple):
    """Something that an article shares with every copy of it (`pipeline.copies`)."""

    key: int
    article_id: str


KINDS: dict[str, type[NamedTuple]] = {
    "articles": ArticleRow,
    "mentions": MentionRow,
    "dates": DateRow,
    "events": EventRow,
    "sentences": SentenceRow,
    "refused": RefusedRow,
    "keys": KeyRow,
    "prints": PrintRow,
}
