"""Articles → store: only the new and the changed are worked, and what is done is kept."""

import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from pipeline.commands.choices import Work
from pipeline.commands.copied import Copied
from pipeline.commands.known import Known
from pipeline.commands.stored_rows import make_batch
from pipeline.flow import Outcome
from pipeline.records import Annotation, Article, Refusal
from pipeline.table import Store, StoreWriter, upkeep
from pipeline.table.joining import join, key_rows

COMMIT_ARTICLES = 200
COMMIT_S = 20.0  # whichever comes first: a kill loses at most this much work


def add(
    articles: Iterable[Article | Refusal], writer: StoreWriter, *, work: Work, version: str
) -> Iterator[Outcome | int]:
    """Work what is new and commit it batch by batch, yielding each outcome.

    Copies that have lost their original are worked as well. The last thing yielded is how many
    articles were left as they were. Stopped from outside, it commits what is done so far.

    Args:
        articles: as they are read.
        writer: of the store.
        work: the stages, such as `flow.annotate` with its settings.
        version: of the program; what another one worked is worked again.
    """
    store = Store.open(writer.folder)
    known = Known(store.known(), frozenset(store.refused()), version)
    copied = Copied(store)
    try:
        yield from _committed(work(copied.apart(known.fresh(articles))), writer, store, known)
        store.refresh()
        strays = upkeep.given(store, upkeep.strays(store))
        if strays:
            yield from _committed(work(copied.apart(known.again(strays))), writer, store, known)
    finally:
        store.close()
    yield known.unchanged


def _committed(
    outcomes: Iterable[Outcome], writer: StoreWriter, store: Store, known: Known
) -> Iterator[Outcome]:
    pending: list[Outcome] = []
    last = time.monotonic()
    try:
        for outcome in outcomes:
            if not (isinstance(outcome, Refusal) and outcome in known.refused):
                pending.append(outcome)
            yield outcome
            late = pending and time.monotonic() - last > COMMIT_S
            if late or len(pending) >= COMMIT_ARTICLES:
                _commit(writer, store, pending, known)
                pending, last = [], time.monotonic()
    finally:  # stopped, perhaps in the middle of a commit: what is pending is done
        try:
            if isinstance(outcomes, Generator):
                outcomes.close()  # now, not when it is forgotten: its processes need not go on
        finally:
            if pending:
                _commit(writer, store, pending, known)


def _commit(writer: StoreWriter, store: Store, outcomes: list[Outcome], known: Known) -> None:
    done = [outcome for outcome in outcomes if isinstance(outcome, Annotation)]
    events = [event for annotation in done for event in annotation.events]
    keys = key_rows(events)
    store.refresh()
    replaced = [annotation.article.id for annotation in done]
    held = upkeep.holders(store, {row.key for row in keys}, without=replaced)
    writer.commit(make_batch(outcomes, join(events, keys, held), known))


def absolute(paths: Iterable[str]) -> list[str]:
    """The paths as they are known from everywhere; stdin stays `-`."""
    return [path if path == "-" else str(Path(path).absolute()) for path in paths]
