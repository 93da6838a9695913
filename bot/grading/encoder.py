"""A sentence encoder: texts in, vectors out, near to each other where the texts mean the same.

It is all-MiniLM-L6-v2, computed in numpy. numpy is optional, and is imported by `Encoder.open`.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.grading.pinned import VOCABULARY, WEIGHTS, NumpyMissing, opened
from bot.grading.wordpiece import WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.grading.minilm import MiniLM

# Changes when the same text would get other vectors.
VERSION = f"minilm-{WEIGHTS.sha256[:12]}-{VOCABULARY.sha256[:12]}-1"


class Encoder:
    """Threads may share it: nothing in it changes."""

    def __init__(self, wordpiece: WordPiece, network: "MiniLM") -> None:
        self._wordpiece = wordpiece
        self._network = network

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read and verify both files, in about a quarter of a second.

        To be called before anything imports numpy, and before there are threads.
        Raises NumpyMissing, EncoderMissing or EncoderDamaged; each text says what to do. The files
        stay mapped into memory: they may be replaced or removed meanwhile, never written into.
        """
        _keep_to_one_core()
        if find_spec("numpy") is None:
            raise NumpyMissing
        from bot.grading.minilm import MiniLM
        from bot.grading.weights import tensors

        with opened(folder, VOCABULARY) as file:
            wordpiece = WordPiece(file.read().decode().removesuffix("\n").split("\n"))
        with opened(folder, WEIGHTS) as file:
            return cls(wordpiece, MiniLM(tensors(file)))

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """(n, 384), each row of length 1, so that a product of two rows is their cosine.

        Of a text its first 126 pieces count, some 90 words of English. An empty text has a
        vector too, which means nothing. It blocks for some 5 ms and 0.2 ms a piece, without the
        interpreter's lock for most of that: call it in a thread, with many texts at once.
        """
        return self._network.vectors([self._wordpiece.ids(text) for text in texts])


def _keep_to_one_core() -> None:
    """numpy's own BLAS reads this once, when numpy is first imported.

    With a thread for each core it would take them all from the event loop, and win little on
    matrices as small as these. It stays without effect where numpy is there already.
    """
    os.putenv("OPENBLAS_NUM_THREADS", "1")
