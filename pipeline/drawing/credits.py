"""credits.toml -> Credit…: whose data and code a reader sees, with their licences."""

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.drawing.card import escape
from pipeline.drawing.speech import say_or

CREDITS = Path(__file__).with_name("credits.toml")


@dataclass(frozen=True, slots=True)
class Credit:
    """A source of data or code; `link` is empty when it has no page of its own."""

    name: str
    what: str
    licence: str
    link: str


@functools.cache
def load_credits() -> tuple[Credit, ...]:
    """All sources, in the order a reader meets them."""
    raw = tomllib.loads(CREDITS.read_text(encoding="utf-8"))
    return tuple(Credit(**entry) for entry in raw["source"])


def credits_html(sources: Iterable[Credit]) -> str:
    """A list of sources as HTML."""
    return f'<ul class="dl-credits">{"".join(map(_item, sources))}</ul>'


def _item(source: Credit) -> str:
    def told(part: str) -> str:
        return escape(say_or(f"credit.{source.name}.{part}", getattr(source, part)))

    name = told("name")
    if source.link:
        name = f'<a href="{escape(source.link)}" target="_blank" rel="noopener">{name}</a>'
    return f"<li><b>{name}</b>: {told('what')}. <small>{told('licence')}</small></li>"
