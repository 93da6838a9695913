"""What the sentence encoder costs: to open, in memory, for a sentence, for a bank's phrases.

python3 -m tests.bench.encoder [number of phrases] — with the encoder that ENCODER_DIR names. The
sentences are the bank's accepted phrases, as they come; a longer list than the bank has repeats
them with a number before each.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.bank.loading import load
from bot.grading.encoder import Encoder
from bot.settings import Settings

AMOUNT = 20_000
ROUNDS = 40
BATCHES = (1, 8, 32)


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def phrases(amount: int) -> list[str]:
    ours = [
        phrase
        for question in load(Settings().questions_dir).questions.values()
        for point in question.points
        for phrase in (*point.accept, point.statement)
    ]
    print(f"the bank has {len(ours):,} phrases")
    again = (f"{turn} {phrase}" if turn else phrase for turn in count() for phrase in ours)
    return list(islice(again, amount))


def taken_s(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def batches(encoder: Encoder, texts: Sequence[str]) -> None:
    for size in BATCHES:
        parts = [texts[start : start + size] for start in range(0, ROUNDS * size, size)]
        each = [taken_s(partial(encoder.embed, part)) / size * 1000 for part in parts]
        print(f"{size:>2} at once   {median(each):6.2f} ms a sentence, at most {max(each):.2f}")


def main() -> None:
    texts = phrases(int(sys.argv[1]) if len(sys.argv) > 1 else AMOUNT)
    before = resident_mb()
    started = time.perf_counter()
    encoder = Encoder.open(Settings().encoder_dir)
    print(f"open        {time.perf_counter() - started:6.2f} s, numpy's import with it")
    batches(encoder, texts)
    print(f"memory      {resident_mb() - before:6.0f} MB more, of which the file's pages are most")
    from bot.grading.vectors import vectors  # it imports numpy, which `open` must do first

    with TemporaryDirectory() as folder:
        path = Path(folder, "phrases.npy")
        first = taken_s(lambda: vectors(encoder, texts, path))
        again = taken_s(lambda: vectors(encoder, texts, path))
        kept = f"{path.stat().st_size / 1e6:.1f} MB kept"
    print(f"{len(texts):,} phrases: {first:.1f} s, {kept}; from there {again:.2f} s")


if __name__ == "__main__":
    main()
