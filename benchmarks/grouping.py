"""Grouping of synthetic events: `python -m benchmarks grouping [N]` prints seconds and memory."""

import datetime as dt
import random
import resource
import time
from collections.abc import Iterator

from gazetteer.place import Place
from pipeline.incidents import group
from pipeline.records import (
    DatePrecision,
    Days,
    Event,
    Harm,
    Mention,
    PlacePrecision,
    Quote,
    Resolution,
    Role,
    Status,
)

DEFAULT_COUNT = 1_000_000
PLACE_COUNT = 5_000
DAY_COUNT = 365
KINDS = ("shelling", "air_strike", "ground_battle", "siege", "protest", "displacement")


def run(arguments: list[str]) -> int:
    """Group N seeded synthetic events and print what it took."""
    count = int(arguments[0]) if arguments else DEFAULT_COUNT
    start = time.perf_counter()
    events = _synthetic(count)
    first = next(events)
    made = time.perf_counter()
    incidents = len(set(group([first, *events]).values()))
    took = time.perf_counter() - made
    peak_gb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{count:,} events -> {incidents:,} incidents in {took:.1f} s, peak {peak_gb:.2f} GB")
    print(f"(making the first event took {made - start:.2f} s; making the rest is counted above)")
    return 0


def _synthetic(count: int) -> Iterator[Event]:
    chance = random.Random(7)  # noqa: S311 - synthetic data, not secrets
    where = [_place(number, chance) for number in range(PLACE_COUNT)]
    opening = dt.date(2022, 2, 24)
    quote = Quote(0, 1, "x")
    for number in range(count):
        day = opening + dt.timedelta(days=chance.randrange(DAY_COUNT))
        toll = chance.randrange(1, 40) if chance.random() < 0.2 else None  # noqa: PLR2004 - a fifth
        yield Event(
            f"e{number:07}", f"a{number // 3}", chance.choice(KINDS), Status.REPORTED, "",
            Days(day, day + dt.timedelta(days=1)), DatePrecision.DAY, "", "",
            chance.choice(where), None, None, (), Harm(toll, toll), quote, (), "", 0.5, "",
        )  # fmt: skip


def _place(number: int, chance: random.Random) -> Resolution:
    lat, lon = chance.uniform(45, 52), chance.uniform(23, 40)
    place = Place(f"p{number}", f"P{number}", "town", "UA", "", f"{number % 27:02}", lat, lon, 5)
    mention = Mention(0, 1, "x", "GPE", "model")
    return Resolution(
        mention, Role.EVENT_LOCATION, place, lat, lon, 5, PlacePrecision.CITY, 0.9, ""
    )
