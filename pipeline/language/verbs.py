"""Form of a verb and a guess at its lemma -> the lemma, if the guess is no English verb."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile

_ENDINGS = (  # of a form, and what the lemma may have in its place
    ("ying", ("ie",)),
    ("ies", ("y", "ie")),
    ("ied", ("y", "ie")),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("es", ("", "e")),
    ("s", ("",)),
)
_DOUBLING = ("ing", "ed")  # endings that double a consonant: "submitted"


def mend_verb(form: str, guess: str) -> str:
    """Return the guess if it is a verb or nothing better is known, else the verb nearest to it.

    Verbs are in small letters. Nearest is what shares the longest beginning with the guess; of
    equals the shortest.
    """
    verbs = read_verbs()
    lower = guess.lower()
    if lower in verbs:
        return lower
    found = [verb for verb in _candidates(form.lower()) if verb in verbs]
    if not found:
        return guess
    return min(found, key=lambda verb: (-_shared(verb, lower), len(verb), verb))


def _shared(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )


def _candidates(form: str) -> Iterator[str]:
    for ending, replacements in _ENDINGS:
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            yield from (stem + replacement for replacement in replacements)
            if ending in _DOUBLING and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


@cache
def read_verbs() -> frozenset[str]:
    """The verbs of data/verbs.txt."""
    text = (files("pipeline.language") / "data" / "verbs.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
