"""config.toml -> what a training run is told."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """Steps, words a step, drop-out of the network, first and last learning rate."""

    steps: int
    words_per_step: int
    dropout: float
    first_rate: float
    last_rate: float


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """All of config.toml; shares lie between 0 and 1."""

    seed: int
    hold_out: bool
    syntax: Run
    entities: Run
    syntax_finishing: Run
    finishing: Run
    finishing_seeds: tuple[int, ...]
    kept: float
    shares: dict[str, float]
    sources: dict[str, float]
    read_by_itself: tuple[str, ...]

    @property
    def learnt(self) -> tuple[str, ...]:
        """The sources whose held-out parts are learnt from as well: no measure of what is."""
        return () if self.hold_out else tuple(self.sources)


def read_settings(path: Path | None = None) -> TrainingSettings:
    """Read a configuration; without a path, the one in this folder."""
    table = tomllib.loads((path or Path(__file__).parent / "config.toml").read_text("utf-8"))
    seeds, kept = tuple(table["finishing"].pop("seeds")), table["finishing"].pop("kept")
    return TrainingSettings(
        seed=table["seed"],
        hold_out=table["hold_out"],
        syntax=Run(**table["syntax"]),
        entities=Run(**table["entities"]),
        syntax_finishing=Run(**table["syntax_finishing"]),
        finishing=Run(**table["finishing"]),
        finishing_seeds=seeds,
        kept=kept,
        shares=table["shares"],
        sources=table["sources"],
        read_by_itself=tuple(table["read_by_itself"]["sources"]),
    )
