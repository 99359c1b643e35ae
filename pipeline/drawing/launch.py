"""launch.toml -> the flags and the environment in which `streamlit run` serves the dashboard."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.settings import STORE_VARIABLE

LAUNCH = Path(__file__).with_name("launch.toml")
# So that a server gives back what an export or a session needed: by itself the memory of each
# thread stays with it, and Arrow keeps what it once had. What the caller has set wins.
FRUGAL = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def streamlit_flags() -> tuple[str, ...]:
    """The dashboard's settings as `--section.option=value`; a later flag of the caller wins."""
    return tuple(_flags(tomllib.loads(LAUNCH.read_text(encoding="utf-8")), "--"))


def server_environment(store: Path) -> dict[str, str]:
    """The environment of a dashboard on a store."""
    return FRUGAL | os.environ | {STORE_VARIABLE: str(store.absolute())}


def _flags(options: Mapping[str, object], prefix: str) -> Iterator[str]:
    for name, value in options.items():
        if isinstance(value, Mapping):
            yield from _flags(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}={str(value).lower() if isinstance(value, bool) else value}"
