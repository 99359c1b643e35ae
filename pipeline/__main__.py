"""The command line: `dateline …` and `python -m pipeline …`."""

import sys
from typing import Annotated

import typer

from gazetteer.errors import GazetteerError
from pipeline.commands import extract, fetch, report, show, stores
from pipeline.commands.talk import NOTHING_DONE, STOPPED
from pipeline.errors import PipelineError

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
        print(f"dateline {stores.pipeline_version()}")
        raise typer.Exit


@app.callback()
def _everywhere(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", callback=_tell_version, is_eager=True, help="Tell the version."
        ),
    ] = False,
) -> None:
    del version


def main() -> None:
    """Run the command that was typed; what a person can mend is told in one line, status 2."""
    try:
        app(prog_name="dateline")
    except (PipelineError, GazetteerError) as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        print("dateline: stopped", file=sys.stderr)
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
