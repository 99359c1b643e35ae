"""Trigger → Standing: whether it happened, is planned, claimed or denied, and who says so.

`judging` asks the rest: `other_times` whether it is told of another day and age, `climbing` what
the words above it make of it (word by word in `modals` and `governors`), `speech` who says it.
"""

from pipeline.events.standing.judging import Standing, judge
from pipeline.events.standing.prospect import ONLY_TRIED

__all__ = ["ONLY_TRIED", "Standing", "judge"]
