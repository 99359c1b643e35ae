"""hostile.toml -> articles that attack whoever shows them, each around the report of an event.

`python -m benchmarks hostile > hostile.jsonl` writes them all, for `dateline add` and a look.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

PAYLOADS = Path(__file__).with_name("hostile.toml")
REPORT = "Russian shelling killed two people in Odesa on 3 March 2022"
DAY = "2022-03-04"

# Where the payload stands. `everything` fills all fields at once, so that one look meets them all.
TEXTS = {
    "opening": "{payload} " + REPORT + ".",
    "closing": REPORT + ", {payload} said.",
    "inside": "Russian shelling {payload} killed two people in Odesa on 3 March 2022.",
    "place": "Russian shelling killed two people in {payload}Odesa{payload} on 3 March 2022.",
    "actor": "{payload} shelled Odesa on 3 March 2022, killing two people.",
    "everything": "{payload} " + REPORT + ", {payload} said.\n\n{payload}",
}
FIELDS = ("id", "title", "source", "url")


def run(arguments: list[str]) -> int:
    """Write the corpus as JSON lines."""
    if arguments:
        print("usage: python -m benchmarks hostile > FILE.jsonl")
        return 2
    for article in hostile_articles():
        print(json.dumps(article))
    return 0


def load_payloads() -> dict[str, str]:
    """The payloads by name."""
    raw = tomllib.loads(PAYLOADS.read_text(encoding="utf-8"))["payload"]
    return {name: entry["text"] * entry.get("times", 1) for name, entry in raw.items()}


def hostile_articles(where: tuple[str, ...] = (*TEXTS, *FIELDS)) -> Iterator[dict[str, str]]:
    """An article per payload and place of it, as lines of JSON hold them.

    An id is `<payload name>-<place>` unless the payload stands in it.
    """
    for name, payload in load_payloads().items():
        for place in where:
            article = {
                "id": f"{name}-{place}",
                "title": f"Report of {name}",
                "source": "The Hostile Herald",
                "url": "https://news.example/",
                "date": DAY,
                "text": TEXTS.get(place, REPORT + ".").replace("{payload}", payload),
            }
            if place == "everything":
                article |= dict.fromkeys(FIELDS, payload)
            elif place in FIELDS:
                article[place] = payload
            yield article
