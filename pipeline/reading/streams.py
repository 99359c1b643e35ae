"""Streams of bytes that stop at a bound, and lines of bounded length out of them."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from pipeline.errors import ArticleError
from pipeline.reading.options import Limits
from pipeline.reading.sources import Source

CHUNK_BYTES = 1 << 20
SPOOLED_BYTES = 64 << 20  # held in memory up to this, beyond it in a temporary file


class BoundedStream(io.RawIOBase):
    """A stream out of an archive that refuses to unpack without end.

    `packed_bytes` is the size of the packed stream, None when unknown: then only the total bounds.
    """

    def __init__(
        self, inner: IO[bytes], where: str, limits: Limits, packed_bytes: int | None
    ) -> None:
        self._inner = inner
        self._where = where
        self._passed = 0
        by_ratio = limits.archive_bytes
        if packed_bytes is not None:
            by_ratio = max(limits.free_bytes, packed_bytes * limits.ratio)
        self._bound = min(limits.archive_bytes, by_ratio)

    def readable(self) -> bool:
        """Say yes: the stream is only for reading."""
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override]  # io asks for the whole buffer protocol
        """Fill the buffer with the next bytes.

        Raises:
            ArticleError: more came out than an honest archive holds.
        """
        data = self._inner.read(len(buffer))
        self._passed += len(data)
        if self._passed > self._bound:
            problem = f"unpacks to more than {self._bound:,} bytes; it looks like a zip bomb"
            raise ArticleError(self._where, problem)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream inside as well."""
        self._inner.close()
        super().close()


def bounded(
    inner: IO[bytes], where: str, limits: Limits, packed_bytes: int | None
) -> io.BufferedReader:
    """Wrap `inner` in a buffered `BoundedStream`."""
    return io.BufferedReader(BoundedStream(inner, where, limits, packed_bytes), CHUNK_BYTES)


@contextmanager
def seekable(source: Source) -> Iterator[IO[bytes]]:
    """Open a source so that one can jump about in it, as ZIP and Parquet are read."""
    with source.open() as stream:
        if stream.seekable():
            yield stream
            return
        with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as held:
            shutil.copyfileobj(stream, held, CHUNK_BYTES)
            held.seek(0)
            yield held


def read_whole(source: Source, most_bytes: int) -> bytes:
    """All bytes of a source.

    Raises:
        ArticleError: it is empty, or larger than `most_bytes`.
    """
    problem = f"larger than {most_bytes:,} bytes; split it into its articles"
    if source.size is not None and source.size > most_bytes:
        raise ArticleError(source.where, problem)
    with source.open() as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise ArticleError(source.where, problem)
    if not content:
        raise ArticleError(source.where, "the file is empty")
    return content


def count_lines(stream: BinaryIO) -> int:
    """How many lines `split_lines` would give."""
    count, last = 0, b"\n"
    while chunk := stream.read(CHUNK_BYTES):
        count += chunk.count(b"\n")
        last = chunk[-1:]
    return count + (last != b"\n")


def split_lines(stream: BinaryIO, most_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines from 1, without their ends; None for a line longer than `most_bytes`."""
    number = 0
    while line := stream.readline(most_bytes + 1):
        number += 1
        if len(line) <= most_bytes or line.endswith(b"\n"):
            yield number, line.rstrip(b"\r\n")
            continue
        while rest := stream.readline(CHUNK_BYTES):
            if rest.endswith(b"\n"):
                break
        yield number, None
