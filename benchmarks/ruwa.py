"""Dated headlines tagged with a happening → B-cubed precision, recall and F1 of our incidents.

`ruwa FILE [--jobs N]` reads JSON lines `{"id", "date", "title", "text", "event_tag"}` (RUWA)
and groups the events of all articles. An article stands in the incident of its events that most
articles share. Counted are the articles with an event; the tags of the set are wide ("beginning" is
all that was written of the war's outbreak and after), so the table also tells the articles whose
own words name the tagged happening, by the words of `data/ruwa.toml`.
"""

import argparse
import datetime as dt
import json
import re
import tomllib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.flow import annotate
from pipeline.incidents import group
from pipeline.records import Annotation, Article, Event
from pipeline.settings import Settings

_WORDS = Path(__file__).with_name("data") / "ruwa.toml"


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article's tag, the incidents of its events, and whether its words name the happening."""

    tag: str
    incidents: frozenset[str]
    names_it: bool


def run(args: list[str]) -> int:
    """Print the scores of all articles with an event, of those that name theirs, and the tags."""
    options = argparse.ArgumentParser(prog="python -m benchmarks ruwa")
    options.add_argument("file", type=Path, help="JSON lines of tagged articles")
    options.add_argument("--jobs", type=int, default=1, help="processes at work")
    chosen = options.parse_args(args)
    rows = [json.loads(line) for line in chosen.file.read_text("utf-8").splitlines()]
    articles = (
        Article(row["id"], row["text"], row["title"], dt.date.fromisoformat(row["date"]))
        for row in rows
    )
    outcomes = annotate(articles, settings=Settings(jobs=chosen.jobs))
    events = [o.events if isinstance(o, Annotation) else () for o in outcomes]
    texts = [(row["event_tag"], f"{row['title']} {row['text']}") for row in rows]
    print(table(tagged(texts, events)))
    return 0


def tagged(texts: Sequence[tuple[str, str]], events: Sequence[Sequence[Event]]) -> list[Tagged]:
    """Group all events, and give each article that has any the incidents of its own."""
    incident_of = group(event for found in events for event in found)
    words = tomllib.loads(_WORDS.read_text("utf-8"))["words"]
    patterns = {tag: re.compile(pattern, re.IGNORECASE) for tag, pattern in words.items()}
    return [
        Tagged(
            tag,
            frozenset(incident_of[event.id] for event in found),
            tag in patterns and patterns[tag].search(text) is not None,
        )
        for (tag, text), found in zip(texts, events, strict=True)
        if found
    ]


def b_cubed(clusters: Sequence[Hashable], tags: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1: for each item, how much of its cluster, of its tag, is right."""
    together = Counter(zip(clusters, tags, strict=True))
    sizes, counts = Counter(clusters), Counter(tags)
    precision = sum(n * n / sizes[cluster] for (cluster, _), n in together.items())
    recall = sum(n * n / counts[tag] for (_, tag), n in together.items())
    precision, recall = precision / max(1, len(tags)), recall / max(1, len(tags))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def table(articles: Sequence[Tagged]) -> str:
    """Lay out B-cubed of all and of those that name the happening, and a row for each tag."""
    naming = [article for article in articles if article.names_it]
    lines = ["| articles | count | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    for name, chosen in (("with an event", articles), ("that name the happening", naming)):
        scores = b_cubed(main_incidents(chosen), [article.tag for article in chosen])
        lines.append(f"| {name} | {len(chosen)} | " + " | ".join(f"{s:.3f}" for s in scores) + " |")
    lines += ["", "| tag | name it | in its largest incident |", "| --- | --- | --- |"]
    for tag in sorted({article.tag for article in naming}):
        own = [article for article in naming if article.tag == tag]
        largest = Counter(i for article in own for i in article.incidents).most_common(1)
        lines.append(f"| {tag} | {len(own)} | {largest[0][1]} |")
    return "\n".join(lines)


def main_incidents(articles: Sequence[Tagged]) -> list[str]:
    """For each article the incident that most of these articles share; of equals the first id."""
    shared = Counter(incident for article in articles for incident in article.incidents)
    return [min(a.incidents, key=lambda incident: (-shared[incident], incident)) for a in articles]
