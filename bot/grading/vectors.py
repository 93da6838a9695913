"""The bank's phrases as vectors, kept in a file, so that a restart doesn't embed them again."""

import hashlib
import logging
import os
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp

import numpy as np
from numpy.typing import NDArray

from bot.grading.encoder import VERSION, Encoder
from bot.grading.minilm import WIDTH

KEY_BYTES = 16
CHECK_BYTES = hashlib.sha256().digest_size
ROW = np.dtype([("key", np.uint8, (KEY_BYTES,)), ("vector", np.float16, (WIDTH,))])

_log = logging.getLogger(__name__)

Kept = dict[bytes, NDArray[np.float16]]


def vectors(encoder: Encoder, texts: Sequence[str], path: Path) -> NDArray[np.float16]:
    """(n, 384), a row for each text, from the file at `path` as far as it has them.

    The rest is embedded, and then the file holds these texts and no others: what the bank no
    longer has, or another version of the encoder made, is dropped. A damaged file counts as none.
    One that can't be written is logged, no more. Half precision changes a cosine by less than
    0.001; make it float32 before multiplying, for which numpy has no fast way in half precision.
    """
    wanted = {_key(text): text for text in texts}
    kept = _read(path)
    missing = [key for key in wanted if key not in kept]
    made = encoder.embed([wanted[key] for key in missing]).astype(np.float16)
    kept.update(zip(missing, made, strict=True))
    if missing or len(kept) > len(wanted):
        _write(path, {key: kept[key] for key in wanted})
    found = np.empty((len(texts), WIDTH), np.float16)
    for row, text in zip(found, texts, strict=True):
        row[:] = kept[_key(text)]
    return found


def _key(text: str) -> bytes:
    return hashlib.sha256(f"{VERSION}\n{text}".encode(errors="surrogatepass")).digest()[:KEY_BYTES]


def _read(path: Path) -> Kept:
    """Nothing, unless the file is exactly as it was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    body, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:]
    if hashlib.sha256(body).digest() != check:
        return {}
    rows = np.load(BytesIO(body), allow_pickle=False)
    return {row["key"].tobytes(): row["vector"] for row in rows} if rows.dtype == ROW else {}


def _write(path: Path, kept: Kept) -> None:
    """An array as numpy saves it, and its sha256 after it, which numpy's reader leaves alone."""
    rows = np.empty(len(kept), ROW)
    rows["key"] = np.frombuffer(b"".join(kept), np.uint8).reshape(-1, KEY_BYTES)
    rows["vector"] = np.reshape(list(kept.values()), (-1, WIDTH))
    body = BytesIO()
    np.save(body, rows, allow_pickle=False)
    try:
        _replace(path, (body.getbuffer(), hashlib.sha256(body.getbuffer()).digest()))
    except OSError as error:
        _log.warning("vectors can't be kept in %s, and are made again next time: %s", path, error)


def _replace(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """All or nothing, for whoever reads it meanwhile; what a power cut leaves, its check finds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=f".{path.name}-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
