"""Rows → parts of a store, committed batch by batch."""

import hashlib
import io
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from pipeline.errors import OutputError, StoreError
from pipeline.table import frames
from pipeline.table.manifest import (
    LOCK,
    NAME,
    Manifest,
    Part,
    commit_manifest,
    locked,
    read_manifest,
    write_durably,
)
from pipeline.table.notes import NOTES
from pipeline.table.rows import EventRow
from pipeline.table.stored import (
    KINDS,
    ArticleRow,
    DateRow,
    KeyRow,
    MentionRow,
    PrintRow,
    RefusedRow,
    SentenceRow,
)

if TYPE_CHECKING:
    import pyarrow as pa

SMALL_ROWS = 20_000  # parts below this are worth merging …
SMALL_ARTICLES = 4_000  # … but articles are large rows, and a part is held in memory to change it
SMALL_PARTS = 24  # this many small parts of a table are merged at the next commit
GROUP_ROWS = 8_192  # rows per Parquet row group: what is read to show one of them
PART_ROWS = 32 * GROUP_ROWS  # the largest part made, so that replacing an article stays cheap
PART_ARTICLES = 4 * SMALL_ARTICLES
_AS_BEFORE = "cannot be written ({}); the store is as before"


@dataclass(frozen=True, slots=True)
class Batch:
    """What one commit adds. An article here replaces all that the store had under its id.

    `gone` are ids of articles to remove without a successor. A refusal replaces an earlier one
    of the same place. `renamed` gives events that the store has under one incident to another.
    """

    articles: Sequence[ArticleRow] = ()
    mentions: Sequence[MentionRow] = ()
    dates: Sequence[DateRow] = ()
    events: Sequence[EventRow] = ()
    sentences: Sequence[SentenceRow] = ()
    refused: Sequence[RefusedRow] = ()
    keys: Sequence[KeyRow] = ()
    prints: Sequence[PrintRow] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    gone: Collection[str] = field(default_factory=frozenset)


class StoreWriter:
    """The only way into a store; made by `open`, which holds the lock."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._manifest = manifest
        self._article_ids: set[str] | None = None  # of the store, read when first asked for

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Self]:
        """Lock the store in `folder` for writing, making an empty one if there is none.

        Raises:
            StoreError: another process is writing, or another version made the store.
            OutputError: the folder cannot be written.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / LOCK).touch()
        except OSError as error:
            raise OutputError(folder, f"cannot be written ({error.strerror})") from error
        with locked(folder):
            if not (folder / NAME).exists():
                _refuse_foreign(folder)
                commit_manifest(folder, Manifest())
            writer = cls(folder, read_manifest(folder))
            writer.sweep()
            yield writer

    def commit(self, batch: Batch) -> Manifest:
        """Add a batch; on return it is on the disk, whole.

        Raises:
            OutputError: the disk is full or cannot be written; the store is as before.
        """
        tables = {
            "articles": frames.to_table(batch.articles, ArticleRow),
            "mentions": frames.to_table(batch.mentions, MentionRow),
            "dates": frames.to_table(batch.dates, DateRow),
            "events": frames.to_table(batch.events, EventRow),
            "sentences": frames.to_table(batch.sentences, SentenceRow),
            "refused": frames.to_table(batch.refused, RefusedRow),
            "keys": frames.to_table(batch.keys, KeyRow),
            "prints": frames.to_table(batch.prints, PrintRow),
        }
        generation = self._manifest.generation + 1
        added = {row.article_id for row in batch.articles}
        try:
            replaced = (added | set(batch.gone)) & self._held_ids()
            kept = [
                part for old in self._manifest.parts for part in self._revised(old, batch, replaced)
            ]
            new = [
                self.write_part(table, content)
                for table, content in tables.items()
                if content.num_rows
            ]
            manifest = Manifest(generation, tuple(self._merged([*kept, *new])))
            commit_manifest(self.folder, manifest)
        except OSError as error:
            raise OutputError(self.folder, _AS_BEFORE.format(error.strerror)) from error
        self._manifest = manifest
        self._held_ids().difference_update(batch.gone)
        self._held_ids().update(added)
        return manifest

    def compact(self) -> Manifest:
        """Rewrite every table in as few parts as may be, and remove what nobody names.

        Raises:
            OutputError: the disk is full or cannot be written; the store is as before.
        """
        parts: list[Part] = []
        try:
            for table in KINDS:
                old = list(self._manifest.of(table))
                parts += self._rewritten(table, old) if len(old) > 1 else old
            manifest = Manifest(self._manifest.generation + 1, tuple(parts))
            commit_manifest(self.folder, manifest)
        except OSError as error:
            raise OutputError(self.folder, _AS_BEFORE.format(error.strerror)) from error
        self._manifest = manifest
        self.sweep()
        return manifest

    def sweep(self) -> None:
        """Remove files that the manifest does not name: left by a killed writer, or replaced."""
        named = {part.name for part in self._manifest.parts}
        for table in KINDS:
            for path in (self.folder / table).glob("*"):
                if f"{table}/{path.name}" not in named:
                    path.unlink()

    def _held_ids(self) -> set[str]:
        """Ids of the articles in the store: a batch of new ones leaves all parts as they are."""
        import pyarrow.parquet as pq

        if self._article_ids is None:
            self._article_ids = set()
            for part in self._manifest.of("articles"):
                ids = pq.ParquetFile(self.folder / part.name).read(["article_id"])
                self._article_ids.update(ids.column(0).to_pylist())
        return self._article_ids

    def _revised(self, part: Part, batch: Batch, replaced: Collection[str]) -> list[Part]:
        """The part as the batch leaves it: itself, a part in its place, or none.

        Args:
            part: of the store.
            batch: to come.
            replaced: ids of articles in the store that go, or come in another form.
        """
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        if part.table == "refused":
            column = "where"
            taken = {row.where for row in batch.articles} | {row.where for row in batch.refused}
        else:
            column = "article_id"
            taken = set(replaced)
        renamed = batch.renamed if part.table == "events" else {}
        wanted = {column: taken, "incident_id": set(renamed)}
        sets = {name: pa.array(sorted(ids), pa.string()) for name, ids in wanted.items() if ids}
        path = self.folder / part.name
        if not sets:
            return [part]
        columns = pq.read_table(path, columns=list(sets))
        if not any(
            pc.any(pc.is_in(columns.column(name), value_set=ids)).as_py()
            for name, ids in sets.items()
        ):
            return [part]
        left = pq.read_table(path)
        if column in sets:
            left = left.filter(pc.invert(pc.is_in(left.column(column), value_set=sets[column])))
        if renamed:
            names = [renamed.get(name, name) for name in left.column("incident_id").to_pylist()]
            place = left.column_names.index("incident_id")
            left = left.set_column(place, "incident_id", pa.array(names, pa.string()))
        return [self.write_part(part.table, left)] if left.num_rows else []

    def _merged(self, parts: Sequence[Part]) -> Iterator[Part]:
        for table in KINDS:
            mine = [part for part in parts if part.table == table]
            most = SMALL_ARTICLES if table == "articles" else SMALL_ROWS
            small = [part for part in mine if part.rows < most]
            if len(small) < SMALL_PARTS:
                yield from mine
            else:
                yield from (part for part in mine if part.rows >= most)
                yield from self._rewritten(table, small)

    def _rewritten(self, table: str, parts: Sequence[Part]) -> list[Part]:
        """The rows of parts in parts of full size, of which no more than two are held at once."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        most = PART_ARTICLES if table == "articles" else PART_ROWS
        fields = frames.schema(KINDS[table])
        held, made = fields.empty_table(), list[Part]()
        for part in parts:
            read = pq.read_table(self.folder / part.name, columns=fields.names)
            held = pa.concat_tables([held, read.cast(fields)])
            while held.num_rows >= most:
                made.append(self.write_part(table, held.slice(0, most)))
                held = held.slice(most)
        return [*made, self.write_part(table, held)] if held.num_rows else made

    def write_part(self, table: str, content: "pa.Table") -> Part:
        """Write one part durably; its name tells the commit and the content."""
        data = parquet_bytes(content.select(frames.schema(KINDS[table]).names), KINDS[table])
        digest = hashlib.sha256(data).hexdigest()
        name = f"{table}/{self._manifest.generation + 1:06d}-{digest[:12]}.parquet"
        (self.folder / table).mkdir(exist_ok=True)
        write_durably(self.folder / name, data)
        return Part(name, content.num_rows, len(data), digest)


def parquet_bytes(content: "pa.Table", kind: type[NamedTuple]) -> bytes:
    """A Parquet file of the rows; events carry their point as GeoParquet 1.0 geometry as well."""
    import pyarrow.parquet as pq

    if kind is EventRow:
        content = _with_geometry(content)
    sink = io.BytesIO()
    pq.write_table(content, sink, compression="zstd", row_group_size=GROUP_ROWS)
    return sink.getvalue()


def _with_geometry(content: "pa.Table") -> "pa.Table":
    import json

    import pyarrow as pa

    pairs = zip(content.column("lon").to_pylist(), content.column("lat").to_pylist(), strict=True)
    points = [None if lat is None else struct.pack("<BIdd", 1, 1, lon, lat) for lon, lat in pairs]
    geo = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    with_points = content.append_column("geometry", pa.array(points, pa.binary()))
    return with_points.replace_schema_metadata({"geo": json.dumps(geo)})


def _refuse_foreign(folder: Path) -> None:
    """Never make a store among files that are not ours: `sweep` removes what it does not know."""
    ours = {LOCK, NOTES, f".{NAME}.unfinished", *KINDS}
    if any(path.name not in ours for path in folder.iterdir()):
        raise StoreError(folder, "this folder holds other things; name a new or empty one")
