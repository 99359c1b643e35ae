"""rightness.toml -> how often a dot is in the right place and on the right day, in plain words."""

import datetime as dt
import functools
import tomllib
from pathlib import Path
from typing import NamedTuple

from pipeline.drawing.speech import say
from pipeline.drawing.words import day_words

MEASURED = Path(__file__).with_name("rightness.toml")


class Rightness(NamedTuple):
    """What `python -m benchmarks quality` measured; shares are in a hundred.

    Of the sample articles' events `wanted` by a reader, `found` were found with type, place and day
    right, among `told`. `near` are the placed names within 161 km of where they belong, a share for
    each collection; `sure` are those of them that the program was sure of. `days` are right days.
    """

    measured: str
    wanted: int
    found: int
    told: int
    near: list[float]
    sure: list[float]
    days: float


@functools.cache
def load_rightness() -> Rightness:
    """The figures as they come along."""
    return Rightness(**tomllib.loads(MEASURED.read_text(encoding="utf-8")))


def right_words() -> tuple[str, ...]:
    """The figures as sentences."""
    found = load_rightness()
    day = day_words(dt.date.fromisoformat(found.measured))
    return (
        say(
            "right.events",
            told=found.told,
            found=found.found,
            share=round(100 * found.found / found.told),
            wanted=found.wanted,
            missed=found.wanted - found.found,
        ),
        say("right.places", low=round(min(found.near)), high=round(max(found.near))),
        say("right.sure", low=round(min(found.sure)), high=round(max(found.sure))),
        say("right.days", share=round(found.days)),
        say("right.unseen", day=day),
    )


def rightness_html() -> str:
    """The same as a list."""
    return f'<ul class="dl-credits">{"".join(f"<li>{one}</li>" for one in right_words())}</ul>'
