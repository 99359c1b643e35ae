"""EventRow… -> one HTML file: map, list, text, code and ground inside; no server, no network."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.table import EventRow


def write_html(rows: Sequence[EventRow], path: Path) -> None:
    """stub for now"""
    raise NotImplementedError
