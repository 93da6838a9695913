"""SIGKILL at every moment: what a member was told is saved is there once, buttons still work."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.sandbox.pilot import InteractionFailed, Player
from bot.sandbox.shown import Shown
from tests.program.conftest import BotProcess

FIRST = "The decorator maps a url to a view function."
BETTER = "It maps a url to a view function, and an unknown address gives 404."


@dataclass(frozen=True)
class Step:
    """What a member does, and what the card then says."""

    act: Callable[[Player], Awaitable[Shown]]
    sees: str


def click(label: str, sees: str) -> Step:
    return Step(lambda ada: ada.click(label), sees)


def submit(text: str, sees: str) -> Step:
    return Step(lambda ada: ada.submit(text), sees)


SAME_AGAIN = Step(lambda ada: ada.submit_again(), "/100")

WHOLE_INTERVIEW = [
    Step(lambda ada: ada.slash("interview", level="adaptive", questions=3), "Question 1 of 3"),
    click("Hint", "Think of an address, and of a function."),
    click("Answer", "Think of an address, and of a function."),
    submit(FIRST, "60/100"),
    SAME_AGAIN,
    click("Show model answer", "Model answer"),
    click("Back to the result", "/100"),
    click("Try again", "another try"),
    click("Answer", "another try"),
    submit(BETTER, "100/100"),
    SAME_AGAIN,
    click("Next question", "Question 2 of 3"),
    click("Skip", "Question 2 skipped"),
    click("Show model answer", "show the model answer?"),
    click("Show it, 0 points", "Each worker process has its own copy"),
    click("See the report", "Your report"),
    click("Download transcript", "Your transcript"),
]


async def play(bot: BotProcess, member: Player, *, kills: bool) -> tuple[str, str]:
    """The whole interview's report and transcript."""
    for step in WHOLE_INTERVIEW:
        await step.act(member)
        assert member.sees(step.sees), member.card.text
        if kills:
            kept = bot.answers(member)
            await bot.restart()
            assert bot.answers(member) == kept
    assert bot.answers(member) == [FIRST, BETTER]
    report = next(card for card in member.cards if "Your report" in card.text)
    [(_, transcript)] = member.card.files
    return comparable(report.text), transcript.decode()


def comparable(report: str) -> str:
    """Without the time that the member took, and the day."""
    return re.sub(r"\d+ (s|min) on the questions|<t:\d+:D>", "…", report)


async def test_an_interview_killed_after_every_step_ends_like_an_undisturbed_one(
    bot_process: BotProcess,
) -> None:
    await bot_process.start()
    killed = await play(bot_process, bot_process.ada, kills=True)
    assert await play(bot_process, bot_process.grace, kills=False) == killed
    assert "then 100" in killed[0]
    assert list(bot_process.sandbox.refusals) == []
