"""article -> the day it was written: given, in a header, worked out from the text, or unknown."""

import datetime as dt

from pipeline.dates.evidence import Evidence, read_evidence
from pipeline.records import Article, ArticleDate, DateSource

_SLACK = dt.timedelta(days=3)  # a text is written up to this long before it is published


def date_article(article: Article) -> ArticleDate:
    """The article's day, from the first source that holds; unknown is None, never today.

    A date given by the user or the file yields only to a text that is explicit about another: a
    dated header, or a day counted from a known war that the rest of the text does not contradict.
    What disagrees is told in `note`.
    """
    evidence = read_evidence(article)
    told = evidence.header or evidence.inferred
    if article.date is None:
        return told or ArticleDate(None, DateSource.UNKNOWN, "nothing in the text tells its day")
    given = ArticleDate(article.date, DateSource.GIVEN, "given with the article")
    if told is not None and told.date is not None and told.date != article.date:
        return _agree(given, article.date, told, told.date, evidence)
    late = evidence.latest_past
    if late is not None and late > article.date + _SLACK:
        note = f"the text tells of {late}, after the date given"
        return ArticleDate(article.date, DateSource.GIVEN, given.rule, note)
    return given


def _agree(
    given: ArticleDate, given_day: dt.date, told: ArticleDate, told_day: dt.date, evidence: Evidence
) -> ArticleDate:
    """Choose between a date given and another that the text tells."""
    note = f"given {given_day}, but by the text {told_day} ({told.rule})"
    near = abs(told_day - given_day) <= _SLACK
    if near or (told.source is DateSource.INFERRED and not evidence.exact):
        return ArticleDate(given.date, given.source, given.rule, "" if near else note)
    return ArticleDate(told_day, told.source, told.rule, note)
