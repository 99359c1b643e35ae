"""A part of a page asked to run again, and the page turned meanwhile → a run on the page now shown.

A part that runs every second asks for it with the name of its page. A busy server may come to that
only after it has turned the page; Streamlit then tells the browser that the old page is shown
again, and the browser takes the new one away, for good.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

Run = Callable[..., None]


def on_the_page_shown(run: Run) -> Run:
    """Streamlit's `ScriptRunner._run_script`, but no part of a page brings another page back.

    What was made so is returned as it is.
    """
    if hasattr(run, "__wrapped__"):
        return run

    @wraps(run)
    def run_here(runner: Any, asked: Any) -> None:  # noqa: ANN401 - classes of Streamlit
        shown = runner._pages_manager.current_page_script_hash  # noqa: SLF001 - it has no other name
        if asked.fragment_id_queue and shown:
            asked = replace(asked, page_script_hash=shown)
        run(runner, asked)

    return run_here
