"""article -> the day it was written: given, in a header, worked out from the text, or unknown."""

import dataclasses
import datetime as dt

from pipeline.dates.evidence import OLDEST, Evidence, read_evidence
from pipeline.records import Article, ArticleDate, DateSource

_ZONES = dt.timedelta(days=1)  # it is tomorrow already in the east
_CENTURY = dt.timedelta(days=36_525)  # a day so far ahead stands for "none" in some tables
_SLACK = dt.timedelta(days=3)  # a text is written up to this long before it is published


def date_article(article: Article, *, today: dt.date | None = None) -> ArticleDate:
    """The article's day, from the first source that holds; unknown is None, never today.

    A date given by the user or the file yields to a text that is explicit about another: a dated
    header, a day counted from a known war that the rest of the text does not contradict, or an
    opening that tells of a later day as past. What disagrees is told in `note`. Headers that lie
    ahead of `today` (the system's, unless given) are not believed, nor is a date given that no
    newspaper can have ("0001-01-01", "9999-12-31"), as tables have them for none.
    """
    now = today or dt.datetime.now(dt.UTC).date()
    if article.date is not None and not OLDEST <= article.date <= now + _CENTURY:
        found = date_article(dataclasses.replace(article, date=None), today=now)
        doubt = f"the date given, {article.date}, cannot be"
        return dataclasses.replace(found, note="; ".join(filter(None, (doubt, found.note))))
    evidence = read_evidence(article, now)
    told = evidence.header or evidence.inferred
    refused = f"a header says {evidence.refused}" if evidence.refused else ""
    if article.date is None:
        unknown = ArticleDate(None, DateSource.UNKNOWN, "nothing in the text tells its day")
        found = told or unknown
        return dataclasses.replace(found, note="; ".join(filter(None, (found.note, refused))))
    given = ArticleDate(article.date, DateSource.GIVEN, "given with the article")
    if told is not None and told.date is not None and told.date != article.date:
        return _agree(given, article.date, told, told.date, evidence)
    late = evidence.latest_past
    if article.date > now + _ZONES:
        return dataclasses.replace(given, note="the date given lies in the future")
    if late is not None and late > article.date + _SLACK:
        note = f"the text tells of {late}, after the date given"
        return dataclasses.replace(given, note=note)
    return dataclasses.replace(given, note=refused)


def _agree(
    given: ArticleDate, given_day: dt.date, told: ArticleDate, told_day: dt.date, evidence: Evidence
) -> ArticleDate:
    """Choose between a date given and another that the text tells."""
    note = f"given {given_day}, but by the text {told_day} ({told.rule})"
    near = abs(told_day - given_day) <= _SLACK
    is_sure = told.source is DateSource.HEADER or evidence.exact
    is_sure = is_sure or (evidence.is_past and told_day > given_day)
    if near or not is_sure:
        return ArticleDate(given.date, given.source, given.rule, "" if near else note)
    return ArticleDate(told_day, told.source, told.rule, note)
