"""A row or JSON object → Article, whatever its columns are called."""

import functools
import html
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.reading.days import read_day
from pipeline.reading.encodings import scalars
from pipeline.records import Article

FIELDS = ("text", "title", "date", "source", "url", "id")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column names that a person gave; empty ones are recognised by name."""

    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    id: str = ""


@functools.cache
def _known_names() -> Mapping[str, tuple[str, ...]]:
    path = Path(__file__).with_name("data") / "columns.toml"
    names: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {field: tuple(known) for field, known in names.items()}


@functools.lru_cache(maxsize=1024)
def recognised(names: tuple[str, ...], columns: Columns) -> Mapping[str, str]:
    """Which column plays which field; a field that no column plays is absent.

    A given name that is not among the columns leaves its field absent.
    """
    plain = {re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_"): name for name in reversed(names)}
    played: dict[str, str] = {}
    for field in FIELDS:
        given: str = getattr(columns, field)
        if given:
            if given in names:
                played[field] = given
            continue
        for known in _known_names()[field]:
            if known in plain and plain[known] not in played.values():
                played[field] = plain[known]
                break
    return played


def no_text_column(names: Iterable[str], columns: Columns) -> str:
    """The reason to refuse a table without a text column."""
    wanted = f"no column {columns.text!r}" if columns.text else "no text column"
    listed = ", ".join(sorted(names)[:12]) or "none"
    remedy = "call the one to read “text”, or name it with --text-column"
    return f"{wanted} (columns: {listed}); {remedy}"


def to_article(
    values: Mapping[str, object], columns: Columns, *, where: str, other_id: str
) -> Article:
    """Make an article of a row.

    Args:
        values: cells by column name.
        columns: names that a person gave.
        where: file and line, for people.
        other_id: the id to use if the row has none.

    Raises:
        ArticleError: the row has no text.
    """
    played = recognised(tuple(map(str, values)), columns)
    if "text" not in played:
        raise ArticleError(where, no_text_column(map(str, values), columns))
    text = values[played["text"]]
    if not isinstance(text, str) or not text.strip():
        problem = f"column {played['text']!r} is empty" if not text else "its text is no string"
        raise ArticleError(where, problem)
    given = values.get(played.get("id", ""))
    return Article(
        id=scalars(str(given)) if _is_said(given) else other_id,
        text=scalars(text),
        title=_line(values.get(played.get("title", ""))),
        date=read_day(values.get(played.get("date", ""))),
        source=_line(_source_name(values.get(played.get("source", "")))),
        url=_line(values.get(played.get("url", ""))),
        where=where,
        id_given=_is_said(given),
    )


def _is_said(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip() != ""


def _source_name(value: object) -> object:
    """NewsAPI and others nest it: `{"source": {"id": …, "name": …}}`."""
    return value.get("name") or value.get("title") if isinstance(value, Mapping) else value


def _line(value: object) -> str:
    """A cell as one line of text; anything but text and numbers is left out."""
    if isinstance(value, str):
        return scalars(" ".join(html.unescape(value).split()))
    return str(value) if isinstance(value, int | float) and value == value else ""  # noqa: PLR0124 - a NaN cell is empty
