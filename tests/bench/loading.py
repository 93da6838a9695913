"""How long a large bank takes to load, beside what reading its YAML takes at the least.

python3 -m tests.bench.loading [number of questions] — a bank made of our own questions, again and
again under other ids. The floor reads the same files' bytes and walks their YAML events.
"""

import sys
import time
from collections.abc import Callable
from itertools import count, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from yaml.cyaml import CSafeLoader

from bot.bank.loading import load

QUESTIONS = Path(__file__).parents[2] / "questions"
AMOUNT = 5000
IN_A_FILE = 10
ROUNDS = 3
START = "  - id: "


def make(folder: Path, amount: int) -> None:
    """A bank of this many questions, each as long as ours are."""
    numbers = count()
    ours = cycle(question for path in sorted(QUESTIONS.glob("*/*.yaml")) for question in _of(path))
    texts = list(islice(ours, amount))
    for number, first in enumerate(range(0, amount, IN_A_FILE)):
        some = texts[first : first + IN_A_FILE]
        file = folder / "track" / f"topic-{number}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        named = (f"{START}question-{next(numbers)}\n{rest}" for rest in some)
        file.write_text(f"topic: Topic {number}\nquestions:\n{''.join(named)}")


def _of(path: Path) -> list[str]:
    """Each question's lines, without that of its id."""
    return [part.partition("\n")[2] for part in path.read_text().split(f"\n{START}")[1:]]


def floor(folder: Path) -> None:
    for path in folder.glob("*/*.yaml"):
        for _ in yaml.parse(path.read_bytes(), Loader=CSafeLoader):
            pass


def best_s(work: Callable[[Path], object], folder: Path) -> float:
    """The shortest of a few rounds: whatever else the machine does only adds to it."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work(folder)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else AMOUNT
    with TemporaryDirectory() as made:
        folder = Path(made, "questions")
        make(folder, amount)
        size = sum(path.stat().st_size for path in folder.glob("*/*.yaml"))
        least, whole = best_s(floor, folder), best_s(load, folder)
    print(f"{amount:,} questions, {size / 1e6:.1f} MB of YAML")
    print(f"floor (bytes and events)  {least:6.2f} s")
    print(f"load                      {whole:6.2f} s, {whole / least:.2f} times the floor")


if __name__ == "__main__":
    main()
