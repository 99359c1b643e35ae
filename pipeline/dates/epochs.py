"""text -> the first day of the war or disaster whose days it counts."""

import datetime as dt
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Epoch:
    """`first` is day 1; `until` the day after which nobody counts, None if still counted."""

    name: str
    first: dt.date
    until: dt.date | None
    words: tuple[re.Pattern[str], ...]


@functools.cache
def epochs() -> tuple[Epoch, ...]:
    """Read `epochs.toml`."""
    raw = resources.files(__package__).joinpath("epochs.toml").read_text(encoding="utf-8")
    return tuple(
        Epoch(
            entry["name"],
            entry["first"],
            entry.get("until"),
            tuple(
                re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
                for words in entry["words"]
            ),
        )
        for entry in tomllib.loads(raw)["epoch"]
    )


def find_epoch(
    text: str, anchor: dt.date | None, *, ahead: dt.timedelta = _A_DAY
) -> tuple[dt.date, str] | None:
    """The epoch told of: most hits of its words, then the latest not after the article's day.

    None when no epoch's words are there. An epoch that begins more than `ahead` after the
    article, or had been over by then, is not meant.
    """
    best: tuple[int, dt.date, str] | None = None
    for epoch in epochs():
        if anchor is not None and (
            epoch.first > anchor + ahead or (epoch.until or anchor) < anchor
        ):
            continue
        hits = [len(words.findall(text)) for words in epoch.words]
        if min(hits) and (best is None or (sum(hits), epoch.first) > best[:2]):
            best = (sum(hits), epoch.first, epoch.name)
    return None if best is None else (best[1], best[2])
