"""Packages and data/ → the gazetteer file, made once and never half."""

import contextlib
import gc
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gazetteer.borders import read_borders, ring_circle
from gazetteer.draft import Draft
from gazetteer.handwritten import Index, add_aliases, add_demonyms, add_type_words, draft_places
from gazetteer.inputs import default_path
from gazetteer.names import fold
from gazetteer.seal import seal
from gazetteer.tables import DATA
from gazetteer.ukraine import draft_ukraine
from gazetteer.world import (
    REGION_ID,
    draft_cities,
    draft_countries,
    draft_regions,
    read_cities,
    read_countries,
)
from gazetteer.writer import Writer

Progress = Callable[[str, float], None]
_STALE_DAYS = 30
_UNFINISHED = ".part"
_SECONDS_PER_DAY = 86_400
ATTRIBUTION = (
    "Places: GeoNames (www.geonames.org, CC BY 4.0), Codifier of Administrative Units of Ukraine, "
    "Unicode CLDR, and the project's own list (MIT)."
)


def _silent(_: str, __: float) -> None:
    """Tell no one."""


def build(path: Path | None = None, progress: Progress = _silent) -> None:
    """Build the gazetteer of the installed packages at `path`, else where `open` looks for it.

    Two processes may build at once: where the system has file locks the second waits and finds the
    first one's file. The file appears whole or not at all. `progress` hears what is being done and
    how much of the whole is done (0-1).
    """
    path = path or default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        if path.exists():
            return
        _remove_stale(path)
        with replacing(path) as draft_path, Writer(draft_path) as writer, _uncollected():
            _fill(writer, progress)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a private path beside `path`; put the file in its place, sealed, if all went well."""
    private = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        yield private
        seal(private)
        private.replace(path)
    finally:
        private.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock beside `path`; without file locks on this system, hold nothing."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: a million drafts live to the end, and none in a circle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _remove_stale(path: Path) -> None:
    """Remove what killed builds of this file left, and files of versions a month old."""
    old = time.time() - _STALE_DAYS * _SECONDS_PER_DAY
    for other in path.parent.glob("gazetteer-*"):
        is_remnant = other.name.startswith(f"{path.name}.") and other.suffix == _UNFINISHED
        if is_remnant or other.stat().st_mtime < old:
            other.unlink(missing_ok=True)


def _fill(writer: Writer, progress: Progress) -> None:
    lost: list[str] = []
    drafts = draft_packaged(progress, lost=lost)
    writer.meta |= {"lost": lost, "attribution": ATTRIBUTION}
    progress("writing", 0.6)
    write_all(writer, drafts, progress)
    names = {draft.admin1_code: draft.name for draft in drafts if draft.id.startswith(REGION_ID)}
    writer.finish(names, read_borders(DATA / "borders.json.gz"))
    progress("done", 1.0)


def draft_packaged(
    progress: Progress,
    *,
    without: frozenset[str] = frozenset(),
    instead: Iterable[Draft] = (),
    lost: list[str] | None = None,
) -> list[Draft]:
    """Draft every packaged and hand-written place, with all their names.

    Args:
        progress: hears what is being done.
        without: countries whose cities are left out, for a dump holds them.
        instead: settlements that stand in for those left out.
        lost: takes the rows of data/ that fit no place.
    """
    progress("cities of the world", 0.0)
    borders = read_borders(DATA / "borders.json.gz")
    countries, rows = read_countries(), read_cities()
    wanted = [row for row in rows if row["countrycode"] not in without]
    cities = [*draft_cities(wanted, countries), *instead]
    progress("countries and regions", 0.25)
    circles = {
        code: ring_circle(rings) for code, rings in borders.items() if rings and "." not in code
    }
    states = draft_countries(countries, rows, circles)
    regions = draft_regions(rows)
    progress("Ukraine", 0.3)
    ukraine = draft_ukraine(cities, regions)
    progress("places written by hand", 0.45)
    drafts = [*states, *regions, *cities, *ukraine]
    index = Index(drafts, regions)
    for table in ("regions.tsv", "us_counties.tsv", "british_counties.tsv", "supplement.tsv"):
        drafts += draft_places(table, index)
    unfitting = [*add_aliases(index), *add_demonyms(index)]
    if lost is not None:
        lost += unfitting
    for region in (draft for draft in drafts if draft.kind == "region"):
        add_type_words(region)
    return drafts


def write_all(writer: Writer, drafts: list[Draft], progress: Progress) -> None:
    """File the words and every draft, telling how far it is."""
    writer.add_words(words_of(drafts))
    step = max(1, len(drafts) // 20)
    for number, draft in enumerate(drafts):
        writer.add(draft)
        if number % step == 0:
            progress("writing", 0.6 + 0.35 * number / len(drafts))


_FAMOUS = 147.0  # from here on a first name ("Odessa") is rather the place


def words_of(drafts: list[Draft]) -> set[str]:
    """English words, and first and last names unless a famous place bears them."""
    english = _listed_words("english_words.txt")
    famous = (draft for draft in drafts if draft.fame >= _FAMOUS)
    places = {fold(name) for draft in famous for name in (draft.name, *draft.names)}
    return english | (_listed_words("common_words.txt") - places)


def _listed_words(name: str) -> set[str]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return {fold(line) for line in lines if line and not line.startswith("#")}
