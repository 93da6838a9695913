"""What the default grader costs: python3 -m tests.bench.grading

Milliseconds of processor time an answer, and megabytes that the bank's rubrics take. The floor is
one look at each character: Python's own `str.split` and `set` of the same text.
"""

import random
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from bot.bank.loading import load
from bot.bank.question import Question
from bot.grading.lexical import LexicalGrader

LONGEST = 4000
ROUNDS = 3
MOST_MS = 30.0
MOST_MB = 12.0
MB = 1_048_576


def texts(question: Question, bank: list[Question]) -> dict[str, str]:
    """Answers of 4000 characters, of every shape that might be slow; and one of usual length."""
    chance = random.Random(question.id)
    own = [each for point in question.points for each in point.accept]
    claims = [each for false in question.misconceptions for each in false.claim]
    others = " ".join(each.answer for each in bank[:20])
    return {
        "a model answer": question.answer,
        "4000: model answers": others[:LONGEST],
        "4000: its own phrases": _long(" and ", own, chance),
        "4000: its claims": _long(". ", claims, chance),
        "4000: one word": ("not " * LONGEST)[:LONGEST],
        "4000: letters": "".join(chance.choices("abcdefgh ,.", k=LONGEST)),
        "4000: signs": "".join(chance.choices("`()[]{}<>@_.,;:!?*-/'\n", k=LONGEST)),
        "4000: other scripts": ("\u0441\u0435\u0441\u0441\u0438\u044f \ufdfa e\u0301 " * LONGEST)[
            :LONGEST
        ],
    }


def _long(between: str, parts: list[str], chance: random.Random) -> str:
    return between.join(chance.choices(parts, k=LONGEST // 8))[:LONGEST]


def _ms(call: Callable[[], object]) -> float:
    begun = process_time()
    call()
    return 1000 * (process_time() - begun)


def main() -> int:
    questions = list(load(Path(__file__).parents[2] / "questions").questions.values())
    tracemalloc.start()
    grader = LexicalGrader(questions)
    taken_mb = tracemalloc.get_traced_memory()[0] / MB
    tracemalloc.stop()
    print(f"{len(questions)} questions, {taken_mb:.1f} MB (at most {MOST_MB:.0f})\n")
    print("| answer | median | worst | floor | at most |")
    print("| --- | --- | --- | --- | --- |")
    worst_of_all = 0.0
    for name in texts(questions[0], questions):
        times, floors = [], []
        for question in questions:
            text = texts(question, questions)[name]
            times.append(min(_ms(lambda: grader.grade(question, text)) for _ in range(ROUNDS)))  # noqa: B023
            floors.append(min(_ms(lambda: set(text.split())) for _ in range(ROUNDS)))  # noqa: B023
        worst_of_all = max(worst_of_all, *times)
        print(
            f"| {name} | {median(times):.1f} ms | {max(times):.1f} ms | {median(floors):.2f} ms "
            f"| {MOST_MS:.0f} ms |"
        )
    return int(worst_of_all > MOST_MS or taken_mb > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
