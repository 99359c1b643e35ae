"""bytes → text, verbatim: no line ending changed, nothing stripped.

A UTF-8 text is exactly `content.decode("utf-8")`, a leading byte order mark included (as U+FEFF),
so that offsets agree with anyone who decodes the file so.
"""

import codecs
import logging

from pipeline.errors import ArticleError

_log = logging.getLogger(__name__)

# Longer marks first: the UTF-32 one starts with the UTF-16 one.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SNIFFED_BYTES = 65_536
CONTROL_SHARE = 0.02  # text has next to none but tabs and line ends; one in fifty is binary
STRAY_SHARE = 0.02  # up to this share of bytes may be wrong in what still counts as UTF-8
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF-": "a PDF; give it the ending .pdf",
    b"PK\x03\x04": "a ZIP archive; give it the ending .zip or .docx",
    b"\x1f\x8b": "a gzip file; give it the ending .gz",
    b"PAR1": "a Parquet file; give it the ending .parquet",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def decode(content: bytes, where: str, *, declared: str = "") -> str:
    """Decode a whole file; what is not UTF-8 is read as best guessed, and that is logged.

    Args:
        content: the bytes of the file.
        where: its name, for the message.
        declared: an encoding that the file or its carrier names; used if it fits.

    Raises:
        ArticleError: the bytes are no text.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if is_binary(content):
            raise ArticleError(where, _kind(content))
        return text
    for mark, name in MARKS:
        if content.startswith(mark):
            return _marked(content, name, where)
    if is_binary(content):
        raise ArticleError(where, _kind(content))
    return _guessed(content, where, declared)


def is_binary(content: bytes) -> bool:
    """Whether the beginning holds NUL or more control characters than any text does."""
    head = content[:SNIFFED_BYTES]
    if any(head.startswith(mark) for mark, _ in MARKS):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls > CONTROL_SHARE * len(head)


def _kind(content: bytes) -> str:
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            return f"not text but {name}"
    return "not text but binary data"


def _marked(content: bytes, name: str, where: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        problem = f"starts as {name} and breaks off at byte {error.start}"
        raise ArticleError(where, problem) from error


def _guessed(content: bytes, where: str, declared: str) -> str:
    if declared:
        try:
            return content.decode(declared)
        except (UnicodeDecodeError, LookupError):
            _log.warning("%s: is not in %s, as it says", where, declared)
    mended = _mended_utf8(content)
    if mended is not None:
        text, strays = mended
        _log.warning("%s: mixed encodings; UTF-8 with %d bytes read as cp1252", where, strays)
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(content[: 4 * SNIFFED_BYTES]).best()
    encoding = "cp1252" if best is None else best.encoding
    _log.warning("%s: not UTF-8; read as %s", where, encoding)
    return content.decode(encoding, errors="replace")


def _mended_utf8(content: bytes) -> tuple[str, int] | None:
    """UTF-8 with a few strays from an 8-bit encoding among it; None if it is not mostly UTF-8.

    At least as many proper multi-byte sequences as strays must stand in it: a text in an 8-bit
    encoding has strays alone.
    """
    text = content.decode("utf-8", errors="surrogateescape")
    strays = sum("\udc80" <= char <= "\udcff" for char in text)
    proper = sum(char > "\x7f" for char in text) - strays
    if strays > proper or strays > STRAY_SHARE * len(content):
        return None
    table = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}
    return text.translate(table), strays


def scalars(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which JSON can spell and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
