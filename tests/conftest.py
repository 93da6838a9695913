"""What tests of several rooms share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from bot.grading.encoder import Encoder

ROOT = Path(bot.__file__).parents[1]


def pytest_configure() -> None:
    # As `Encoder.open` does for the program; here, tests import numpy before there is an encoder.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sentence encoder, fetched once a run by the program itself, on a machine without home."""
    folder = tmp_path_factory.mktemp("fetched") / "data" / "encoder"
    # The rest of the environment may say how to reach the package index.
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "grading", "encoder"],
        cwd=folder.parents[1],
        env={**environment, "PYTHONPATH": str(ROOT), "ENCODER_DIR": "data/encoder"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("Stored 91 MB in data/encoder.\n")
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> Encoder:
    return Encoder.open(encoder_folder)
