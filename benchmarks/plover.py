"""PLOVER's example sentences → how often an event has a type that the PLOVER event maps to.

`plover FILE` reads JSON lines `{"text", "event"}`. Events of mere words (demands, threats, praise)
map to no type of ours: for them the table tells how many texts got an event all the same.
"""

import argparse
from pathlib import Path

from benchmarks._type_scores import read_types, table, types_by_label

_RENAMED = {"FIGHT": "ASSAULT", "INVESTIGATE": "ACCUSE"}  # names of the first edition -> of today


def run(args: list[str]) -> int:
    """Print a row an event."""
    options = argparse.ArgumentParser(prog="python -m benchmarks plover")
    options.add_argument("file", type=Path, help="JSON lines of sentences")
    wanted = types_by_label("plover", lambda name: name.partition(":")[0])
    wanted |= {old: wanted[new] for old, new in _RENAMED.items()}
    print(table(read_types(options.parse_args(args).file, "event"), wanted))
    return 0
