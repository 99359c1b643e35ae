"""Lines of an article that are headed by a place → what is told under it happened there.

A list of places struck, a live blog and a report with headings name the place once, before the
colon of an item ("- Kharkiv: a clinic was hit") or in a short line above the paragraphs.
"""

import re
from bisect import bisect_right
from functools import cached_property

from pipeline.events.named_places import NamedPlaces
from pipeline.records import PlacePrecision, Resolution, Role

# What may stand before the name: a bullet, the time of an entry.
_BULLET = re.compile(
    r"\s*(?:[-•*·▪◦–—]\s*)?(?:\d{1,2}[.:]\d\d(?:\s*(?:[ap]\.?m\.?|[A-Z]{2,4}))?\W{0,3})?(?:In\s+)?"
)
# What may stand between it and the colon: a kind of place, brackets, where it lies; after a bullet
# a dash does for the colon, and "Khartoum. Jets bombed …" opens a line too. No figures: "KYIV,
# 2 April -" is a dateline.
_COLON = re.compile(
    r"(?:\s+(?:region|oblast|province|district|city))?(?:\s*\([^)\d\n]{1,60}\))?"
    r"(?:,[^:.\d\n]{1,60})?(?P<mark>[:.]|\s+[–—-])\s+(?=\S)",
    re.IGNORECASE,
)
_NO_LABELS = frozenset({Role.REPORTER_LOCATION, Role.DEMONYM, Role.HISTORICAL_COMPARISON})
_LONGEST, _MOST_WORDS = 60, 9  # characters and words of a heading
_ENDS = (".", "!", ",", ";", ":", '."', ".”", ',"', "!”")  # with which no heading ends
_OTHERWISE = frozenset(
    {
        Role.GOVERNMENT_METONYM, Role.ORGANISATION_SEAT, Role.SPEAKER_LOCATION, Role.DEMONYM,
        Role.REPORTER_LOCATION, Role.HISTORICAL_COMPARISON, Role.PERSON_OFFICE,
    }
)  # fmt: skip
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})


class Labels:
    """The places that head items and sections of one article."""

    def __init__(self, places: NamedPlaces) -> None:
        """`places` are those of the article."""
        self._places = places
        self._text = places.article.text

    def of_item(self, offset: int) -> Resolution | None:
        """The place before the colon that the line of a character begins with."""
        number = self._line(offset)
        found = self._items.get(number)
        return found if found is not None and found.mention.end <= offset else None

    def of_section(self, offset: int) -> Resolution | None:
        """The one place that the last heading above a character names."""
        at = bisect_right(self._heads, self._line(offset)) - 1
        return self._headed[at] if at >= 0 else None

    def sentence_start(self, number: int) -> int:
        """Where a sentence begins."""
        return self._places.tree.parse.sentences[number].start

    def section_start(self, offset: int) -> int:
        """Where the text under the last heading above a character begins; 0 without one."""
        at = bisect_right(self._heads, self._line(offset)) - 1
        return self._starts[self._heads[at]] if at >= 0 else 0

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self._lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    @cached_property
    def _items(self) -> dict[int, Resolution]:
        """For each line that a label opens the place of the label."""
        opened = {}
        by_start = {r.mention.start: r for r in self._places.resolutions}
        for number, line in enumerate(self._lines):
            bullet = _BULLET.match(line)
            start = self._starts[number] + (bullet.end() if bullet else 0)
            found = by_start.get(start)
            if found is None or found.lat is None or found.precision in _WIDE:
                continue
            colon = _COLON.match(self._text, found.mention.end)
            is_bulleted = bool(bullet and bullet[0].strip())
            is_label = colon is not None and (colon["mark"] in {":", "."} or is_bulleted)
            if is_label and found.role not in _NO_LABELS:
                opened[number] = found
        return opened

    @cached_property
    def _heads(self) -> list[int]:
        """Numbers of the lines that are headings."""
        return [n for n in range(1, len(self._lines)) if self._is_heading(n)]

    @cached_property
    def _headed(self) -> list[Resolution | None]:
        return [self._place_of(number) for number in self._heads]

    def _is_heading(self, number: int) -> bool:
        """A short line without a full stop, with a blank line above and text below."""
        line = self._lines[number].strip()
        below = next((each for each in self._lines[number + 1 :] if each.strip()), "")
        is_short = 0 < len(line) <= _LONGEST and len(line.split()) <= _MOST_WORDS
        if not is_short or line.endswith(_ENDS) or self._lines[number - 1].strip():
            return False
        return len(below) > len(line) and not line[0].islower() and line[0] not in '-•*"“'

    def _place_of(self, number: int) -> Resolution | None:
        """The place that a heading names, if it names one."""
        start = self._starts[number]
        stop = start + len(self._lines[number])
        first, last = (self._places.count_before(at) for at in (start, stop))
        named = self._places.resolutions[first:last]
        found = {
            r.place.id: r
            for r in named
            if r.place and r.lat is not None
            if r.precision not in _WIDE and r.role not in _OTHERWISE
        }
        only = next(iter(found.values())) if len(found) == 1 else None
        return only if only is not None and self._is_of_article(only) else None

    def _is_of_article(self, heading: Resolution) -> bool:
        """Whether it lies where the article is, or is named again; "Battlefield" is neither."""
        home = self._places.country.place if self._places.country is not None else None
        here = heading.place
        if here is None or home is None or home.country == here.country:
            return here is not None
        again = (r for r in self._places.resolutions if r.mention != heading.mention)
        return any(r.place is not None and r.place.id == here.id for r in again)
