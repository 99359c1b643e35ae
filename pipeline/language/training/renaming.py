"""Paragraph -> the same paragraph about other places and persons.

Within a paragraph one name becomes one other name, and a family name stays that of its bearer.
"""

from collections.abc import Callable
from random import Random

from gazetteer import NameClass
from pipeline.language.training.corpora import Name, Paragraph
from pipeline.language.training.name_pool import COUNTRY, REGION, SETTLEMENT, NamePool

ClassOf = Callable[[str], NameClass]

_SETTLED = NameClass.LARGE | NameClass.MID | NameClass.SMALL
_LIKE_SHARE = 0.6  # of countries and regions that become another of their kind, not a settlement
_MOST_WORDS = 3  # longer names of persons have titles or numbers in them
_SHORTEST_SHOUT = 4  # letters; "UK" in capitals does not make its like "FRANCE"


def swap_places(
    paragraph: Paragraph, class_of: ClassOf, pool: NamePool, random: Random
) -> Paragraph:
    """Give each place that the gazetteer knows another name."""
    chosen: dict[str, str] = {}
    for name in paragraph.names:
        old = paragraph.text[name.start : name.end]
        if name.label == "LOC" and old not in chosen and (kind := _kind(class_of(old), random)):
            chosen[old] = _like(old, pool.place(kind, random))
    return _renamed(paragraph, "LOC", chosen)


def _kind(known: NameClass, random: Random) -> str:
    """What a name of this class is exchanged for; "" leaves it."""
    if known & (NameClass.COUNTRY | NameClass.REGION):
        same = COUNTRY if NameClass.COUNTRY in known else REGION
        return same if random.random() < _LIKE_SHARE else SETTLEMENT
    return SETTLEMENT if known & _SETTLED else ""


def swap_persons(paragraph: Paragraph, pool: NamePool, random: Random) -> Paragraph:
    """Give each person another name of as many words."""
    chosen: dict[str, str] = {}
    for name in paragraph.names:
        old = paragraph.text[name.start : name.end]
        words = old.split()
        if name.label != "PERSON" or old in chosen or not _is_plain(words):
            continue
        new = pool.person(len(words), random)
        chosen[old] = _like(old, new)
        chosen.setdefault(words[-1], new.split()[-1])
        chosen.setdefault(words[0], new.split()[0])
    return _renamed(paragraph, "PERSON", chosen)


def _is_plain(words: list[str]) -> bool:
    return len(words) <= _MOST_WORDS and all(
        word[0].isupper() and word.replace("-", "").isalpha() for word in words
    )


def _like(old: str, new: str) -> str:
    return new.upper() if old.isupper() and len(old) >= _SHORTEST_SHOUT else new


def _renamed(paragraph: Paragraph, label: str, chosen: dict[str, str]) -> Paragraph:
    text = ""
    names: list[Name] = []
    at = 0
    for name in paragraph.names:
        old = paragraph.text[name.start : name.end]
        new = chosen.get(old, old) if name.label == label else old
        text += paragraph.text[at : name.start]
        names.append(Name(len(text), len(text) + len(new), name.label))
        text += new
        at = name.end
    return Paragraph(paragraph.source, text + paragraph.text[at:], tuple(names))
