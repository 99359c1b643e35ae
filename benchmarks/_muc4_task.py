"""data/muc4.toml → what MUC-4 asks, in the pipeline's terms."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def load_task() -> dict[str, Any]:
    """The settings of data/muc4.toml."""
    return tomllib.loads((DATA / "muc4.toml").read_text("utf-8"))
