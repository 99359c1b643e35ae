"""Templates → their human targets: how many each is, what became of them; and how right that is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks._muc4_people import EFFECTS, NOTHING, Person
from benchmarks._muc4_templates import Template

Row = dict[str, Any]
TARGET_FROM = -0.8  # log odds from which a noun is answered as a target
FIRST_FROM = -2.0  # and the likeliest of a template, as most have one
SLOTS = {"number": "hum_number", "effect": "hum_effect"}  # ours: those of the keys


def targets_of(
    templates: Sequence[Template],
    people: Sequence[Person],
    likely: Sequence[float],
    fates: Sequence[Mapping[str, float]],
) -> list[list[Row]]:
    """The targets of each template: the likely nouns, each head once, beside its nearest quote.

    Args:
        templates: all that are answered of one article.
        people: the nouns of the article.
        likely: log odds that each is a target.
        fates: of each noun, the log odds of each effect.
    """
    found: list[dict[str, Row]] = [{} for _ in templates]
    order = sorted(range(len(people)), key=lambda number: -likely[number])
    for number in order:
        if likely[number] < FIRST_FROM or not templates:
            break
        person = people[number]
        home = min(range(len(templates)), key=lambda t: _gap(templates[t], person.start))
        if found[home] and likely[number] < TARGET_FROM:
            continue
        effect = max(EFFECTS, key=lambda name: fates[number][name])
        told = None if effect == NOTHING else effect
        row = {"text": person.text, "number": person.number, "effect": told}
        found[home].setdefault(person.head, row)
    return [list(rows.values()) for rows in found]


def _gap(template: Template, at: int) -> int:
    return min(max(0, quote.start - at, at - quote.end) for quote in template.quotes)


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
                    self.right[slot] += _matched(wanted, fills)

    def lines(self) -> Iterable[str]:
        """Recall, precision and F of each slot, in percent."""
        for slot in SLOTS:
            right, wanted, given = self.right[slot], self.wanted[slot], self.given[slot]
            recall, precision = right / max(1, wanted), right / max(1, given)
            f = 2 * right / max(1, wanted + given)
            yield f"target {slot}: R {recall:.1%} P {precision:.1%} F {f:.1%}, {wanted} fills"


def _matched(wanted: list[set[str]], fills: list[str]) -> int:
    """Each wanted fill pays once."""
    right = 0
    for fill in fills:
        hit = next((alternatives for alternatives in wanted if fill in alternatives), None)
        if hit is not None:
            wanted.remove(hit)
            right += 1
    return right
