"""Clauses, dates -> the day that the next sentence gives to what was told ("It was on Friday")."""

from bisect import bisect_left

from pipeline.dates.clauses import Clauses, dates_between, first_of, listed
from pipeline.records import DateSpan

_OPENING = 4  # words up to the verb at most: "the incident reportedly happened"


def told_after(clauses: Clauses, dates: tuple[DateSpan, ...]) -> DateSpan | None:
    """The date of the next sentence of the paragraph, if that only tells when it happened."""
    first, stop = _next_sentence(clauses)
    if first == stop or not _tells_when(clauses, first, stop):
        return None
    tokens = clauses.tokens
    start, end = tokens[first].start, tokens[stop - 1].end
    told = [s for s in dates_between(dates, start, end) if s.days.first is not None]
    return next((span for span in told if not clauses.belongs_to_saying(span)), None)


def _next_sentence(clauses: Clauses) -> tuple[int, int]:
    """First and last+1 token of the sentence that follows in the paragraph; equal for none."""
    sentences = clauses.parse.sentences
    place = bisect_left(sentences, clauses.sentence[1], key=first_of)
    if place == len(sentences):
        return 0, 0
    sentence = sentences[place]
    before, token = clauses.tokens[sentence.first - 1], clauses.tokens[sentence.first]
    is_same = "\n" not in before.text and token.start - before.end < 2  # noqa: PLR2004
    return (sentence.first, sentence.stop) if is_same else (0, 0)


def _tells_when(clauses: Clauses, first: int, stop: int) -> bool:
    """Whether it opens with "the attack" or "it" and a verb of happening."""
    tokens = clauses.tokens
    for at in range(first + 1, min(first + _OPENING, stop - 1)):
        happens = tokens[at].lemma in listed("happening")
        takes_place = tokens[at].lemma == "take" and tokens[at + 1].text == "place"
        if happens or takes_place:
            opener = tokens[first].text.lower()
            named = any(token.lemma in listed("happenings") for token in tokens[first:at])
            is_it = opener in listed("linking_openers") and at == first + 1
            return is_it or (named and opener in {"the", "this", "that"})
    return False
