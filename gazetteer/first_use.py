"""No built file → one, with word of it for whoever waits."""

from typing import Self

from gazetteer.inputs import default_path


def build_at_first_use() -> None:
    """Build the packaged gazetteer unless its file is there: half a minute, once.

    Raises:
        GazetteerMissing: a package that the build needs is not installed.
    """
    path = default_path()
    if not path.exists():
        from gazetteer.build import build

        with Bar() as bar:
            build(path, bar.show)


class Bar:
    """A progress bar on stderr, or a line a step if that is no terminal; use as a context."""

    def __enter__(self) -> Self:
        """Show the bar."""
        from rich.console import Console
        from rich.progress import Progress

        self._console = Console(stderr=True)
        self._progress = Progress(
            console=self._console, transient=True, disable=not self._console.is_terminal
        )
        self._doing = ""
        self._progress.start()
        self._task = self._progress.add_task("", total=1.0)
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._progress.stop()

    def show(self, doing: str, done: float) -> None:
        """Say what is being done and how much of the whole is done (0-1)."""
        said = f"building the gazetteer: {doing}"
        self._progress.update(self._task, description=said, completed=done)
        if doing != self._doing and not self._console.is_terminal:
            self._console.print(said)
        self._doing = doing
