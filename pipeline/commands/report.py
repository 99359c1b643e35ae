"""`dateline doctor` and `dateline config`: what is installed, and what is set."""

import dataclasses
import importlib.metadata
import platform
from collections.abc import Callable
from pathlib import Path

import typer

from gazetteer.errors import GazetteerError
from pipeline.commands import choices
from pipeline.commands.statuses import NOTHING_DONE
from pipeline.commands.stores import pipeline_version
from pipeline.errors import PipelineError
from pipeline.settings import PREFIX, Settings, settings_file

LIBRARIES = ("spacy", "duckdb", "pyarrow", "pandas", "folium", "streamlit", "streamlit-folium")


def doctor() -> None:
    """Tell versions, and whether gazetteer, language pipeline, weights and store can be used."""
    typer.echo(f"dateline {pipeline_version()}, Python {platform.python_version()}")
    typer.echo(", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES))
    settings = choices.settings_with()
    checks = {
        "gazetteer": _gazetteer,
        "language": _language,
        "weights": _weights,
        "store": _store,
    }
    healthy = [_checked(name, check, settings) for name, check in checks.items()]
    if not all(healthy):
        raise typer.Exit(NOTHING_DONE)


def _checked(name: str, check: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        found = check(settings)
    except (PipelineError, GazetteerError) as error:
        typer.echo(f"{name:10} not usable: {error}")
        return False
    typer.echo(f"{name:10} {found}")
    return True


def _gazetteer(settings: Settings) -> str:
    from gazetteer import Gazetteer

    found = Gazetteer.open(settings.gazetteer).candidates("Kyiv", limit=1)
    return f"{settings.gazetteer or 'packaged'}, answers" if found else "knows no Kyiv"


def _language(settings: Settings) -> str:
    from pipeline.language import load_nlp, parse

    nlp = load_nlp(settings.model)
    (parsed,) = parse(nlp, ["Shells fell on Kharkiv on Monday."])
    return f"{settings.model}, parses ({len(parsed.tokens)} words of a sample)"


def _weights(_: Settings) -> str:
    from pipeline.shipped import MANIFEST, check_files, read_manifest

    folders = [path.parent for path in Path(__file__).parents[1].glob(f"*/data/{MANIFEST}")]
    for folder in folders:
        check_files(folder)
    return f"whole ({sum(len(read_manifest(folder)) for folder in folders)} files)"


def _store(settings: Settings) -> str:
    from pipeline.table import Store

    folder = settings.store_folder
    if not folder.exists():
        return f"{folder}, not made yet (dateline add makes it)"
    held = Store.open(folder).info()
    return f"{folder}, {held.events:,} events of {held.articles:,} articles"


def config() -> None:
    """Print the settings as TOML, and where they may be set."""
    settings = choices.settings_with()
    typer.echo(f"# file: {settings_file()}; environment: {PREFIX}<NAME>")
    for field in dataclasses.fields(Settings):
        value = getattr(settings, field.name)
        if isinstance(value, bool):
            typer.echo(f"{field.name} = {str(value).lower()}")
        elif isinstance(value, int):
            typer.echo(f"{field.name} = {value}")
        elif value is None:
            usual = settings.store_folder if field.name == "store" else "the packaged one"
            typer.echo(f"# {field.name} is not set: {usual}")
        else:
            quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
            typer.echo(f'{field.name} = "{quoted}"')
