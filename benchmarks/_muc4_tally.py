"""Answers and keys → how right the number of human targets is, and what became of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

SLOTS = {"number": "hum_number", "effect": "hum_effect"}  # ours: those of the keys


class Tally:
    """Fills of number and effect that a key holds, by the alignment of the scorer."""

    def __init__(self) -> None:
        self.wanted: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, keys: list[Row], answers: list[Row], aligned: Iterable[tuple[int, int]]) -> None:
        """Count one text; an optional key that nothing answers wants nothing."""
        of_key = dict(aligned)
        of_answer = {answer: key for key, answer in of_key.items()}
        for slot, name in SLOTS.items():
            self.wanted[slot] += sum(
                len(key[name]) for n, key in enumerate(keys) if n in of_key or not key["optional"]
            )
            for number, answer in enumerate(answers):
                fills = [t[slot] for t in answer["targets"] if t[slot] is not None]
                self.given[slot] += len(fills)
                if number in of_answer:
                    wanted = [set(fill["alts"]) for fill in keys[of_answer[number]][name]]
                    self.right[slot] += matched(wanted, fills)

    def lines(self) -> Iterable[str]:
        """Recall, precision and F of each slot, in percent."""
        for slot in SLOTS:
            right, wanted, given = self.right[slot], self.wanted[slot], self.given[slot]
            recall, precision = right / max(1, wanted), right / max(1, given)
            f = 2 * right / max(1, wanted + given)
            yield f"target {slot}: R {recall:.1%} P {precision:.1%} F {f:.1%}, {wanted} fills"


def matched(wanted: list[set[str]], fills: Iterable[str]) -> int:
    """How many fills are right; each wanted one pays once."""
    right = 0
    for fill in fills:
        hit = next((alternatives for alternatives in wanted if fill in alternatives), None)
        if hit is not None:
            wanted.remove(hit)
            right += 1
    return right
