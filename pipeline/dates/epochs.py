"""text -> the first day of the war or disaster whose days it counts."""

import datetime as dt
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

FRESH = dt.timedelta(days=120)  # from the first day: news of it need not name the year
_A_DAY = dt.timedelta(days=1)
# What a text says that looks back on more than some months of a war.
_WAR = r"(?:\w+['’´]s\s+|\w+\s+){0,3}?(?:war|invasion|conflict|fighting)"
_LATER = re.compile(
    r"\b(?:last year(?!['’]s\b)|a year (?:ago|after|into|since|of)|years? (?:of|into) (?:the )?"
    rf"(?:war|invasion|fighting)|anniversary of {_WAR}"
    rf"|(?:five|six|seven|eight|nine|ten|eleven|twelve|1?\d|2\d)(?:-month(?:s|-old)?\s+{_WAR}"
    rf"|\s+months\s+(?:of|into|after|since)\s+{_WAR}))\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Words(NamedTuple):
    """Beginnings of words, as they are told in the file and as they are found in a text."""

    lowered: tuple[str, ...]
    pattern: re.Pattern[str]

    def hits(self, text: str, lowered: str) -> int:
        """How often they stand there; most texts have none, which a plain look tells sooner."""
        if not any(word in lowered for word in self.lowered):
            return 0
        return len(self.pattern.findall(text))


@dataclass(frozen=True, slots=True)
class Epoch:
    """`first` is day 1; `until` the day after which nobody counts, None if still counted."""

    name: str
    first: dt.date
    until: dt.date | None
    words: tuple[_Words, ...]
    signs: re.Pattern[str] | None  # what is not told of earlier times


@functools.cache
def epochs() -> tuple[Epoch, ...]:
    """Read `epochs.toml`."""
    raw = resources.files(__package__).joinpath("epochs.toml").read_text(encoding="utf-8")
    return tuple(
        Epoch(
            entry["name"],
            entry["first"],
            entry.get("until"),
            tuple(_Words(tuple(map(str.lower, words)), any_of(words)) for words in entry["words"]),
            any_of(entry["signs"]) if "signs" in entry else None,
        )
        for entry in tomllib.loads(raw)["epoch"]
    )


def any_of(words: list[str]) -> re.Pattern[str]:
    """Finds whole words, or their beginnings, in any case."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def is_fresh(text: str, first: dt.date) -> bool:
    """Whether a text tells of the epoch of that first day, and of its first months, not later."""
    signs = [epoch.signs for epoch in epochs() if epoch.first == first and epoch.signs]
    return any(sign.search(text) for sign in signs) and not is_later(text, first)


def is_later(text: str, first: dt.date) -> bool:
    """Whether a text names a year after that of the first day, or speaks of half a year since."""
    years = (int(year[0]) for year in _A_YEAR.finditer(text))
    return _LATER.search(text) is not None or any(year > first.year for year in years)


def find_epoch(
    text: str, anchor: dt.date | None, *, ahead: dt.timedelta = _A_DAY
) -> tuple[dt.date, str] | None:
    """The epoch told of: most hits of its words, then the latest not after the article's day.

    None when no epoch's words are there. An epoch that begins more than `ahead` after the
    article, or had been over by then, is not meant.
    """
    best: tuple[int, dt.date, str] | None = None
    lowered = text.lower()
    for epoch in epochs():
        if anchor is not None and (
            epoch.first > anchor + ahead or (epoch.until or anchor) < anchor
        ):
            continue
        hits = [words.hits(text, lowered) for words in epoch.words]
        if min(hits) and (best is None or (sum(hits), epoch.first) > best[:2]):
            best = (sum(hits), epoch.first, epoch.name)
    return None if best is None else (best[1], best[2])
