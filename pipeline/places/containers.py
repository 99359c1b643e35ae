"""Text round the mentions → for each the mention that the text names as what it lies in."""

import itertools
import re

from gazetteer import Gazetteer
from pipeline.places.wording import pattern
from pipeline.records import Mention

_REACH = 60  # characters between two names that tell of one another
_SENTENCE = 240  # characters over which the region that opens a sentence or a line holds
LIST = re.compile(r"(?:,|,?[ \t]+and|,?[ \t]+or|[ \t]*&)[ \t]+(?:the[ \t]+)?$")
_COMMA = re.compile(
    r"(?:['’´]s)?,? ?[ \t]*(?:\(|,)[ \t]*(?:in[ \t]+)?(?:the[ \t]+)?(?:[a-z\-]+[ \t]+){0,2}$"
)
_INSIDE = re.compile(
    r",?[ \t]+(?:in|of)[ \t]+(?:the[ \t]+)?(?:[a-z\-]+[ \t]+){0,3}"
    r"(?:(?:region|province|state|district|oblast)[ \t]+of[ \t]+)?$"
)
# "Serhiivka, a resort in Odesa Oblast", "Lyman, a rail hub in the Donetsk region".
_CALLED = re.compile(
    r"(?:,|[ \t]*\(|[ \t]*[–—])[ \t]*(?:an?|the)[ \t]+(?:[a-z0-9.,\-]+[ \t]+){0,5}?"
    r"(?:city|town|village|hamlet|settlement|suburb|community|resort|port|hub|junction|capital|"
    r"cent(?:er|re)|crossroads)[ \t]+(?:of[ \t]+[0-9,.]+[ \t]+(?:people[ \t]+)?)?in[ \t]+"
    r"(?:the[ \t]+)?(?:[a-z\-]+[ \t]+){0,3}$"
)
_OWNER = re.compile(r"['’´]s[ \t]+(?:[a-z\-]+[ \t]+){0,3}$")
_OWNED = re.compile(
    r"[ \t]+(?:region|oblast|province|state|district|county)(?:['’´]s)?[ \t]+"
    r"(?:[a-z\-]+[ \t]+){0,2}"
    r"(?:city|town|village|settlement|port|hamlet|suburb|capital)[ \t]+of[ \t]+$"
)
_REGION = re.compile(r"[ \t]+(?:region|oblast|province)\b(?![ \t]+of\b)")
_REGION_IN_NAME = re.compile(r"[ \t](?:Region|Oblast|Province)$")
# "the Vasylivka checkpoint in Zaporizka oblast": what bears the name lies in that region.
_SITE = re.compile(
    r"[ \t]+(?:checkpoint|crossing|junction|station|hospital|market|school|airfield|bridge|plant|"
    r"dam|road|area|community)(?:,|[ \t]+in)[ \t]+(?:the[ \t]+)?$"
)
# "In Odesa region, missiles struck two camps in …": what the next name lies in.
_OPENS = re.compile(r"(?:^|[.!?;:\n]['\"’”]?[ \t\n]*)In[ \t]+(?:the[ \t]+)?$")
_UNDER_OPENING = re.compile(
    r"(?:,|[ \t])(?:[^.!?;:\n]*[ \t])?"
    r"(?:in|at|on|near|outside|of|hit|struck|shelled|that|took|retook|seized|captured|recaptured|"
    r"liberated|entered|freed|left)[ \t]+(?:the[ \t]+)?"
    r"(?:(?:city|town|village|settlement)[ \t]+of[ \t]+)?$"
)
# "Chernihiv region. Shells fell near …": the region that a line begins with.
_HEADS = re.compile(r"(?:^|\n)[ \t\-–•*]*$")
_UNDER_HEAD = re.compile(
    r"(?:[ \t]+(?:region|oblast|province|district|community))?"
    r"(?:[ \t]*\([^()\n]*\))?[.:][ \t]+(?:[^\n]*[ \t])?$"
)
_WIDER = re.compile(r"[ \t]+(?:region|oblast|province|district|community)\b")


def find_parents(text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[int, ...]:
    """For each mention the number of the one that holds it, -1 if none; mentions in text order."""
    parents = [_parent(text, mentions, number) for number in range(len(mentions))]
    for number, (before, here) in enumerate(itertools.pairwise(mentions)):
        if parents[number + 1] >= 0 or parents[number] == number + 1:
            continue
        if _REGION.match(text, here.end):  # "in Kherson and Odesa regions"
            continue
        if _is_under(text, before, here, gazetteer):
            parents[number + 1] = number
        elif parents[number] == number - 1 and LIST.fullmatch(gap_between(text, before, here)):
            held_by = mentions[number - 1]
            is_told = bool(number) and _is_under(text, held_by, before, gazetteer)
            parents[number + 1] = number - 1 if is_told else -1
    return tuple(parents)


def gap_between(text: str, first: Mention, second: Mention) -> str:
    """The text between two mentions, empty when it is long or broken by a line end."""
    between = text[first.end : second.start]
    return "" if len(between) > _REACH or "\n" in between else between


def _parent(text: str, mentions: tuple[Mention, ...], number: int) -> int:
    """The mention beside mention `number` that the text names as its container, -1 if none."""
    here = mentions[number]
    if number + 1 < len(mentions):
        after = mentions[number + 1]
        gap = gap_between(text, here, after)
        speaks = pattern("speaks").match(text, after.end)  # "hit Donetsk, Russia said"
        if gap and ((_COMMA.fullmatch(gap) and not speaks) or _INSIDE.fullmatch(gap)):
            return number + 1
        if gap and _CALLED.fullmatch(gap):
            return number + 1
        if gap and _SITE.fullmatch(gap) and _REGION.match(text, after.end):
            return number + 1
    if number:
        gap = gap_between(text, mentions[number - 1], here)
        if gap and (_OWNER.fullmatch(gap) or _OWNED.fullmatch(gap)):
            return number - 1
    return -1


def _is_under(text: str, region: Mention, here: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a region opens the sentence or heads the line in which it is the name before."""
    between = text[region.end : here.start]
    if len(between) > _SENTENCE or "\n" in between:
        return False
    before = text[max(0, region.start - _REACH) : region.start]
    named = _REGION.match(text, region.end)
    is_region = named is not None or _REGION_IN_NAME.search(region.text)
    if is_region and _OPENS.search(before):
        told_from = named.end() if named is not None else region.end
        return bool(_UNDER_OPENING.fullmatch(text[told_from : here.start]))
    if not (_HEADS.search(before) and _UNDER_HEAD.fullmatch(between)):
        return False
    return bool(_WIDER.match(text, region.end)) or _is_region(region.text, gazetteer)


def _is_region(name: str, gazetteer: Gazetteer) -> bool:
    best = gazetteer.candidates(name, limit=1)
    return bool(best) and best[0].place.kind == "region"
