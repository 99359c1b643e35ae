"""What an annotation says → in the terms of MUC-4: types, days, chains of places, templates."""

import re
from dataclasses import dataclass, field

from benchmarks._muc4_nations import Nations, nation_names, nations_of
from benchmarks._muc4_task import load_task
from pipeline.records import (
    Annotation,
    DatePrecision,
    Days,
    Event,
    Mention,
    PlacePrecision,
    Quote,
    Resolution,
)  # fmt: skip

Day = str | dict[str, str | None]

_VAGUE = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT})
_BEFORE_NAME = re.compile(
    r"^(?:the|near|off|outside|(?:on the )?outskirts of|\w+ of) ", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r" (?:department|province|municipality|avenue|district|neighborhood)$", re.IGNORECASE
)
_REST_OF_NAME = re.compile(r"^(?:\s+(?:de|del|la|las|los|el)){1,2}(?:\s+[A-Z]\w+)")
# A place that only the article as a whole gives is told as its nation.
_FAR = ("the place the article", "place of the event before")


@dataclass(slots=True)
class Template:
    """What one article tells of one incident: by events, or by a sentence that gave no event.

    `location` goes from general to specific.
    """

    type: str
    events: list[Event] = field(default_factory=list)
    sentence: Quote | None = None
    victims: set[str] = field(default_factory=set)
    date: Day | None = None
    location: list[str] | None = None

    @property
    def quotes(self) -> list[Quote]:
        """All that tells of it; never empty."""
        told = [quote for event in self.events for quote in (event.quote, *event.supporting)]
        return told if self.sentence is None else [*told, self.sentence]

    @property
    def start(self) -> int:
        """Where its first quote begins, supporting ones left aside."""
        return min([event.quote.start for event in self.events] or [self.quotes[0].start])

    def row(self) -> dict[str, object]:
        """The template in the form of the scorer."""
        harms = [event.harm for event in self.events]
        return {
            "type": self.type,
            "date": self.date,
            "location": self.location,
            "stage": "ACCOMPLISHED",
            "killed": max((h.killed_min for h in harms if h.killed_min), default=None),
            "injured": max((h.injured_min for h in harms if h.injured_min), default=None),
        }


def trigger_of(event: Event) -> str:
    """The words that called the event's type, in lower case."""
    return event.type_rule.partition("”")[0].lstrip("“").lower()


def type_of(event: Event) -> str | None:
    """The MUC-4 type that an event's words tell; None if it is of no such type."""
    task = load_task()
    if event.type not in task["types"]:
        return None
    trigger, words = trigger_of(event), event.quote.text.lower().split()
    for kind, beginnings in task["trigger"].items():
        if any(word.startswith(tuple(beginnings)) for word in trigger.split()):
            return str(kind)
    for kind, beginnings in task["quote"].items():
        if any(word.strip("\"'(").startswith(tuple(beginnings)) for word in words):
            return str(kind)
    if event.type in {"explosion", "infrastructure_outage"}:
        return "BOMBING" if event.type == "explosion" else None
    is_harm = event.harm.killed_min is not None or "kill" in trigger
    return "ATTACK" if event.type != "other" or is_harm else None


def country_name(resolution: Resolution, nations: Nations) -> str | None:
    """The nation of a place; one that the article never names is taken for the article's own."""
    if resolution.place is None:
        return nations.focus or None
    country = resolution.place.country
    if nations.focus_code and country != nations.focus_code and country not in nations.named:
        return nations.focus or None
    return nation_names().get(country)


def place_name(mention: Mention, text: str) -> str:
    """The name without what kind of place it is, and with the rest of a name cut short."""
    rest = _REST_OF_NAME.match(text[mention.end : mention.end + 40])
    name = " ".join((mention.text + (rest[0] if rest else "")).split())
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", name)).upper()


def to_templates(annotation: Annotation) -> list[Template]:
    """Templates in the order of their first events; another place, day or victim makes a new one.

    Their dates and locations are those that the pipeline gives their surest events.
    """
    templates: list[Template] = []
    for event in annotation.events:
        kind = type_of(event)
        if kind is None:
            continue
        home = next((t for t in templates if t.type == kind and _belongs(t, event)), None)
        if home is None:
            home = Template(kind)
            templates.append(home)
        home.events.append(event)
        home.victims |= _victims(event)
    nations = nations_of(annotation)
    for template in templates:
        template.date = date_of(_dated(template.events), annotation)
        where = placed(template.events)
        template.location = chain_of(where, nations, annotation.article.text)
    return templates


def _belongs(template: Template, event: Event) -> bool:
    """Whether nothing tells the event from those of the template."""
    points = {_point(e) for e in template.events} - {None}
    days = {_day(e) for e in template.events} - {None}
    victims = _victims(event)
    return not (
        (points and _point(event) not in {None, *points})
        or (days and _day(event) not in {None, *days})
        or (template.victims and victims and victims.isdisjoint(template.victims))
    )


def _victims(event: Event) -> set[str]:
    names = [actor.name.split() for actor in event.actors if actor.part == "target"]
    return {n[-1] for n in names if len(n) > 1 and n[-1][:1].isupper() and n[-1] != "forces"}


def _point(event: Event) -> str | None:
    where = event.where
    if where is None or where.place is None or where.precision not in _POINTS:
        return None
    return where.place.id


def _day(event: Event) -> Days | None:
    is_day = event.date_precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
    return event.days if is_day and event.days.first else None


def _dated(events: list[Event]) -> Event:
    """The event whose date says most, the first of equals."""
    return max(
        events,
        key=lambda e: (
            bool(e.date_text) and e.date_precision not in _VAGUE,
            _day(e) is not None,
            -e.quote.start,
        ),
    )


def placed(events: list[Event]) -> Resolution | None:
    """The most precise place of the events, surest first."""
    order = list(PlacePrecision)
    placed = [(e.where, e.confidence) for e in events if e.where is not None]
    best = min(placed, key=lambda pair: (order.index(pair[0].precision), -pair[1]), default=None)
    return None if best is None else best[0]


def chain_of(where: Resolution | None, nations: Nations, text: str) -> list[str] | None:
    """Nation and place of an event."""
    own = [nations.focus] if nations.focus else None
    if where is None or where.place is None:
        return own
    country = country_name(where, nations)
    if country is None:
        return own
    if where.precision is PlacePrecision.COUNTRY:
        code = where.place.country
        is_told = code in load_task()["nations"] and "country the article" not in where.rule
        return [country] if is_told else own
    if where.rule.startswith(_FAR):
        return [country]
    return [country, place_name(where.mention, text)]


def date_of(event: Event, annotation: Annotation) -> Day | None:
    """The event's days: one day, a span, or no later than the day of the article."""
    first, last = event.days.first, event.days.last
    if last is None or first is None or event.date_precision in _VAGUE:
        end = last or annotation.dated.date
        return {"form": "on_or_before", "start": None, "end": str(end)} if end else None
    if (last - first).days <= 1:  # "last night" is its evening, "the past hours" are today
        return str(first if "night" in event.date_text.lower() else last)
    return {"form": "between", "start": str(first), "end": str(last)}
