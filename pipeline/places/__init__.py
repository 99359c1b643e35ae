"""Mentions in the light of each other → places, with the rule that chose each."""

from pipeline.places.enclosed import enclosed_places
from pipeline.places.event_place import event_place_scores
from pipeline.places.nested import nested_places
from pipeline.places.relative import relative_places
from pipeline.places.resolve import resolve

__all__ = [
    "enclosed_places",
    "event_place_scores",
    "nested_places",
    "relative_places",
    "resolve",
]
