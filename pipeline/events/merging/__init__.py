"""Drafts → groups: the same happening told several times in one article is one event."""

from pipeline.events.merging.groups import Group
from pipeline.events.merging.joining import merge

__all__ = ["Group", "merge"]
