"""Finds and reads the files of a bank: `<track>/<topic>.yaml`, bounded in number and in size."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.bank.problem import BrokenBank, Problem, escaped
from bot.bank.tree import place_after

MOST_FILES = 2000
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`shown` is the path that problems name: the bank's folder, the track, the file."""

    path: Path
    shown: str

    @property
    def track(self) -> str:
        return self.path.parent.name

    @property
    def topic(self) -> str:
        return self.path.stem


def find_files(folder: Path) -> tuple[list[SourceFile], list[Problem]]:
    """The bank's files, in the order of their paths, and a problem for each that isn't taken.

    Raises BrokenBank when there is nothing to read, or too much.
    """
    root = Path(os.path.realpath(folder))
    search = _Search(root)
    if not root.is_dir():
        raise search.broken("there is no such folder; name the one that holds the questions")
    files = []
    for file in search.files():
        files.append(file)
        if len(files) > MOST_FILES:
            raise search.broken(f"holds more than {MOST_FILES} files; join small topics")
    if not files and not search.problems:
        raise search.broken("holds no questions; put files named <track>/<topic>.yaml in it")
    return files, search.problems


def read_text(file: SourceFile, most_bytes: int = MOST_BYTES) -> str:
    """Raises BrokenBank when the file can't be read, is too large, or isn't UTF-8."""
    try:
        with file.path.open("rb") as stream:
            content = stream.read(most_bytes + 1)
    except OSError as error:
        raise _unreadable(file, error) from error
    if len(content) > most_bytes:
        text = f"larger than {most_bytes // 1024} KiB; split it into two topics"
        raise BrokenBank((Problem(file.shown, 1, 1, text),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        text = "not UTF-8 from here on; save the file as UTF-8"
        raise BrokenBank((Problem(file.shown, *place_after(before), text),)) from error


def _unreadable(file: SourceFile, error: OSError) -> BrokenBank:
    text = f"can't be read ({error.strerror}); see its permissions"
    return BrokenBank((Problem(file.shown, 1, 1, text),))


class _Search:
    """Two levels deep, in sorted order; hidden names and files of other kinds are passed over."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def broken(self, text: str) -> BrokenBank:
        return BrokenBank((Problem(self._shown(self.root), 1, 1, text),))

    def files(self) -> Iterator[SourceFile]:
        for entry in self._entries(self.root):
            if entry.is_dir():
                yield from self._files_of_track(entry)
            elif _is_yaml(entry):
                self._note(entry, "outside a track; move it into a folder: <track>/<topic>.yaml")

    def _files_of_track(self, track: Path) -> Iterator[SourceFile]:
        for entry in self._entries(track):
            if entry.is_dir():
                self._note(entry, "a folder inside a track; move its files into the track's folder")
            elif not _is_yaml(entry):
                continue
            elif entry.suffix != ".yaml":
                self._note(entry, "isn't read under this name; let it end in '.yaml'")
            elif not entry.is_file():
                self._note(entry, "not a file; put the questions themselves here")
            else:
                yield SourceFile(entry, self._shown(entry))

    def _entries(self, folder: Path) -> Iterator[Path]:
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            self._note(folder, f"can't be listed ({error.strerror}); see its permissions")
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if Path(os.path.realpath(entry)).is_relative_to(self.root):
                yield entry
            else:
                self._note(
                    entry, "a link out of the bank's folder; put the questions themselves here"
                )

    def _note(self, path: Path, text: str) -> None:
        self.problems.append(Problem(self._shown(path), 1, 1, text))

    def _shown(self, path: Path) -> str:
        return escaped((self.root.name / path.relative_to(self.root)).as_posix())


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in {".yaml", ".yml"}
