"""Template → its human targets: how many each is, and what became of them; and how right that is.

A named person or a noun in the singular is one, a noun in the plural as many as the event harmed,
else `PLURAL`, as the keys write it.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from benchmarks._muc4_templates import Template, load_task, trigger_of
from pipeline.records import Actor, Event

Row = dict[str, Any]
SLOTS = {"number": "hum_number", "effect": "hum_effect"}  # ours: those of the keys


def targets_of(template: Template) -> list[Row]:
    """The targets that the events name, each once, and counts of people whom they do not name."""
    found: dict[str, Row] = {}
    for event in template.events:
        effect = _effect(event)
        for actor in event.actors:
            word = actor.text.split()[-1].lower()
            if actor.part == "target" and word not in load_task()["targets"]["fighting"]:
                number = _number(actor, event, effect)
                found.setdefault(word, {"text": actor.text, "number": number, "effect": effect})
    for effect in ("DEATH", "INJURY"):
        most = max((n for e in template.events if (n := _harmed(e, effect))), default=None)
        told = {(target["number"], target["effect"]) for target in found.values()}
        if most is not None and (str(most), effect) not in told:
            found[effect] = {"text": "", "number": str(most), "effect": effect}
    return list(found.values())


def _harmed(event: Event, effect: str | None) -> int | None:
    return event.harm.killed_min if effect == "DEATH" else event.harm.injured_min


def _effect(event: Event) -> str | None:
    words, beginnings = trigger_of(event).split(), load_task()["targets"]
    if any(word.startswith(tuple(beginnings["death"])) for word in words):
        return "DEATH"
    if event.harm.killed_min and not event.harm.injured_min:
        return "DEATH"
    is_hurt = any(word.startswith(tuple(beginnings["injury"])) for word in words)
    return "INJURY" if is_hurt or event.harm.injured_min else None


def _number(actor: Actor, event: Event, effect: str | None) -> str:
    words = actor.text.split()
    last, harmed = words[-1], _harmed(event, effect)
    if len(words) > 1 and last[:1].isupper():
        return "1"
    if harmed:
        return str(harmed)
    is_plural = last.lower().endswith("s") or last.lower() in load_task()["targets"]["plural"]
    return "PLURAL" if is_plural else "1"


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
