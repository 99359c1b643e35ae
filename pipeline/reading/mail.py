"""E-mails → Articles: a message, or a box of them."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from pipeline.errors import ArticleError
from pipeline.reading.days import read_day
from pipeline.reading.encodings import decode, scalars
from pipeline.reading.markup import fragment_text
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import read_whole
from pipeline.records import Article, Refusal

# The library takes time by the square of a header's length; a longer one says nothing to readers.
MOST_HEADER = 8_000  # characters


class _Bounded(email.policy.EmailPolicy):
    """Headers as the library reads them, each cut to a length that it reads soon."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


POLICY = _Bounded()


def read_mail(source: Source, options: Options) -> Iterator[Article]:
    """The message of an `.eml` file: its plain body, or else the text of its HTML one.

    Raises:
        ArticleError: the file is empty, or the message has no text.
    """
    content = read_whole(source, options.limits.file_bytes)
    yield _article(content, source.where, source.stem)


def read_mailbox(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """The messages of an mbox file, split at the lines that begin with `From `."""
    with source.open() as stream:
        number, lines, size = 0, list[bytes](), 0
        for line in stream:
            if line.startswith(b"From ") and (not lines or not lines[-1].strip()):
                yield from _boxed(lines, source, number)
                number, lines, size = number + 1, [], 0
            elif size < options.limits.file_bytes:
                lines.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
        if number == 0:
            raise ArticleError(source.where, "not a mailbox: no line begins with 'From '")
        yield from _boxed(lines, source, number)


def _boxed(lines: list[bytes], source: Source, number: int) -> Iterator[Article | Refusal]:
    if number == 0:
        return
    where = f"{source.where}:{number}"
    try:
        yield _article(b"".join(lines), where, f"{source.stem}-{number}")
    except ArticleError as error:
        yield Refusal(where, error.problem)


def _article(content: bytes, where: str, article_id: str) -> Article:
    try:
        message = cast("EmailMessage", email.message_from_bytes(content, policy=POLICY))
        body = message.get_body(preferencelist=("plain", "html"))
    except RecursionError as error:
        raise ArticleError(where, "a mail in mails, nested too deeply") from error
    if not message.keys():
        raise ArticleError(where, "not a mail: it has no header")
    if not isinstance(body, EmailMessage):
        raise ArticleError(where, "a mail without a text body")
    text = _body_text(body, where)
    if not text.strip():
        raise ArticleError(where, "a mail without text")
    sender = message["from"]
    names = [a.display_name or a.domain for a in sender.addresses] if sender else []
    return Article(
        id=article_id,
        text=text,
        title=_header(message, "subject"),
        date=read_day(_header(message, "date")),
        source=scalars(names[0]) if names else "",
        where=where,
    )


def _body_text(body: EmailMessage, where: str) -> str:
    raw = body.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    text = decode(content, where, declared=body.get_content_charset() or "") if content else ""
    return fragment_text(text) if body.get_content_type() == "text/html" else scalars(text)


def _header(message: EmailMessage, name: str) -> str:
    return scalars(" ".join(str(message.get(name, "")).split()))
