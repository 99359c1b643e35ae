"""A line `<!-- help: COMMAND… -->` of a page -> what that command prints with --help."""

import contextlib
import io
import os
import re
from collections.abc import Iterator
from typing import Any

import typer

MARK = re.compile(r"<!-- help: ?([a-z ]*)-->")
COLUMNS = "100"


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - MkDocs hands over its own objects
    """Fill the marks of a page; MkDocs calls this for each."""
    return MARK.sub(lambda mark: f"```text\n{help_of(mark[1].split())}\n```", markdown)


def help_of(names: list[str]) -> str:
    """The help of a command of `dateline`, as a terminal 100 columns wide shows it."""
    from pipeline.commands.app import app

    with plain_terminal(), contextlib.redirect_stdout(io.StringIO()) as shown:
        command = typer.main.get_command(app)
        command.main([*names, "--help"], prog_name="dateline", standalone_mode=False)
    return "\n".join(line.rstrip() for line in shown.getvalue().strip().splitlines())


@contextlib.contextmanager
def plain_terminal() -> Iterator[None]:
    """A terminal without colours, of the same width everywhere."""
    asked = {"TERMINAL_WIDTH": COLUMNS, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb"}
    before = {name: os.environ.get(name) for name in asked}
    os.environ.update(asked)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
