"""The README's table of the bank is the bank's."""

from collections import Counter
from pathlib import Path

from bot.attempts.cards import KIND_NAMES, LEVEL_NAMES
from bot.bank.loading import load

ROOT = Path(__file__).parents[2]
BANK = load(ROOT / "questions")


def table() -> str:
    """By kind and level, as Markdown; the topics with the number of their questions below it."""
    questions = BANK.questions.values()
    count = Counter((question.kind, question.level) for question in questions)
    lines = [f"| | {' | '.join(LEVEL_NAMES.values())} | all |", "| --- | --- | --- | --- | --- |"]
    for kind, name in KIND_NAMES.items():
        row = [count[kind, level] for level in LEVEL_NAMES]
        lines.append(f"| {name} | {' | '.join(map(str, row))} | {sum(row)} |")
    levels = [sum(question.level is level for question in questions) for level in LEVEL_NAMES]
    lines.append(f"| all | {' | '.join(map(str, levels))} | {sum(levels)} |")
    topics = Counter(BANK.topics[question.topic] for question in questions)
    named = ", ".join(f"{title} ({number})" for title, number in sorted(topics.items()))
    return "\n".join(lines) + f"\n\n{named}.\n"


def test_the_readme_counts_the_bank_as_it_is() -> None:
    assert table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_bank_is_as_large_as_it_says() -> None:
    questions = BANK.questions.values()
    assert len(questions) >= 210
    assert sum(question.track == "flask" for question in questions) >= 150
    assert all(sum(q.level is level for q in questions) >= 55 for level in LEVEL_NAMES)
