"""Article, mentions and places → one scene, of which the questions about roles are asked."""

import re
from dataclasses import dataclass
from functools import cached_property

from gazetteer import Place
from gazetteer.kinds import kinds
from pipeline.mentions.grammar import Grammar
from pipeline.places.phrases import anchors
from pipeline.places.sites import Site, find_sites
from pipeline.places.wording import role_words
from pipeline.records import Article, Mention, Token

_WIDE = frozenset({"country", "continent", "region", "area", "sea"})
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")


@dataclass(frozen=True)
class Scene:
    """One article; `mentions` are in text order, `places` in theirs (None: unplaced)."""

    article: Article
    grammar: Grammar
    mentions: tuple[Mention, ...]
    places: tuple[Place | None, ...]

    @cached_property
    def sites(self) -> tuple[Site | None, ...]:
        """Where each mention stands in its sentence."""
        return find_sites(self.grammar, self.mentions)

    @cached_property
    def anchors(self) -> frozenset[int]:
        """Numbers of the mentions that a distance or direction is counted from."""
        return anchors(self.article.text, self.mentions)

    @cached_property
    def owner(self) -> dict[int, int]:
        """For each token inside a mention, and each carrier, the number of that mention."""
        found: dict[int, int] = {}
        for number, site in enumerate(self.sites):
            if site is not None:
                found.update(dict.fromkeys(site.tokens, number))
                found.setdefault(site.carrier, number)
        return found

    @cached_property
    def year(self) -> int | None:
        """The year it was written in: that of its date, else the last year it names."""
        if self.article.date is not None:
            return self.article.date.year
        return max(map(int, _YEAR.findall(self.article.text)), default=None)

    def is_wide(self, number: int) -> bool:
        """Whether a mention means a country, a region or the like."""
        place = self.places[number]
        return place is not None and place.kind in _WIDE

    def is_state(self, number: int) -> bool:
        """Whether a mention may stand for a government: a country, a capital, a seat of power."""
        place = self.places[number]
        if place is None:
            return False
        return (
            place.kind in {"country", "continent"}
            or place.name.lower() in role_words("seats_of_power")
            or kinds()[place.kind].group == "building"
        )

    def governor(self, site: Site) -> Token:
        """The token a site hangs on."""
        return self.grammar.tokens[site.governor]

    def governing_lemma(self, site: Site) -> str:
        """Its lemma in lower case."""
        return self.governor(site).lemma.lower()

    def before(self, number: int, reach: int) -> str:
        """The text of the line up to `reach` characters before a mention."""
        start = self.mentions[number].start
        return self.article.text[max(0, start - reach) : start].rpartition("\n")[2]
