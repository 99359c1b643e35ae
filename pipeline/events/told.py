"""A place that the words of a trigger do not name, and how it came to be its place."""

from dataclasses import dataclass, replace

from pipeline.records import PlacePrecision, Resolution

_LESS_SURE = 0.8  # of the confidence that a place has where it is named
# The most precise first; a site near a town says more than the town.
PRECISE = (
    PlacePrecision.EXACT, PlacePrecision.RELATIVE, PlacePrecision.CITY, PlacePrecision.REGION,
    PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN,
)  # fmt: skip
LEAD = 1  # last paragraph that the dateline is the scene of


@dataclass(frozen=True, slots=True)
class Told:
    """A place told outside the sentence.

    `how` is before (the sentence before), twin (headline and lead), lead or country.
    """

    place: Resolution
    how: str


def take_over(resolution: Resolution, how: str) -> Resolution:
    """The resolution, less sure, with the reason why it is taken before its own rule."""
    return replace(
        resolution,
        confidence=round(resolution.confidence * _LESS_SURE, 3),
        rule=f"{how}; {resolution.rule}",
    )
