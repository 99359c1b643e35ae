"""Texts with keys → trees that weigh the numbers and effects of human targets."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from benchmarks._muc4_answers import Text, chosen_by, crowd_by, odds_by, placed_rows, stage_of
from benchmarks._muc4_fills import Crowd, Fill, Stage
from benchmarks._muc4_learning import Features
from benchmarks._muc4_tally import SLOTS
from benchmarks._muc4_targets import FILLS, Ranked, beside, ranked
from benchmarks._muc4_trees import Growth, fit_trees

Row = dict[str, Any]
Named = list[dict[int, Row]]  # for each of the people, the keys that name them

_ALONE = Growth(trees=120, depth=3, rate=0.1, calm=1.0)
_BESIDE = Growth(trees=80, depth=3, rate=0.08, calm=3.0)


def learn_fills(
    texts: Sequence[Text],
    named: Sequence[Named],
    folds: Sequence[int],
    without: Sequence[dict[str, Any]],
    scorer: ModuleType,
) -> None:
    """Add the trees of each slot to the weights: of fills alone, then beside each other.

    Args:
        texts: all, with keys.
        named: of each text, whom its keys name.
        folds: the fifth that each text is in.
        without: the weights learnt without each fifth, and last those of all texts.
        scorer: says which template answers which key.
    """
    staged = [_staged(text, without[fold], scorer) for text, fold in zip(texts, folds, strict=True)]
    for slot, make in FILLS.items():
        fills = [make(stage, crowd) for stage, crowd, _ in staged]
        rows = [
            (fill.features, _is_told(fill, slot, keys, aligned, text.row["templates"]), fold)
            for own, keys, (_, _, aligned), text, fold in zip(
                fills, named, staged, texts, folds, strict=True
            )
            for fill in own
        ]
        _fit(slot, rows, without, _ALONE)
        again: list[tuple[Features, bool, int]] = []
        for own, (_, crowd, aligned), text, fold in zip(fills, staged, texts, folds, strict=True):
            order = ranked(own, without[fold][slot])
            right = _pays(order, slot, aligned, text.row["templates"])
            features = beside(order, crowd.people)
            again += [(row, pays, fold) for row, pays in zip(features, right, strict=True)]
        _fit(f"{slot} beside", again, without, _BESIDE)


def _fit(
    name: str,
    rows: Sequence[tuple[Features, bool, int]],
    without: Sequence[dict[str, Any]],
    growth: Growth,
) -> None:
    features = [row for row, _, _ in rows]
    learnt = fit_trees(features, [yes for _, yes, _ in rows], [f for _, _, f in rows], growth)
    for weights, trees in zip(without, learnt, strict=True):
        weights[name] = trees


def _staged(
    text: Text, weights: dict[str, Any], scorer: ModuleType
) -> tuple[Stage, Crowd, dict[int, int]]:
    """Templates and people of a text, and which key each template answers."""
    odds = odds_by(text, weights)
    templates = chosen_by(text, odds, weights)
    stage, crowd = stage_of(text, templates, odds), crowd_by(text, weights)
    rows = [
        {**row, "strings": crowd.targets_in(stage.told_in(template))}
        for row, template in zip(placed_rows(text, templates, weights), templates, strict=True)
    ]
    aligned, _, _ = scorer.align(text.row["templates"], rows)
    return stage, crowd, {template: key for key, template in aligned}


def _is_told(
    fill: Fill, slot: str, named: Named, answered: dict[int, int], keys: Sequence[Row]
) -> bool:
    """Whether the key that the template answers says so of these people."""
    if fill.template not in answered:
        return False
    key = answered[fill.template]
    if not fill.party:
        fates = keys[key]["hum_effect"]
        return any(fill.value in fate["alts"] and not fate.get("ref") for fate in fates)
    told = (named[number][key] for number in fill.party if key in named[number])
    return any(fill.value in own[f"{slot}s"] for own in told)


def _pays(fills: Ranked, slot: str, answered: dict[int, int], keys: Sequence[Row]) -> list[bool]:
    """Whether each fill is right if all likelier ones are given too; a key's fill pays once."""
    wanted = {
        template: [set(fill["alts"]) for fill in keys[key][SLOTS[slot]]]
        for template, key in answered.items()
    }
    found = []
    for fill, _ in fills:
        left = wanted.get(fill.template, [])
        hit = next((alternatives for alternatives in left if fill.value in alternatives), None)
        if hit is not None:
            left.remove(hit)
        found.append(hit is not None)
    return found
