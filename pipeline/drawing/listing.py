"""Articles and places -> the lines of a list to pick from, as plain text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.drawing.speech import counted, say
from pipeline.drawing.tolls import toll_words
from pipeline.drawing.words import country_name, cut, day_words, span_words
from pipeline.table.articles import ArticleLine, Naming
from pipeline.table.summaries import PlaceLine

LINES_HTML = '<div class="dl-lines" role="group"></div>'
ARTICLE_HTML = '<div class="dl-article"></div>'
_STOP = re.compile(
    r"""(?<![A-Z]) [.!?] ["'\u201d\u2019)]*
        (?: (?<! \b[A-Z][a-z]{2}\.) (?<! \b[A-Z][a-z]{3}\.) \s+ | \s+ (?!\d) )
      | \n+""",
    re.VERBOSE,
)
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
    if len(called) <= TITLE:
        return called
    kept = called[: TITLE - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" .,;:-") + "\u2026"


def _first_words(text: str) -> str:
    """The first line that holds more than a date or a heading; else the first line."""
    lines = [line.strip() for line in text[: 4 * TITLE].splitlines() if line.strip()]
    return next((line for line in lines if len(line.split()) > 4), lines[0] if lines else "")  # noqa: PLR2004 - a heading is shorter


def place_lines(places: Iterable[PlaceLine]) -> list[dict[str, Any]]:
    """A line for each place: its name and where it lies, harm, days, and its events."""
    return [
        {
            "id": place.place_id,
            "title": where_words(place),
            "more": " · ".join(part for part in _happened(place) if part),
            "number": counted("count.event", place.events),
        }
        for place in places
    ]


def where_words(place: PlaceLine) -> str:
    """A place with its region and country, each once."""
    parts = (place.name, place.admin1, country_name(place.country))
    return ", ".join(dict.fromkeys(cut(part) for part in parts if part))


def _happened(place: PlaceLine) -> Iterator[str]:
    if place.first and place.last:
        yield span_words(place.first, place.last)
    if place.killed.high or place.killed.open:
        yield say("harm.killed", n=toll_words(place.killed))
    if place.injured.high or place.injured.open:
        yield say("harm.injured", n=toll_words(place.injured))


def naming_lines(namings: Iterable[Naming]) -> list[dict[str, Any]]:
    """A line for each time a place is named: its sentence with the name marked, and whose it is."""
    lines = []
    for naming in namings:
        before, name, after = sentence_around(naming.around, naming.start, naming.end)
        day = day_words(naming.article_date) if naming.article_date else say("article.undated")
        more = (day, cut(naming.source), cut(naming.title), say(f"role.{naming.role}"))
        lines.append(
            {
                "id": naming.article_id,
                "pieces": [(before, ""), (name, "place"), (after, "")],
                "more": " · ".join(part for part in more if part),
                "number": "",
            }
        )
    return lines


def sentence_around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence that holds `text[start:end]`, as what stands before, in, and after it.

    A sentence ends at a full stop, question or exclamation mark before white space, or at a line's
    end. A stop after one capital letter ("U.S. troops", "J. Smith") ends none, nor does one
    between a short name and a number ("Feb. 24").
    """
    first = max((stop.end() for stop in _STOP.finditer(text, 0, start)), default=0)
    found = _STOP.search(text, end)
    last = len(text) if found is None else found.end()
    return text[first:start].lstrip(), text[start:end], text[end:last].rstrip()


def _about(article: ArticleLine) -> Sequence[str]:
    day = day_words(article.article_date) if article.article_date else say("article.undated")
    return (day, cut(article.source), counted("count.mention", article.mentions))
