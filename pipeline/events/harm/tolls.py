"""Toll… → Harm: what is told twice is counted once, parts are summed."""

from dataclasses import dataclass

from pipeline.events.numbers import MOST
from pipeline.records import Harm


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: least and most; None is open."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """One count of killed or injured, at the token that says so."""

    token: int
    is_killed: bool
    count: Count
    sentence: int = 0
    is_total: bool = False  # "the toll rose to 24": whoever else the sentence counts is of them
    is_more: bool = False  # "nine soldiers were also killed": on top of what was told before
    is_earlier: bool = False  # "initially put at 47": holds only while no other count is told
    nth: int = 0  # "a fourth man died": the next one where three are told
    is_apart: bool = False  # "and a driver died later": others, be they as many, in one sentence


def add(tolls: list[Toll]) -> Harm:
    """Harm of one happening: its parts summed once, what is told twice counted once.

    Counts of one sentence are parts; a later sentence tells the same again, and the larger telling
    holds, unless it says that its dead are further ones ("also", "another").
    """
    killed = _told(_latest([toll for toll in tolls if toll.is_killed]))
    injured = _told(_latest([toll for toll in tolls if not toll.is_killed]))
    return Harm(killed.least, killed.most, injured.least, injured.most)


def _latest(tolls: list[Toll]) -> list[Toll]:
    """The tolls without those that were put right since."""
    return [toll for toll in tolls if not toll.is_earlier] or tolls


def _told(tolls: list[Toll]) -> Count:
    tellings = [Count(None, None)]
    for number in sorted({toll.sentence for toll in tolls}):
        here = [toll for toll in tolls if toll.sentence == number]
        totals = [toll for toll in here if toll.is_total]
        count = max((toll.count for toll in totals), key=_size, default=_sum(_parts(here)))
        is_same = count.least == tellings[-1].least
        if any(toll.is_more for toll in here) and len(tellings) > 1 and not is_same:
            tellings[-1] = _sum([tellings[-1], count])
        else:
            tellings.append(count)
    told = max(tellings, key=_size)
    if any(toll.nth and toll.nth - 1 == told.least for toll in tolls):
        return _sum([told, Count(1, 1)])
    return told


def _size(count: Count) -> tuple[int, int, bool]:
    """What makes one telling say more than another; that nobody died says more than nothing."""
    return (count.least or 0, count.most or 0, count.least is not None)


def _parts(tolls: list[Toll]) -> list[Count]:
    """The counts of one sentence, each told once; those of people of their own count again."""
    apart = [toll.count for toll in tolls if toll.is_apart]
    return [*dict.fromkeys(toll.count for toll in tolls if not toll.is_apart), *apart]


def _sum(unique: list[Count]) -> Count:
    if not unique:
        return Count(None, None)
    least = [count.least for count in unique if count.least is not None]
    most = [count.most for count in unique]
    total = sum(least) if least else None
    if total is not None and total > MOST:
        return Count(None, None)
    is_open = any(value is None for value in most)
    return Count(total, None if is_open else sum(value for value in most if value is not None))
