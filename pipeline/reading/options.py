"""What a person may ask of the readers, and how much they take in at most."""

import datetime as dt
from dataclasses import dataclass, field

from pipeline.reading.fields import Columns

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is taken in; beyond them an input is refused with its reason.

    An article of `article_chars` code points (about 300,000 words, a thick book) is worked in a
    minute or two; a longer one is a heap of articles in one file. `file_bytes` bounds the formats
    that have to be read whole (HTML, PDF, DOCX, JSON). `line_bytes` bounds one line of JSON lines.
    An archive may unpack to `ratio` times its packed size (text packs to a tenth or, if it repeats
    itself, a hundredth) once it is larger than `free_bytes`, to `archive_bytes` in all, and hold
    archives `depth` deep.
    """

    article_chars: int = 2_000_000
    file_bytes: int = 200 * MEGABYTE
    line_bytes: int = 16 * MEGABYTE
    ratio: int = 250
    free_bytes: int = 5 * MEGABYTE
    archive_bytes: int = 20_000 * MEGABYTE
    members: int = 100_000
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: given column names, an ending to use for what has none, bounds, languages.

    With `any_language` articles that look like another language than English are read all the same.
    `limit` stops after so many articles; `since` leaves out those given an earlier date.
    """

    columns: Columns = field(default_factory=Columns)
    ending: str = ""
    limits: Limits = field(default_factory=Limits)
    any_language: bool = False
    limit: int | None = None
    since: dt.date | None = None
