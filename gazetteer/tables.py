"""data/*.tsv → rows, checked."""

from collections.abc import Iterator
from pathlib import Path

from gazetteer.errors import DumpError

DATA = Path(__file__).parent / "data"


def read_table(path: Path, columns: str) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file as README.md of `data/` describes it, header checked.

    A file that is not there has no rows. Each row also tells where it stands, as `where`.

    Raises:
        DumpError: the header is another, or a line has too few or too many cells.
    """
    if not path.exists():
        return
    names = columns.split()
    header = None
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.rstrip("\n").split("\t")
            if header is None:
                header = cells
                if header != names:
                    raise DumpError(path, f"line {number}: header must be: {' '.join(names)}")
            elif len(cells) != len(names):
                raise DumpError(path, f"line {number}: {len(cells)} cells, not {len(names)}")
            else:
                yield {
                    **dict(zip(names, map(str.strip, cells), strict=True)),
                    "where": f"{path.name}:{number}",
                }


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a `|`-separated cell; an empty cell has none."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
