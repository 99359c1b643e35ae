"""Template → its date and its location, chosen among all that its article names.

What stands around each choice is weighed with learnt weights (`data/muc4_weights.json`), and the
heaviest is the answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from benchmarks._muc4_nations import Nations
from benchmarks._muc4_templates import (
    Day,
    Template,
    chain_of,
    country_name,
    date_of,
    place_name,
    placed,
    type_of,
)  # fmt: skip
from pipeline.records import (
    Annotation,
    DateSpan,
    Event,
    Mention,
    PlacePrecision,
    Resolution,
    Role,
)  # fmt: skip

T = TypeVar("T")

_GAPS = (0, 60, 150, 400, 1000)  # characters between a quote of the template and a name
_NEAR = 2  # the step of `_GAPS` up to which the words around a name tell of the event
_AGES = (-1, 0, 1, 3, 7, 31, 92)  # days before the article
_OLDEST_DAYS = 400
_LEAD = 600  # characters
_HERE = re.compile(r"\b(?:here|this (?:city|capital|town)|the capital)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\w+)\W+$")
_WORD_AFTER = re.compile(r"^\W{0,3}(\w+)")


class Choice(NamedTuple, Generic[T]):
    """A possible answer, and the marks that speak for and against it."""

    answer: T
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """A template among the other events of its article."""

    template: Template
    annotation: Annotation
    nations: Nations

    @property
    def text(self) -> str:
        """The article's text."""
        return self.annotation.article.text

    @property
    def start(self) -> int:
        """Where the template's first quote begins."""
        return self.template.start

    @property
    def own_place(self) -> list[str] | None:
        """Where the pipeline places the events of the template; None if it has none."""
        events = self.template.events
        return chain_of(placed(events), self.nations, self.text) if events else None

    def others(self) -> list[Event]:
        """The events of its type that stand in other templates."""
        own = {event.id for event in self.template.events}
        kind = self.template.type
        return [e for e in self.annotation.events if type_of(e) == kind and e.id not in own]

    def step(self, start: int, end: int) -> int:
        """How far a span is from the nearest quote, as a step of `_GAPS`."""
        gap = min(max(0, q.start - end, start - q.end) for q in self.template.quotes)
        return sum(gap > limit for limit in _GAPS)


def place_choices(scene: Scene) -> list[Choice[list[str]]]:
    """The nation alone, and each place of the article under its nation."""
    own = scene.own_place
    found: dict[tuple[str, ...], set[str]] = {}
    if own:
        found[tuple(own)] = {"own"}
        found.setdefault((own[0],), set())
    for event in scene.template.events:
        named = chain_of(event.where, scene.nations, scene.text)
        if named and event.where is not None:
            found.setdefault(tuple(named), set()).update(_marks_of_own(event.where))
    if scene.nations.focus:
        found.setdefault((scene.nations.focus,), set()).add("focus")
    for resolution in scene.annotation.resolutions:
        country = country_name(resolution, scene.nations)
        name = place_name(resolution.mention, scene.text)
        if country and name != country and resolution.precision is not PlacePrecision.COUNTRY:
            found.setdefault((country, name), set()).update(_marks_of_name(resolution, scene))
    told = [chain_of(event.where, scene.nations, scene.text) for event in scene.others()]
    is_here = any(_HERE.search(quote.text) for quote in scene.template.quotes)
    is_named = any("gap=0" in marks for marks in found.values())
    choices = []
    for chain, marks in found.items():
        length = f"names={len(chain)}"
        marks |= {length, f"{length}&named={is_named}", f"told={list(chain) in told}"}
        marks.add(f"name={chain[-1]}")
        marks.add(f"own nation={own is not None and own[0] == chain[0]}")
        if is_here:
            marks.add(f"here&{length}&reporter={f'role={Role.REPORTER_LOCATION}' in marks}")
        choices.append(Choice(list(chain), frozenset(_with_least_gap(marks))))
    return choices


def _with_least_gap(marks: set[str]) -> Iterable[str]:
    gaps = sorted(mark for mark in marks if mark.startswith("gap="))
    yield from (mark for mark in marks if not mark.startswith("gap="))
    yield from gaps[:1]
    if "own" in marks and gaps:
        yield f"own&{gaps[0]}"


def _marks_of_own(where: Resolution) -> set[str]:
    return {"of event", f"own={where.precision}", f"own:{where.rule.partition(';')[0][:30]}"}


def _marks_of_name(resolution: Resolution, scene: Scene) -> set[str]:
    mention = resolution.mention
    step = scene.step(mention.start, mention.end)
    kind = "unknown" if resolution.place is None else resolution.place.kind
    marks = {f"gap={step}", f"role={resolution.role}", f"is={resolution.precision}", f"kind={kind}"}
    marks.add("after event" if mention.start > scene.start else "before event")
    if mention.start < _LEAD and resolution.role is not Role.REPORTER_LOCATION:
        marks.add("lead")
    return marks | _words_around(mention, scene.text) if step <= _NEAR else marks


def _words_around(mention: Mention, text: str) -> set[str]:
    before = _WORD_BEFORE.search(text[max(0, mention.start - 20) : mention.start])
    after = _WORD_AFTER.search(text[mention.end : mention.end + 20])
    return {
        f"before={before[1].lower() if before else ''}",
        f"after={after[1].lower() if after else ''}",
    }


def date_choices(scene: Scene) -> list[Choice[Day]]:
    """The article's day, or one no later than it, and each other day that it names."""
    written, own = scene.annotation.dated.date, scene.template.date
    found: dict[str, tuple[Day, set[str]]] = {}

    def add(day: Day | None, *marks: str) -> None:
        if day is not None:
            found.setdefault(repr(day), (day, set()))[1].update(marks)

    add(own, "own")
    for event in scene.template.events:
        add(date_of(event, scene.annotation), *_marks_of_day(event))
    if written is not None:
        add(str(written), "today")
        add({"form": "on_or_before", "start": None, "end": str(written)}, "until today")
    for event in scene.others():
        if event.date_text:
            step = scene.step(event.quote.start, event.quote.end)
            add(date_of(event, scene.annotation), "told", f"told={step}")
    for span in scene.annotation.dates:
        add(_day_of(span, scene), *_marks_of_span(span, scene))
    is_dated = any(event.date_text for event in scene.template.events)
    choices = []
    for day, marks in found.values():
        form = f"form={'on' if isinstance(day, str) else day['form']}"
        marks |= {form, f"{form}&dated={is_dated}", f"{form}&at={min(3, scene.start // _LEAD)}"}
        marks |= {f"{form}&{mark}" for mark in marks & {"today", "until today"}}
        marks.add(f"age={_age(day, scene)}&own={'own' in marks}")
        choices.append(Choice(day, frozenset(_with_least_gap(marks))))
    return choices


def _marks_of_day(event: Event) -> tuple[str, ...]:
    return "of event", f"own={event.date_precision}", f"own:{event.date_rule[:24]}"


def _marks_of_span(span: DateSpan, scene: Scene) -> tuple[str, ...]:
    step = scene.step(span.start, span.end)
    side = "after" if span.start > scene.start else "before"
    return f"gap={step}", f"span={span.precision}", f"{side}&gap<{step + 1}"


def _day_of(span: DateSpan, scene: Scene) -> Day | None:
    written, first, last = scene.annotation.dated.date, span.days.first, span.days.last
    if first is None or last is None or written is None or (last - first).days > 1:
        return None
    if not 0 <= (written - last).days <= _OLDEST_DAYS:
        return None
    return str(first if "night" in span.text.lower() else last)


def _age(day: Day, scene: Scene) -> int:
    written = scene.annotation.dated.date
    end = day if isinstance(day, str) else day["end"]
    if written is None or end is None:
        return -1
    age = (written - type(written).fromisoformat(end)).days
    return sum(age > limit for limit in _AGES)


def heaviest(choices: Sequence[Choice[T]], weights: Mapping[str, float]) -> T | None:
    """The answer whose marks weigh most, the first of equals; None if there is no choice."""
    if not choices:
        return None
    return max(choices, key=lambda c: sum(weights.get(mark, 0.0) for mark in c.marks)).answer
