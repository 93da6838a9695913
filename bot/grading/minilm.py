"""The network of all-MiniLM-L6-v2: six layers of BERT, and the mean of what they say of a text."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from bot.grading.transformer import Dense, Floats, Layer, Norm, Run

LAYERS = 6
HEADS = 12
WIDTH = 384
# Of a batch: with more, what is computed on the way no longer fits the cache.
MOST_TOKENS = 256

Ids = Sequence[int]


class MiniLM:
    """Holds nothing that changes, so threads may share it."""

    def __init__(self, tensors: Mapping[str, Floats]) -> None:
        """The weights by their published names; raises KeyError for one that is missing."""
        self._words = tensors["embeddings.word_embeddings.weight"]
        # Every token is of the first type: the second is for the other text of a pair.
        kind = tensors["embeddings.token_type_embeddings.weight"][0]
        self._places = tensors["embeddings.position_embeddings.weight"] + kind
        self._norm = _norm(tensors, "embeddings.LayerNorm")
        self._layers = [_layer(tensors, f"encoder.layer.{place}") for place in range(LAYERS)]

    def vectors(self, sentences: Sequence[Ids]) -> Floats:
        """(n, 384), each row of length 1. A sentence has one id or more.

        A sentence's row depends on its neighbours in the last digit only (some 1e-7), by the
        order in which sums are taken.
        """
        found = np.empty((len(sentences), WIDTH), np.float32)
        for batch in _batches(sentences):
            found[batch] = self._batch([sentences[place] for place in batch])
        return found

    def _batch(self, sentences: Sequence[Ids]) -> Floats:
        runs = list(_runs(sentences))
        rows = self._embedded(sentences, runs)
        for layer in self._layers:
            rows = layer(rows, runs)
        means = [rows[run.rows].reshape(-1, run.length, WIDTH).mean(axis=1) for run in runs]
        pooled: Floats = np.concatenate(means)
        pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
        return pooled

    def _embedded(self, sentences: Sequence[Ids], runs: Sequence[Run]) -> Floats:
        rows = self._words[[piece for sentence in sentences for piece in sentence]]
        for run in runs:
            rows[run.rows].reshape(-1, run.length, WIDTH)[:] += self._places[: run.length]
        return self._norm(rows)


def _batches(sentences: Sequence[Ids]) -> Iterator[list[int]]:
    """The sentences' places: the shorter sentences first, those of one length together."""
    batch: list[int] = []
    tokens = 0
    for place in sorted(range(len(sentences)), key=lambda place: len(sentences[place])):
        if batch and tokens + len(sentences[place]) > MOST_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(place)
        tokens += len(sentences[place])
    if batch:
        yield batch


def _runs(sentences: Sequence[Ids]) -> Iterator[Run]:
    start = 0
    for length, group in groupby(map(len, sentences)):
        run = Run(start, len(list(group)), length)
        yield run
        start = run.rows.stop


def _layer(tensors: Mapping[str, Floats], name: str) -> Layer:
    return Layer(
        heads=HEADS,
        query=_dense(tensors, f"{name}.attention.self.query"),
        key=_dense(tensors, f"{name}.attention.self.key"),
        value=_dense(tensors, f"{name}.attention.self.value"),
        mixed=_dense(tensors, f"{name}.attention.output.dense"),
        mixed_norm=_norm(tensors, f"{name}.attention.output.LayerNorm"),
        widened=_dense(tensors, f"{name}.intermediate.dense"),
        narrowed=_dense(tensors, f"{name}.output.dense"),
        narrowed_norm=_norm(tensors, f"{name}.output.LayerNorm"),
    )


def _dense(tensors: Mapping[str, Floats], name: str) -> Dense:
    return Dense(tensors[f"{name}.weight"], tensors[f"{name}.bias"])


def _norm(tensors: Mapping[str, Floats], name: str) -> Norm:
    return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])
