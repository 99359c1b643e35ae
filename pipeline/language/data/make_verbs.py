"""An English word list -> verbs.txt: the words that have a form in -ing.

Usage: python pipeline/language/data/make_verbs.py /usr/share/dict/american-english
The list is Debian's wamerican 2020.12.07 (SCOWL, free for any use with its copyright notice).
"""
# ruff: noqa: INP001, T201 - a script, which stands among the data it makes

import sys
from collections.abc import Iterator
from pathlib import Path

HEAD = """\
# English verbs: words that have a form in -ing.
# From SCOWL through Debian's wamerican 2020.12.07. SCOWL: Copyright 2000-2016 by Kevin Atkinson.
# Permission to use, copy, modify, distribute and sell it for any purpose is granted without fee,
# provided that this notice appears in all copies; it is provided "as is" without warranty.
"""


def main(path: Path) -> None:
    """Write the verbs, sorted."""
    words = {word for word in path.read_text("utf-8").split() if word.isalpha() and word.islower()}
    verbs = sorted(word for word in words if len(word) > 1 and not words.isdisjoint(_ing(word)))
    text = HEAD + "".join(f"{verb}\n" for verb in verbs)
    Path(__file__).with_name("verbs.txt").write_text(text, encoding="utf-8")
    print(len(verbs), "verbs")


def _ing(verb: str) -> Iterator[str]:
    yield f"{verb}ing"
    yield f"{verb}{verb[-1]}ing"
    yield f"{verb.removesuffix('e')}ing"
    if verb.endswith("ie"):
        yield f"{verb[:-2]}ying"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
