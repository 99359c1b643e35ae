"""Examples… -> a trained spaCy pipeline: the loop both halves share."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.language.training.settings import Run

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

REPORT_STEPS = 100


def teach(nlp: "Language", examples: Iterator["Example"], run: Run) -> None:
    """Update `nlp` for `run.steps` batches and leave the averaged weights in it."""
    from thinc.api import Adam

    optimizer = Adam(
        run.first_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True
    )
    for step in range(run.steps):
        optimizer.learn_rate = _rate(step, run)
        losses: dict[str, float] = {}
        nlp.update(
            _batch(examples, run.words_per_step), drop=run.dropout, sgd=optimizer, losses=losses
        )
        if (step + 1) % REPORT_STEPS == 0:
            rounded = {name: round(loss) for name, loss in losses.items()}
            sys.stderr.write(f"{step + 1} {rounded}\n")
    with nlp.use_params(optimizer.averages):
        averaged = nlp.to_bytes()
    nlp.from_bytes(averaged)


def _rate(step: int, run: Run) -> float:
    """Warm up over 100 steps, then fall in a line from first to last."""
    warm = min(1.0, (step + 1) / 100)
    return warm * (run.first_rate + (run.last_rate - run.first_rate) * step / run.steps)


def _batch(examples: Iterator["Example"], words: int) -> list["Example"]:
    batch: list[Example] = []
    count = 0
    while count < words:
        batch.append(next(examples))
        count += len(batch[-1].reference)
    return batch
