"""JSON lines and JSON → Article…, one object each."""

import itertools
import json
from collections.abc import Iterator, Mapping

from pipeline.errors import ArticleError
from pipeline.reading.encodings import decode, is_binary
from pipeline.reading.fields import Columns, recognised, to_article
from pipeline.reading.options import Options
from pipeline.reading.sources import Source
from pipeline.reading.streams import read_whole, split_lines
from pipeline.records import Article, Refusal

# Where services put the list of articles inside one object.
LISTS = ("articles", "items", "results", "data", "docs", "documents", "response", "entries", "hits")
TOO_DEEP = "nested too deeply"
NESTINGS = 4  # levels of those looked through


def read_jsonl(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """An article a line; a line that is none is refused, and the rest goes on.

    Raises:
        ArticleError: the file is empty or binary.
    """
    with source.open() as stream:
        lines = split_lines(stream, options.limits.line_bytes)
        first = next(lines, None)
        if first is None:
            raise ArticleError(source.where, "the file is empty")
        if first[1] is not None and is_binary(first[1]):
            raise ArticleError(source.where, "not JSON lines but binary data")
        for number, line in itertools.chain((first,), lines):
            where = f"{source.where}:{number}"
            if line is None:
                problem = f"a line of more than {options.limits.line_bytes:,} bytes"
                yield Refusal(where, problem)
            elif line.strip():
                yield _line_article(line, where, f"{source.stem}-{number}", options.columns)


def _line_article(line: bytes, where: str, other_id: str, columns: Columns) -> Article | Refusal:
    try:
        try:
            raw = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raw = json.loads(decode(line, where))
    except RecursionError:
        return Refusal(where, TOO_DEEP)
    except ValueError as error:
        return Refusal(where, f"not JSON ({error})")
    return _object_article(raw, where, other_id, columns)


def _object_article(raw: object, where: str, other_id: str, columns: Columns) -> Article | Refusal:
    if not isinstance(raw, dict):
        return Refusal(where, f"not a JSON object but {_kind(raw)}")
    try:
        return to_article(raw, columns, where=where, other_id=other_id)
    except ArticleError as error:
        return Refusal(where, error.problem)


def _kind(raw: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(raw), "a number")


def read_json(source: Source, options: Options) -> Iterator[Article | Refusal]:
    """The articles of one JSON document: an article, a list of them, or a service's answer.

    A file that is JSON lines in truth is read as such.

    Raises:
        ArticleError: it is no JSON, or holds no articles.
    """
    content = read_whole(source, options.limits.file_bytes)
    if is_binary(content):
        raise ArticleError(source.where, "not JSON but binary data")
    text = decode(content, source.where).removeprefix("\ufeff")
    try:
        raw = json.loads(text)
    except RecursionError as error:
        raise ArticleError(source.where, TOO_DEEP) from error
    except ValueError as error:
        if "\n" in text.strip() and text.lstrip().startswith("{"):
            yield from read_jsonl(source, options)
            return
        raise ArticleError(source.where, f"not JSON ({error})") from error
    if isinstance(raw, dict) and "text" in recognised(tuple(raw), options.columns):
        yield _object_article(raw, source.where, source.stem, options.columns)
        return
    found = _listed(raw)
    if found is None:
        raise ArticleError(source.where, f"holds no list of articles but {_shape(raw)}")
    for number, item in enumerate(found, 1):
        where = f"{source.where}:{number}"
        yield _object_article(item, where, f"{source.stem}-{number}", options.columns)


def _listed(raw: object) -> list[object] | None:
    """The list of articles in a document, looked for under the names services give it."""
    for _ in range(NESTINGS):
        if isinstance(raw, list):
            return raw
        if not isinstance(raw, Mapping):
            return None
        raw = next((raw[name] for name in LISTS if raw.get(name)), None)
    return raw if isinstance(raw, list) else None


def _shape(raw: object) -> str:
    if isinstance(raw, dict):
        return f"an object with the keys {', '.join(sorted(map(str, raw))[:12]) or 'none'}"
    return _kind(raw)
