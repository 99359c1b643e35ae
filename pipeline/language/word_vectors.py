"""Docs -> a vector for each word, as spaCy's Tok2Vec computes them, in half the time.

What a word has in common wherever it stands is computed once for all its places: its embedding,
which is kept, and what it adds to a window at whose left, middle or right it stands. The rest is
worked in blocks that stay in the processor's cache. The sums are spaCy's but for their order: they
differ by rounding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

WORDS_KEPT = 10_000  # embeddings of the words met first, about 5 MB
BLOCK_WORDS = 256  # the sums of the largest layer take 1.5 kB a word
_ODD = np.uint64(0x9E3779B97F4A7C15)  # spreads a number over 64 bits

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
Places = NDArray[np.intp]


class WordVectors:
    """What an embedding and a window encoder of one word to each side give for Docs."""

    def __init__(self, tok2vec: Any) -> None:  # noqa: ANN401 - thinc's models differ
        """Take the weights of a Tok2Vec model, which is not to learn any more."""
        self._embed = tok2vec.get_ref("embed").layers
        nodes = list(tok2vec.get_ref("encode").walk())
        mixes = [node for node in nodes if node.name == "maxout"]
        evens = [node for node in nodes if node.name == "layernorm"]
        self._layers = [_layer(*pair) for pair in zip(mixes, evens, strict=True)]
        width = len(self._layers[0].gain)
        self._kept = np.array([2**64 - 1], np.uint64), np.zeros((1, width), np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return an array for each Doc with a row for each word."""
        rows = np.vstack(self._embed[0].predict(docs))
        keys, first, which = np.unique(_keys(rows), return_index=True, return_inverse=True)
        words = self._embedded(keys, rows[first])
        return _encode(words, which, [len(doc) for doc in docs], self._layers)

    @property
    def kept_count(self) -> int:
        """How many embeddings are kept."""
        return len(self._kept[0])

    def _embedded(self, keys: Keys, rows: Keys) -> Floats:
        """The embeddings of distinct rows, whose keys are in order, as those kept are."""
        _, _, embed, mix, _ = self._embed
        known, vectors = self._kept
        at = np.searchsorted(known, keys)
        found = vectors[at]
        new = np.flatnonzero(known[at] != keys)
        if len(new):
            found[new] = mix.predict(embed.predict(rows[new]))
            new = new[: max(0, WORDS_KEPT - len(known))]
            self._kept = (
                np.insert(known, at[new], keys[new]),
                np.insert(vectors, at[new], found[new], axis=0),
            )
        return found


@dataclass(frozen=True, slots=True)
class _Layer:
    """Three words side by side -> one: sums in pieces, the largest of them, made even."""

    weights: Floats  # (3 * width, pieces * width): the sums of a piece stand together
    bias: Floats
    gain: Floats
    shift: Floats

    def settle(self, sums: Floats) -> Floats:
        """The largest piece of each sum, with mean 0 and variance 1 over a word, rescaled."""
        width = len(self.gain)
        sums += self.bias
        best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        for at in range(2 * width, sums.shape[1], width):
            np.maximum(best, sums[:, at : at + width], out=best)
        best -= (best @ np.full(width, 1 / width, np.float32))[:, None]
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.gain
        best += self.shift
        return best


def _layer(mix: Any, even: Any) -> _Layer:  # noqa: ANN401 - thinc's models differ
    weights = mix.get_param("W")  # (width, pieces, 3 * width)
    by_piece = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
    return _Layer(
        np.ascontiguousarray(by_piece.T),
        mix.get_param("b").T.reshape(-1),
        even.get_param("G"),
        even.get_param("b"),
    )


def _keys(rows: Keys) -> Keys:
    """A number for each row that tells it from all others, as spaCy tells words apart."""
    keys = rows[:, 0]
    for column in rows.T[1:]:
        keys = keys * _ODD + column
    return keys


def _encode(words: Floats, which: Places, lengths: list[int], layers: list[_Layer]) -> list[Floats]:
    """Work the layers, each of which looks one word further to both sides.

    Before, between and after the Docs stand as many empty words as there are layers.
    """
    nothing, width = words.shape
    words = np.vstack((words, np.zeros((1, width), np.float32)))
    shares = [words @ layers[0].weights[at * width : (at + 1) * width] for at in range(3)]
    gap, seen = len(layers), 0
    vectors = []
    for block in _blocks(lengths):
        starts = np.cumsum([gap, *(length + gap for length in block)]).tolist()
        places = np.full(starts[-1], nothing)
        for start, length in zip(starts, block, strict=False):
            places[start : start + length] = which[seen : seen + length]
            seen += length
        found = _windows(words, shares, places, layers)
        vectors += [found[start : end - gap] for start, end in pairwise(starts)]
    return vectors


def _blocks(lengths: list[int]) -> Iterator[list[int]]:
    block: list[int] = []
    for length in lengths:
        if block and sum(block) + length > BLOCK_WORDS:
            yield block
            block = []
        block.append(length)
    yield block


def _windows(words: Floats, shares: list[Floats], places: Places, layers: list[_Layer]) -> Floats:
    """The vectors of one block; `places` says which word stands where."""
    left, middle, right = shares
    sums = middle[places]
    sums[1:] += left[places[:-1]]
    sums[:-1] += right[places[1:]]
    vectors = words[places]
    vectors += layers[0].settle(sums)
    width = words.shape[1]
    window = np.zeros((len(places), 3 * width), np.float32)
    for layer in layers[1:]:
        window[1:, :width] = vectors[:-1]
        window[:, width : 2 * width] = vectors
        window[:-1, 2 * width :] = vectors[1:]
        np.matmul(window, layer.weights, out=sums)
        vectors += layer.settle(sums)
    return vectors
