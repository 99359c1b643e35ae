"""An older recogniser of names -> the first weights of a new one; several -> their mean.

Words, letters and layers start where the older one stands; what it lacks (the known names) starts
without a say, so the first step already finds what the older one found.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language


def take_over(nlp: "Language", older: "Language") -> None:
    """Copy the older weights; both must have the same layers, the new one may have more tables."""
    ner, before = nlp.get_pipe("ner"), older.get_pipe("ner")
    ner.moves.from_bytes(before.moves.to_bytes())  # type: ignore[attr-defined] # the labels' numbers
    for new, old in zip(_tables(nlp), _tables(older), strict=False):
        new.set_param("E", np.array(old.get_param("E")))
    for new, old in zip(_layers(nlp), _layers(older), strict=True):
        for name in new.param_names:
            new.set_param(name, _widened(old.get_param(name), new.get_param(name).shape))


def mean_of(pipelines: Sequence["Language"], shares: Sequence[float]) -> "Language":
    """Average the weights of recognisers that began alike, into the first; the shares add to 1."""
    for nodes in zip(*map(_nodes, pipelines), strict=True):
        for name in nodes[0].param_names:
            parts = (
                share * node.get_param(name) for share, node in zip(shares, nodes, strict=True)
            )
            nodes[0].set_param(name, sum(parts).astype(np.float32))
    return pipelines[0]


def _widened(weights: Any, shape: tuple[int, ...]) -> Any:  # noqa: ANN401 - thinc's arrays
    """The same weights, and zeros for the inputs that are new."""
    wide = np.zeros(shape, dtype=np.float32)
    wide[..., : weights.shape[-1]] = weights
    return wide


def _tables(nlp: "Language") -> list[Any]:
    return [node for node in _nodes(nlp) if node.name == "hashembed"]


def _layers(nlp: "Language") -> list[Any]:
    return [node for node in _nodes(nlp) if node.param_names and node.name != "hashembed"]


def _nodes(nlp: "Language") -> list[Any]:
    return list(nlp.get_pipe("ner").model.walk())  # type: ignore[attr-defined] # of the trainable pipes alone
