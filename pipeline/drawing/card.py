"""EventRow and its article -> the card: the sentence in its paragraph, and why we say so.

All text of an article is escaped here; a link is made only to http and https addresses.
"""

import base64
import html
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from pipeline.drawing.ontology import type_of
from pipeline.drawing.speech import say
from pipeline.drawing.words import (
    cut,
    day_words,
    harm_words,
    join_words,
    place_words,
    radius_words,
    reason_words,
    status_words,
    when_words,
)
from pipeline.records import Article
from pipeline.table import EventRow
from pipeline.table.articles import CopyLine, Telling

LONGEST_TITLE = 300  # characters of a headline or a title on a card
CONTEXT = 420  # characters of the paragraph shown on each side of the quote
SHAPES = {  # the outlines of marks.js, so that a card and the map show the same mark
    "circle": '<circle cx="12" cy="12" r="7.8"/>',
    "ring": '<circle cx="12" cy="12" r="6" stroke-width="5.4"/>'
    '<g fill="none" stroke="#14171c" stroke-width="1.6"><circle cx="12" cy="12" r="9"/>'
    '<circle cx="12" cy="12" r="3.2"/></g>',
    "square": '<path d="M4.8 4.8h14.4v14.4h-14.4z"/>',
    "diamond": '<path d="M12 2.4l9.6 9.6l-9.6 9.6l-9.6-9.6z"/>',
    "triangle": '<path d="M12 3l10 17.4h-20z"/>',
    "star": '<path d="M12 1.8l2.9 6.7l7.3.7l-5.5 4.8l1.6 7.1l-6.3-3.7l-6.3 3.7l1.6-7.1l-5.5-4.8'
    'l7.3-.7z"/>',
    "arrow": '<path d="M2.6 9h9.2v-5.6l9.8 8.6l-9.8 8.6v-5.6h-9.2z"/>',
}


def is_web_address(url: str) -> bool:
    """Whether a link to it is safe to offer: http or https, with a host, all of it to be seen."""
    if re.search(r"[\s\"'<>`\\]", url) or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def card_html(
    row: EventRow,
    article: Article | None,
    telling: Telling | None = None,
    copies: Sequence[CopyLine] = (),
) -> str:
    """The card as HTML in which everything but the markup written here is escaped.

    Args:
        row: the event.
        article: that it comes from, if it is at hand.
        telling: who says so, and what else the article says of it, if it does.
        copies: where the article was printed as well.
    """
    kind = type_of(row.type)
    telling = telling or Telling()
    status = (
        ""
        if row.status == "reported"
        else f'<span class="dl-badge">{escape(status_words(row.status))}</span>'
    )
    facts = [
        ("card.when", escape(when_words(row)), _quoted(row.date_text)),
        ("card.where", apart(place_words(row)), escape(radius_words(row))),
        ("card.harm", escape(harm_words(row)), ""),
        ("card.who", apart(join_words(row.actors)), ""),
        ("card.said_by", apart(telling.said_by), ""),
    ]
    lines = "".join(
        f"<dt>{say(name)}</dt><dd>{value}{f'<small>{note}</small>' if note else ''}</dd>"
        for name, value, note in facts
        if value
    )
    headline = cut(row.headline or row.quote, LONGEST_TITLE)
    return (
        f'<article class="dl-card"><p class="dl-kind">{mark_picture(kind.colour, kind.shape)}'
        f"{escape(kind.label)} {status}</p><h3>{apart(headline)}</h3>"
        f"{_passage(row, article)}{_also(telling)}{_source(row)}{_printed(copies)}"
        f"<dl>{lines}</dl>{_why(row)}"
        "</article>"
    )


def escape(value: str) -> str:
    """Text as HTML, for element content and quoted attributes."""
    return html.escape(value, quote=True)


def apart(value: str) -> str:
    """Text of an article as HTML that keeps its marks of direction, closed or not, to itself."""
    return f"<bdi>{escape(value)}</bdi>" if value else ""


def plain_markdown(text: str) -> str:
    """Text as Markdown that shows it letter for letter, on one line."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])", r"\\\1", " ".join(text.split()))


def _quoted(words: str) -> str:
    return apart(say("card.from_words", words=words)) if words else ""


def mark_picture(colour: str, shape: str) -> str:
    """The type's mark as a picture; Streamlit takes drawings out of HTML but leaves pictures."""
    outline = SHAPES.get(shape, SHAPES["circle"])
    fill = "none" if shape == "ring" else colour
    edge = f'stroke="{colour}"' if shape == "ring" else 'stroke="#14171c" stroke-width="1.8"'
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="20" height="20">'
        f'<g fill="{fill}" {edge}>{outline}</g></svg>'
    )
    picture = base64.b64encode(drawing.encode()).decode()
    return f'<img class="dl-mark" alt="" src="data:image/svg+xml;base64,{picture}">'


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph of a passage begins and ends; at most `CONTEXT` beyond the passage."""
    first = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    stop = text.find("\n", end)
    last = min(len(text) if stop == -1 else stop, end + CONTEXT)
    return first, last


def _passage(row: EventRow, article: Article | None) -> str:
    quote = _highlighted(row)
    if article is None or article.text[row.quote_start : row.quote_end] != row.quote:
        return f'<blockquote class="dl-quote"><bdi class="dl-said">{quote}</bdi></blockquote>'
    first, last = paragraph_around(article.text, row.quote_start, row.quote_end)
    text = article.text
    before, after = text[first : row.quote_start], text[row.quote_end : last]
    more_before = "\u2026" if first > 0 and text[first - 1] != "\n" else ""
    more_after = "\u2026" if last < len(text) and text[last] != "\n" else ""
    return (
        f'<blockquote class="dl-quote">{more_before}{apart(before)}'
        f'<bdi class="dl-said">{quote}</bdi>{apart(after)}{more_after}</blockquote>'
    )


def quote_parts(row: EventRow) -> list[tuple[str, str]]:
    """The quote in pieces of text, each with what it says: `place`, `date` or nothing."""
    spans: list[tuple[int, int, str]] = []
    for words, name in ((row.place_text, "place"), (row.date_text, "date")):
        found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", row.quote) if words else None
        if found and all(found.end() <= s or found.start() >= e for s, e, _ in spans):
            spans.append((found.start(), found.end(), name))
    parts, done = [], 0
    for start, end, name in sorted(spans):
        parts += [(row.quote[done:start], ""), (row.quote[start:end], name)]
        done = end
    return [part for part in (*parts, (row.quote[done:], "")) if part[0]]


def _highlighted(row: EventRow) -> str:
    """The quote with the words for the place and for the date marked, where it has them."""
    return "".join(
        f'<mark class="dl-{name}">{escape(text)}</mark>' if name else escape(text)
        for text, name in quote_parts(row)
    )


def source_html(article: Article) -> str:
    """Where an article comes from: day, source, file, and its address if that is safe to open."""
    day = day_words(article.date) if article.date else ""
    where = say("article.read_at", where=article.where) if article.where else ""
    parts = (day, cut(article.source, LONGEST_TITLE), cut(where, LONGEST_TITLE))
    words = " · ".join(apart(part) for part in parts if part)
    return f'<p class="dl-source">{words}{_link(article.url, say("article.open"))}</p>'


def _source(row: EventRow) -> str:
    parts = [row.source, row.article_title, day_words(row.article_date) if row.article_date else ""]
    named = [part for part in parts if part] or [row.article_id]
    words = " · ".join(apart(cut(part, LONGEST_TITLE)) for part in named)
    return f'<p class="dl-source">{words}{_link(row.url, say("card.open"))}</p>'


def _link(url: str, name: str) -> str:
    """A link, after a blank; nothing where the address is not safe to offer."""
    if not is_web_address(url):
        return ""
    address = escape(url)
    return f' <a href="{address}" target="_blank" rel="noopener noreferrer">{escape(name)}</a>'


def _also(telling: Telling) -> str:
    """The other sentences of the article that tell of the event."""
    if not telling.sentences:
        return ""
    items = "".join(f"<li>{apart(cut(one, CONTEXT))}</li>" for one in telling.sentences)
    name = escape(say("card.also"))
    return f'<details class="dl-why"><summary>{name}</summary><ul>{items}</ul></details>'


def _printed(copies: Sequence[CopyLine]) -> str:
    """Where the article was printed as well."""
    if not copies:
        return ""
    told = []
    for copy in copies:
        name = cut(copy.source or copy.title or copy.article_id, LONGEST_TITLE)
        day = f" ({escape(day_words(copy.date))})" if copy.date else ""
        told.append(f"{apart(name)}{day}{_link(copy.url, say('card.open'))}")
    return f'<p class="dl-source">{escape(say("card.printed"))}: {"; ".join(told)}</p>'


def _why(row: EventRow) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in reason_words(row))
    name = escape(say("card.why"))
    return f'<details class="dl-why"><summary>{name}</summary><ul>{items}</ul></details>'
