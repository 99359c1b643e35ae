"""Tree → triggers: the words that tell of a happening, with the type their surroundings give.

`calls` asks the data which rules a word calls, by how it stands (`forms`); `slots` holds what
stands around it, where `arguments` finds who acts and who suffers; `names` knows whose is what.
"""

from pipeline.events.triggers.finding import Finder, Trigger

__all__ = ["Finder", "Trigger"]
