"""The bank's own prose: no misspelt word, and British spelling throughout.

Phrases that members may use (`accept`, `claim`, `samples`) are spelt as people do.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

from bot.bank.loading import load
from bot.bank.question import Question
from tests.content.test_bank import QUESTIONS

# Misspelt on purpose: an address that nobody serves.
MEANT = "abuot"
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_AMERICAN = re.compile(
    r"\b\w*(?:(?:organ|recogn|serial|sanit|parameter|material|summar|custom|optim|normal|minim"
    r"|maxim|priorit|synchron|real)iz(?:e|es|ed|ing|er|ation)|behavior|color|neighbor|favor"
    r"|center|analyz\w*)\b",
    re.IGNORECASE,
)


def prose(question: Question) -> Iterator[str]:
    """What a member reads, without code."""
    asked = [question.question, *question.hints, question.answer]
    asked += [misconception.truth for misconception in question.misconceptions]
    asked += [follow_up.question for follow_up in question.follow_ups]
    points = [*question.points, *(p for each in question.follow_ups for p in each.points)]
    for text in [*asked, *(t for point in points for t in (point.statement, point.teach))]:
        yield _CODE.sub(" ", text)


def lines() -> list[str]:
    """One for each text of each question, behind the question's id."""
    questions = load(QUESTIONS).questions.values()
    return [
        f"{question.id}: {' '.join(text.split())}"
        for question in questions
        for text in prose(question)
    ]


def misspelt(text: str) -> str:
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare"]
    command += ["--ignore-words-list", MEANT, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.stdout


def test_no_word_is_misspelt() -> None:
    assert misspelt("\n".join(lines())) == ""


def test_a_misspelt_word_would_be_found() -> None:
    assert "==> receive" in misspelt("You recieve a request.")


def test_words_with_two_spellings_are_british() -> None:
    found = [line for line in lines() if _AMERICAN.search(line)]
    assert found == []
    assert _AMERICAN.search("It is serialized.")
