"""text -> the latest known happening of a war of which it tells; it was written then or later."""

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources

from pipeline.dates.epochs import any_of
from pipeline.dates.scanning import vocabulary

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*")
# Of what is still to come, and of what is only feared.
_AHEAD = re.compile(
    r"\b(?:will|would|could(?! not\b)|may|might|shall|to be held|plan(?:s|ned|ning)?|expect\w*"
    r"|due to|scheduled|(?:set|agreed) to|to meet|upcoming|ahead of|forecast\w*|project(?:s|ed)"
    r"|up to|tomorrow|next)\b",
    re.IGNORECASE,
)
_FLED = re.compile(
    r"\b(?P<number>\d(?:\.\d{1,2})?|[a-z]+)(?:\s+and\s+a\s+(?P<half>half))?\s+million\b"
    r"[^.!?\n]{0,60}?(?:\brefugees\b|\b(?:fled|left|escaped|flee)\b(?! (?:their|homes?)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A happening and its day."""

    day: dt.date
    name: str
    is_recent: bool = False  # whether its sentence names its weekday, as news of a week does


@dataclass(frozen=True, slots=True)
class _Known:
    epoch: str
    milestones: tuple[tuple[Milestone, tuple[re.Pattern[str], ...]], ...]
    fled: tuple[tuple[float, dt.date], ...]  # the most first


@functools.cache
def _known() -> _Known:
    raw = resources.files(__package__).joinpath("milestones.toml").read_text(encoding="utf-8")
    table = tomllib.loads(raw)
    return _Known(
        table["epoch"],
        tuple(
            (Milestone(entry["day"], entry["name"]), tuple(map(any_of, entry["words"])))
            for entry in table["milestone"]
        ),
        tuple(sorted(((e["fled_millions"], e["day"]) for e in table["fled"]), reverse=True)),
    )


def latest_milestone(text: str, epoch: str) -> Milestone | None:
    """The latest known happening that the first half of a text tells of; None without one.

    What stands at the end is background, and may be long past.
    """
    if epoch != _known().epoch:
        return None
    sentences = [found[0] for found in _SENTENCE.finditer(text, 0, len(text) // 2)]
    told = (one for sentence in sentences if not _AHEAD.search(sentence) for one in _told(sentence))
    return max(told, key=lambda milestone: (milestone.day, milestone.is_recent), default=None)


def _told(sentence: str) -> Iterator[Milestone]:
    for milestone, words in _known().milestones:
        if all(word.search(sentence) for word in words):
            is_recent = f"on {milestone.day:%A}" in sentence or f"On {milestone.day:%A}" in sentence
            yield replace(milestone, is_recent=is_recent)
    for found in _FLED.finditer(sentence):
        yield from _count_reached(found)


def _count_reached(found: re.Match[str]) -> Iterator[Milestone]:
    """The highest count of refugees that is reached; nothing above the highest known by far."""
    number = _number(found["number"].lower())
    if number is None:
        return
    millions = number + (0.5 if found["half"] else 0.0)
    table = _known().fled
    if millions >= table[0][0] + 1:
        return
    for least, day in table:
        if millions >= least:
            yield Milestone(day, f"the count of {least:g} million refugees")
            return


def _number(word: str) -> float | None:
    if word[0].isdigit():
        return float(word)
    value = vocabulary().values["small"].get("one" if word == "a" else word)
    return float(value) if isinstance(value, int) else None
