"""Weights of one pipeline -> the first weights of another; those of several -> their mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language


def begin_at(nlp: "Language", start: "Language") -> None:
    """Copy the weights of a pipeline that was initialised alike."""
    for new, old in zip(_nodes(nlp), _nodes(start), strict=True):
        for name in new.param_names:
            new.set_param(name, np.array(old.get_param(name)))


def mean_of(pipelines: Sequence["Language"], shares: Sequence[float]) -> "Language":
    """Average the weights of pipelines that began alike, into the first; the shares add to 1."""
    for nodes in zip(*map(_nodes, pipelines), strict=True):
        for name in nodes[0].param_names:
            parts = (
                share * node.get_param(name) for share, node in zip(shares, nodes, strict=True)
            )
            nodes[0].set_param(name, sum(parts).astype(np.float32))
    return pipelines[0]


def _nodes(nlp: "Language") -> list[Any]:
    models = (pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model"))
    return [node for model in models for node in model.walk()]
