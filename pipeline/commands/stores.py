"""`dateline add` and `dateline store …`: what is kept, and whether it is whole."""

import dataclasses
import hashlib
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands import choices
from pipeline.commands.statuses import ALL_READ, NOTHING_DONE, SOME_REFUSED, STOPPED
from pipeline.commands.talk import Talk, counted
from pipeline.records import Annotation, Copy, Refusal

Ids = Annotated[list[str], typer.Argument(metavar="ARTICLE_ID", show_default=False)]

store_app = typer.Typer(help="Look after a store.", no_args_is_help=True, rich_markup_mode="rich")


def add(  # noqa: PLR0913 - one per option of the command line
    paths: choices.Paths,
    *,
    store: choices.StoreFolder = None,
    text_column: choices.TextColumn = "",
    title_column: choices.TitleColumn = "",
    date_column: choices.DateColumn = "",
    source_column: choices.SourceColumn = "",
    url_column: choices.UrlColumn = "",
    id_column: choices.IdColumn = "",
    form: choices.Form = "",
    limit: choices.Limit = None,
    since: choices.Since = None,
    any_language: choices.AnyLanguage = False,
    jobs: choices.Jobs = None,
    engine: choices.Engine = "local",
    scheduler: choices.Scheduler = "",
    quiet: choices.Quiet = False,
    as_json: choices.AsJson = False,
) -> None:
    """Articles into a store: only new or changed ones are worked; safe to stop and to repeat.

    dateline add articles/ --store my-store

    dateline add news.jsonl --store my-store --jobs 4 --json
    """
    from pipeline.commands import adding
    from pipeline.reading import read_articles
    from pipeline.table import StoreWriter

    talk = Talk(quiet=quiet, as_json=as_json)
    settings = choices.settings_with(jobs=jobs)
    work = choices.work_with(settings, engine=engine, scheduler=scheduler)
    options = choices.reading_options(
        columns=(text_column, title_column, date_column, source_column, url_column, id_column),
        form=form,
        limit=limit,
        since=since,
        any_language=any_language,
    )
    folder = store or settings.store_folder
    unchanged = 0

    def outcomes() -> Generator[Annotation | Copy | Refusal, None, None]:
        nonlocal unchanged
        articles = read_articles(adding.absolute(paths), options=options)
        for outcome in adding.add(articles, writer, work=work, version=pipeline_version()):
            if isinstance(outcome, int):
                unchanged = outcome
            else:
                yield outcome

    with StoreWriter.open(folder) as writer, closing(outcomes()) as told:
        try:
            for _ in talk.followed(told, total=None):
                pass
        except KeyboardInterrupt:
            talk.warn(f"stopped; what was done is kept in {folder}: the same command goes on")
            raise typer.Exit(STOPPED) from None
    if talk.articles + unchanged == 0:
        talk.nothing(paths)
        raise typer.Exit(NOTHING_DONE)
    talk.summary(
        f"{unchanged:,} unchanged", f"kept in {folder}", unchanged=unchanged, store=str(folder)
    )
    raise typer.Exit(SOME_REFUSED if talk.refused else ALL_READ)


def pipeline_version() -> str:
    """The version of the program that works an article; another one works it again."""
    import importlib.metadata

    try:
        return importlib.metadata.version("dateline")
    except importlib.metadata.PackageNotFoundError:  # run from its folder without being installed
        return "not installed"


@store_app.command()
def info(*, store: choices.StoreFolder = None, as_json: choices.AsJson = False) -> None:
    """Count what a store holds."""
    from pipeline.table import Store

    folder = store or choices.settings_with().store_folder
    held = Store.open(folder).info()
    if as_json:
        typer.echo(json.dumps({"store": str(folder), **dataclasses.asdict(held)}))
        return
    typer.echo(f"store {folder}, version {held.version}")
    for name in (
        "articles",
        "copies",
        "mentions",
        "events",
        "unplaced",
        "undated",
        "refused",
        "parts",
    ):
        typer.echo(f"{name:10} {getattr(held, name):>12,}")
    typer.echo(f"{'megabytes':10} {held.bytes / 1e6:>12,.1f}")


@store_app.command()
def check(store: choices.StoreFolder = None) -> None:
    """Read every part of a store and compare it with the manifest."""
    folder = store or choices.settings_with().store_folder
    problems = list(find_damage(folder))
    for problem in problems:
        typer.echo(problem)
    if problems:
        typer.echo(f"damaged: take a copy of {folder} and add the articles to a new store")
        raise typer.Exit(NOTHING_DONE)
    typer.echo(f"whole: {folder}")


def find_damage(folder: Path) -> Iterator[str]:
    """What is wrong with a store: parts missing or altered, articles twice, events of none."""
    from pipeline.table import Store
    from pipeline.table.manifest import read_manifest

    manifest = read_manifest(folder)
    damaged = False
    for part in manifest.parts:
        path = folder / part.name
        if not path.is_file():
            yield f"missing: {part.name}"
            damaged = True
        elif hashlib.sha256(path.read_bytes()).hexdigest() != part.sha256:
            yield f"altered: {part.name}"
            damaged = True
    if not damaged:
        yield from Store.open(folder).contradictions()


@store_app.command()
def upgrade(store: choices.StoreFolder = None) -> None:
    """Bring a store that an older version made up to date."""
    from pipeline.table.upgrading import upgrade as upgrade_store

    folder = store or choices.settings_with().store_folder
    with Talk().busy(f"bringing {folder} up to date"):
        upgrade_store(folder)
    typer.echo(f"up to date: {folder}")


@store_app.command()
def compact(store: choices.StoreFolder = None) -> None:
    """Rewrite a store in as few files as may be."""
    from pipeline.table import StoreWriter

    folder = _existing(store)
    with StoreWriter.open(folder) as writer, Talk().busy(f"rewriting {folder}"):
        manifest = writer.compact()
    typer.echo(f"{len(manifest.parts)} parts in {folder}")


@store_app.command()
def remove(ids: Ids, *, store: choices.StoreFolder = None) -> None:
    """Take articles and all their events out of a store; a copy takes its original's place."""
    from pipeline.commands import adding
    from pipeline.table import Batch, Store, StoreWriter

    folder = _existing(store)
    with StoreWriter.open(folder) as writer:
        known = Store.open(folder).known()
        absent = [name for name in ids if name not in known]
        writer.commit(Batch(gone=frozenset(ids)))
        work = choices.work_with(choices.settings_with())
        for _ in adding.add((), writer, work=work, version=pipeline_version()):
            pass  # works the copies that have lost their original, if there are any
    for name in absent:
        typer.echo(f"not in the store: {name}")
    typer.echo(f"{counted(len(ids) - len(absent), 'article')} removed")
    raise typer.Exit(SOME_REFUSED if absent else ALL_READ)


def _existing(store: Path | None) -> Path:
    """The store's folder, which must be a store already: writing would make one."""
    from pipeline.table.manifest import read_manifest

    folder = store or choices.settings_with().store_folder
    read_manifest(folder)
    return folder
