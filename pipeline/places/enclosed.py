"""Parse and resolutions → places no gazetteer lists, told to lie inside one that it does.

"A bomb went off in the Adil district of western Baghdad": the dot can only be Baghdad's, but what
the article names is Adil.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from gazetteer import Gazetteer
from pipeline.mentions.vocabulary import words
from pipeline.places.named_spans import proper_runs
from pipeline.places.wording import after_pattern, find_before, pattern
from pipeline.records import Mention, Parse, Resolution, Role

_REACH = 60  # characters between a name and the one it lies in
_NO_NAMES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "NORP"}
)

Span = tuple[int, int]


def enclosed_places(
    text: str, parse: Parse, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """The names without a place of their own that stand inside a placed one, in text order.

    Each is a Resolution whose mention spans the name; place, point and radius are those of the
    place around it. A name counts when the model, the finder of names or a word beside it
    ("district", "village of") takes it for a place.

    Args:
        text: the article's.
        parse: of that text.
        resolutions: those of the article's mentions, in text order.
        gazetteer: whose peoples ("French") are no such names.
    """
    placed = [r for r in resolutions if r.lat is not None and r.role is not Role.DEMONYM]
    starts = [r.mention.start for r in placed]
    ends = [r.mention.end for r in placed]
    found = []
    for start, end in _unlisted(text, parse, resolutions):
        number = bisect_left(starts, end)
        around = None
        if number < len(placed) and pattern("inside_next").fullmatch(
            text[end : min(starts[number], end + _REACH)]
        ):
            around = placed[_innermost(text, placed, number)]
        elif (before := bisect_right(ends, start) - 1) >= 0 and pattern("inside_own").fullmatch(
            text[max(ends[before], start - _REACH) : start]
        ):
            around = placed[before]
        if around is not None and gazetteer.demonym(text[start:end]) is None:
            found.append(_inside(text, (start, end), around))
    return tuple(found)


def _innermost(text: str, placed: Sequence[Resolution], number: int) -> int:
    """The number of the last place of a chain of owners ("Crimea's capital Simferopol")."""
    while number + 1 < len(placed):
        gap = text[placed[number].mention.end : placed[number + 1].mention.start]
        if len(gap) > _REACH or not pattern("inside_own").fullmatch(gap):
            break
        number += 1
    return number


def _unlisted(text: str, parse: Parse, resolutions: Sequence[Resolution]) -> Iterator[Span]:
    """Spans of the names without a place, in text order, none overlapping a placed one."""
    taken = [(r.mention.start, r.mention.end) for r in resolutions if r.lat is not None]
    unplaced = {(r.mention.start, r.mention.end) for r in resolutions if r.lat is None}
    labels = {(e.start, e.end): e.label for e in parse.entities}
    named = {span: labels.get(span, "") for span in (*labels, *proper_runs(parse.tokens))}
    last = 0
    for start, end in sorted(unplaced | set(named), key=lambda span: (span[0], -span[1])):
        number = bisect_right(taken, (start, len(text)))
        beside = taken[max(0, number - 1) : number + 1]
        if start < last or any(a < end and start < b for a, b in beside):
            continue
        label = named.get((start, end), "")
        if label in _NO_NAMES:
            continue
        is_place = (start, end) in unplaced or label in words("place_labels")
        if is_place or _is_called_place(text, start, end):
            last = end
            yield start, end


def _is_called_place(text: str, start: int, end: int) -> bool:
    """Whether the word beside a name says that it is a place."""
    return (
        after_pattern().match(text, end, end + _REACH) is not None
        or find_before(text[max(0, start - _REACH) : start]) is not None
    )


def _inside(text: str, span: Span, around: Resolution) -> Resolution:
    mention = Mention(*span, text[slice(*span)], "LOC", "enclosed")
    name = around.place.name if around.place is not None else around.mention.text
    return Resolution(
        mention, Role.EVENT_LOCATION, around.place, around.lat, around.lon, around.radius_km,
        around.precision, around.confidence, f"not listed, told to be in {name}",
        around.runners_up,
    )  # fmt: skip
