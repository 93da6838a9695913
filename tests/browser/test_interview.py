"""A whole interview by mouse and keyboard, the program killed in the middle of it."""

import asyncio
import re
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.bank.loading import load
from bot.bank.question import Question
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> **bold**."


class Program:
    """`python -m bot sandbox`, which can be killed and started again in its place."""

    def __init__(self, data: Path, questions: Path) -> None:
        self._data = data
        self._questions = questions
        self._port = _free_port()
        self._process: Process | None = None

    async def start(self) -> str:
        """Its address, once it says that it is open."""
        arguments = ["--no-browser", "--port", str(self._port), "--data", str(self._data)]
        self._process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "bot", "sandbox", *arguments],
            cwd=ROOT,
            env={"QUESTIONS_DIR": str(self._questions), "PYTHONUNBUFFERED": "1"},
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(20):
            line = (await self._process.stdout.readline()).decode()
        found = re.match(rf"Greenroom is open at (http://127\.0\.0\.1:{self._port}) ", line)
        assert found, line
        return found[1]

    async def kill(self) -> None:
        """SIGKILL; harmless once it has ended."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.communicate()


@pytest_asyncio.fixture(loop_scope="session")
async def program(tmp_path: Path, questions: Path) -> AsyncIterator[Program]:
    program = Program(tmp_path / "sandbox", questions)
    yield program
    await program.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def question_on(ada: Visitor, questions: Path) -> Question:
    """Which question of the bank the newest card shows."""
    text = " ".join((await ada.card.inner_text()).split())
    bank = await asyncio.to_thread(load, questions)
    return next(q for q in bank.questions.values() if q.question.split("\n")[0] in text)


async def test_ada_takes_an_interview_though_the_program_is_killed_in_the_middle(
    program: Program, visit: Visit, questions: Path
) -> None:
    ada = await visit(await program.start())
    await ada.open()
    await ada.start("Fresher", 3)
    await ada.shoot("question")

    await ada.open_form()
    first, *others = [point.statement for point in (await question_on(ada, questions)).points]
    marked = first.replace("opens the first gate", "<script>opens</script> the first **gate**")
    hostile = " ".join([HOSTILE, marked, *others])
    await ada.field.fill(hostile)
    await ada.shoot("answer-form")
    await ada.form.get_by_role("button", name="Submit", exact=True).click()
    await ada.sees("100/100")
    evidence = ada.card.get_by_role("blockquote").first
    await expect(evidence).to_contain_text("<script>opens</script> the first **gate**")
    await expect(ada.card.locator("script, img[src=x]")).to_have_count(0)
    await ada.shoot("verdict")

    await ada.press("Show model answer")
    await ada.sees("Model answer")
    await ada.shoot("model-answer")
    await ada.press("Back to the result")
    await ada.press("Next question")
    await ada.sees("Question 2 of 3")

    question = await question_on(ada, questions)
    await ada.press("Hint (2 left, −15 %)")
    await ada.sees(question.hints[0])
    await ada.shoot("hint")

    with ada.watch.outage():
        await program.kill()
        await expect(ada.page.get_by_role("status").filter(has_text="was lost")).to_be_visible()
        roster = ada.page.get_by_role("complementary", name="Members of this server")
        await expect(roster).to_contain_text("Offline")
        await ada.press("Hint (1 left, −15 %)")
        await ada.sees("The sandbox can't be reached.")
        await ada.shoot("lost")
        await program.start()
        await ada.is_online()
    await expect(ada.page.get_by_role("status").filter(has_text="was lost")).to_have_count(0)
    await ada.press("Hint (1 left, −15 %)")
    await ada.sees(question.hints[1])

    await ada.answer(question.answer)
    await ada.sees("100/100")
    await ada.sees("2 hints taken")
    await ada.shoot("verdict-full")
    await ada.press("Next question")
    await ada.press("Skip")
    await ada.sees("Your report")
    await ada.sees("2 of 3 answered")
    await ada.shoot("report")

    await ada.press("Download transcript")
    await ada.sees("Your transcript")
    await ada.shoot("transcript")
    link = ada.card.get_by_role("link", name="Download interview.md")
    transcript = await ada.download(link)
    assert hostile in transcript
    assert question.answer in transcript
    assert transcript.count("\n## Question ") == 3
