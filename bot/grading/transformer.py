"""The arithmetic of a BERT layer, in numpy. Every array is of float32.

Many sentences go through at once, their tokens one below the other and none of them padding: a
matrix of weights is read from memory once for all of them, which is most of what a short sentence
costs. Only attention keeps to the sentences, a `Run` of equal length at a time.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

EPSILON = 1e-12
# So many rows of the widest layer, with what is computed on the way, fit a core's own cache.
GELU_ROWS = 32


class Run(NamedTuple):
    """Neighbouring sentences of the same length; `start` is their first token's row."""

    start: int
    sentences: int
    length: int

    @property
    def rows(self) -> slice:
        return slice(self.start, self.start + self.sentences * self.length)


@dataclass(frozen=True, slots=True)
class Dense:
    weight: Floats  # (outputs, inputs)
    bias: Floats  # (outputs,)

    def __call__(self, rows: Floats) -> Floats:
        """(n, inputs) to (n, outputs)."""
        result: Floats = rows @ self.weight.T
        result += self.bias
        return result


@dataclass(frozen=True, slots=True)
class Norm:
    weight: Floats  # (width,)
    bias: Floats  # (width,)

    def __call__(self, rows: Floats) -> Floats:
        """Each row with mean 0 and variance 1, then scaled and shifted; in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows /= np.sqrt(variance + EPSILON)[:, np.newaxis]
        rows *= self.weight
        rows += self.bias
        return rows


@dataclass(frozen=True, slots=True)
class Layer:
    heads: int
    query: Dense
    key: Dense
    value: Dense
    mixed: Dense
    mixed_norm: Norm
    widened: Dense
    narrowed: Dense
    narrowed_norm: Norm

    def __call__(self, rows: Floats, runs: list[Run]) -> Floats:
        """(tokens, width) to the same shape."""
        query, key, value = self.query(rows), self.key(rows), self.value(rows)
        heard = np.empty_like(rows)
        for run in runs:
            parts = (self._by_head(part[run.rows], run) for part in (query, key, value))
            heard[run.rows] = attention(*parts).swapaxes(1, 2).reshape(-1, rows.shape[1])
        rows = self.mixed_norm(rows + self.mixed(heard))
        return self.narrowed_norm(rows + self.narrowed(gelu(self.widened(rows))))

    def _by_head(self, rows: Floats, run: Run) -> Floats:
        return rows.reshape(run.sentences, run.length, self.heads, -1).swapaxes(1, 2)


def attention(query: Floats, key: Floats, value: Floats) -> Floats:
    """Each of shape (sentences, heads, length, width of a head), and so is the result."""
    scores: Floats = query @ key.swapaxes(2, 3)
    scores *= 1 / math.sqrt(query.shape[3])
    scores -= scores.max(axis=3, keepdims=True)  # so that no exponential overflows
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=3, keepdims=True)
    result: Floats = scores @ value
    return result


def gelu(rows: Floats) -> Floats:
    """x · Φ(x), with the normal distribution's Φ; in place, a block of rows at a time."""
    for start in range(0, len(rows), GELU_ROWS):
        block = rows[start : start + GELU_ROWS]
        block *= _normal(block)
    return rows


def _normal(x: Floats) -> Floats:
    """Φ(x) = (1 + erf(x/√2)) / 2.

    erf is Abramowitz and Stegun's 7.1.26, whose error is at most 1.5e-7, about float32's own.
    """
    size = np.abs(x)
    size *= math.sqrt(0.5)
    t = size * 0.3275911
    t += 1
    np.reciprocal(t, out=t)
    tail = t * 1.061405429
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += coefficient
        tail *= t
    size *= size
    np.negative(size, out=size)
    tail *= np.exp(size, out=size)
    phi: Floats = np.copysign(1 - tail, x)
    phi += 1
    phi *= 0.5
    return phi
