"""Toponyms of a corpus and of an answer → recognition, end to end and resolution figures.

Spans are matched one to one, exact ones first, then those that share most. A place is right within
161 km (100 miles), as the geoparsing papers count. An answer with a point counts against precision
unless it meets a toponym without one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gazetteer.spots import arc_km

NEAR_KM = 161.0
BINS = 10
SURE = 0.7


@dataclass(frozen=True, slots=True)
class Toponym:
    """A span and its point; `lat` and `lon` are None when it has none."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    confidence: float = 0.0


@dataclass(slots=True)
class Tally:
    """Counts over the documents of a corpus."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap: int = 0
    gold_points: int = 0
    counted: int = 0
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, gold: Sequence[Toponym], found: Sequence[Toponym]) -> None:
        """Count one document."""
        pairs = matched(gold, found)
        spans = {(t.start, t.end) for t in gold}
        self.gold += len(gold)
        self.found += len(found)
        self.exact += sum((t.start, t.end) in spans for t in found)
        self.overlap += len(pairs)
        self.gold_points += sum(t.lat is not None for t in gold)
        needless = sum(f.lat is not None and g.lat is None for g, f in pairs)
        self.counted += sum(t.lat is not None for t in found) - needless
        self.judged += [
            (f.confidence, arc_km(g.lat, g.lon, f.lat, f.lon) <= NEAR_KM)
            for g, f in pairs
            if g.lat is not None and g.lon is not None and f.lat is not None and f.lon is not None
        ]

    @property
    def near(self) -> int:
        """How many toponyms were found and placed right."""
        return sum(is_right for _, is_right in self.judged)

    def calibration_error(self) -> float:
        """Mean gap between confidence and share of right answers over ten bins, by their size."""
        gap = 0.0
        for number in range(BINS):
            inside = [j for j in self.judged if min(int(j[0] * BINS), BINS - 1) == number]
            if inside:
                sure = sum(confidence for confidence, _ in inside)
                gap += abs(sure - sum(is_right for _, is_right in inside))
        return gap / max(len(self.judged), 1)

    def right_when_sure(self) -> float:
        """Share of right answers among those at 0.7 or more."""
        sure = [is_right for confidence, is_right in self.judged if confidence >= SURE]
        return sum(sure) / max(len(sure), 1)


def f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean, in hundredths; 0 for what has no ground."""
    return (
        100 * right / max(found, 1),
        100 * right / max(gold, 1),
        200 * right / max(found + gold, 1),
    )


def matched(gold: Sequence[Toponym], found: Sequence[Toponym]) -> list[tuple[Toponym, Toponym]]:
    """Pairs of overlapping spans, one to one, those that share most of their union first."""
    options = sorted(_options(gold, found))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, g, f in options:
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((gold[g], found[f]))
    return pairs


def _options(gold: Sequence[Toponym], found: Sequence[Toponym]) -> Iterable[tuple[float, int, int]]:
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            shared = min(one.end, other.end) - max(one.start, other.start)
            if shared > 0:
                union = max(one.end, other.end) - min(one.start, other.start)
                yield -shared / union, g, f
