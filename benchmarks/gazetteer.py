"""How well and how fast the gazetteer answers: `python -m benchmarks gazetteer [PLACES.csv]`.

The table of places has the columns name, lat, lon, within_km. Without it only speed is measured.
Beside it stand the usual ways, over the same names of GeoNames' cities500: a dictionary in memory,
and a table of SQLite with an index. Rates are of processor time on one core.
"""

import csv
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.reader import Reader
from gazetteer.spots import arc_km
from gazetteer.world import read_cities

_NAMES = ("Kyiv", "Kherson region", "Paris", "Washington", "Bakhmut", "Łódź", "Saky air base")
_UNKNOWN = ("Kramatosk", "Zaporozhje", "Mariupoll", "Sievierodonetks", "Slovjansk")
_TEXT = (
    "Officials in Kyiv said on Monday that shells had struck Kharkiv and two villages near the "
    "Siverskyi Donets, while trains from Lviv to Przemyśl ran late. In Washington, D.C., aides of "
    "the president spoke of talks in Istanbul; ships left the port of Odesa for the Black Sea. "
)
_SECONDS = 1.0


def run(args: list[str]) -> int:
    """Print the table."""
    first = [sys.executable, "-m", "gazetteer", "find", "--json", "Kyiv"]
    subprocess.run(first, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - builds, if need be
    start = time.process_time()
    book = Gazetteer.open()
    print(f"open (built)            {(time.process_time() - start) * 1000:10.1f} ms")
    print(f"on disk                 {book.path.stat().st_size / 1e6:10.0f} MB")
    print(f"resident after opening  {_resident():10.0f} MB")
    print(f"places                  {book.place_count:10,}")
    if args:
        _print_accuracy(book, Path(args[0]))
    numbered = [f"{name}{number}" for number in range(2000) for name in _NAMES]
    print(f"knows (names not seen)  {_rate(book.knows, numbered):10,.0f} a second")
    reader = Reader(book.path)
    near = (place for step in range(60) for place in reader.settled(35 + step / 4, step * 0.7, 2))
    known = [place.name for place in near]
    print(f"candidates (first time) {_once(book.candidates, known):10,.0f} a second")
    print(f"candidates (remembered) {_rate(book.candidates, known[:2000]):10,.0f} a second")
    fuzzy = [f"{name}{letter}" for letter in "abcdefghijklmnop" for name in _UNKNOWN]
    print(f"fuzzy (first time)      {_once(book.candidates, fuzzy):10,.0f} a second")
    text = _TEXT * 2000
    start = time.process_time()
    count = sum(1 for _ in book.scan(text))
    rate = len(text) / (time.process_time() - start)
    print(f"scan                    {rate:10,.0f} characters a second ({count:,} names)")
    _print_alternatives(known)
    peak = _peak()
    print(f"peak memory             {peak:10.0f} MB, the dictionary included")
    return 0


def _print_accuracy(book: Gazetteer, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = first = 0
    for row in rows:
        spot, within = (float(row["lat"]), float(row["lon"])), float(row["within_km"])
        hits = [
            arc_km(*spot, c.place.lat, c.place.lon) <= within for c in book.candidates(row["name"])
        ]
        found += any(hits)
        first += bool(hits and hits[0])
    print(f"names asked             {len(rows):10,}")
    print(f"a candidate in reach    {100 * found / len(rows):10.1f} %")
    print(f"first candidate right   {100 * first / len(rows):10.1f} %")


def _print_alternatives(asked: list[str]) -> None:
    """A dictionary and a table of SQLite that hold the packaged cities by every spelling."""
    print(f"peak memory so far      {_peak():10.0f} MB")
    start = time.process_time()
    by_name: dict[str, list[int]] = {}
    for city in read_cities():
        for name in {city["name"], *city["alternatenames"]}:
            by_name.setdefault(name, []).append(city["geonameid"])
    print(f"dictionary: open        {(time.process_time() - start) * 1000:10.1f} ms")
    print(f"dictionary: exact       {_rate(by_name.get, asked):10,.0f} a second")
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/n.db")) as db:
        db.execute("CREATE TABLE names (name TEXT, place INTEGER)")
        rows = ((name, place) for name, places in by_name.items() for place in places)
        db.executemany("INSERT INTO names VALUES (?, ?)", rows)
        db.execute("CREATE INDEX by_name ON names (name)")
        db.commit()

        def ask(name: str) -> object:
            return db.execute("SELECT place FROM names WHERE name = ?", (name,)).fetchall()

        print(f"SQLite: exact           {_rate(ask, asked):10,.0f} a second")
        print(f"SQLite: on disk         {Path(f'{folder}/n.db').stat().st_size / 1e6:10.0f} MB")


def _resident() -> float:
    """Peak MB of a process that opens the file and looks one name up."""
    told = (
        "import resource, gazetteer; gazetteer.Gazetteer.open().candidates('Kyiv')[0].place; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our own program
    return float(done.stdout)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rate(ask: Callable[[str], object], names: list[str]) -> float:
    count, start = 0, time.process_time()
    while time.process_time() - start < _SECONDS:
        for name in names:
            ask(name)
        count += len(names)
    return count / (time.process_time() - start)


def _once(ask: Callable[[str], object], names: list[str]) -> float:
    names = list(dict.fromkeys(names))
    start = time.process_time()
    for name in names:
        ask(name)
    return len(names) / (time.process_time() - start)
