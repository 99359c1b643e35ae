"""CASE 2021 snippets → how often an event has a type that the ACLED-like label maps to.

`case2021 FILE` reads JSON lines `{"text", "label"}`.
"""

import argparse
from pathlib import Path

from benchmarks._type_scores import read_types, table, types_by_label


def run(args: list[str]) -> int:
    """Print a row a label."""
    options = argparse.ArgumentParser(prog="python -m benchmarks case2021")
    options.add_argument("file", type=Path, help="JSON lines of snippets")
    print(table(read_types(options.parse_args(args).file, "label"), types_by_label("case2021")))
    return 0
