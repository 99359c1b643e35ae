"""a matched stretch -> its words by class and value, and the scene in which they are understood."""

import datetime as dt
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.dates.calendar_units import Range
from pipeline.dates.scanning import Words, vocabulary
from pipeline.records import DatePrecision

MONTHS = ("month", "unsure_month", "short_month")
WEEKDAYS = ("weekday", "short_weekday")
DAYS = ("day2", "ordinal", "ordinal_word")
NUMBERS = ("small", "day2", "count", "few", "an")
SHIFTS = (
    "last",
    "past",
    "previous",
    "this",
    "current",
    "that",
    "same",
    "next",
    "coming",
    "following",
)
_BESIDE = 2  # words


class Bit(NamedTuple):
    """One word of a match: its class, its lower-case spelling, its value."""

    kind: str
    word: str
    value: int


class Resolved(NamedTuple):
    """The days an expression means, how closely, and by which rule in plain words."""

    days: Range
    precision: DatePrecision
    rule: str


@dataclass(slots=True)
class Scene:
    """What one text says around its expressions.

    `anchor` is the article's day. `direction` tells whether the clause around the words from one
    index to before another looks back (-1), ahead (1) or neither (0). `epoch` gives the first day
    of the war or disaster whose days the text counts. `day` and `year` remember the last day
    resolved and the last year written out, with the index of its word; `single_day` the last of
    one day alone ("Sunday", not "mid-March"); `written` the last that was told with its year.
    """

    anchor: dt.date | None
    direction: Callable[[int, int], int]
    epoch: Callable[[], tuple[dt.date, str] | None]
    day: dt.date | None = None
    single_day: dt.date | None = None
    named: dt.date | None = None
    year: int | None = None
    year_at: int = field(default=-1)
    written: dt.date | None = None


class Bits:
    """The words of one match, asked for by class; `before`, `after`: the two words beside it."""

    def __init__(self, words: Words, first: int, stop: int) -> None:
        self.first, self.stop = first, stop
        names = _class_names()
        self.all = tuple(
            _bit(names[words.classes[i]], words.spelled[i].lower()) for i in range(first, stop)
        )
        spelled = words.spelled
        self.before = tuple(word.lower() for word in spelled[max(0, first - _BESIDE) : first])
        self.after = tuple(word.lower() for word in spelled[stop : stop + _BESIDE])

    def of(self, *kinds: str) -> list[Bit]:
        """The words of these classes, in order."""
        return [bit for bit in self.all if bit.kind in kinds]

    def only(self, *kinds: str) -> "Bits":
        """These words without the others, where they were ("March" of "the last day of March")."""
        kept = copy(self)
        kept.all = tuple(self.of(*kinds))
        return kept

    def one(self, *kinds: str) -> Bit | None:
        """The first word of these classes, or None."""
        return next((bit for bit in self.all if bit.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these classes is there."""
        return self.one(*kinds) is not None

    def unit(self) -> str:
        """The calendar unit named, in the singular; "" for none."""
        bit = self.one("unit", "units", "hours", "quarter", "half")
        if bit is None:
            return ""
        if bit.kind == "hours":
            return "hour"
        if bit.kind in {"quarter", "half"}:
            return bit.kind
        return str(vocabulary().values[bit.kind][bit.word])

    def shift(self) -> int | None:
        """-1 for "last", 0 for "this", 1 for "next"; None when no such word is there."""
        bit = self.one(*SHIFTS)
        return None if bit is None else bit.value

    def portion(self) -> int | None:
        """-1 for "early" or "start of", 0 for "mid", 1 for "late" or "end of"; None without."""
        bit = self.one("early", "late", "mid", "middle", "start", "end")
        return None if bit is None else bit.value


_NAMES: dict[str, str] = {}


def _class_names() -> dict[str, str]:
    if not _NAMES:
        _NAMES.update({letter: name for name, letter in vocabulary().letters.items()})
    return _NAMES


def _bit(kind: str, word: str) -> Bit:
    value = vocabulary().values.get(kind, {}).get(word)
    if isinstance(value, int):
        return Bit(kind, word, value)
    digits = "".join(sign for sign in word if sign.isdigit())[:9]
    return Bit(kind, word, int(digits) if digits else 0)
