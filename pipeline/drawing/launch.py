"""launch.toml -> the flags `streamlit run` needs where no .streamlit folder lies beside it."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.toml")


def streamlit_flags() -> tuple[str, ...]:
    """The dashboard's settings as `--section.option=value`; a later flag of the caller wins."""
    return tuple(_flags(tomllib.loads(LAUNCH.read_text(encoding="utf-8")), "--"))


def _flags(options: Mapping[str, object], prefix: str) -> Iterator[str]:
    for name, value in options.items():
        if isinstance(value, Mapping):
            yield from _flags(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}={str(value).lower() if isinstance(value, bool) else value}"
