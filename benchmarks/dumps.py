"""How a gazetteer of many millions builds and answers: `python -m benchmarks dumps ROWS DIR`.

Writes a GeoNames dump of made-up places and its alternate names into DIR (a real one has 12 million
rows and 25 million names), builds a gazetteer of them in a process of its own, and asks it in
another, so that each process's peak memory is its own. Names are made of syllables; every
row is a settlement, which takes more room than any other; there are 13 alternate names for 12 rows.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_STARTS = (
    "b",
    "br",
    "ch",
    "d",
    "dn",
    "f",
    "g",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "v",
    "z",
)
_SYLLABLES = [start + vowel for start in _STARTS for vowel in ("a", "e", "i", "o", "u", "ya")]
_ENDS = ("", "", "ka", "ne", "sk", "ville", "ton", "pur", "abad", "berg")
_COUNTRIES = ("UA", "RU", "US", "IN", "CN", "DE", "FR", "BR", "NG", "ID", "PL", "TR")
_ASKED = 100_000


def run(args: list[str]) -> int:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks dumps")
    options.add_argument("rows", type=int, help="rows of the dump, such as 12000000")
    options.add_argument("folder", type=Path, help="where dump and gazetteer go; they stay there")
    options.add_argument("--step", choices=["build", "ask"], help="one step, in this process")
    chosen = options.parse_args(args)
    dump, names = chosen.folder / "dump.txt", chosen.folder / "alternates.txt"
    built = chosen.folder / "built.dat"
    if chosen.step == "build":
        return _build(built, dump, names)
    if chosen.step == "ask":
        return _ask(built, chosen.rows)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    _write(dump, _rows(chosen.rows))
    _write(names, _alternates(chosen.rows))
    print(f"rows, names      {chosen.rows:12,} {chosen.rows * 25 // 12:12,}")
    for step in ("build", "ask"):
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "benchmarks", "dumps", *args, "--step", step], check=True
        )
    return 0


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


def _name(number: int, salt: int = 0) -> str:
    """The name of a row; the same number always has the same."""
    chance = random.Random(number * 7 + salt)  # noqa: S311 - made-up names, no secret
    word = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()
    return word + chance.choice(_ENDS)


def _rows(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        name = _name(number)
        lat, lon = number * 0.618 % 150 - 70, number * 0.414 % 360 - 180
        country = _COUNTRIES[number % len(_COUNTRIES)]
        people = number % 5000
        yield (
            f"{number}\t{name}\t{name}\t\t{lat:.5f}\t{lon:.5f}\tP\tPPL\t{country}\t\t"
            f"{number % 30:02}\t\t\t\t{people}\t\t100\tEurope/Kyiv\t2026-01-01\n"
        )


def _alternates(rows: int) -> Iterator[str]:
    for number in range(1, rows * 13 // 12 + 1):
        yield f"{number}\t{number % rows + 1}\ten\t{_name(number, 3)}\t\t\t\t\n"


def _build(built: Path, dump: Path, names: Path) -> int:
    from gazetteer.dumps import build_with_dumps

    started = time.perf_counter()
    build_with_dumps(built, [dump], names, only=True, progress=lambda _, __: None)
    print(f"build            {time.perf_counter() - started:12.0f} s")
    print(f"processor        {time.process_time():12.0f} s")
    print(f"peak memory      {_peak():12.0f} MiB")
    print(f"file             {built.stat().st_size / 1e6:12.0f} MB")
    return 0


def _ask(built: Path, rows: int) -> int:
    from gazetteer import Gazetteer

    started = time.process_time()
    book = Gazetteer.open(built)
    print(f"open             {(time.process_time() - started) * 1000:12.1f} ms")
    step = max(1, rows // _ASKED)
    asked = [_name(number) for number in range(1, rows + 1, step)]
    print(f"knows            {_rate(book.knows, asked):12,.0f} a second")
    print(f"candidates       {_rate(book.candidates, asked):12,.0f} a second")
    print(f"peak memory      {_peak():12.0f} MiB, of which {len(asked):,} names asked are a part")
    return 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rate(ask: Callable[[str], object], names: list[str]) -> float:
    started = time.process_time()
    for name in names:
        ask(name)
    return len(names) / (time.process_time() - started)
