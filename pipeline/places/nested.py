"""Names of buildings and bodies → the towns they begin with ("Lviv Aircraft Repair Plant").

Such a town is no name of a place in the text, and no list of names shows it; but what is struck
there is struck in that town.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gazetteer import Gazetteer, NameClass
from pipeline.mentions.grammar import Grammar
from pipeline.places.resolve import resolve
from pipeline.places.wording import role_words
from pipeline.records import Article, Entity, Mention, Parse, Resolution, Role

_LABELS = frozenset({"FAC", "GPE", "LOC", "ORG"})
_LONGEST = 3  # words of a town's name
_TOWN = NameClass.LARGE | NameClass.MID | NameClass.SMALL


def nested_places(
    article: Article, parse: Parse, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """The towns that open names of facilities, as seats, in text order.

    Only where no place was found; the towns are chosen in the light of all names of the article.
    """
    grammar = Grammar(parse)
    placed = [r.mention for r in resolutions if r.place is not None]
    taken = {offset for mention in placed for offset in range(mention.start, mention.end)}
    hidden = [
        mention
        for entity in parse.entities
        for mention in _opening(article.text, grammar, entity, gazetteer)
        if taken.isdisjoint(range(mention.start, mention.end))
    ]
    if not hidden:
        return ()
    together = tuple(sorted((*placed, *hidden), key=lambda m: (m.start, m.end)))
    found = resolve(article, parse, together, gazetteer)
    return tuple(
        replace(r, role=Role.ORGANISATION_SEAT)
        for r in found
        if r.mention in hidden and r.place is not None and r.place.kind != "country"
    )


def _opening(
    text: str, grammar: Grammar, entity: Entity, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """The town that the name of a building or body begins with, if it does."""
    inside = grammar.tokens_in(entity.start, entity.end)
    if entity.label not in _LABELS or len(inside) < 2:  # noqa: PLR2004 - a town and what it has
        return
    last = grammar.tokens[inside[-1]].lemma.lower()
    if last not in role_words("spots") | role_words("bodies"):
        return
    for count in range(min(_LONGEST, len(inside) - 1), 0, -1):
        end = grammar.tokens[inside[count - 1]].end
        name = text[entity.start : end]
        known = gazetteer.name_class(name) if name[:1].isupper() else NameClass(0)
        if known & _TOWN and not known & NameClass.COMMON_WORD:
            yield Mention(entity.start, end, name, "GPE", "nested")
            return
