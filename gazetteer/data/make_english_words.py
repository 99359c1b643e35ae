"""An English word list → english_words.txt: the words that a place's name could be taken for.

Usage: python gazetteer/data/make_english_words.py /usr/share/dict/american-english GAZETTEER.
The list is Debian's wamerican 2020.12.07 (SCOWL, free for any use with its copyright notice). Kept
are words in lower case that a place bears as a name, or that a fuzzy match would take for one.
"""
# ruff: noqa: INP001, T201 - a script, which stands among the data it makes

import sys
from pathlib import Path

from gazetteer.alike import find_alike
from gazetteer.names import fold, name_digest
from gazetteer.reader import Reader

HEAD = """\
# English words that are also names of places, or a slip away from one.
# From SCOWL through Debian's wamerican 2020.12.07. SCOWL: Copyright 2000-2016 by Kevin Atkinson.
# Permission to use, copy, modify, distribute and sell it for any purpose is granted without fee,
# provided that this notice appears in all copies; it is provided "as is" without warranty.
"""
SHORTEST = 2


def main(words: Path, book: Path) -> None:
    """Write the words, sorted."""
    reader = Reader(book)
    kept = set()
    for word in words.read_text("utf-8").split():
        plain = word.removesuffix("'s")
        if plain != plain.lower() or not plain.isalpha() or len(plain) < SHORTEST:
            continue
        folded = fold(plain)
        known = any(entry.place for entry in reader.entries(name_digest(folded)))
        if known or find_alike(folded, reader):
            kept.add(folded)
    text = HEAD + "".join(f"{word}\n" for word in sorted(kept))
    Path(__file__).with_name("english_words.txt").write_text(text, encoding="utf-8")
    print(len(kept), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
