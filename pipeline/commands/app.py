"""The commands and their help, in one program."""

from typing import Annotated

import typer

from pipeline.commands import choices, extract, fetch, report, show, stores

# A blank line between two, or the help runs them together.
EXAMPLES = """Start with an example:

dateline demo — the samples that come along, on the map

dateline extract articles/ -o events.csv — a row per event

dateline extract news.jsonl --since 2022-03-01 -o map.html — a map in one file

dateline add articles/ --store my-store — keep them; repeat it for what is new

dateline open --store my-store — the dashboard on what is kept

dateline fetch https://example.org/story.html | dateline annotate - — from the web
"""

app = typer.Typer(
    name="dateline",
    help="News text in; dated, placed, quoted events on a map out.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command()(show.demo)
app.command()(extract.extract)
app.command()(extract.annotate)
app.command()(stores.add)
app.command()(fetch.fetch)
app.command(name="open")(show.open_store)
app.add_typer(stores.store_app, name="store")
app.command()(report.doctor)
app.command()(report.config)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"dateline {stores.pipeline_version()}")
        raise typer.Exit


@app.callback()
def _everywhere(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar=choices.FLAG,
            callback=_tell_version,
            is_eager=True,
            help="Tell the version.",
        ),
    ] = False,
) -> None:
    del version
