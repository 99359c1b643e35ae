"""Articles → those that a store does not hold yet as they are, under the ids they have in it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.records import Article, Refusal


def content_hash(article: Article) -> str:
    """A key of all that the stages see of an article."""
    fields = (article.text, article.title, str(article.date or ""), article.source, article.url)
    return hashlib.sha256("\0".join(fields).encode()).hexdigest()


@dataclass(slots=True)
class Known:
    """What a store holds already, and the ids that articles get in it.

    An id that was made from a file's name belongs to that file: another file of the same name
    gets another id. An id that the article brought along belongs to the article, wherever it
    stands.
    """

    articles: dict[str, tuple[str, str, str]]
    refused: frozenset[Refusal]
    version: str
    unchanged: int = 0
    _by_place: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the articles by the place they were read from."""
        self._by_place = {where: key for key, (_, _, where) in self.articles.items()}

    def fresh(self, items: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
        """Those that are new or changed, under the ids they have in the store; all refusals."""
        for item in items:
            if isinstance(item, Refusal):
                yield item
                continue
            article = self._named(item)
            digest, version, _ = self.articles.get(article.id, ("", "", ""))
            fresh = content_hash(item)
            if (digest, version) == (fresh, self.version):
                self.unchanged += 1
            else:
                self.articles[article.id] = (fresh, self.version, article.where)
                yield article

    def again(self, strays: Iterable[Article]) -> Iterator[Article]:
        """Articles of the store that are to be worked once more."""
        for article in strays:
            self.articles[article.id] = (content_hash(article), self.version, article.where)
            yield article

    def hash_of(self, article_id: str) -> str:
        """The content hash of an article of the store or of this run."""
        return self.articles[article_id][0]

    def _named(self, article: Article) -> Article:
        if article.id_given:
            return article
        if article.where in self._by_place:
            return replace(article, id=self._by_place[article.where])
        digest, _, _ = self.articles.get(article.id, ("", "", ""))
        if digest in ("", content_hash(article)):
            return article
        mark = hashlib.sha256(article.where.encode()).hexdigest()[:6]
        return replace(article, id=f"{article.id}~{mark}")
