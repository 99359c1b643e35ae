"""What the words around a trigger make of it: nothing unreal, a plan, or no event at all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prospect:
    """`unreal` is the reason to drop it; `plan` is agree, plan, will or purpose; both may be empty.

    Of "agree" both sides have settled on it; "purpose" is what something else is done for.
    """

    unreal: str = ""
    plan: str = ""


HAPPENED = Prospect()
ONLY_TRIED = "only tried"
