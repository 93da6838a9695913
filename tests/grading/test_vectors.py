"""The bank's vectors are made once, and kept as long as they are whole and wanted."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.grading import vectors as module
from bot.grading.encoder import Encoder
from bot.grading.vectors import vectors

PHRASES = ["maps a URL to a view", "angle brackets mark a variable", "a 404 answer", "é 汉 🎉", ""]


class Counting(Encoder):
    """Tells what it was asked to embed."""

    embedded: list[str]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded = [*texts]
        return super().embed(texts)


@pytest.fixture(scope="module")
def counting(encoder_folder: Path) -> Counting:
    return Counting.open(encoder_folder)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "phrases.npy"


def test_a_second_start_embeds_nothing(counting: Counting, path: Path) -> None:
    first = vectors(counting, PHRASES, path)
    assert counting.embedded == PHRASES
    assert vectors(counting, PHRASES, path).tobytes() == first.tobytes()
    assert counting.embedded == []


def test_a_row_is_its_texts_in_half_precision(counting: Counting, path: Path) -> None:
    found = vectors(counting, PHRASES, path)
    assert found.shape == (len(PHRASES), 384)
    assert found.dtype == np.float16
    exact = counting.embed(PHRASES)
    rough = found.astype(np.float32)
    assert np.abs(rough @ rough.T - exact @ exact.T).max() < 1e-3


def test_the_order_and_repetitions_are_the_callers(counting: Counting, path: Path) -> None:
    first = vectors(counting, PHRASES, path)
    turned = vectors(counting, [*PHRASES[::-1], PHRASES[0]], path)
    assert counting.embedded == []
    assert turned.tobytes() == np.concatenate([first[::-1], first[:1]]).tobytes()


def test_only_a_new_phrase_is_embedded(counting: Counting, path: Path) -> None:
    vectors(counting, PHRASES, path)
    vectors(counting, ["a new one", *PHRASES, "a new one"], path)
    assert counting.embedded == ["a new one"]


def test_a_phrase_that_is_gone_is_dropped(counting: Counting, path: Path) -> None:
    vectors(counting, PHRASES, path)
    before = path.stat().st_size
    vectors(counting, PHRASES[:2], path)
    assert counting.embedded == []
    assert path.stat().st_size < before
    vectors(counting, PHRASES[:3], path)
    assert counting.embedded == PHRASES[2:3]


def test_no_phrases_leave_an_empty_file(counting: Counting, path: Path) -> None:
    vectors(counting, PHRASES, path)
    assert vectors(counting, [], path).shape == (0, 384)
    assert np.load(path).shape == (0,)


def test_another_version_of_the_encoder_starts_afresh(
    counting: Counting, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors(counting, PHRASES, path)
    before = path.stat().st_size
    monkeypatch.setattr(module, "VERSION", "another")
    vectors(counting, PHRASES, path)
    assert counting.embedded == PHRASES
    assert path.stat().st_size == before


def _flipped(content: bytes) -> bytes:
    return content[:3000] + bytes([content[3000] ^ 1]) + content[3001:]


@pytest.mark.parametrize(
    "damage",
    [_flipped, lambda content: content[:-40], lambda content: content[:7], lambda _: b""],
    ids=["a bit flipped", "its end missing", "hardly begun", "empty"],
)
def test_a_damaged_file_is_made_again(
    counting: Counting, path: Path, damage: Callable[[bytes], bytes]
) -> None:
    first = vectors(counting, PHRASES, path)
    path.write_bytes(damage(path.read_bytes()))
    assert vectors(counting, PHRASES, path).tobytes() == first.tobytes()
    assert counting.embedded == PHRASES
    vectors(counting, PHRASES, path)
    assert counting.embedded == []


def test_nothing_else_is_left_in_the_folder_and_numpy_can_read_it(
    counting: Counting, path: Path
) -> None:
    vectors(counting, PHRASES, path)
    assert list(path.parent.iterdir()) == [path]
    assert np.load(path)["vector"].shape == (len(PHRASES), 384)


def test_a_file_that_can_not_be_written_is_logged_and_missed_by_nobody(
    counting: Counting, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.write_text("a file where the folder should be")
    assert vectors(counting, PHRASES, path).shape == (len(PHRASES), 384)
    assert f"can't be kept in {path}" in caplog.text
