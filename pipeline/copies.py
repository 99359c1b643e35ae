"""Article… → Article and Copy…: the same text once more is a further source, not another report.

Wire copy is printed by many papers, with another headline, a cut or a few words changed. Two texts
are the same report if they agree word for word, or are alike by MinHash over runs of words (the
`rensa` library) and give the same figures where the words around the figures are the same: an
update with a new toll is no copy. What is dated days apart is no copy either.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.events.numbers import starts_number
from pipeline.records import Article, Copy, Refusal
from pipeline.scratch import Scratch

RUN_WORDS = 3  # words in a run; every changed word changes this many runs
SHORT_WORDS = 40  # a shorter text is a copy only word for word, under the same title
MOST_WORDS = 20_000  # of a longer text only so many words are compared
HASHES = 125
BAND_HASHES = 5  # 25 bands: of texts as alike as LIKENESS 87 in 100 share one, at 0.7 99 in 100
LIKENESS = 0.6  # of the runs of both; other reports of the same happening stay below 0.3
DAYS_APART = 3  # a wire story is printed the same day or the next ones
SEED = 1
CONTEXT_WORDS = 2  # on each side of a figure
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of a text.

    `keys` find what may be the same: the first is of the whole text, the others of parts of the
    signature. `figures` maps the words around a figure to the figures, all as numbers of 32 bits.
    `day` is an ordinal.
    """

    keys: tuple[int, ...]
    signature: tuple[int, ...]
    figures: Mapping[int, frozenset[int]]
    day: int | None


def make_print(article: Article) -> Print:
    """Take what is compared out of an article."""
    words = _WORD.findall(article.text.lower())
    told = words if len(words) >= SHORT_WORDS else [*_WORD.findall(article.title.lower()), *words]
    whole = _number(" ".join(told).encode())
    day = None if article.date is None else article.date.toordinal()
    if len(words) < SHORT_WORDS:
        return Print((whole,), (), {}, day)
    words = words[:MOST_WORDS]
    signature = _signature(words)
    return Print((whole, *_bands(signature)), signature, _figures(words), day)


def tell_the_same(one: Print, other: Print) -> bool:
    """Whether two prints are of the same report."""
    if one.day is not None and other.day is not None and abs(one.day - other.day) > DAYS_APART:
        return False
    if one.keys[0] == other.keys[0]:
        return True
    if not (one.signature and other.signature):
        return False
    same = sum(a == b for a, b in zip(one.signature, other.signature, strict=True))
    return same >= LIKENESS * HASHES and not _clash(one.figures, other.figures)


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def _signature(words: list[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    runs = {" ".join(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(sorted(runs))
    return tuple(sketch.digest())


def _bands(signature: tuple[int, ...]) -> Iterator[int]:
    for at in range(0, HASHES, BAND_HASHES):
        yield _number(repr((at, signature[at : at + BAND_HASHES])).encode())


def _figures(words: list[str]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for at, word in enumerate(words):
        if starts_number(word):
            around = words[max(0, at - CONTEXT_WORDS) : at], words[at + 1 : at + 1 + CONTEXT_WORDS]
            key = zlib.crc32(repr(around).encode())
            found[key] = found.get(key, frozenset()) | {zlib.crc32(word.encode())}
    return found


def _clash(one: Mapping[int, frozenset[int]], other: Mapping[int, frozenset[int]]) -> bool:
    """Whether both hold a figure that the other lacks, among the same words."""
    shared = ((one[key], other[key]) for key in one.keys() & other.keys())
    return any(not (mine <= theirs or theirs <= mine) for mine, theirs in shared)


class Originals:
    """The articles seen so far that are no copies, held outside of the memory."""

    def __init__(self) -> None:
        """Start with none."""
        self._held = Scratch(
            "held (number INTEGER PRIMARY KEY, id TEXT, print TEXT)",
            "keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID",
        )

    def find(self, seen: Print, *, but: str = "") -> str:
        """The id of the first article that told the same, except `but`; empty if none did."""
        sql = """SELECT id, print FROM held WHERE number IN
                 (SELECT number FROM keys WHERE key IN (SELECT value FROM json_each(?)))
                 ORDER BY number"""
        for name, told in self._held.ask(sql, [json.dumps(seen.keys)]):
            if name != but and tell_the_same(seen, _read(told)):
                return str(name)
        return ""

    def add(self, name: str, seen: Print) -> None:
        """Hold an article that is no copy."""
        number = self._held.ask(
            "INSERT INTO held (id, print) VALUES (?, ?)", (name, _told(seen))
        ).lastrowid
        rows = ((key, number) for key in set(seen.keys))
        self._held.change("INSERT INTO keys VALUES (?, ?)", rows)


def _told(seen: Print) -> str:
    figures = [[key, *sorted(values)] for key, values in seen.figures.items()]
    return json.dumps([seen.keys[:1], seen.signature, figures, seen.day])


def _read(told: str) -> Print:
    keys, signature, figures, day = json.loads(told)
    known = {key: frozenset(values) for key, *values in figures}
    return Print(tuple(keys), tuple(signature), known, day)


def set_apart(items: Iterable[Article | Refusal]) -> Iterator[Article | Copy | Refusal]:
    """Pass articles through in order; one that tells what an earlier one told becomes a Copy."""
    originals = Originals()
    for item in items:
        if isinstance(item, Refusal):
            yield item
            continue
        seen = make_print(item)
        original = originals.find(seen)
        if original:
            yield Copy(item, original)
        else:
            originals.add(item.id, seen)
            yield item
