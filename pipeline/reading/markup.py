"""HTML → Article: main text, title, date, site and address of a saved page. No network."""

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from pipeline.errors import ArticleError
from pipeline.reading.days import read_day
from pipeline.reading.encodings import SNIFFED_BYTES, decode, scalars
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import read_whole
from pipeline.records import Article

CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
MOST_PAGE_BYTES = 20_000_000  # the largest real news pages are a tenth of this
BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "hr", "pre"}
)
UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})


def read_html(source: Source, options: Options) -> Iterator[Article]:
    """The one article of a page.

    Raises:
        ArticleError: the file is binary, too large, or no article text is found in it.
    """
    content = read_whole(source, min(options.limits.file_bytes, MOST_PAGE_BYTES))
    yield page_article(content, where=source.where, article_id=source.stem)


def page_article(content: bytes, *, where: str, article_id: str, url: str = "") -> Article:
    """Take the article out of a page of HTML.

    Args:
        content: the bytes of the page.
        where: its name, for people.
        article_id: the id to give.
        url: its address, if the carrier tells; else the page's own canonical one is used.

    Raises:
        ArticleError: no text, or nothing that looks like an article.
    """
    declared = CHARSET.search(content[:SNIFFED_BYTES])
    text = decode(content, where, declared=declared[1].decode() if declared else "")
    import trafilatura
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages it cannot use
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        text.removeprefix("\ufeff"),
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # What the page declares, not what may be guessed from a copyright line.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    main = scalars(found.text or "") if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not main.strip():
        raise ArticleError(where, "no article text is found in the page")
    return Article(
        id=article_id,
        text=main,
        title=_line(found.title),
        date=read_day(found.date),
        source=_line(found.sitename or found.hostname),
        url=url or _line(found.url),
        where=where,
    )


def _line(value: str | None) -> str:
    return scalars(" ".join((value or "").split()))


class _Text(HTMLParser):
    """Gathers the visible text of a fragment, a line per block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block; be blind inside scripts."""
        del attrs
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line after a block."""
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text people see; line ends inside it are but spaces."""
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def fragment_text(fragment: str) -> str:
    """The visible text of a piece of HTML (a feed's summary, a mail); plain text passes."""
    if not re.search(r"<[a-zA-Z/!]|&[#\w]+;", fragment):
        return fragment.strip()
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
