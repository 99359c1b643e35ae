"""`python -m benchmarks store N DIR`: a store of N synthetic events, always the same ones."""

import datetime as dt
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline.drawing.ontology import ONTOLOGY
from pipeline.table import Batch, EventRow, StoreWriter
from pipeline.table.stored import ArticleRow, KeyRow, PrintRow

SEED = 20220224
EVENTS_PER_ARTICLE = 5
BATCH_ARTICLES = 10_000
PRINT_KEYS = 26  # as a text of more than a few lines has (`pipeline.copies`)
FIRST_DAY = dt.date(2022, 2, 1)
DAYS = 150

# Points of GeoNames (CC BY 4.0), rounded: enough to look like a map, not data of the product.
PLACES = (
    ("Kyiv", "city", "UA", "Kyiv City", 50.4547, 30.5238, "city", 15.0),
    ("Kharkiv", "city", "UA", "Kharkiv", 49.9808, 36.2527, "city", 12.0),
    ("Mariupol", "city", "UA", "Donetsk", 47.0951, 37.5494, "city", 10.0),
    ("Kherson", "city", "UA", "Kherson", 46.6558, 32.6178, "city", 8.0),
    ("Chernihiv", "city", "UA", "Chernihiv", 51.5055, 31.2849, "city", 8.0),
    ("Lviv", "city", "UA", "Lviv", 49.8383, 24.0232, "city", 9.0),
    ("Odesa", "city", "UA", "Odessa", 46.4775, 30.7326, "city", 10.0),
    ("Enerhodar", "town", "UA", "Zaporizhzhia", 47.4989, 34.6574, "exact", 4.0),
    ("Donetsk Oblast", "region", "UA", "Donetsk", 48.0, 37.75, "region", 110.0),
    ("Ukraine", "country", "UA", "", 49.0, 32.0, "country", 600.0),
    ("Aleppo", "city", "SY", "Aleppo", 36.2012, 37.1612, "city", 10.0),
    ("Paris", "city", "FR", "Île-de-France", 48.8534, 2.3488, "city", 12.0),
    ("Suva", "city", "FJ", "Central", -18.1416, 178.4415, "city", 8.0),
)
STATUSES = ("reported",) * 6 + ("claim", "claim", "disputed", "denied", "planned", "agreed")
SOURCES = ("Northern Wire", "The Daily Example", "Radio Sample", "")
ACTORS = ("the army", "the mayor", "the ministry", "aid workers", "residents")


def run(args: list[str]) -> int:
    """Make the store; the folder must be new, empty, or a store (which then grows)."""
    if len(args) != 2 or not args[0].isdigit():  # noqa: PLR2004 - N and DIR
        print("usage: python -m benchmarks store N DIR", file=sys.stderr)
        return 2
    count, folder = int(args[0]), Path(args[1])
    made = 0
    with StoreWriter.open(folder) as writer:
        for batch in batches(count):
            writer.commit(batch)
            made += len(batch.events)
    print(f"{made} events in {folder}")
    return 0


def batches(count: int) -> Iterator[Batch]:
    """`count` events with their articles, in commits of `BATCH_ARTICLES`."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    types = [kind["id"] for kind in json.loads(ONTOLOGY.read_text(encoding="utf-8"))["types"]]
    numbers = iter(range(0, count, EVENTS_PER_ARTICLE))
    while firsts := tuple(islice(numbers, BATCH_ARTICLES)):
        articles, events = [], []
        for first in firsts:
            article, rows = _article(first, min(EVENTS_PER_ARTICLE, count - first), types, chance)
            articles.append(article)
            events.extend(rows)
        keys = [KeyRow(chance.getrandbits(63), row.event_id, row.article_id) for row in events]
        prints = [
            PrintRow(chance.getrandbits(63), article.article_id)
            for article in articles
            for _ in range(PRINT_KEYS)
        ]
        yield Batch(articles=articles, events=events, keys=keys, prints=prints)


def _article(
    first: int, size: int, types: list[str], chance: random.Random
) -> tuple[ArticleRow, list[EventRow]]:
    day = FIRST_DAY + dt.timedelta(days=int(chance.triangular(0, DAYS, 40)))
    name, source = f"synthetic-{first:08d}", chance.choice(SOURCES)
    title, text, rows = f"Report {first} of {day:%d %B}", "", []
    for number in range(first, first + size):
        row = _event(number, day, types, chance)
        start = len(text)
        text += row.quote + " "
        rows.append(
            row._replace(
                quote_start=start,
                quote_end=start + len(row.quote),
                article_id=name,
                article_title=title,
                source=source,
                url=f"https://example.org/{first}",
            )
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = ArticleRow(
        name, digest, "synthetic", name, title, day, day, "given", source, rows[0].url, text
    )
    return article, rows


def _event(number: int, day: dt.date, types: list[str], chance: random.Random) -> EventRow:
    place, kind, country, admin1, lat, lon, precision, radius_km = chance.choice(PLACES)
    category = chance.choice(types)
    placed = chance.random() > 0.08  # noqa: PLR2004 - eight in a hundred articles do not say where
    dated = chance.random() > 0.05  # noqa: PLR2004 - nor five when
    spread = 0.0 if kind == "country" else radius_km / 111
    start = day - dt.timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 7)))
    end = start + dt.timedelta(days=chance.choice((0, 0, 0, 0, 1, 6)))
    killed = chance.choice((None, None, None, 0, 1, 2, 5, 33))
    told = category.replace("_", " ")
    quote = f"Synthetic report {number} speaks of {told} in {place} on {start:%A}."
    return EventRow(
        event_id=f"e{number:08d}",
        incident_id=f"i{number // 2:08d}",
        type=category,
        status=chance.choice(STATUSES),
        date_start=start if dated else None,
        date_end=end if dated else None,
        date_precision=("day" if start == end else "range") if dated else "unknown",
        date_text=f"on {start:%A}" if dated else "",
        place_name=place if placed else "",
        place_id=f"synthetic:{place.lower()}" if placed else "",
        place_kind=kind if placed else "",
        country=country if placed else "",
        admin1=admin1 if placed else "",
        lat=round(lat + chance.uniform(-spread, spread), 6) if placed else None,
        lon=round(lon + chance.uniform(-spread, spread), 6) if placed else None,
        place_precision=precision if placed else "unknown",
        radius_km=radius_km if placed else None,
        place_text=place if placed else "",
        actors=tuple(chance.sample(ACTORS, chance.randint(0, 2))),
        killed_min=killed,
        killed_max=killed,
        injured_min=None,
        injured_max=None,
        quote=quote,
        quote_start=0,
        quote_end=len(quote),
        headline=f"{told.capitalize()} in {place}",
        article_id="",
        article_title="",
        article_date=day,
        article_date_source="given",
        source="",
        url="",
        confidence=round(chance.betavariate(6, 2), 4),
        place_rule="synthetic",
        date_rule="synthetic",
        type_rule="synthetic",
    )
