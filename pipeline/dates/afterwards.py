"""Parse, trigger -> the verb that tells what came so many days later ("a day after it fell")."""

from typing import NamedTuple

from pipeline.dates.scanning import vocabulary
from pipeline.records import DateSpan, Parse

_REACH = 14  # words from "after" to the word that tells what had happened
_DEPTH = 40  # steps up a tree
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MOST = 60  # of them; who counts further gives the date


class Before(NamedTuple):
    """The verb that is told, and how many days before it the trigger's event was."""

    verb: int
    days: int


def find_before(
    parse: Parse, trigger: int, first: int, spans: tuple[DateSpan, ...]
) -> Before | None:
    """The verb after whose event the trigger's is counted back; None where it is not.

    Args:
        parse: of the article.
        trigger: the token that tells of the earlier event; it stands behind "after", in one
            clause with it.
        first: the first token of the sentence.
        spans: dates of the sentence; one within the clause dates the event better.
    """
    tokens = parse.tokens
    for at in range(trigger - 1, max(first, trigger - _REACH), -1):
        if tokens[at].text == "," or tokens[at].text == ";":
            return None
        if tokens[at].text.lower() != "after":
            continue
        days = _days_before(parse, at)
        end = _clause_end(parse, trigger)
        dated = any(tokens[at].start < span.start < end for span in spans)
        if not days or dated or _is_over(parse, at, trigger):
            return None
        outside = (i for i in _above(parse, at) if i < at or tokens[i].start > end)
        verb = next((i for i in outside if tokens[i].pos == "VERB"), None)
        return None if verb is None else Before(verb, days)
    return None


def _is_over(parse: Parse, after: int, trigger: int) -> bool:
    """Whether "after" and what follows it only say when the trigger's own event was."""
    line = [after, *_above(parse, after)]
    if trigger not in line[2:]:
        return False
    under = parse.tokens[line[line.index(trigger) - 1]]
    return under.dep.startswith(("obl", "nmod", "advcl"))


def _days_before(parse: Parse, after: int) -> int:
    """Days that the words before "after" count; 0 if they count none."""
    unit, counted = parse.tokens[after - 1].text.lower(), parse.tokens[max(after - 2, 0)].text
    if after < 2 or unit not in _UNITS:  # noqa: PLR2004 - a number and a unit
        return 0
    if counted.lower() in {"a", "the", "one"}:
        return _UNITS[unit]
    small = vocabulary().values["small"].get(counted.lower())
    number = int(counted) if counted.isdecimal() else small
    return number * _UNITS[unit] if isinstance(number, int) and 0 < number <= _MOST else 0


def _clause_end(parse: Parse, trigger: int) -> int:
    """Where the clause of the trigger ends in the text: at the next comma, or far behind it."""
    for token in parse.tokens[trigger : trigger + _REACH]:
        if token.text in {",", ";", "."}:
            return token.start
    return parse.tokens[trigger].end


def _above(parse: Parse, at: int) -> list[int]:
    """The tokens above one, nearest first."""
    line = [at]
    while len(line) < _DEPTH:
        head = parse.tokens[line[-1]].head
        if head in line:
            break
        line.append(head)
    return line[1:]
