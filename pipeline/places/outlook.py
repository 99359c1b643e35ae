"""Article → weak hints of where it is set: its outlet's country, the peoples it names."""

import re
from collections import Counter
from urllib.parse import urlsplit

from gazetteer import Gazetteer
from gazetteer.kinds import kinds
from pipeline.places.wording import pattern
from pipeline.records import Article

_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]+)?\b(?=([ -][a-z]+)?)")
_NEVER_COUNTRY = frozenset(
    {"COM", "TV", "IO", "ME", "CO", "FM", "AI", "LY", "TO", "CC", "WS", "EU"}
)  # sold to all
_RENAMED = {"UK": "GB"}


def find_adjectives(text: str, gazetteer: Gazetteer) -> dict[str, float]:
    """How much the demonyms of a text speak for each country: root of their count, 3 at most.

    What a state sends abroad ("Russian missiles", "a French envoy") says nothing of where.
    """
    abroad = pattern("sent_abroad")
    found = _CAPITALISED.finditer(text)
    words = Counter(m.group() for m in found if not abroad.fullmatch(m.group(1) or ""))
    votes: Counter[str] = Counter()
    for word, count in words.items():
        place = gazetteer.demonym(word)
        if place is not None and place.country and kinds()[place.kind].group == "admin":
            votes[place.country] += count
    return {country: min(float(count) ** 0.5, 3.0) for country, count in votes.items()}


def _domain(address: str) -> str:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    last = host.rpartition(".")[2].upper()
    return "" if len(last) != len("UK") or last in _NEVER_COUNTRY else _RENAMED.get(last, last)


def top_domain(article: Article) -> str:
    """The country (alpha-2) of the article's web address; empty for .com and its like."""
    for address in (article.url, article.source):
        if "." in address and " " not in address.strip():
            try:
                found = _domain(address.strip())
            except ValueError:  # not an address after all
                continue
            if found:
                return found
    return ""
