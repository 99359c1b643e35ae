"""RSS and Atom → Article…, one item each, read as a stream."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import ArticleError
from pipeline.reading.days import read_day
from pipeline.reading.encodings import scalars
from pipeline.reading.markup import fragment_text
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.records import Article, Refusal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOTS = frozenset({"rss", "feed", "rdf"})
ITEMS = frozenset({"item", "entry"})
TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
DATES = ("pubdate", "published", "date", "issued", "updated")


def read_feed(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """An article an item; an item without text is refused.

    Raises:
        ArticleError: it is no XML, no feed, or declares entities.
    """
    del options
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    with source.open() as stream:
        try:
            yield from _items(iterparse(stream, events=("start", "end")), source)
        except ParseError as error:
            raise ArticleError(source.where, f"not whole XML ({error})") from error
        except DefusedXmlException as error:
            problem = "declares XML entities, which may be a bomb or read other files"
            raise ArticleError(source.where, problem) from error


def _items(events: Iterator[tuple[str, "Element"]], source: Source) -> Iterator[Article | Refusal]:
    feed_name, number, above = "", 0, list["Element"]()
    for event, element in events:
        name = _name(element)
        if event == "start":
            if not above and name not in ROOTS:
                raise ArticleError(source.where, f"XML, but no RSS or Atom feed (<{name}>)")
            above.append(element)
            continue
        above.pop()
        if name in ITEMS:
            number += 1
            yield _article(element, source, number, feed_name)
            if above:
                above[-1].remove(element)  # else a long feed would fill the memory
        elif name == "title" and not any(_name(outer) in ITEMS for outer in above):
            feed_name = feed_name or _line(element)


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _article(item: "Element", source: Source, number: int, feed_name: str) -> Article | Refusal:
    where = f"{source.where}:{number}"
    parts: dict[str, Element] = {}
    for child in item:
        parts.setdefault(_name(child), child)
    texts = (fragment_text(_inner(parts[name])) for name in TEXTS if name in parts)
    text = next((text for text in texts if text), "")
    title = fragment_text(_line(parts.get("title")))
    if not (text or title):
        return Refusal(where, "an item without text")
    given = _line(parts.get("guid", parts.get("id")))
    dates = (read_day(_line(parts[name])) for name in DATES if name in parts)
    return Article(
        id=scalars(given) or f"{source.stem}-{number}",
        text=scalars(text or title),
        title=scalars(title),
        date=next((day for day in dates if day is not None), None),
        source=scalars(_line(parts.get("source")) or feed_name),
        url=scalars(_link(item)),
        where=where,
        id_given=bool(given),
    )


def _inner(element: "Element") -> str:
    """The text of an element with the tags inside it (Atom may hold XHTML as such)."""
    if len(element) == 0:
        return element.text or ""
    pieces = (
        f"<{_name(child)}>{child.text or ''}{child.tail or ''}"
        for child in element.iter()
        if child is not element
    )
    return (element.text or "") + "".join(pieces)


def _line(element: "Element | None") -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _link(item: "Element") -> str:
    """RSS puts the address in the text of `link`, Atom in the `href` of the one to the page."""
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child.get("href") or _line(child)
    return ""
