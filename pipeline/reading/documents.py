"""PDF and DOCX → Article: the text, with title and date from the document's properties."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator

from pipeline.errors import ArticleError
from pipeline.reading.encodings import scalars
from pipeline.reading.options import Limits, Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import read_whole
from pipeline.records import Article


def read_pdf(source: Source, options: Options) -> Iterator[Article]:
    """The text of all pages; lines broken by the layout are joined again.

    The properties' date is when the file was made, not when the news was: it is left alone.

    Raises:
        ArticleError: it is damaged, locked or encrypted, or holds pictures of text only.
    """
    content = read_whole(source, options.limits.file_bytes)
    import pypdf
    import pypdf.errors

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(source.where, "locked with a password")
        text = _joined("\n\n".join(page.extract_text() for page in reader.pages))
        title = (reader.metadata.title if reader.metadata else None) or ""
    except pypdf.errors.DependencyError as error:
        problem = "encrypted by AES; if it opens without a password: pip install cryptography"
        raise ArticleError(source.where, problem) from error
    except pypdf.errors.PyPdfError as error:
        raise ArticleError(source.where, f"a damaged PDF ({error})") from error
    if not text.strip():
        raise ArticleError(source.where, "a PDF without text (pictures of pages?)")
    yield Article(
        id=source.stem, text=text, title=scalars(" ".join(title.split())), where=source.where
    )


def _joined(text: str) -> str:
    """Undo layout: a hyphen or a plain line end inside a paragraph is no break."""
    text = scalars(text.replace("\r", ""))
    text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    return re.sub(r"(?<=\S)[ \t]*\n(?=[^\s])", " ", text)


def read_docx(source: Source, options: Options) -> Iterator[Article]:
    """The paragraphs, and tables a row a line.

    Raises:
        ArticleError: it is damaged, unpacks to too much, or holds no text.
    """
    content = read_whole(source, options.limits.file_bytes)
    _check_package(content, source, options.limits)
    import docx
    import docx.opc.exceptions
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
    except (docx.opc.exceptions.OpcError, KeyError, ValueError) as error:
        raise ArticleError(source.where, f"a damaged DOCX ({error})") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            lines.append(block.text)
    text = scalars("\n".join(lines))
    if not text.strip():
        raise ArticleError(source.where, "a DOCX without text")
    title = document.core_properties.title or ""
    yield Article(id=source.stem, text=text, title=scalars(title.strip()), where=source.where)


def _check_package(content: bytes, source: Source, limits: Limits) -> None:
    """A DOCX is a ZIP archive, and so may be a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
    except zipfile.BadZipFile as error:
        raise ArticleError(source.where, "not a DOCX, or a damaged one") from error
    if unpacked > max(limits.free_bytes, min(len(content) * limits.ratio, limits.file_bytes)):
        raise ArticleError(source.where, f"unpacks to {unpacked:,} bytes; it looks like a bomb")
