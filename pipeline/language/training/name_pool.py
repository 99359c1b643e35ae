"""Gazetteer and words.toml -> names to draw: places by kind, persons.

Places are drawn with the spellings that press may use, a good share from Ukraine, the Middle East
and Africa, elsewhere the better known ones more often.
"""

import tomllib
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from gazetteer.build import draft_packaged
from gazetteer.draft import Draft, NameFlag

COUNTRY, REGION, SETTLEMENT = "country", "region", "settlement"
SPELLING_SHARE = 0.25  # of the places that are written otherwise than by their main name
_SETTLEMENTS = frozenset({"city", "town", "village"})
_ELSEWHERE = "elsewhere"
_NOT_PRINTED = NameFlag.UNLIKE | NameFlag.ABBREVIATION | NameFlag.BARE
_FAME_POWER = 4  # a city of 100,000 is drawn some eight times as often as a village of 500
_LENGTHS = range(3, 29)  # characters
_LATIN_END = "\u0250"  # after Latin Extended-B


@dataclass(frozen=True, slots=True)
class Spellings:
    """A place's main name first, then the other Latin spellings it is known by."""

    names: tuple[str, ...]
    fame: float

    def draw(self, random: Random) -> str:
        """Most often the main name."""
        if len(self.names) > 1 and random.random() < SPELLING_SHARE:
            return random.choice(self.names[1:])
        return self.names[0]


class _Lot:
    """Places to draw from, the better known more often."""

    def __init__(self, places: list[Spellings]) -> None:
        self._places = places
        self._sums = list(accumulate(place.fame**_FAME_POWER for place in places))

    def draw(self, random: Random) -> str:
        at = bisect(self._sums, random.random() * self._sums[-1])
        return self._places[min(at, len(self._places) - 1)].draw(random)


class NamePool:
    """Names to draw; the same `random` draws the same names."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        lots: dict[str, list[Spellings]] = {}
        for draft in drafts:
            lot = _lot_of(draft)
            names = tuple(_printed(draft)) if lot else ()
            if names:
                lots.setdefault(lot, []).append(Spellings(names, draft.fame))
        self._lots = {lot: _Lot(places) for lot, places in lots.items()}
        self._shares = {name: share for name, (share, _) in read_areas().items() if name in lots}
        self.words = read_words()

    def place(self, kind: str, random: Random) -> str:
        """A country, region or settlement."""
        lot = kind
        if kind == SETTLEMENT:
            lot = random.choices(tuple(self._shares), tuple(self._shares.values()))[0]
        return self._lots[lot].draw(random)

    def person(self, words: int, random: Random) -> str:
        """A name of so many words, the family name last."""
        given = (random.choice(self.words["given"]) for _ in range(words - 1))
        return " ".join((*given, random.choice(self.words["family"])))


def open_pool() -> NamePool:
    """Draft the packaged gazetteer anew; takes about half a minute."""
    return NamePool(draft_packaged(lambda *_: None))


def read_words() -> dict[str, list[str]]:
    """The lists of words.toml."""
    words: dict[str, list[str]] = tomllib.loads(
        Path(__file__).with_name("words.toml").read_text("utf-8")
    )
    return words


def _lot_of(draft: Draft) -> str:
    if draft.kind in {COUNTRY, REGION}:
        return draft.kind
    if draft.kind not in _SETTLEMENTS:
        return ""
    areas = read_areas().items()
    return next((name for name, (_, codes) in areas if draft.country in codes), _ELSEWHERE)


@cache
def read_areas() -> dict[str, tuple[float, frozenset[str]]]:
    """Share of the settlements drawn, and the countries, of each area of areas.toml."""
    table = tomllib.loads(Path(__file__).with_name("areas.toml").read_text("utf-8"))
    return {
        name: (row["share"], frozenset(row["countries"].split())) for name, row in table.items()
    }


def _printed(draft: Draft) -> Iterable[str]:
    """Names in Latin letters that begin with a capital and fit a line of news.

    A settlement's other spellings are among them; those of countries are often not English.
    """
    others = draft.names if draft.kind in _SETTLEMENTS else {}
    names = (draft.name, *(name for name, flags in others.items() if not flags & _NOT_PRINTED))
    return (name for name in names if _is_printed(name))


def _is_printed(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return (
        len(name) in _LENGTHS
        and name[0].isupper()
        and not name.isupper()
        and all(letter < _LATIN_END for letter in letters)
        and all(letter.isalpha() or letter in " -'’." for letter in name)
    )
