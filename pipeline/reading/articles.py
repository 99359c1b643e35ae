"""Paths → Article and Refusal, one by one, in the order of the input."""

import datetime as dt
import io
import itertools
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ArticleError
from pipeline.reading import archives, documents, feeds, mail, markup, plain, structured, tabular
from pipeline.reading.encodings import SNIFFED_BYTES
from pipeline.reading.languages import ENGLISH, find_language, language_name
from pipeline.reading.options import Options
from pipeline.reading.sources import STDIN_NAME, Source, find_sources
from pipeline.reading.streams import count_lines
from pipeline.records import Article, Refusal
from pipeline.scratch import Scratch

_log = logging.getLogger(__name__)

Reader = Callable[[Source, Options], Iterator[Article | Refusal] | Iterator[Article]]
READERS: Mapping[str, Reader] = {
    ".txt": plain.read_plain,
    ".text": plain.read_plain,
    ".md": plain.read_plain,
    ".html": markup.read_html,
    ".htm": markup.read_html,
    ".xhtml": markup.read_html,
    ".jsonl": structured.read_jsonl,
    ".ndjson": structured.read_jsonl,
    ".json": structured.read_json,
    ".csv": tabular.read_csv,
    ".tsv": tabular.read_csv,
    ".parquet": tabular.read_parquet,
    ".xml": feeds.read_feed,
    ".rss": feeds.read_feed,
    ".atom": feeds.read_feed,
    ".eml": mail.read_mail,
    ".mbox": mail.read_mailbox,
    ".pdf": documents.read_pdf,
    ".docx": documents.read_docx,
    ".warc": archives.read_warc,
}
ONE_EACH = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".eml", ".pdf", ".docx"})
LINE_EACH = frozenset({".jsonl", ".ndjson"})
COUNTED_BYTES = 500_000_000  # of a file whose lines are counted first, for the time left
EVERYTHING = Options()


def read_articles(
    paths: Iterable[str], *, options: Options = EVERYTHING, apart: Collection[Path] = ()
) -> Iterator[Article | Refusal]:
    """Read the articles of files, folders, globs and `-`; what is none is told as a Refusal.

    Every id is given once: a second article of the same id gets `~2` at its end.

    Args:
        paths: as a person wrote them.
        options: how to read.
        apart: resolved paths of files to pass over (the output of this very run).
    """
    return read_sources(find_sources(paths, apart=apart), options=options)


def read_sources(
    sources: Iterable[Source | Refusal], *, options: Options = EVERYTHING
) -> Iterator[Article | Refusal]:
    """Read the articles of sources that were found already, as `read_articles` does."""
    given = Scratch("ids (id TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID")
    count = 0
    for found in _all(sources, options):
        if isinstance(found, Refusal):
            yield found
            continue
        if _is_earlier(found, options.since):
            continue
        if options.limit is not None and count >= options.limit:
            return
        checked = _checked(found, options)
        if isinstance(checked, Article):
            count += 1
            checked = _named(checked, given)
        yield checked


def _named(article: Article, given: Scratch) -> Article:
    """The article, under an id that none before it was given."""
    sql = "INSERT INTO ids VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET times = times + 1"
    given.ask(sql, [article.id])
    ((times,),) = given.ask("SELECT times FROM ids WHERE id = ?", [article.id])
    return article if times == 1 else _named(replace(article, id=f"{article.id}~{times}"), given)


def count_articles(
    paths: Iterable[str], *, options: Options = EVERYTHING, apart: Collection[Path] = ()
) -> int | None:
    """How many articles and refusals there will be at most; None if only reading can tell."""
    total = 0
    for found in find_sources(paths, apart=apart):
        count = 1 if isinstance(found, Refusal) else _count(found, options)
        if count is None:
            return None
        total += count
    return total if options.limit is None else min(total, options.limit)


def _count(source: Source, options: Options) -> int | None:
    ending = options.ending or source.ending
    if ending in ONE_EACH:
        return 1
    if ending not in LINE_EACH or source.size is None or source.size > COUNTED_BYTES:
        return None
    try:
        with source.open() as stream:
            return count_lines(stream)
    except OSError:
        return None  # told when it is read


def _all(sources: Iterable[Source | Refusal], options: Options) -> Iterator[Article | Refusal]:
    for source in sources:
        if isinstance(source, Refusal):
            yield source
        else:
            yield from _guarded(source, options)


def _is_earlier(article: Article, since: dt.date | None) -> bool:
    return since is not None and article.date is not None and article.date < since


def _checked(article: Article, options: Options) -> Article | Refusal:
    """The article with its language, unless the pipeline cannot read it."""
    if not any(map(str.isalnum, article.text)):
        return Refusal(article.where, "its text holds no word")
    most = options.limits.article_chars
    if len(article.text) > most:
        problem = f"{len(article.text):,} characters; more than {most:,} are no one article"
        return Refusal(article.where, f"{problem}: split it")
    language = find_language(article.text)
    if language != ENGLISH and not options.any_language:
        problem = (
            f"it is in {language_name(language)}; only English is read (--any-language to try)"
        )
        return Refusal(article.where, problem)
    return replace(article, language=language)


def _guarded(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """What the reader gives; whatever goes wrong in it is this source's refusal alone.

    The libraries behind the formats raise what they like on damaged files, and one bad file must
    not lose the others: this is the one place of the room that catches everything.
    """
    before = _stamp(source)
    try:
        yield from _read(source, options)
    except ArticleError as error:
        yield Refusal(error.where, error.problem)
    except OSError as error:
        yield Refusal(source.where, f"cannot be read ({error.strerror or error})")
    except Exception as error:  # noqa: BLE001 - told above
        _log.debug("%s", source.where, exc_info=True)
        yield Refusal(source.where, f"cannot be read ({type(error).__name__}: {error})")
    if _stamp(source) != before:
        yield Refusal(source.where, "changed while it was read; read it again")


def _stamp(source: Source) -> tuple[int, int] | None:
    """Size and time of last change of a file, to see whether it held still."""
    if source.path is None:
        return None
    try:
        status = source.path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _read(source: Source, options: Options) -> Iterator[Article | Refusal]:
    if source.ending == ".gz":
        yield from _read(archives.inside_gzip(source, options.limits), options)
    elif source.ending == ".zip":
        for member in archives.inside_zip(source, options.limits):
            if isinstance(member, Refusal):
                yield member
            else:
                yield from _guarded(member, options)
    elif source.where == STDIN_NAME:
        yield from _piped(source, options)
    elif reader := READERS.get(options.ending or source.ending):
        yield from reader(source, options)
    elif source.ending:
        listed = " ".join(itertools.chain(READERS, (".zip", ".gz")))
        raise ArticleError(source.where, f"{source.ending} is none of {listed}")
    else:
        with source.open() as stream:
            head = stream.read(SNIFFED_BYTES)
        yield from READERS[_sniffed(head)](source, options)


def _piped(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """Read standard input, which can be opened only once; JSON lines flow, the rest is held."""
    stream = source.open()
    head = stream.read(SNIFFED_BYTES)
    ending = options.ending or _sniffed(head)
    if ending not in READERS:
        raise ArticleError(source.where, f"--format {ending} is none of {' '.join(READERS)}")
    if ending in LINE_EACH:
        lines = io.BufferedReader(_Rejoined(head, stream))
        yield from READERS[ending](replace(source, open=lambda: lines), options)
        return
    content = head + stream.read(options.limits.file_bytes)
    if len(content) > options.limits.file_bytes:
        problem = f"larger than {options.limits.file_bytes:,} bytes; put it into a file"
        raise ArticleError(source.where, problem)
    held = replace(source, open=lambda: io.BytesIO(content), size=len(content))
    yield from READERS[ending](held, options)


class _Rejoined(io.RawIOBase):
    """A stream whose beginning has been read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Say yes: the stream is only for reading."""
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # io asks for the whole buffer protocol
        """Fill the buffer with the next bytes."""
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _sniffed(head: bytes) -> str:
    """The ending that fits what has none: JSON, XML or HTML if it begins so, else text."""
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{"):
        return ".jsonl"
    if head.startswith(b"["):
        return ".json"
    if head.startswith((b"<?xml", b"<rss", b"<feed")):
        return ".xml"
    return ".html" if head.startswith((b"<!doctype html", b"<html")) else ".txt"
