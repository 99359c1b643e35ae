"""Docs -> the moves that find names and build trees, all Docs of a batch in step.

spaCy's own loop adds up what a state looks at through a pointer that takes Python's lock at every
call, and multiplies by a library that knows few processors. Here NumPy does both for all states at
once; the sums differ by rounding.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found] # compiled
from spacy.tokens import Doc

Floats = NDArray[np.float32]


class Transitions:
    """What a greedy parser or finder of names decides for Docs."""

    def __init__(self, pipe: Any, read_words: Callable[[Sequence[Doc]], Floats]) -> None:  # noqa: ANN401 - compiled
        """Take the weights of a component, and what gives the vectors of all words in a row."""
        self._pipe = pipe
        self.read_words = read_words
        self._score = _Scorer(pipe.model)

    def __call__(self, docs: Sequence[Doc]) -> list[Any]:
        """Return the final state of each Doc."""
        found: list[Any] = self._pipe.moves.init_batch(docs)
        states = [state for state in found if not state.is_final()]
        if states:
            words = self.read_words(docs)
            words = np.vstack((words, np.zeros((1, words.shape[1]), np.float32)))
            while states:
                states = self._pipe.transition_states(states, self._score(states, words))
        return found


class _Scorer:
    """Scores the moves of states by the words that each looks at.

    `weights` has a row for each number of each word looked at; the sums of a piece stand together.
    """

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - thinc's models differ
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")  # (words looked at, width, pieces, numbers)
        looked_at, self._width, _, numbers = weights.shape
        self._weights = weights.transpose(0, 3, 2, 1).reshape(looked_at * numbers, -1)
        self._absent = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(looked_at, -1)
        self._bias = lower.get_param("b").T.reshape(-1)
        self._move_weights = np.ascontiguousarray(upper.get_param("W").T)
        self._move_bias = upper.get_param("b")
        self._reader = ParserStepModel(
            [],
            [lambda _, **__: (np.zeros((0, numbers), np.float32), None), lower, upper],
            has_upper=True,
            train=False,
        )

    def __call__(self, states: list[Any], words: Floats) -> Floats:
        """The score of each move of each state; the last row of `words` stands for no word."""
        at = self._reader.get_token_ids(states)
        sums = words[at].reshape(len(states), -1) @ self._weights
        sums += (at < 0).astype(np.float32) @ self._absent
        sums += self._bias
        best = sums[:, : self._width]
        for piece in range(self._width, sums.shape[1], self._width):
            best = np.maximum(best, sums[:, piece : piece + self._width])
        scores: Floats = best @ self._move_weights
        scores += self._move_bias
        return scores
