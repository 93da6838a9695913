"""The safetensors format: a header of JSON that says where each tensor lies, then their bytes."""

import json
import math
import mmap
import struct
from io import BufferedReader
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

LENGTH = struct.Struct("<Q")  # of the header, in bytes


class _Entry(TypedDict):
    """`data_offsets` are a half-open range of bytes, counted from the end of the header."""

    dtype: str
    shape: list[int]
    data_offsets: tuple[int, int]


def tensors(file: BufferedReader) -> dict[str, NDArray[np.float32]]:
    """The float32 tensors by their names, read-only; others are left out.

    They aren't copied: they lie in the file's own pages, which processes share and the system may
    drop and read again. So the file must never be written into, only replaced. It is trusted:
    whoever hands it in has verified it.
    """
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = LENGTH.unpack_from(mapped)
    start = LENGTH.size + length
    header: dict[str, _Entry] = json.loads(mapped[LENGTH.size : start])
    return {
        name: _tensor(mapped, start, entry)
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def _tensor(mapped: mmap.mmap, start: int, entry: _Entry) -> NDArray[np.float32]:
    shape = entry["shape"]
    offset = start + entry["data_offsets"][0]
    flat = np.frombuffer(mapped, dtype="<f4", count=math.prod(shape), offset=offset)
    return flat.reshape(shape)
