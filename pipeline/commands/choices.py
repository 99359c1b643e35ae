"""The options that several commands share, declared once."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gazetteer.first_use import build_at_first_use
from pipeline.errors import PipelineError
from pipeline.reading import Columns, Options
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.flow import Item, Outcome

Work = Callable[[Iterable["Item"]], Iterator["Outcome"]]
FLAG = ""  # what the help shows as the value of an option that takes none
INPUT = "Input"
WORK = "Work"

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        show_default=False,
        help="Files, folders, globs, or - for stdin: .txt .html .jsonl .json .csv .tsv .parquet "
        ".xml (RSS, Atom) .eml .mbox .pdf .docx .zip .gz .warc",
    ),
]
TextColumn = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="The column or key that holds the text.", rich_help_panel=INPUT
    ),
]
TitleColumn = Annotated[
    str, typer.Option(metavar="NAME", help="… the title.", rich_help_panel=INPUT)
]
DateColumn = Annotated[str, typer.Option(metavar="NAME", help="… the date.", rich_help_panel=INPUT)]
SourceColumn = Annotated[
    str, typer.Option(metavar="NAME", help="… the publisher.", rich_help_panel=INPUT)
]
UrlColumn = Annotated[
    str, typer.Option(metavar="NAME", help="… the address.", rich_help_panel=INPUT)
]
IdColumn = Annotated[str, typer.Option(metavar="NAME", help="… the id.", rich_help_panel=INPUT)]
Form = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="ENDING",
        help="Read everything as this ending, such as jsonl.",
        rich_help_panel=INPUT,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Stop after so many articles.", rich_help_panel=INPUT),
]
Since = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Leave out articles that are given an earlier date.",
        rich_help_panel=INPUT,
    ),
]
AnyLanguage = Annotated[
    bool,
    typer.Option(
        "--any-language",
        metavar=FLAG,
        help="Read articles that do not look English too.",
        rich_help_panel=INPUT,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes that work at once.", rich_help_panel=WORK),
]
ENGINES = ("local", "dask")
Engine = Annotated[
    str,
    typer.Option(
        metavar="|".join(ENGINES),
        help="Who works: processes of this machine, or a Dask cluster.",
        rich_help_panel=WORK,
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="The cluster's scheduler, such as tcp://10.0.0.5:8786.",
        rich_help_panel=WORK,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", metavar=FLAG, help="Tell refusals and errors only.", rich_help_panel=WORK
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", metavar=FLAG, help="Summarise in one JSON object.", rich_help_panel=WORK
    ),
]
StoreFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        show_default=False,
        help="The folder of the store; else the one of the settings.",
    ),
]


def reading_options(
    *,
    columns: Sequence[str] = ("", "", "", "", "", ""),
    form: str = "",
    limit: int | None = None,
    since: dt.datetime | None = None,
    any_language: bool = False,
) -> Options:
    """The reader's options; `columns` in the order text, title, date, source, url, id."""
    return Options(
        columns=Columns(*columns),
        ending=f".{form.lower().lstrip('.')}" if form else "",
        any_language=any_language,
        limit=limit,
        since=since.date() if since else None,
    )


def work_with(settings: Settings, *, engine: str = "local", scheduler: str = "") -> Work:
    """The stages, as the engine runs them. Dask without a scheduler is processes of this machine.

    At first use the gazetteer is built here, with a progress bar.

    Raises:
        PipelineError: there is no such engine, or a scheduler is given to one that has none.
        GazetteerMissing: a package that the build needs is not installed.
    """
    if engine not in ENGINES:
        message = f"--engine {engine} is none of {', '.join(ENGINES)}"
        raise PipelineError(message)
    if engine == "dask" and scheduler:
        from pipeline.cluster import annotate_on

        return partial(annotate_on, settings=settings, scheduler=scheduler)
    if scheduler:
        message = "--scheduler is for --engine dask; name both"
        raise PipelineError(message)
    from pipeline import flow

    if settings.gazetteer is None:
        build_at_first_use()
    if engine == "dask" and settings.jobs == 1:
        settings = replace(settings, jobs=os.cpu_count() or 1)
    return partial(flow.annotate, settings=settings)


def settings_with(*, jobs: int | None = None, demonyms: bool | None = None) -> Settings:
    """The settings of file and environment, with what the command line said instead."""
    settings = read_settings()
    if jobs is not None:
        settings = replace(settings, jobs=jobs)
    return settings if demonyms is None else replace(settings, demonyms=demonyms)
