"""What every export says about whose data it carries."""

import functools
import tomllib
from pathlib import Path


@functools.cache
def attribution() -> str:
    """One line: the sources of the gazetteer with their licences."""
    path = Path(__file__).with_name("attribution.toml")
    sources = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    named = (f"{s['name']} ({s['licence']}, {s['link']})" for s in sources)
    return f"Places: {'; '.join(named)}. Quotes belong to their publishers. Made with Dateline."
