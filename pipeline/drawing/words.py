"""Days, places, harm and rules -> words a reader knows."""

import datetime as dt
import functools
import json
import re
from collections.abc import Sequence

from pipeline.drawing.assets import ASSETS
from pipeline.drawing.speech import counted, grouped, say, say_or
from pipeline.table import EventRow

DASH = "\u2013"
LONGEST_NAME = 80  # characters of a place, a source or a title in a line; news names are shorter
SURE, FAIR = 0.8, 0.5  # confidence from which an event is called well or fairly supported


@functools.cache
def country_names() -> dict[str, str]:
    """English country names by ISO 3166-1 alpha-2 code."""
    names: dict[str, str] = json.loads((ASSETS / "countries.json").read_text(encoding="utf-8"))
    return names


def country_name(code: str) -> str:
    """The country's English name; the code itself when it is unknown."""
    return country_names().get(code, code)


def day_words(day: dt.date) -> str:
    """A day as `3 March 2022`."""
    return say("day.whole", day=day.day, month=_month(day), year=day.year)


def _month(day: dt.date) -> str:
    """The month as it follows the number of a day."""
    return say(f"month.{day.month}")


def span_words(first: dt.date, last: dt.date) -> str:
    """Days, both included, with nothing said twice: `3 to 15 March 2022`, with a dash."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_month(first)} {DASH} {day_words(last)}"
    return f"{day_words(first)} {DASH} {day_words(last)}"


def when_words(row: EventRow) -> str:
    """When the event happened, and how surely."""
    first, last = row.date_start, row.date_end
    if first is None and last is None:
        return say("when.unknown")
    if first is None or last is None or row.date_precision == "on_or_before":
        day = day_words(last or first or dt.date.min)
        return say("when.until" if last is not None else "when.since", day=day)
    days = span_words(first, last)
    if row.date_precision == "ongoing":
        return say("when.going_on", days=days)
    if first != last and row.date_precision in {"week", "month", "range"}:
        return say("when.some_time", days=days)
    weekday = say(f"weekday.{first.isoweekday()}")
    return say("when.weekday", weekday=weekday, day=days) if first == last else days


def cut(text: str, most: int = LONGEST_NAME) -> str:
    """The text, or its beginning with an ellipsis if it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def place_words(row: EventRow) -> str:
    """The place with its region and country, each once."""
    parts = [row.place_name or row.place_text, row.admin1, country_name(row.country)]
    seen: list[str] = []
    for part in parts:
        if part and not any(part.casefold() in other.casefold() for other in seen):
            seen.append(part)
    return ", ".join(map(cut, seen)) or say("where.unknown")


def radius_words(row: EventRow) -> str:
    """How closely the place is known; empty without a point."""
    if row.place_precision == "country":
        return say("where.country_only")
    if row.lat is None or row.radius_km is None:
        return ""
    size = grouped(round(row.radius_km)) if row.radius_km >= 1 else f"{row.radius_km:.1f}"
    return say("where.within", km=size)


def number_words(least: int | None, most: int | None) -> str:
    """`5`, `5` dash `8`, `at least 5` or `up to 8`; empty when nothing is said."""
    if least is None:
        return "" if most is None else say("number.up_to", n=grouped(most))
    if most is None:
        return say("number.at_least", n=grouped(least))
    return grouped(least) if least == most else f"{grouped(least)}{DASH}{grouped(most)}"


def harm_words(row: EventRow) -> str:
    """People killed and injured; empty when the text does not say."""
    killed = number_words(row.killed_min, row.killed_max)
    injured = number_words(row.injured_min, row.injured_max)
    told = (("harm.killed", killed), ("harm.injured", injured))
    words = ", ".join(say(key, n=number) for key, number in told if number)
    return words[:1].upper() + words[1:]


def confidence_words(confidence: float) -> str:
    """How well the text supports the event."""
    level = "well" if confidence >= SURE else "fairly" if confidence >= FAIR else "weakly"
    return f"{say(f'supported.{level}')} ({confidence:.0%})"


TYPE_RULE = re.compile(r"(.+) tells of (\w+?)(?:, by its (.+))?")
_ACTS, _SUFFERS = "who acts", "who or what it happens to"
PARTS = {  # what a trigger's rule may ask for, by its name in the trigger data
    "after": "the word after it",
    "agent": _ACTS,
    "agent_head": _ACTS,
    "modifier": "the word before it",
    "near": "the words near it",
    "object": _SUFFERS,
    "patient": _SUFFERS,
    "patient_head": _SUFFERS,
    "to": "what it was done for",
    "verb_above": "the verb beside it",
    "who": "who takes part",
    "with": "what it was done with",
}


def rule_words(rule: str) -> str:
    """A rule of a place or a day as words."""
    return rule.replace("_", " ").strip()


def type_rule_words(rule: str) -> str:
    """What in the text tells the type: `"hit" tells of shelling, by its near` in plain words."""
    found = TYPE_RULE.fullmatch(rule)
    if found is None:
        return rule_words(rule)
    trigger, _, parts = found.groups()
    asked = [PARTS.get(part, part) for part in (parts or "").split(", ") if part]
    known = list(dict.fromkeys(asked))
    return f"the words {trigger}" + (f", with {join_words(known)}" if known else "")


def reason_words(row: EventRow) -> tuple[str, ...]:
    """Why the event stands where and when it does: a sentence for each choice."""
    reasons = [
        ("why.type", type_rule_words(row.type_rule)),
        ("why.place", rule_words(row.place_rule)),
        ("why.day", rule_words(row.date_rule)),
    ]
    told = [f"{say(key)} {rule}." for key, rule in reasons if rule]
    if row.article_date and row.article_date_source in ("header", "given", "text", "inferred"):
        source = say(f"why.date_{row.article_date_source}")
        told.append(f"{source}: {day_words(row.article_date)}.")
    return (*told, say("why.in_all", support=confidence_words(row.confidence)))


def status_words(status: str) -> str:
    """How far an event is said to be real; a status that no catalogue knows stays as it is."""
    return say_or(f"status.{status}", status)


def join_words(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('list.and')} {words[-1]}"


def count_words(count: int, noun: str = "event") -> str:
    """`1 event`, `1,200 events`."""
    return counted(f"count.{noun}", count)
