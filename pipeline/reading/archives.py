"""Archives → what is inside: a Source of each file of a ZIP, an Article of each page of a WARC."""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline.errors import ArticleError
from pipeline.reading.markup import page_article
from pipeline.reading.options import Limits, Options
from pipeline.reading.sources import COMPANIONS, Source
from pipeline.reading.streams import bounded, seekable
from pipeline.records import Article, Refusal

DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error)


def inside_zip(source: Source, limits: Limits) -> Iterator[Source | Refusal]:
    """The files of an archive, in its order; what would lead outside of it is refused.

    Nothing is unpacked to the disk. Call it only while the archive may stay open.

    Raises:
        ArticleError: it is damaged, nested too deep, or holds too many files.
    """
    if source.depth >= limits.depth:
        raise ArticleError(source.where, f"an archive inside {limits.depth} others")
    with seekable(source) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGED as error:
            raise ArticleError(source.where, f"not a whole ZIP archive ({error})") from error
        with archive:
            members = archive.infolist()
            if len(members) > limits.members:
                raise ArticleError(source.where, f"holds {len(members):,} files; split it")
            if sum(member.file_size for member in members) > limits.archive_bytes:
                raise ArticleError(source.where, "unpacks to too much; it looks like a zip bomb")
            for member in members:
                yield from _member(archive, member, source, limits)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, limits: Limits
) -> Iterator[Source | Refusal]:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    where = f"{source.where}/{name}"
    if member.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts:
        return
    if name.suffix.lower() in COMPANIONS:
        return
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        yield Refusal(where, "its name leads out of the archive")
    elif stat.S_ISLNK(member.external_attr >> 16):
        yield Refusal(where, "a link, not a file")
    elif member.flag_bits & 1:
        yield Refusal(where, "locked with a password")
    elif member.file_size > max(limits.free_bytes, member.compress_size * limits.ratio):
        times = member.file_size // max(1, member.compress_size)
        yield Refusal(where, f"unpacks to {times:,} times its size; it looks like a zip bomb")
    else:

        def open_member() -> BinaryIO:
            inner = archive.open(member)
            return bounded(inner, where, limits, member.compress_size)

        yield Source(
            where=where,
            stem=f"{source.stem}/{name.with_suffix('')}",
            ending=name.suffix.lower(),
            open=open_member,
            size=member.file_size,
            depth=source.depth + 1,
        )


def inside_gzip(source: Source, limits: Limits) -> Source:
    """The one file that was packed, named without `.gz`.

    Raises:
        ArticleError: it is nested too deep.
    """
    if source.depth >= limits.depth:
        raise ArticleError(source.where, f"an archive inside {limits.depth} others")

    def open_unpacked() -> BinaryIO:
        packed = source.open()
        inner = gzip.GzipFile(fileobj=packed)
        inner.myfileobj = packed  # type: ignore[assignment]  # so that closing one closes both
        return bounded(inner, source.where, limits, source.size)  # type: ignore[arg-type]  # typeshed holds GzipFile for no IO

    inner_name = Path(source.stem)
    return replace(
        source,
        stem=source.stem.removesuffix(inner_name.suffix),
        ending=inner_name.suffix.lower(),
        open=open_unpacked,
        size=None,
        depth=source.depth + 1,
    )


def read_warc(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """An article a page among the responses of a web archive; other records are passed over.

    Raises:
        ArticleError: it is no web archive, or breaks off.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    with source.open() as stream:
        try:
            for record in ArchiveIterator(stream):
                kind = (
                    record.http_headers.get_header("Content-Type", "")
                    if record.http_headers
                    else ""
                )
                if record.rec_type != "response" or "html" not in kind.lower():
                    continue
                number += 1
                url = record.rec_headers.get_header("WARC-Target-URI", "")
                where = f"{source.where}:{number}"
                content = record.content_stream().read(options.limits.line_bytes)
                yield _page(content, where, f"{source.stem}-{number}", url)
        except AttributeError as error:  # warcio's, in a header that breaks off
            raise ArticleError(source.where, "not a whole web archive") from error
        except (ArchiveLoadFailed, *DAMAGED) as error:
            raise ArticleError(source.where, f"not a whole web archive ({error})") from error


def _page(content: bytes, where: str, article_id: str, url: str) -> Article | Refusal:
    if not content:
        return Refusal(where, "an empty page")
    try:
        return page_article(content, where=where, article_id=article_id, url=url)
    except ArticleError as error:
        return Refusal(where, error.problem)
