"""Fills and what speaks for them → the human targets of each template.

What speaks for a fill alone is weighed first; then once more, beside the likelier fills of the
article, for a person told of twice is one target.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks._muc4_fills import Crowd, Fill, Stage, effect_fills, number_fills
from benchmarks._muc4_learning import Features
from benchmarks._muc4_people import Person
from benchmarks._muc4_trees import tree_total
from pipeline.mentions.logistic import logistic

Row = dict[str, Any]
Ranked = list[tuple[Fill, float]]  # with log odds, the likeliest first

FILLS = {"number": number_fills, "effect": effect_fills}
_FROM = {"number": -1.0, "effect": -0.7}  # log odds from which a fill is answered
_FIRST_FROM = -1.4  # and the likeliest of a template
_HOPELESS = -3.2  # log odds of a fill that is not weighed again
_NEVER = -8.0  # log odds of what is not there
_FAR = 60  # tokens
_FEW = 4  # people of a party that are compared
_AGAIN = ("one", "several", "amount", "sure", "templates", "best", "here", "gap", "gap of best",
    "expected", "share", "article", "named", "nobody", "gap nobody", "other gap nobody",
    "gap damage")  # fmt: skip


def ranked(fills: Sequence[Fill], trees: Sequence[Any]) -> Ranked:
    """The fills that are not hopeless by what speaks for each alone."""
    odds = [(fill, tree_total(fill.features, trees)) for fill in fills]
    return sorted((pair for pair in odds if pair[1] > _HOPELESS), key=lambda pair: -pair[1])


def beside(fills: Ranked, people: Sequence[Person]) -> list[Features]:
    """What speaks for each fill beside the likelier ones."""
    return [
        {
            **_alone(fill, odds),
            **_elsewhere(fill, odds, fills),
            **_ahead(fill, [pair for pair in fills[:at] if pair[0].template == fill.template]),
            **_near(fill, [f for f, _ in fills[:at] if f.template == fill.template], people),
        }
        for at, (fill, odds) in enumerate(fills)
    ]


def _alone(fill: Fill, odds: float) -> Features:
    kinds = {n: v for n, v in fill.features.items() if n.startswith(("type=", "effect="))}
    kept = {name: fill.features[name] for name in _AGAIN if name in fill.features}
    return {"odds": odds, **kinds, **kept}


def _elsewhere(fill: Fill, odds: float, fills: Ranked) -> Features:
    """How likely the same is of another template."""
    same = (
        other
        for (f, other) in fills
        if (f.party, f.value) == (fill.party, fill.value) and f.template != fill.template
    )
    best = max(same, default=_NEVER)
    return {"elsewhere": best, "more elsewhere": best - odds}


def _ahead(fill: Fill, likelier: Ranked) -> Features:
    equal = [odds for other, odds in likelier if other.value == fill.value]
    return {
        "ahead": float(len(likelier)),
        "expected ahead": sum(logistic(odds) for _, odds in likelier),
        "best ahead": max((odds for _, odds in likelier), default=_NEVER),
        "equal": float(len(equal)),
        "expected equal": sum(map(logistic, equal)),
        "best equal": max(equal, default=_NEVER),
        "amount ahead": max((f.features.get("amount", 0.0) for f, _ in likelier), default=0.0),
        "again": float(any(other.party == fill.party for other, _ in likelier)),
    }


def _near(fill: Fill, likelier: Sequence[Fill], people: Sequence[Person]) -> Features:
    own = [people[number] for number in fill.party]
    names = {word for person in own for word in person.name}
    heads = {person.head for person in own}
    others = [[people[n] for n in f.party] for f in likelier if f.party != fill.party]
    gaps = (abs(one.at - two.at) for party in others for one in own[:_FEW] for two in party[:_FEW])
    return {
        "distance": float(min((_FAR, *gaps))),
        "shares name": float(any(names & {*p.name} for party in others for p in party)),
        "shares head": float(any(p.head in heads for party in others for p in party)),
    }


def targets_of(stage: Stage, crowd: Crowd, weights: Mapping[str, Any]) -> list[list[Row]]:
    """The targets of each template: numbers and effects of the same people in one row."""
    found: list[dict[tuple[object, ...], Row]] = [{} for _ in stage.templates]
    for slot, make in FILLS.items():
        fills = ranked(make(stage, crowd), weights[slot])
        features = beside(fills, crowd.people)
        odds = [tree_total(row, weights[f"{slot} beside"]) for row in features]
        for fill in _chosen([f for f, _ in fills], odds, _FROM[slot]):
            rows = found[fill.template]
            at: tuple[object, ...] = fill.party
            if rows.get(at, {}).get(slot) is not None:
                at = (fill.party, fill.value)  # a second effect on the same people
            text = crowd.people[fill.party[0]].text if fill.party else ""
            rows.setdefault(at, {"text": text, "number": None, "effect": None})[slot] = fill.value
    return [list(rows.values()) for rows in found]


def _chosen(fills: Sequence[Fill], odds: Sequence[float], least: float) -> Iterable[Fill]:
    has_one = set()
    for number in sorted(range(len(fills)), key=lambda n: -odds[n]):
        fill = fills[number]
        if odds[number] > least or (odds[number] > _FIRST_FROM and fill.template not in has_one):
            has_one.add(fill.template)
            yield fill
