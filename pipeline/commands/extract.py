"""`dateline extract` and `dateline annotate`: articles → events, or all that was read in them."""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pipeline.commands import choices
from pipeline.commands.statuses import STOPPED
from pipeline.commands.talk import Outcome, Talk
from pipeline.errors import OutputError
from pipeline.reading import Options, read_articles
from pipeline.reading.articles import count_articles
from pipeline.records import Annotation, Article, Refusal

FULL = (errno.ENOSPC, errno.EFBIG, errno.EIO)

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="OUT",
        show_default=False,
        help="Where to, by its ending: .csv .parquet .jsonl .geojson .xlsx .kml .html; "
        "else JSON lines on stdout.",
    ),
]
LinesOut = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="OUT", show_default=False, help="A .jsonl file; else stdout."
    ),
]
Demonyms = Annotated[
    bool,
    typer.Option(
        "--demonyms", metavar=choices.FLAG, help="List adjectives and peoples (Ukrainian) as well."
    ),
]


def extract(  # noqa: PLR0913 - one per option of the command line
    paths: choices.Paths,
    *,
    out: Out = None,
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
    """Articles to events: a row per event with its type, place, dates, actors, harm and quote.

    dateline extract articles/ -o events.csv

    dateline extract news.jsonl --since 2022-03-01 -o map.html
    """
    from pipeline.copies import set_apart
    from pipeline.table import write_events
    from pipeline.table.files import check_writable, outputs, write_refused
    from pipeline.table.gathering import gather
    from pipeline.table.lines import jsonl_lines

    talk = Talk(quiet=quiet, as_json=as_json)
    if out is not None:
        check_writable(out)
    settings = choices.settings_with(jobs=jobs)
    work = choices.work_with(settings, engine=engine, scheduler=scheduler)
    options = choices.reading_options(
        columns=(text_column, title_column, date_column, source_column, url_column, id_column),
        form=form,
        limit=limit,
        since=since,
        any_language=any_language,
    )
    apart = () if out is None else outputs(out)

    def told_once(articles: Iterable[Article | Refusal]) -> Iterator[Outcome]:
        return work(set_apart(articles))

    gathered = gather(_outcomes(paths, options, told_once, talk, apart))
    if out is None:
        with lines_to(None) as lines:
            lines.writelines(jsonl_lines(gathered.rows))
    elif gathered.article_count:
        from pipeline.drawing import write_html

        write_events(
            gathered.rows,
            out,
            refused=gathered.refused,
            copies=gathered.copies,
            draw=write_html,
        )
    elif gathered.refused:
        write_refused(gathered.refused, out)
    _end(talk, paths, out)


def annotate(  # noqa: PLR0913 - one per option of the command line
    paths: choices.Paths,
    *,
    out: LinesOut = None,
    demonyms: Demonyms = False,
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
    """Articles to one JSON line each: date, toponyms with roles and points, dates, events.

    dateline annotate articles/ > annotations.jsonl

    cat article.txt | dateline annotate -
    """
    from pipeline.table.files import check_writable, outputs, write_refused

    talk = Talk(quiet=quiet, as_json=as_json)
    if out is not None:
        check_writable(out, endings=(".jsonl",))
    settings = choices.settings_with(jobs=jobs, demonyms=demonyms or None)
    work = choices.work_with(settings, engine=engine, scheduler=scheduler)
    options = choices.reading_options(
        columns=(text_column, title_column, date_column, source_column, url_column, id_column),
        form=form,
        limit=limit,
        since=since,
        any_language=any_language,
    )
    apart = () if out is None else outputs(out)
    refused: list[Refusal] = []
    with lines_to(out) as lines:
        for outcome in _outcomes(paths, options, work, talk, apart):
            if isinstance(outcome, Refusal):
                refused.append(outcome)
            elif isinstance(outcome, Annotation):
                lines.write(_line(outcome))
    if out is not None and refused:
        write_refused(refused, out)
    _end(talk, paths, out)


def _line(annotation: Annotation) -> str:
    from pipeline.incidents import group
    from pipeline.table.annotations import annotation_line

    return annotation_line(annotation, dict(group(annotation.events))) + "\n"


def _outcomes(
    paths: Sequence[str],
    options: Options,
    work: Callable[[Iterable[Article | Refusal]], Iterator[Outcome]],
    talk: Talk,
    apart: Sequence[Path],
) -> Iterator[Outcome]:
    ours = [path.resolve() for path in apart]
    articles = read_articles(paths, options=options, apart=ours)
    total = count_articles(paths, options=options, apart=ours)
    try:
        yield from talk.followed(work(articles), total=total)
    except KeyboardInterrupt:
        talk.warn("stopped; no file was written (dateline add keeps what is done)")
        raise typer.Exit(STOPPED) from None


def _end(talk: Talk, paths: Sequence[str], out: Path | None) -> None:
    from pipeline.table import attribution

    if talk.articles == 0:
        talk.nothing(paths, data_on_stdout=out is None)
    else:
        written = [] if out is None else [f"written to {out}"]
        where = None if out is None else str(out)
        talk.summary(*written, data_on_stdout=out is None, out=where)
        if out is None:
            talk.say(attribution())
    raise typer.Exit(talk.status)


def lines_to(out: Path | None) -> AbstractContextManager[TextIO]:
    """Where lines of JSON go: a file that is there whole or not at all, or standard output."""
    return _stdout() if out is None else _file(out)


@contextmanager
def _stdout() -> Iterator[TextIO]:
    """Standard output as UTF-8; a reader that has seen enough (`| head`) ends the run quietly.

    Raises:
        OutputError: the disk that it goes to is full.
    """
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a TextIOWrapper unless a test replaced it
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        raise typer.Exit(0) from None
    except OSError as error:
        if error.errno not in FULL:
            raise
        _forget_stdout()
        problem = f"cannot be written ({error.strerror})"
        raise OutputError(Path("standard output"), problem) from error


def _forget_stdout() -> None:
    """What Python still holds of it would fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    from pipeline.table.atomic import replacing

    with replacing(path) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        yield file
