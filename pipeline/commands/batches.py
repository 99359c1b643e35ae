"""Batches named on standard input → a store each, every outcome told as a line of JSON.

`python -m pipeline.commands.batches` is that process. A line it reads is `[FOLDER, STORE]`; what it
says of a batch ends with `{"done": true}`, and it ends itself when its input does.
"""

import functools
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gazetteer.errors import GazetteerError
from pipeline.errors import PipelineError
from pipeline.reading.options import MEGABYTE, Limits, Options
from pipeline.records import Annotation, Article, Copy, Refusal

LIMITS = Limits(file_bytes=50 * MEGABYTE, archive_bytes=500 * MEGABYTE, members=10_000)
NAMED = "uploaded"  # what stands before a file's name instead of the folder it lay in meanwhile


def main() -> None:
    """Read one batch after the other; what is done is kept when the process is asked to end."""
    for line in sys.stdin:
        folder, store = json.loads(line)
        read(Path(folder), Path(store))
        tell(done=True)


def read(folder: Path, store: Path) -> None:
    """Read the files of a folder into a store, telling each outcome."""
    from pipeline import flow
    from pipeline.commands import adding
    from pipeline.commands.stores import pipeline_version
    from pipeline.reading.articles import count_articles
    from pipeline.settings import read_settings
    from pipeline.table import StoreWriter

    options = Options(limits=LIMITS)
    settings = replace(read_settings(), jobs=1, batch_size=8)  # few, so that each is told soon
    tell(total=count_articles([str(folder)], options=options))
    try:
        with StoreWriter.open(store) as writer:
            outcomes = adding.add(
                renamed(folder, options),
                writer,
                work=functools.partial(flow.annotate, settings=settings),
                version=pipeline_version(),
            )
            for outcome in outcomes:
                tell_outcome(outcome)
    except (PipelineError, GazetteerError) as error:
        tell(error=str(error))


def renamed(folder: Path, options: Options) -> Iterator[Article | Refusal]:
    """The articles of a folder, told to stand in `NAMED`: the folder itself will be gone."""
    from pipeline.reading import read_articles

    for item in read_articles([str(folder)], options=options):
        yield replace(item, where=item.where.replace(str(folder), NAMED, 1))


def tell_outcome(outcome: Annotation | Copy | Refusal | int) -> None:
    """Tell one outcome of `adding.add`."""
    if isinstance(outcome, Refusal):
        tell(where=outcome.where, reason=outcome.reason)
    elif isinstance(outcome, int):
        tell(unchanged=outcome)
    else:
        tell(events=len(outcome.events) if isinstance(outcome, Annotation) else 0)


def tell(**told: object) -> None:
    """Write a line of JSON, at once."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is done is kept
    os.nice(5)  # the page goes first
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
