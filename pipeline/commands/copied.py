"""Articles → the same in order, copies told apart from what was there before them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.copies import Originals, Print, make_print, tell_the_same
from pipeline.flow import Item
from pipeline.records import Article, Copy, Refusal
from pipeline.table import Store, upkeep

LOOKED_UP = 256  # articles whose copies the store is asked for together


@dataclass(slots=True)
class Copied:
    """Tells the copies of what a store holds, and of what came before them in this run."""

    store: Store
    _seen: Originals = field(default_factory=Originals)

    def apart(self, items: Iterable[Article | Refusal]) -> Iterator[Item]:
        """Pass items on in order; an article that is a copy becomes a Copy."""
        rest = iter(items)
        while chunk := list(itertools.islice(rest, LOOKED_UP)):
            prints = {item.id: make_print(item) for item in chunk if isinstance(item, Article)}
            likely = self._likely(prints)
            for item in chunk:
                yield item if isinstance(item, Refusal) else self._judged(item, prints, likely)

    def _judged(
        self, article: Article, prints: Mapping[str, Print], likely: Mapping[str, list[Article]]
    ) -> Item:
        mine = prints[article.id]
        for other in likely.get(article.id, ()):
            if other.id != article.id and tell_the_same(mine, make_print(other)):
                return Copy(article, other.id)
        original = self._seen.find(mine, but=article.id)
        if original:
            return Copy(article, original)
        self._seen.add(article.id, mine)
        return article

    def _likely(self, prints: Mapping[str, Print]) -> dict[str, list[Article]]:
        """Article id -> articles of the store that share a key with it."""
        keys = {key for one in prints.values() for key in one.keys}
        self.store.refresh()
        held = upkeep.print_holders(self.store, keys) if keys else {}
        names = {
            name: tuple(dict.fromkeys(other for key in one.keys for other in held.get(key, ())))
            for name, one in prints.items()
        }
        wanted = {other for others in names.values() for other in others}
        found = {one.id: one for one in upkeep.given(self.store, wanted)} if wanted else {}
        return {name: [found[other] for other in others] for name, others in names.items()}
