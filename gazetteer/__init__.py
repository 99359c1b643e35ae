"""Names of places, and the places they may mean."""

from gazetteer.name_class import NameClass
from gazetteer.names import fold
from gazetteer.place import Candidate, Match, Place
from gazetteer.store import Gazetteer

__all__ = ["Candidate", "Gazetteer", "Match", "NameClass", "Place", "fold"]
