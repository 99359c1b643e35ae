"""Labels, place in the text → the heading over it, and what its place is worth there."""

from dataclasses import dataclass

from pipeline.events.labels import Labels
from pipeline.events.named_places import FINE
from pipeline.events.told import Told, take_over
from pipeline.records import PlacePrecision, Resolution

Last = tuple[int, Resolution] | None  # sentence and place of the event told just before


@dataclass(frozen=True, slots=True)
class Heading:
    """The place of a heading, and where it or the text under it begins; `is_item` of a line."""

    place: Resolution
    start: int
    is_item: bool

    def outdoes(self, meant: Resolution) -> bool:
        """Whether "the town" means the heading's rather than the place last named.

        In a labelled line it always does.
        """
        return self.place.precision in FINE and (self.is_item or self.is_nearer(meant))

    def is_nearer(self, other: Resolution) -> bool:
        """Whether the other was named before the heading, or is too wide a place."""
        is_wide = other.precision == PlacePrecision.COUNTRY
        is_wide = is_wide or (self.is_item and other.precision not in FINE)
        if other.place is not None and self.place.place is not None:  # "were from Tuva"
            is_wide = is_wide or other.place.country != self.place.place.country
        return other.mention.start < self.start or is_wide


def find_heading(labels: Labels, offset: int) -> Heading | None:
    """The place that heads the line of a character, or else its section."""
    item = labels.of_item(offset)
    if item is not None:
        place = take_over(item, "what its line begins with")
        return Heading(place, item.mention.start, is_item=True)
    section = labels.of_section(offset)
    if section is None:
        return None
    place = take_over(section, "named in the heading")
    return Heading(place, labels.section_start(offset), is_item=False)


def under(
    labels: Labels, head: Heading | None, told: Told | None, offset: int, last: Last
) -> Told | None:
    """What is told elsewhere, or the heading's place where that is nearer.

    A heading without a place parts what is under it from what was told before, though not from
    the event told just before (`last`) if that is under it too.
    """
    if head is not None:
        is_nearer = told is None or head.is_nearer(told.place)
        return Told(head.place, "label") if is_nearer else told
    if told is None or told.how != "before":
        return told
    told_at = max(told.place.mention.start, labels.sentence_start(last[0]) if last else 0)
    return None if told_at < labels.section_start(offset) else told
