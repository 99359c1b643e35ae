"""Article and parse → the names of places in it."""

from pipeline.mentions.find import find_mentions

__all__ = ["find_mentions"]
