"""A cell or header that says when → date."""

import datetime as dt
import email.utils
import functools
import re

# Day and month by figures alone are ambiguous (3/4/2022) and are read only with the year first.
FORMATS = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
)
FIRST_EPOCH_S = 10**8  # 1973: smaller numbers are years or counts, not seconds since 1970
LAST_EPOCH_S = 4 * 10**9  # 2096
BEYOND = 10**15  # more digits than YYYYMMDDhhmmss has mean no day; JSON can spell infinity too
_EPOCH = re.compile(r"\d{9,13}")
_COMPACT = re.compile(r"\d{8}(?:\d{6}|T\d{6}Z?)?$")  # GDELT writes 20220301 and 20220301120000
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{2,4} \d")  # feeds; none of FORMATS
DISTINCT = 4096  # texts remembered: the articles of a file share their days
EARLIEST, LATEST = dt.date(1600, 1, 1), dt.date(2200, 1, 1)  # beyond lie typing errors


def read_day(value: object) -> dt.date | None:
    """The day a value means, as its writer's clock had it; None if it says none for sure."""
    day = _day(value)
    return day if day is not None and EARLIEST <= day < LATEST else None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    return _from_text(str(value).strip()) if isinstance(value, str) else None


def _from_number(value: float) -> dt.date | None:
    """Seconds or milliseconds since 1970, or the digits YYYYMMDD."""
    if not abs(value) < BEYOND:
        return None
    seconds = value / 1000 if value > LAST_EPOCH_S else value
    if FIRST_EPOCH_S <= seconds <= LAST_EPOCH_S:
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()
    return _from_text(str(int(value))) if value == int(value) else None


@functools.lru_cache(DISTINCT)
def _from_text(text: str) -> dt.date | None:
    if _EPOCH.fullmatch(text):
        return _from_number(int(text))
    if _COMPACT.match(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    if _ISO.match(text):
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            return None
    for form in () if _MAIL.match(text) else FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no instant
        except ValueError:
            continue
    try:
        return email.utils.parsedate_to_datetime(text).date()
    except ValueError:
        return None
