"""Filter <-> the address of the page, so that a link opens the same view; Filter -> words."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.drawing.ontology import families, type_of
from pipeline.drawing.speech import say, say_or
from pipeline.drawing.words import (
    count_words,
    country_name,
    cut,
    join_words,
    span_words,
    status_words,
)
from pipeline.table import Filter
from pipeline.table.filters import Point

LISTS = {
    "type": "types",
    "status": "statuses",
    "source": "sources",
    "place": "places",
    "region": "admin1s",
    "country": "countries",
    "precision": "precisions",
    "actor": "actors",
}
ONE = {"article": "article_id", "incident": "incident_id"}
ASKED = (*LISTS.values(), *ONE.values(), "text", "sure", "killed", "shape")  # what widgets hold
LOOKS = {  # how the map may look; the first is how it looks unasked
    "look": ("marks", "heat", "events", "killed"),
    "ground": ("page", "light", "dark", "tiles"),
}
MOST_CORNERS = 64  # of a drawn area; more are more than a hand draws
MOST_NAMED = 3  # values of one filter named in the title; the rest are counted


def to_query(chosen: Filter) -> dict[str, list[str]]:
    """The filter as query parameters; what is not filtered has none."""
    query = {name: list(getattr(chosen, field)) for name, field in LISTS.items()}
    query["from"] = [chosen.first.isoformat()] if chosen.first else []
    query["to"] = [chosen.last.isoformat()] if chosen.last else []
    query["q"] = [chosen.text] if chosen.text else []
    query["sure"] = [f"{chosen.confidence_min:g}"] if chosen.confidence_min else []
    query["killed"] = ["1"] if chosen.killed else []
    query["area"] = [corner_words(chosen.area)] if chosen.area else []
    query |= {name: [getattr(chosen, field)] for name, field in ONE.items()}
    return {name: values for name, values in query.items() if values and values != [""]}


def from_query(query: Mapping[str, list[str]]) -> Filter:
    """The filter that `to_query` wrote; parameters that make no sense are passed over."""
    lists: dict[str, Any] = {
        field: tuple(value for value in query.get(name, ()) if value)
        for name, field in LISTS.items()
    }
    single: dict[str, Any] = {field: _only(query, name) for name, field in ONE.items()}
    return Filter(
        **lists,
        **single,
        area=to_corners(_only(query, "area")),
        text=_only(query, "q")[:200],
        first=_day(_only(query, "from")),
        last=_day(_only(query, "to")),
        confidence_min=_share(_only(query, "sure")),
        killed=_only(query, "killed") == "1",
    )


def corner_words(area: Sequence[Point]) -> str:
    """An area as `lat,lon_lat,lon_…` in degrees."""
    return "_".join(f"{lat:.5g},{lon:.6g}" for lat, lon in area)


def to_corners(text: str) -> tuple[Point, ...]:
    """The area that `corner_words` wrote; empty when the text is none."""
    try:
        numbers = [tuple(map(float, corner.split(","))) for corner in text.split("_")]
    except ValueError:
        return ()
    corners = [(pair[0], pair[1]) for pair in numbers if len(pair) == 2]  # noqa: PLR2004
    if len(corners) != len(numbers) or not 3 <= len(corners) <= MOST_CORNERS:  # noqa: PLR2004
        return ()
    whole = all(abs(lat) <= 90 and abs(lon) <= 360 for lat, lon in corners)  # noqa: PLR2004
    return tuple(corners) if whole else ()


def _only(query: Mapping[str, list[str]], name: str) -> str:
    values = query.get(name, [])
    return values[0] if len(values) == 1 else ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        return 0.0
    return share if 0 <= share <= 1 else 0.0


def describe(count: int, chosen: Filter, days: tuple[dt.date, dt.date] | None) -> str:
    """What is shown, in words: `212 events, 3 March 2022, shelling, Kyiv`.

    `days` are the first and last day there are, both included; None when no event has a date.
    """
    parts = [count_words(count)]
    if days is not None:
        parts.append(span_words(chosen.first or days[0], chosen.last or days[1]))
    parts.extend(
        words
        for words in (
            _named(type_words(chosen.types)),
            _named(map(status_words, chosen.statuses)),
            _named([*chosen.places, *chosen.admin1s, *map(country_name, chosen.countries)]),
            say("shown.area") if chosen.area else "",
            _named([say_or(f"shown.precision.{level}", level) for level in chosen.precisions]),
            _named(chosen.sources, say("shown.source") + " "),
            _named(chosen.actors, say("shown.actor") + " "),
            say("shown.killed") if chosen.killed else "",
            f"\u201c{chosen.text}\u201d" if chosen.text else "",
            say("shown.sure", share=f"{chosen.confidence_min:.0%}")
            if chosen.confidence_min
            else "",
            say("shown.article") if chosen.article_id else "",
            say("shown.incident") if chosen.incident_id else "",
        )
        if words
    )
    return ", ".join(parts)


def type_words(types: Sequence[str]) -> list[str]:
    """The types by name; those of a whole family by the family's."""
    left, told = list(types), []
    for family, members in families().items():
        if len(members) > 1 and set(members) <= set(left):
            told.append(say_or(f"family.{family}", family))
            left = [name for name in left if name not in members]
    return told + [type_of(name).label.lower() for name in left]


def _named(values: Iterable[str], before: str = "") -> str:
    names = [cut(value) for value in values]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], say("shown.more", n=len(names) - MOST_NAMED + 1)]
    return before + join_words(names) if names else ""


def first_state(
    query: Mapping[str, list[str]], span: tuple[dt.date, dt.date] | None
) -> dict[str, Any]:
    """What the widgets hold when the page opens at an address; days outside `span` are moved in."""
    asked = from_query(query)
    values: dict[str, Any] = {field: list(getattr(asked, field)) for field in LISTS.values()}
    values |= {"text": asked.text, "killed": asked.killed}
    values["sure"] = round(asked.confidence_min * 100)
    values |= {"shape": asked.area, "families": []}
    for name, known in LOOKS.items():
        asked_look = _only(query, name)
        values[name] = asked_look if asked_look in known else known[0]
    values |= {field: getattr(asked, field) for field in ONE.values()}
    values["event"] = _only(query, "event")
    values |= {"move": bool(values["event"]), "pages": 1, "area": None, "view": None}
    if span is not None:
        first, last = sorted((asked.first or span[0], asked.last or span[1]))
        values["dates"] = (min(max(first, span[0]), span[1]), max(min(last, span[1]), span[0]))
    return values


def to_filter(values: Mapping[str, Any]) -> Filter:
    """The filter of the widgets' values, without the days."""
    lists: dict[str, Any] = {field: tuple(values.get(field, ())) for field in LISTS.values()}
    return Filter(
        **lists,
        text=values.get("text", "").strip(),
        confidence_min=values.get("sure", 0) / 100,
        killed=values.get("killed", False),
        area=values.get("shape", ()),
        article_id=values.get("article_id", ""),
        incident_id=values.get("incident_id", ""),
    )
