"""Text round the mentions → what it says of each: its kind, and what it lies in."""

import itertools
import re
from dataclasses import dataclass

from gazetteer import Gazetteer, Place
from pipeline.places.containers import LIST, find_parents, gap_between
from pipeline.places.wording import (
    after_pattern,
    after_words,
    before_words,
    find_before,
    pattern,
    table,
)
from pipeline.records import Mention

_REACH = 60  # characters looked at on either side of a name
SETTLEMENTS = frozenset({"city", "town", "village"})
_BESIDE = re.compile(
    r"(?:,|[ \t]*\()?[ \t]+(?:[a-z0-9.,\-]+[ \t]+){0,5}?"
    r"(?:near|outside|close[ \t]+to|not[ \t]+far[ \t]+from|"
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|kilomet(?:er|re)s|km|miles)"
    r"[ \t]+(?:of|from))[ \t]+(?:the[ \t]+)?(?:(?:city|town|village)[ \t]+of[ \t]+)?$"
)
_DIRECTION = re.compile(r"\b((?:north|south)?-?(?:east|west)|north|south)[ \t]+(?:of|from)\b")
# "over the Desna was bombed": with an article, and no noun after, a town's name is a river's.
_RIVER, _NAMESAKES = "river", 12
_RIVER_BEFORE = re.compile(
    r"\b(?:over|across|along|of|on|from|up|down|into|in|near|to|crossed|crossing)[ \t]+the[ \t]+$"
)
_RIVER_AFTER = re.compile(
    r"[ \t]*(?:$|,(?! [A-Z])|[.;:!?)\"”\n]|(?:and|or)\b(?! [A-Z])|(?:in|at|near|to|on|is|was|were"
    r"|are|had|has|have|between|with|by|as|after|before|while|which|where|into|for|from|south|north|east|west)\b)"
)
_ADJECTIVE = re.compile(
    r"\b([A-Z][\w\-]+)[ \t]+(?:[a-z\-]+[ \t]+){0,3}"
    r"(?:city|cities|town|towns|village|villages|capital|port|region|province|state|oblast|district|settlement|suburb|island)"
    r"(?:[ \t]+of)?[ \t]+$"
)


@dataclass(frozen=True, slots=True)
class Clues:
    """What the words round a mention say.

    `kinds` are kinds of place a word beside the name tells (empty: none). `kind_text` is that word
    as written when it follows the name. `parent` is the number of the mention named as what this
    one lies in, -1 for none; `parent_place` the country or region of an adjective ("the Ukrainian
    city of"). `is_parent` says another mention names this one as its parent. `acts` says that a
    land stands for its state ("Donetsk was hit, Russia said"), which may act anywhere. `beside` is
    the number of the mention that it is told to be near or in a direction of, -1 for none, and
    `bearing_deg` that direction (0 north, 90 east), None without one.
    """

    kinds: frozenset[str] = frozenset()
    kind_text: str = ""
    parent: int = -1
    parent_place: Place | None = None
    is_parent: bool = False
    acts: bool = False
    beside: int = -1
    bearing_deg: float | None = None


def find_clues(text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> tuple[Clues, ...]:
    """The clues of each mention, in the same order; mentions are in text order."""
    is_land = [_is_land(mention.text, gazetteer) for mention in mentions]
    told = [
        _as_river(text, mention, gazetteer) or _kinds_beside(text, mention, is_land=land)
        for mention, land in zip(mentions, is_land, strict=True)
    ]
    _share_along_lists(text, mentions, told, is_land)
    parents = find_parents(text, mentions, gazetteer)
    containers = set(parents) - {-1}
    return tuple(
        Clues(
            kinds,
            word,
            parents[number],
            _adjective_place(text, mentions[number], gazetteer),
            is_parent=number in containers,
            acts=is_land[number] and _acts(text, mentions[number].end),
            beside=_beside(text, mentions, number),
            bearing_deg=_bearing(text, mentions, number),
        )
        for number, (kinds, word) in enumerate(told)
    )


def _acts(text: str, end: int) -> bool:
    """Whether what is named before speaks or strikes."""
    return any(pattern(name).match(text, end) for name in ("speaks", "strikes"))


def _is_land(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a bare name is first of all a country or a region."""
    best = gazetteer.candidates(name, limit=1)
    return bool(best) and best[0].place.kind in {"country", "region"}


def _kinds_beside(text: str, mention: Mention, *, is_land: bool) -> tuple[frozenset[str], str]:
    """Kinds told by a word beside the name; "a U.S. city" does not make a city of a country."""
    after = after_pattern().match(text, mention.end, mention.end + _REACH)
    if after and pattern("seated").match(text, after.end()):
        return frozenset(), ""  # "Kharkiv regional administration" sits in the town
    if after:
        told = _widened(after_words()[_plain(after.group(1))])
        return (frozenset(), "") if is_land and told & SETTLEMENTS else (told, after.group(1))
    before = find_before(text[max(0, mention.start - _REACH) : mention.start])
    if before:
        return _widened(before_words()[_plain(before.group(1))]), ""
    return frozenset(), ""


def _as_river(
    text: str, mention: Mention, gazetteer: Gazetteer
) -> tuple[frozenset[str], str] | None:
    """The kind of a name with an article, where a river bears it ("a bridge over the Desna")."""
    if not _RIVER_BEFORE.search(text, max(0, mention.start - _REACH), mention.start):
        return None
    if not _RIVER_AFTER.match(text, mention.end):
        return None
    known = gazetteer.candidates(mention.text, limit=_NAMESAKES)
    bears_land = any(c.place.kind == "country" for c in known)  # "in the Congo"
    has_river = any(c.place.kind == _RIVER for c in known)
    return (frozenset({_RIVER}), "") if has_river and not bears_land else None


def _widened(told: frozenset[str]) -> frozenset[str]:
    """What the press calls a town the gazetteer may call a city."""
    return told | SETTLEMENTS if told & SETTLEMENTS else told


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _share_along_lists(
    text: str,
    mentions: tuple[Mention, ...],
    told: list[tuple[frozenset[str], str]],
    is_land: list[bool],
) -> None:
    """Give the names of a list the kind of its ends: "Kyiv, Sumy and Chernihiv regions".

    What follows a town and is a country or region holds it ("the city of Van, Turkey").
    """
    joined = [
        bool(LIST.fullmatch(gap_between(text, first, second) or "x"))
        for first, second in itertools.pairwise(mentions)
    ]
    for number in range(len(joined) - 1, -1, -1):
        kinds, word = told[number + 1]
        if joined[number] and not told[number][0] and word.lower().endswith("s"):
            told[number] = (kinds, word)
    for number, is_joined in enumerate(joined):
        holds_it = is_land[number + 1] and told[number][0] & SETTLEMENTS
        is_open = not told[number][1] and not told[number + 1][0]
        if is_joined and told[number][0] and is_open and not holds_it:
            told[number + 1] = (told[number][0], "")


def _beside(text: str, mentions: tuple[Mention, ...], number: int) -> int:
    """The mention after this one that it is told to be near ("Makariv, west of Kyiv")."""
    if number + 1 == len(mentions):
        return -1
    gap = gap_between(text, mentions[number], mentions[number + 1])
    return number + 1 if gap and _BESIDE.fullmatch(gap) else -1


def _bearing(text: str, mentions: tuple[Mention, ...], number: int) -> float | None:
    """The direction in which it is told to lie from the mention after it."""
    if _beside(text, mentions, number) < 0:
        return None
    gap = gap_between(text, mentions[number], mentions[number + 1]).lower()
    told = _DIRECTION.search(gap)
    return None if told is None else table("directions")[told[1]]


def _adjective_place(text: str, mention: Mention, gazetteer: Gazetteer) -> Place | None:
    """The country of "the Ukrainian port city of" before the name."""
    found = _ADJECTIVE.search(text[max(0, mention.start - _REACH) : mention.start])
    return gazetteer.demonym(found.group(1)) if found else None
