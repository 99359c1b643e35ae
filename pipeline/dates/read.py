"""a string that is a date and nothing else -> the day."""

import datetime as dt
import re

from pipeline.dates.finding import spans_with_words
from pipeline.dates.scanning import day_or_none
from pipeline.records import DatePrecision

_LONGEST = 80  # characters; a metadata date is shorter
# What may stand beside the day in metadata: a clock time, its zone, a few introducing words.
_CLOCK = re.compile(
    r"[T,\s]*(?:\bat\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[ECMP][SD]T|[A-Z]{1,4}ST|CET|CEST|EET|EEST)?"
    r"\s*(?:[+-]\d{2}:?\d{2})?\s*(?:\([^)]*\))?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:(?:date(?:line| of publication)?"
    r"|(?:first |last )?(?:published|updated|posted|modified)"
    r"|created|issued|filed)(?: on| at)?\s*[:\-]?\s*)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")


def read_date(text: str) -> dt.date | None:
    """The day that the whole string names, with its year; None if it is anything else.

    Reads ISO 8601 (with time and zone), RFC 822, Unix `date`, compact figures (20220315),
    British and American orders in words, and a label such as "Published:". Figures whose order of
    day and month is unsure (3/4/2022) are None. The time zone is not applied: the day is the one
    written.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        return day_or_none(int(compact[1]), int(compact[2]), int(compact[3]))
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?=T|\s|$)", text)
    rest = _CLOCK.sub(" ", _LABEL.sub("", text))
    if iso is not None:
        alone = not rest.replace(iso[0], "").strip(" TZ-+,")
        return day_or_none(*map(int, iso.groups())) if alone else None
    spans = [span for _, span in spans_with_words(rest, None)[1]]
    if len(spans) != 1 or spans[0].precision is not DatePrecision.DAY:
        return None
    left = rest[: spans[0].start] + rest[spans[0].end :]
    return None if left.strip(" ,.;|-–()") else spans[0].days.first
