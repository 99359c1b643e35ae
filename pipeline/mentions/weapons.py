"""Text and spans → the spans that name a weapon and no place ("Grad multiple launchers")."""

import re
from collections.abc import Iterable

from pipeline.mentions.spans import Span
from pipeline.mentions.vocabulary import words

_REACH = 40  # characters behind a name in which the word for what it is stands
_WORDS = 2  # the second of them may be it: "multiple launchers"
_WORD = re.compile(r"[A-Za-z]+")


def find_weapons(text: str, spans: Iterable[Span]) -> frozenset[Span]:
    """The spans of weapons' names before a word for a weapon, and all others of those names."""
    named = [s for s in spans if text[s.start : s.end].lower() in words("weapons")]
    sure = {text[s.start : s.end] for s in named if _is_told(text[s.end : s.end + _REACH])}
    return frozenset(s for s in named if text[s.start : s.end] in sure)


def _is_told(behind: str) -> bool:
    told = re.split(r"[^\w\s-]", behind, maxsplit=1)[0]
    following = (word.lower() for word in _WORD.findall(told)[:_WORDS])
    return any(word in words("weapon_words") for word in following)
