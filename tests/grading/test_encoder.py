"""The sentence encoder: the published model's vectors, whatever is typed, from whole files only."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.grading.encoder import Encoder
from bot.grading.pinned import EncoderDamaged, EncoderMissing, NumpyMissing
from tests.grading.reference import REFERENCES

TEXTS = [reference.text for reference in REFERENCES]
SIGNED = "The session cookie is signed but not encrypted."
ANOTHER = "A blueprint groups related views and is registered on the app."

ONE_CORE = """
import sys
from pathlib import Path
from bot.grading.encoder import Encoder
Encoder.open(Path(sys.argv[1])).embed(["It maps a URL to a view function."] * 64)
print(len(list(Path("/proc/self/task").iterdir())))
"""
UNLOADED = """
import sys
import bot.app, bot.cli, bot.grading.encoder, bot.grading.fetching
print("numpy" in sys.modules)
"""


def python(program: str, *arguments: str) -> str:
    """What it prints in a process of its own, where nobody has said how many cores to use."""
    environment = dict(os.environ)
    environment.pop("OPENBLAS_NUM_THREADS", None)
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return ended.stdout.strip()


def cosine(encoder: Encoder, one: str, other: str) -> float:
    first, second = encoder.embed([one, other])
    return float(first @ second)


def test_the_vectors_are_the_published_models(encoder: Encoder) -> None:
    found = encoder.embed(TEXTS)[:, :16]
    expected = np.array([reference.start for reference in REFERENCES])
    assert np.abs(found - expected).max() < 5e-6


def test_each_text_has_a_row_of_length_one_in_the_order_given(encoder: Encoder) -> None:
    found = encoder.embed(TEXTS)
    assert found.shape == (len(TEXTS), 384)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert np.allclose(found[::-1], encoder.embed(TEXTS[::-1]), atol=1e-6)


def test_no_texts_have_no_rows(encoder: Encoder) -> None:
    assert encoder.embed([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_many(encoder: Encoder) -> None:
    among = encoder.embed(TEXTS * 5)
    alone = np.concatenate([encoder.embed([text]) for text in TEXTS])
    assert np.abs(among.reshape(5, *alone.shape) - alone).max() < 1e-6


def test_the_same_call_gives_the_same_bytes(encoder: Encoder) -> None:
    assert encoder.embed(TEXTS).tobytes() == encoder.embed(TEXTS).tobytes()


def test_threads_share_an_encoder(encoder: Encoder) -> None:
    alone = encoder.embed(TEXTS).tobytes()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(encoder.embed, [TEXTS] * 8))
    assert {rows.tobytes() for rows in found} == {alone}


def test_the_end_of_a_very_long_text_does_not_count(encoder: Encoder) -> None:
    long = "It maps a URL to a view function. " * 118
    assert len(long) > 4000
    assert cosine(encoder, long, long + "An onion.") == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("sign", ["a", "é", "\u0301", "汉", "𝔘", "🎉", "\u200b", "\ud83d", "("])
def test_four_thousand_of_any_sign_have_a_vector(encoder: Encoder, sign: str) -> None:
    assert np.isfinite(encoder.embed([sign * 4000])).all()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.text(max_size=60), max_size=4))
def test_any_texts_have_vectors(encoder: Encoder, texts: list[str]) -> None:
    found = encoder.embed(texts)
    assert found.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_what_means_the_same_is_nearer_than_another_topic(encoder: Encoder) -> None:
    same = cosine(encoder, SIGNED, "Anyone can read what is in the session cookie, not change it.")
    assert same > 0.5 > 0.2 > cosine(encoder, SIGNED, ANOTHER)


def test_what_says_the_opposite_is_near_too(encoder: Encoder) -> None:
    # Whoever grades by these vectors must look for the denial elsewhere.
    denied = cosine(encoder, "The session cookie is encrypted.", "The cookie isn't encrypted.")
    assert denied > 0.8


def test_an_open_encoder_outlives_its_files(encoder_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(encoder_folder, tmp_path / "encoder")
    opened = Encoder.open(folder)
    shutil.rmtree(folder)
    assert opened.embed(TEXTS[:1]).shape == (1, 384)


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt"])
def test_a_file_that_is_not_there_is_missed(
    encoder_folder: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(encoder_folder, tmp_path, ignore=lambda *_: {name}, dirs_exist_ok=True)
    with pytest.raises(EncoderMissing, match=r"python3 -m bot grading encoder") as caught:
        Encoder.open(tmp_path)
    assert caught.value.file == tmp_path / name


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt"])
def test_a_file_of_which_one_byte_is_another_is_refused(
    encoder_folder: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(encoder_folder, tmp_path, dirs_exist_ok=True)
    with (tmp_path / name).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    with pytest.raises(EncoderDamaged, match=r"python3 -m bot grading encoder") as caught:
        Encoder.open(tmp_path)
    assert caught.value.file == tmp_path / name


def test_a_file_that_was_cut_is_refused(encoder_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(encoder_folder, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "model.safetensors").open("r+b") as file:
        file.truncate(50_000_000)
    with pytest.raises(EncoderDamaged):
        Encoder.open(tmp_path)


def test_without_numpy_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(NumpyMissing, match=r"needs: pip install '\.\[semantic\]'"):
        Encoder.open(tmp_path)


def test_the_program_needs_no_numpy_until_an_encoder_is_opened() -> None:
    assert python(UNLOADED) == "False"


def test_it_computes_on_one_core(encoder_folder: Path) -> None:
    assert python(ONE_CORE, str(encoder_folder)) == "1"
