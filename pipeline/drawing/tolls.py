"""Toll -> words: how many people, as a range."""

from collections.abc import Iterable

from pipeline.drawing.speech import grouped, say
from pipeline.table.summaries import Toll

DASH = "\u2013"


def toll_words(toll: Toll) -> str:
    """`12`, `12` dash `15`, `at least 12`, `12` dash `15 or more`; a dash if nothing is said."""
    if toll.high == 0 and not toll.open:
        return DASH
    if toll.low == toll.high:
        return say("number.at_least", n=grouped(toll.low)) if toll.open else grouped(toll.low)
    span = f"{grouped(toll.low)}{DASH}{grouped(toll.high)}"
    return say("number.or_more", n=span) if toll.open else span


def add_tolls(tolls: Iterable[Toll]) -> Toll:
    """All of them together."""
    low = high = 0
    more = False
    for toll in tolls:
        low, high, more = low + toll.low, high + toll.high, more or toll.open
    return Toll(low, high, more)
