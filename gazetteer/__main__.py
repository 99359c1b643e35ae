"""Look names up; build a gazetteer: `python -m gazetteer find NAME…`, `… build …`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from gazetteer import Candidate, Gazetteer, Place
from gazetteer.errors import GazetteerError
from gazetteer.first_use import Bar, build_at_first_use

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Names and places.")

_SHOWN = 10
_WIDE = 120  # columns that have room for ids and people, too

PathOption = Annotated[
    Path | None, typer.Option("--gazetteer", help="A gazetteer file instead of the packaged one.")
]


@app.command()
def find(
    names: Annotated[list[str], typer.Argument(help="Names to look up; - reads one a line.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a name.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Places a name at most; else 10, with --json all.")
    ] = None,
    gazetteer: PathOption = None,
) -> None:
    """Print the places that names may mean, best first."""
    book = _open(gazetteer)
    for name in _names(names):
        found = book.candidates(name, limit=limit or (None if as_json else _SHOWN))
        if as_json:
            sys.stdout.write(_json_line(name, found))
        else:
            _print_table(name, found)


def _names(names: list[str]) -> Iterator[str]:
    for name in names:
        if name == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin)
        else:
            yield name


def _json_line(name: str, found: tuple[Candidate, ...]) -> str:
    fields = ("id", "name", "kind", "country", "admin1", "lat", "lon", "radius_km")
    rows = [
        {**{field: getattr(place, field) for field in fields}, "match": candidate.match.value}
        for candidate in found
        for place in (candidate.place,)
    ]
    return json.dumps({"name": name, "candidates": rows}, ensure_ascii=False) + "\n"


def _print_table(name: str, found: tuple[Candidate, ...]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    if not found:
        console.print(Text(f"{name}: no place of this name"))
        return
    table = Table(
        title=Text(name), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=0
    )
    is_wide = console.width >= _WIDE
    table.add_column("place", overflow="fold", min_width=20)
    table.add_column("kind", no_wrap=True)
    table.add_column("in", overflow="fold", min_width=15)
    numbers = ("lat, lon", "± km", "people") if is_wide else ("lat, lon",)
    for header in numbers:
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("match", no_wrap=True)
    if is_wide:
        table.add_column("id", style="dim", overflow="fold")
    for index, candidate in enumerate(found):
        place = candidate.place
        reach = (f"{place.radius_km:.0f}", f"{place.population:,}" if place.population else "")
        table.add_row(
            Text(place.name, style="bold" if index == 0 else ""),
            place.kind.replace("_", " "),
            Text(_where(place)),
            f"{place.lat:.2f}, {place.lon:.2f}",
            *(reach if is_wide else ()),
            candidate.match.value,
            *((place.id,) if is_wide else ()),
        )
    console.print(table)


def _where(place: Place) -> str:
    """Region and country, and who else claims the place."""
    parts = (place.admin1 if place.admin1 != place.name else "", place.country)
    claimed = f" (claimed: {', '.join(place.claims)})" if place.claims else ""
    return ", ".join(filter(None, parts)) + claimed


@app.command()
def build(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where; else the user's cache.")
    ] = None,
    geonames: Annotated[
        list[Path] | None, typer.Option("--geonames", help="GeoNames dumps, .txt or .zip.")
    ] = None,
    alternate_names: Annotated[
        Path | None, typer.Option("--alternate-names", help="GeoNames' alternateNamesV2.")
    ] = None,
    *,
    only: Annotated[
        bool, typer.Option("--only", help="Only the dumps, without the packaged places.")
    ] = False,
) -> None:
    """Build a gazetteer file; dumps replace the packaged places of their countries."""
    from gazetteer.build import build as build_packaged
    from gazetteer.inputs import default_path

    try:
        if geonames:
            from gazetteer.dumps import build_with_dumps

            path = out or default_path().with_name("gazetteer-geonames.dat")
            with Bar() as bar:
                report = build_with_dumps(
                    path, geonames, alternate_names, only=only, progress=bar.show
                )
            for line in report:
                print(line, file=sys.stderr)
        else:
            path = out or default_path()
            with Bar() as bar:
                build_packaged(path, bar.show)
    except GazetteerError as error:
        raise _refusal(error) from error
    print(path)


def _open(path: Path | None) -> Gazetteer:
    try:
        if path is None:
            build_at_first_use()
        return Gazetteer.open(path)
    except GazetteerError as error:
        raise _refusal(error) from error


def _refusal(error: GazetteerError) -> typer.Exit:
    print(f"gazetteer: {error}", file=sys.stderr)
    return typer.Exit(2)


if __name__ == "__main__":
    app()
