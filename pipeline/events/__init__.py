"""Article → Event…: what happened, where, when, to whom; see `make_events`."""

from pipeline.events.make import make_events

__all__ = ["make_events"]
