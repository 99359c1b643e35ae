"""The headline and lead of an article: what they tell without a day is news of its day.

Datelines and the day of print are there so that a report need not repeat them: newsroom style
leaves the day out where it is the article's own (Associated Press Stylebook, "time element").
"""

from dataclasses import replace

from pipeline.dates.clause_tense import is_perfect
from pipeline.dates.clauses import Clauses
from pipeline.events.drafts import Draft
from pipeline.events.merging import Group
from pipeline.records import ArticleDate, DatePrecision, DateSource, Days, Parse

_LINES = 2  # above the lead: a headline, and a line for the day or the author
_SENTENCES = 4  # of all together; a text without line breaks has only these
_PRINTED = frozenset({DateSource.GIVEN, DateSource.HEADER, DateSource.TEXT})
_RULE = "no date in the clause; a headline or lead without one tells of the article's day"


def date_as_news(draft: Draft, group: Group, parse: Parse, dated: ArticleDate, text: str) -> Draft:
    """The draft, with the article's day if nothing else dates it and the opening tells it.

    A sum up to that day ("have fled") and an article whose own day is only inferred stay as they
    are: no later than that day.
    """
    if not _is_undated(draft, dated) or dated.source not in _PRINTED:
        return draft
    if not any(_is_opening(told, parse, text) for told in group.drafts):
        return draft
    if is_perfect(Clauses(parse, draft.trigger.token)):
        return draft
    days = Days(dated.date, draft.days.until)
    return replace(draft, days=days, date_precision=DatePrecision.DAY, date_rule=_RULE)


def _is_undated(draft: Draft, dated: ArticleDate) -> bool:
    days = draft.days
    is_bare = draft.date_precision is DatePrecision.ON_OR_BEFORE and not draft.date_text
    return is_bare and days.first is None and days.last is not None and days.last == dated.date


def _is_opening(draft: Draft, parse: Parse, text: str) -> bool:
    """Whether it stands in the headline, or in the first sentences soon below it."""
    if draft.sentence >= _SENTENCES:
        return False
    start = parse.sentences[0].start
    above = text[start : draft.quote.start].split("\n")[:-1]
    return sum(bool(line.strip()) for line in above) <= _LINES
