"""News text in; dated, placed, quoted events out.

```python
from pipeline import extract
events = extract("articles/")  # a pandas DataFrame, a row per event
```

Reading order: `records` (the nouns), `flow` (the stages in a row), then the rooms in the order of
the flow: `reading`, `language`, `mentions`, `places`, `dates`, `events`, `incidents`, `table`,
`drawing`. The command line is `__main__` and `commands`.
"""

from os import PathLike, fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.table.frames import Frame

__all__ = ["extract"]


def extract(*paths: str | PathLike[str], settings: "Settings | None" = None) -> "Frame":
    """Read articles and return their events, with the columns of every export.

    What was refused stands in `frame.attrs["refused"]` as pairs of where and why, and what told
    the same as another article in `frame.attrs["copies"]` as pairs of their ids.

    Args:
        paths: files, folders or globs.
        settings: how to work; those of the settings file and the environment unless given.
    """
    from pipeline.copies import set_apart
    from pipeline.flow import annotate
    from pipeline.reading import read_articles
    from pipeline.settings import read_settings
    from pipeline.table.frames import to_frame
    from pipeline.table.gathering import gather

    articles = read_articles([fspath(path) for path in paths])
    gathered = gather(annotate(set_apart(articles), settings=settings or read_settings()))
    frame = to_frame(gathered.rows)
    frame.attrs["refused"] = [(refusal.where, refusal.reason) for refusal in gathered.refused]
    frame.attrs["copies"] = [(copy.article.id, copy.original_id) for copy in gathered.copies]
    return frame
