"""Tree → Toll… → Harm: people killed and injured, out of words and digits.

`finding` goes through the words of harm; `victims` and `deaths` find whom a verb and a noun count,
`people` reads noun phrases, `figures` the figures in them; `tolls` sums up.
"""

from pipeline.events.harm.finding import find_tolls
from pipeline.events.harm.tolls import Count, Toll, add
from pipeline.events.harm.victims import is_dying

__all__ = ["Count", "Toll", "add", "find_tolls", "is_dying"]
