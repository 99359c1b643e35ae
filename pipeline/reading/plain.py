"""A text file → its one Article."""

from collections.abc import Iterator

from pipeline.errors import ArticleError
from pipeline.reading.encodings import decode
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import read_whole
from pipeline.records import Article

MOST_BYTES_PER_CHAR = 4  # of UTF-8, and of UTF-32 as well


def read_plain(source: Source, options: Options) -> Iterator[Article]:
    """The file's text, character for character.

    Raises:
        ArticleError: it is empty, binary, or too long.
    """
    most_chars = options.limits.article_chars
    content = read_whole(source, most_chars * MOST_BYTES_PER_CHAR)
    text = decode(content, source.where)
    if not text.strip().strip("\ufeff"):
        raise ArticleError(source.where, "the file holds no text")
    yield Article(id=source.stem, text=text, where=source.where)
