"""Article… → Annotation…: the stages in a row; the only place that knows there are many articles.

It yields in the order of the input, so memory stays flat and the first answer does not wait for
the last article.
"""

import functools
import itertools
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, replace

from gazetteer import Gazetteer
from pipeline.dates import date_article, find_dates
from pipeline.events import make_events
from pipeline.language import load_nlp, parse
from pipeline.mentions import find_mentions
from pipeline.places import enclosed_places, nested_places, relative_places, resolve
from pipeline.processes import Pool, is_stopped, start_pool
from pipeline.records import Annotation, Article, Copy, Event, Parse, Refusal, Resolution, Role
from pipeline.records import PlacePrecision as Precision
from pipeline.settings import Settings

_log = logging.getLogger(__name__)

BATCH_CHARS = 400_000  # of text that go to a process together: bounds the memory of parsing
SHARE_ARTICLES = 8  # that go to one of several processes: none works long when the others are done
WAITING = 8  # of those per process handed out, so that none is idle while a store is written
TRIES = 2  # an article whose process dies this often is refused

# One for one, so that offsets stay those of the file: a byte order mark or a control character
# means nothing to a reader, but glues itself to the word beside it.
_BLANKED = str.maketrans(
    {chr(code): " " for code in (*range(9), 11, 12, *range(14, 32), 0x7F, 0xFEFF)}
)
# Likewise, for the parser alone, a bullet: it would be taken for the sentence's first word.
_BULLET = re.compile(r"^[ \t]*(?:[•●▪◦‣∙]|\*(?= ))", re.MULTILINE)
EVENT_ROLES = frozenset({Role.EVENT_LOCATION, Role.EVENT_ORIGIN, Role.EVENT_DESTINATION})

Item = Article | Copy | Refusal
Outcome = Annotation | Copy | Refusal


@dataclass(frozen=True, slots=True)
class Stages:
    """What the stages need loaded: the language pipeline as a function, and the gazetteer."""

    parse: Callable[[Iterable[str]], Iterator[Parse]]
    gazetteer: Gazetteer
    demonyms: bool


def load_stages(settings: Settings) -> Stages:
    """Load the language pipeline and the gazetteer; takes seconds, once a process.

    Raises:
        ModelMissing: the language pipeline is not installed.
        GazetteerError: the gazetteer cannot be opened.
    """
    gazetteer = Gazetteer.open(settings.gazetteer, checked=True)
    nlp = load_nlp(settings.model)
    return Stages(functools.partial(parse, nlp), gazetteer, settings.demonyms)


def annotate(articles: Iterable[Item], *, settings: Settings) -> Iterator[Outcome]:
    """Annotate every article, in order; copies and refusals pass through.

    An article at which a stage fails becomes a Refusal, for one poison article must not lose the
    others.

    Args:
        articles: as `read_articles` gives them.
        settings: `jobs` processes work at once; one works in this process.
    """
    items = iter(articles)
    for item in items:
        if isinstance(item, Article):
            break
        yield item  # nothing to load the stages for
    else:
        return
    share = SHARE_ARTICLES if settings.jobs > 1 else settings.batch_size
    todo = batches(itertools.chain((item,), items), min(share, settings.batch_size))
    if settings.jobs > 1:
        yield from _in_processes(todo, settings)
        return
    stages = load_stages(settings)
    for batch in todo:
        yield from annotate_batch(batch, stages)


def annotate_batch(batch: Sequence[Item], stages: Stages) -> Iterator[Outcome]:
    """Annotate a few articles together, in order."""
    clean = [_without_controls(item) for item in batch if isinstance(item, Article)]
    parses = iter(_parses(clean, stages))
    cleaned = iter(clean)
    for item in batch:
        if not isinstance(item, Article):
            yield item
            continue
        article, parse = next(cleaned), next(parses)
        if isinstance(parse, Refusal):
            yield parse
            continue
        try:
            yield replace(_annotation(article, parse, stages), article=item)
        except Exception as error:  # noqa: BLE001 - one poison article must not lose the others
            yield _failure(item, error)


def _without_controls(article: Article) -> Article:
    text = article.text.translate(_BLANKED)
    return article if text == article.text else replace(article, text=text)


def _for_parser(text: str) -> str:
    return _BULLET.sub(lambda found: " " * len(found[0]), text)


def _parses(articles: Sequence[Article], stages: Stages) -> list[Parse | Refusal]:
    """Parse all together; if that fails, one by one, to find the article that it fails at."""
    try:
        together: list[Parse | Refusal] = list(
            stages.parse([_for_parser(a.text) for a in articles])
        )
    except Exception:  # noqa: BLE001 - told and counted one by one below
        return [_parse_alone(article, stages) for article in articles]
    return together


def _parse_alone(article: Article, stages: Stages) -> Parse | Refusal:
    try:
        return next(stages.parse([_for_parser(article.text)]))
    except Exception as error:  # noqa: BLE001 - one poison article must not lose the others
        return _failure(article, error)


def _failure(article: Article, error: Exception) -> Refusal:
    _log.debug("%s", article.where or article.id, exc_info=error)
    reason = f"a stage failed at it, which is a bug ({type(error).__name__}: {error})"
    return Refusal(article.where or article.id, reason)


def _annotation(article: Article, parse: Parse, stages: Stages) -> Annotation:
    mentions = find_mentions(article, parse, stages.gazetteer, demonyms=stages.demonyms)
    resolutions = resolve(article, parse, mentions, stages.gazetteer)
    dated = date_article(article)
    dates = find_dates(article.text, dated, parse)
    named = tuple(r for r in resolutions if r.role is not Role.DEMONYM)  # a people is no scene
    relative = relative_places(article.text, named, stages.gazetteer)
    enclosed = enclosed_places(article.text, parse, named, stages.gazetteer)
    nested = nested_places(article, parse, named, stages.gazetteer)
    places = (*named, *relative, *enclosed, *nested)
    events = make_events(article, parse, places, dates, dated)
    return _reconciled(Annotation(article, dated, resolutions, dates, events))


def _reconciled(annotation: Annotation) -> Annotation:
    """Give the mentions that carry an event a role that says so.

    The base of a relative place ("north of Kyiv") keeps its role: the event is not there.
    """
    roles: dict[tuple[int, int], Role] = {}
    for event in annotation.events:
        carriers = (
            (event.where, Role.EVENT_LOCATION),
            (event.origin, Role.EVENT_ORIGIN),
            (event.destination, Role.EVENT_DESTINATION),
        )
        for resolution, role in carriers:
            if resolution is not None and resolution.precision is not Precision.RELATIVE:
                roles.setdefault((resolution.mention.start, resolution.mention.end), role)

    def with_role(resolution: Resolution | None) -> Resolution | None:
        if resolution is None or resolution.role in EVENT_ROLES:
            return resolution
        role = roles.get((resolution.mention.start, resolution.mention.end))
        return resolution if role is None else replace(resolution, role=role)

    def with_roles(event: Event) -> Event:
        where, origin = with_role(event.where), with_role(event.origin)
        return replace(event, where=where, origin=origin, destination=with_role(event.destination))

    return replace(
        annotation,
        resolutions=tuple(with_role(r) or r for r in annotation.resolutions),
        events=tuple(with_roles(event) for event in annotation.events),
    )


Batch = tuple[Item, ...]


def batches(items: Iterable[Item], most: int) -> Iterator[Batch]:
    """Neighbours together, at most `most` of them and about `BATCH_CHARS` of text."""
    batch: list[Item] = []
    chars = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if batch and (len(batch) == most or chars + size > BATCH_CHARS):
            yield tuple(batch)
            batch, chars = [], 0
        batch.append(item)
        chars += size
    if batch:
        yield tuple(batch)


def _in_processes(todo: Iterator[Batch], settings: Settings) -> Iterator[Outcome]:
    """The same in several processes; one that dies costs no article but the one it dies at."""
    waiting: list[tuple[Batch, Future[list[Outcome]]]] = []
    pool = _proved_pool(settings)
    try:
        while True:
            fresh = itertools.islice(todo, settings.jobs * WAITING - len(waiting))
            waiting += [(batch, _handed(pool, batch)) for batch in fresh]
            if not waiting:
                return
            batch, future = waiting.pop(0)
            try:
                outcomes = future.result()
            except BrokenExecutor:
                pool.finish()
                outcomes = _one_by_one(batch, settings)
                pool = start_pool(_begin_work, settings)
                waiting = [(other, _handed(pool, other)) for other, _ in waiting]
            yield from outcomes
    finally:
        pool.stop()  # what comes next need not wait for it


def _handed(pool: Pool, batch: Batch) -> "Future[list[Outcome]]":
    """The batch's future; if a process died just now, one that tells so when its turn comes."""
    try:
        return pool.submit(_work, batch)
    except BrokenExecutor as error:
        broken: Future[list[Outcome]] = Future()
        broken.set_exception(error)
        return broken


def _one_by_one(batch: Batch, settings: Settings) -> list[Outcome]:
    """The articles of a batch at which a process died, each tried `TRIES` times in one process."""
    alone = replace(settings, jobs=1)
    pool = start_pool(_begin_work, alone)
    outcomes: list[Outcome] = []
    for item in batch:
        if not isinstance(item, Article):
            outcomes.append(item)
            continue
        for _ in range(TRIES):
            try:
                outcomes += _handed(pool, (item,)).result()
                break
            except BrokenExecutor:
                pool.finish()
                pool = start_pool(_begin_work, alone)
        else:
            where = item.where or item.id
            outcomes.append(Refusal(where, f"the process that worked it died {TRIES} times"))
    pool.finish()
    return outcomes


_stages: Stages | None = None  # of a worker process, loaded once by `_begin_work`


def _proved_pool(settings: Settings) -> Pool:
    """A pool whose workers are known to load; else the reason is raised here, once."""
    Gazetteer.open(settings.gazetteer)  # built at its first use: by one process, not by each
    pool = start_pool(_begin_work, settings)
    try:
        pool.submit(_work, ()).result()
    except BrokenExecutor:
        load_stages(settings)
        raise
    except KeyboardInterrupt:
        pool.stop(wait=True)  # a process that is just starting needs what the pool holds
        raise
    return pool


def _begin_work(settings: Settings) -> None:
    global _stages  # noqa: PLW0603 - a pool hands its workers nothing but module state
    _stages = load_stages(settings)


def _work(batch: Batch) -> list[Outcome]:
    if _stages is None:
        message = "a worker process that was not begun"
        raise RuntimeError(message)
    todo = iter(()) if is_stopped() else annotate_batch(batch, _stages)
    return list(itertools.takewhile(lambda _: not is_stopped(), todo))
