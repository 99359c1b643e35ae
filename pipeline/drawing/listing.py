"""Articles and places -> the lines of a list to pick from, as plain text."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.drawing.speech import counted, say
from pipeline.drawing.words import day_words
from pipeline.table.articles import ArticleLine

LINES_HTML = '<div class="dl-lines" role="group"></div>'
ARTICLE_HTML = '<div class="dl-article"></div>'
TITLE = 140  # code points of a title in a list; the article has it whole


def article_lines(articles: Iterable[ArticleLine]) -> list[dict[str, Any]]:
    """A line for each article: title, or how its text begins, day, source, and its events."""
    return [
        {
            "id": article.article_id,
            "title": article_title(article.title, article.beginning, article.article_id),
            "more": " · ".join(part for part in _about(article) if part),
            "number": counted("count.event", article.events),
        }
        for article in articles
    ]


def article_title(title: str, text: str, article_id: str) -> str:
    """What an article is called: its title, else how its text begins, else its id."""
    called = title.strip() or _first_words(text) or article_id
    return called if len(called) <= TITLE else called[: TITLE - 1].rstrip() + "\u2026"


def _first_words(text: str) -> str:
    """The first line that holds more than a date or a heading; else the first line."""
    lines = [line.strip() for line in text[: 4 * TITLE].splitlines() if line.strip()]
    return next((line for line in lines if len(line.split()) > 4), lines[0] if lines else "")  # noqa: PLR2004 - a heading is shorter


def _about(article: ArticleLine) -> Sequence[str]:
    day = day_words(article.article_date) if article.article_date else say("article.undated")
    return (day, article.source, counted("count.mention", article.mentions))
