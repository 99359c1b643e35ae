"""Clauses, date -> the words and the date that stand beside it."""

from collections.abc import Iterable

from pipeline.dates.clauses import Clauses, listed
from pipeline.records import DatePrecision, DateSpan, Days

_RANKED = 9  # words before a date within which a first or a worst is told


def join(clauses: Clauses, span: DateSpan, spans: Iterable[DateSpan]) -> DateSpan:
    """The span, or "from A to B" made of it and the one beside it."""
    for other in spans:
        one, two = sorted((span, other), key=lambda each: each.start)
        between = _words(clauses, one.end, two.start)
        begins = word_before(clauses, one) in listed("from")
        whole = one.days.first, two.days.until
        if one is two or len(between) != 1 or whole[0] is None or whole[1] is None:
            continue
        if begins and between[0] in listed("to") and whole[0] < whole[1]:
            words = f"{one.text} {between[0]} {two.text}"
            rule = f"from the first to the last; {one.rule}"
            return DateSpan(one.start, two.end, words, Days(*whole), DatePrecision.RANGE, rule)
    return span


def _words(clauses: Clauses, start: int, end: int) -> list[str]:
    first = clauses.started(start - 1)
    return [t.text.lower() for t in clauses.tokens[first : first + 3] if t.start < end]


def is_compared(clauses: Clauses, span: DateSpan) -> bool:
    """Whether it only says since when there was none such ("for the first time since March")."""
    if word_before(clauses, span) != "since":
        return False
    first, stop = clauses.sentence[0], clauses.started(span.start) - 1
    for i in range(stop - 1, max(first, stop - _RANKED) - 1, -1):
        token = clauses.tokens[i]
        if token.tag in {"JJS", "RBS"} or token.text.lower() in listed("ranks"):
            return True
        if token.pos in {"VERB", "PUNCT"}:
            return False
    return False


def is_of_what_follows(clauses: Clauses, span: DateSpan) -> bool:
    """Whether it dates what came later ("ahead of Friday's vote", "before flying on Monday")."""
    place = clauses.started(span.start) - 1
    before = [token.text.lower() for token in clauses.tokens[max(place - 2, 0) : place]]
    if before == ["ahead", "of"] and word_before(clauses, span):
        return True
    home = clauses.clause_of(clauses.up(place))
    if home in clauses.line or not clauses.tokens[home].text.endswith("ing"):
        return False
    return clauses.tokens[home - 1].text.lower() == "before"


def word_before(clauses: Clauses, span: DateSpan) -> str:
    """The preposition before a date, in lower case; "" at the start."""
    place = clauses.started(span.start) - 1
    if clauses.tokens[place].dep == "nmod:poss" and clauses.tokens[place].head == clauses.trigger:
        return ""  # "the toll from Thursday's fire": the fire was on that day
    for i in range(place - 1, max(place - 3, -1), -1):
        word = clauses.tokens[i].text.lower()
        if word != "the":
            return word
    return ""
