"""The sentence encoder's two files as they were published, and the errors about any others."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

NEEDS_NUMPY = "Semantic grading needs: pip install '.[semantic]'"
FETCH = "python3 -m bot grading encoder"


class EncoderError(Exception):
    """There is no encoder to be had; the text says why, and what to do."""


class NumpyMissing(EncoderError):
    def __init__(self) -> None:
        super().__init__(f"{NEEDS_NUMPY}.")


class EncoderMissing(EncoderError):
    """A file of it isn't there, or can't be read."""

    def __init__(self, file: Path, reason: str | None) -> None:
        super().__init__(
            f"The sentence encoder can't be read: {file}: {reason}. To fetch it: {FETCH}."
        )
        self.file = file


class EncoderDamaged(EncoderError):
    """A file of it isn't, byte for byte, the published one."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} isn't the file that was published: it was cut, damaged or exchanged. "
            f"To fetch it again: {FETCH}."
        )
        self.file = file


@dataclass(frozen=True, slots=True)
class Pinned:
    """`size` is in bytes, `sha256` in lower-case hexadecimal digits."""

    name: str
    size: int
    sha256: str


WEIGHTS = Pinned(
    name="model.safetensors",
    size=90_868_376,
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
VOCABULARY = Pinned(
    name="vocab.txt",
    size=231_508,
    sha256="07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
)
FILES = (WEIGHTS, VOCABULARY)


@contextmanager
def opened(folder: Path, pinned: Pinned) -> Iterator[BufferedReader]:
    """The folder's file, verified, at its beginning.

    What was verified is what is read, even where somebody puts another file in its place meanwhile.
    Raises EncoderMissing or EncoderDamaged.
    """
    path = folder / pinned.name
    try:
        file = path.open("rb")
    except OSError as error:
        raise EncoderMissing(path, error.strerror) from error
    with file:
        if os.fstat(file.fileno()).st_size != pinned.size or _sha256(file) != pinned.sha256:
            raise EncoderDamaged(path)
        file.seek(0)
        yield file


def verify(folder: Path) -> None:
    """Raises EncoderMissing or EncoderDamaged unless both files are there and whole."""
    for pinned in FILES:
        with opened(folder, pinned):
            pass


def _sha256(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
