"""GeoNames dumps, plain or zipped → a gazetteer file beside or instead of the packaged one."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.borders import read_borders
from gazetteer.build import ATTRIBUTION, Progress, draft_packaged, replacing, words_of
from gazetteer.draft import Draft
from gazetteer.errors import DumpError
from gazetteer.fame import country_fame, kind_fame, region_fame, settlement_fame
from gazetteer.kinds import kinds
from gazetteer.tables import DATA, read_table
from gazetteer.world import add_alternates, settlement_kind, settlement_radius
from gazetteer.writer import Writer

_COLUMNS = 19
_ALTERNATE_COLUMNS = 4  # at least: id, place, language, name
_REPORTED = 20  # malformed rows named one by one
_LEAST_RANK = 100  # fuzzy matches reach settlements of about 10,000 people and more
_FEATURE_SHARE = 0.5  # a hill or stream of a full dump is less often meant than one in the news
_NOT_NAMES = frozenset(
    {"link", "post", "iata", "icao", "faac", "unlc", "wkdt", "tcid", "phon", "abbr"}
)
_SETTLEMENTS = frozenset({"city", "town", "village"})


@dataclass(slots=True)
class _Report:
    """What was taken in and what was left out."""

    rows: int = 0
    skipped: int = 0
    lines: list[str] = field(default_factory=list)

    def skip(self, path: Path, line: int, problem: str) -> None:
        """Note a malformed row."""
        self.skipped += 1
        if self.skipped <= _REPORTED:
            self.lines.append(f"{path}:{line}: {problem}; row skipped")

    def summary(self) -> list[str]:
        """The lines to tell: the first malformed rows, then the counts."""
        more = self.skipped - _REPORTED
        tail = [f"… and {more} more malformed rows"] if more > 0 else []
        return [*self.lines, *tail, f"{self.rows} rows read, {self.skipped} skipped"]


def build_with_dumps(
    path: Path,
    dumps: list[Path],
    alternate_names: Path | None,
    *,
    only: bool,
    progress: Progress,
) -> list[str]:
    """Import dumps into a new file at `path`; the old one stays until the new one is whole.

    Settlements of a dumped country replace the packaged ones; its codifier and hand-written places
    stay. With `only`, nothing packaged is taken in.

    Returns:
        Lines for the person: malformed rows by file and line, and the counts.

    Raises:
        DumpError: a dump that cannot be read, is truncated, has another number of columns, or uses
            an id twice.
    """
    report = _Report()
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as private, Writer(private, least_rank=_LEAST_RANK) as writer:
        writer.meta["attribution"] = ATTRIBUTION
        kept: list[Draft] = []
        if not only:
            countries = _countries(dumps)
            progress("packaged places", 0.0)
            ukraine = list(_settlements_of("UA", dumps)) if "UA" in countries else []
            kept = draft_packaged(progress, without=countries, instead=ukraine)
        writer.add_words(words_of(kept))
        for draft in kept:
            writer.add(draft)
        taken = {draft.id for draft in kept if draft.id.startswith("geonames:")}
        seen = bytearray(1 << 22)
        for number, dump in enumerate(dumps):
            progress(f"reading {dump.name}", 0.5 + 0.4 * number / len(dumps))
            for draft in _drafts(dump, report, seen):
                if draft.id not in taken:
                    writer.add(draft)
        del kept
        if alternate_names is not None:
            progress(f"reading {alternate_names.name}", 0.9)
            writer.add_alternates(_alternates(alternate_names, report))
        progress("writing", 0.95)
        rows = read_table(DATA / "admin1.tsv", "country code name aliases lat lon radius_km source")
        names = {f"{row['country']}.{row['code']}": row["name"] for row in rows}
        writer.finish(names, read_borders(DATA / "borders.json.gz"))
    return report.summary()


def _countries(dumps: list[Path]) -> frozenset[str]:
    """The countries whose settlements the dumps hold."""
    found = set()
    for dump in dumps:
        for _, cells in _rows(dump, None):
            if len(cells) == _COLUMNS and cells[6] == "P":
                found.add(cells[8])
    return frozenset(found)


def _settlements_of(country: str, dumps: list[Path]) -> Iterator[Draft]:
    """Settlements of one country, for the lists that are joined with them."""
    for dump in dumps:
        for draft in _drafts(dump, _Report(), None):
            if draft.country == country and draft.kind in _SETTLEMENTS:
                yield draft


def _drafts(dump: Path, report: _Report, seen: bytearray | None) -> Iterator[Draft]:
    """The places of a dump; `seen` marks the ids met so far, None checks nothing."""
    by_code = {
        row["code"]: row["kind"] for row in read_table(DATA / "geonames_kinds.tsv", "code kind")
    }
    for line, cells in _rows(dump, report):
        try:
            draft = _draft(cells, by_code)
        except ValueError as error:
            report.skip(dump, line, str(error))
            continue
        report.rows += 1
        if draft is None:
            continue
        if seen is not None:
            _mark_seen(seen, int(cells[0]), dump, line)
        yield draft


def _mark_seen(seen: bytearray, number: int, dump: Path, line: int) -> None:
    byte, bit = number >> 3, 1 << (number & 7)
    if byte >= len(seen):
        seen.extend(bytes(byte + 1 - len(seen)))
    if seen[byte] & bit:
        raise DumpError(dump, f"line {line}: geonameid {number} is used twice")
    seen[byte] |= bit


def _draft(cells: list[str], by_code: dict[str, str]) -> Draft | None:
    """Draft a row; None for what the gazetteer leaves out."""
    if len(cells) != _COLUMNS:
        message = f"{len(cells)} columns, not {_COLUMNS}"
        raise ValueError(message)
    number, lat, lon = int(cells[0]), float(cells[4]), float(cells[5])
    if not (0 < number < 1 << 32 and -90 <= lat <= 90 and -180 <= lon <= 180 and cells[1]):  # noqa: PLR2004 - degrees
        message = "no id, no name, or no such point"
        raise ValueError(message)
    kind = by_code.get(f"{cells[6]}.{cells[7]}", by_code.get(cells[6], "-"))
    if kind == "-":
        return None
    people = int(cells[14] or 0)
    radius = kinds()[kind].radius_km
    if kind == "village":
        kind = settlement_kind(people)
        radius = settlement_radius(people)
    code = f"{cells[8]}.{cells[10]}" if cells[10] and cells[10] != "00" else ""
    fame = _fame(kind, people, cells[7])
    draft = Draft(
        f"geonames:{number}", cells[1], kind, cells[8], code, lat, lon, radius, fame, people
    )
    if cells[3]:
        add_alternates(draft, cells[3].split(","))
    return draft


def _fame(kind: str, people: int, code: str) -> float:
    if kind in _SETTLEMENTS:
        return settlement_fame(people, capital=code == "PPLC")
    if kind == "country":
        return country_fame(people)
    if kind == "region":
        return region_fame(people)
    return kind_fame(kinds()[kind].weight) * _FEATURE_SHARE


def _rows(dump: Path, report: _Report | None) -> Iterator[tuple[int, list[str]]]:
    """Cells of each line with its number.

    Raises:
        DumpError: the file is missing or truncated, or its first line is no row of a dump.
    """
    lines = _lines(dump)
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if number == 1 and len(cells) != _COLUMNS:
            raise DumpError(
                dump,
                f"line 1 has {len(cells)} columns; a GeoNames dump has {_COLUMNS}, tab-separated",
            )
        if "�" in line and report is not None:
            report.skip(dump, number, "not UTF-8")
            continue
        yield number, cells


def _lines(path: Path) -> Iterator[str]:
    """Lines of a text file, or of the text files inside a zip."""
    with ExitStack() as opened:
        try:
            if zipfile.is_zipfile(path) or path.suffix.lower() == ".zip":
                archive = opened.enter_context(zipfile.ZipFile(path))
                names = [
                    n
                    for n in archive.namelist()
                    if n.endswith(".txt") and "readme" not in n.lower()
                ]
                for name in names:
                    member = opened.enter_context(archive.open(name))
                    yield from io.TextIOWrapper(member, "utf-8", errors="replace", newline="\n")
            else:
                file = opened.enter_context(
                    path.open(encoding="utf-8", errors="replace", newline="\n")
                )
                yield from file
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DumpError(path, f"the zip is truncated or damaged ({error})") from error
        except OSError as error:
            raise DumpError(path, error.strerror or str(error)) from error


def _alternates(path: Path, report: _Report) -> Iterator[tuple[int, str, bool]]:
    """GeoNames id, name, and whether it is historic; links and codes are left out."""
    for number, line in enumerate(_lines(path), 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < _ALTERNATE_COLUMNS or not cells[1].isdigit():
            if number == 1:
                raise DumpError(path, "line 1 is no row of GeoNames' alternateNamesV2")
            report.skip(path, number, "no id or too few columns")
        elif cells[2] not in _NOT_NAMES and cells[3]:
            yield int(cells[1]), cells[3], len(cells) > 7 and cells[7] == "1"  # noqa: PLR2004 - isHistoric
