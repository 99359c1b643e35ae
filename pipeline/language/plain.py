"""Text -> plain text of the same length: odd letters written as the tokenizer knows them.

One character stands for one character, so every offset holds for both.
"""

import re
from functools import cache
from importlib.resources import files

_ODD_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´`’‘ʼʹ′＇](?=[^\W\d_])")  # noqa: RUF001 - the odd ones are the point
_AFTER_S = re.compile(r"(?<=[sS])[´ʼʹ′＇](?=\W|$)")  # noqa: RUF001 - the same

# A full stop that ends no sentence ("Hospital No. 3"), and a hyphen within one name ("Tochka-U").
_NUMBER_SIGN = re.compile(r"(?<=\bNo)\.(?=\s?\d)")
_MAKE = re.compile(r"(?<=[a-z])-(?=[A-Z]\b)")


def to_plain(text: str) -> str:
    """Rewrite one for one what a tokenizer reads wrongly.

    Blanks, control characters, odd apostrophes and full-width letters; the signs in "No. 3" and
    "Tochka-U".
    """
    plain = text.translate(_table())
    plain = _ODD_APOSTROPHE.sub("'", plain)
    plain = _NUMBER_SIGN.sub(" ", _MAKE.sub("_", plain))
    return _AFTER_S.sub("'", plain)


@cache
def _table() -> dict[int, int]:
    """Map code point to code point, as data/plain.tsv says."""
    table: dict[int, int] = {}
    rows = (files("pipeline.language") / "data" / "plain.tsv").read_text("utf-8").splitlines()
    for row in rows:
        if row and not row.startswith("#"):
            first, last, to, step = (int(field, 16) for field in row.split("\t")[:4])
            table |= {point: to + step * (point - first) for point in range(first, last + 1)}
    return table
