"""SIGKILL at every moment: what a member was told is saved is there once, buttons still work."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.sandbox.pilot import Player
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


async def send_and_kill(bot: BotProcess, text: str, after_s: float) -> int:
    """How often the text is kept when the bot dies while it is being sent."""
    sending = asyncio.create_task(bot.ada.submit(text))
    await asyncio.sleep(after_s)
    await bot.kill()
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    return bot.answers(bot.ada).count(text)


async def press_answer(ada: Player, text: str) -> None:
    """What a member does whose form was closed over a dead bot."""
    if ada.modal:
        ada.dismiss()
    await ada.click("Answer")
    if ada.modal:
        await ada.submit(text)


async def send_again(ada: Player, text: str) -> None:
    await ada.submit_again(text)


async def test_an_answer_sent_to_a_dying_bot_is_kept_once_or_can_be_sent_again(
    bot_process: BotProcess,
) -> None:
    chance = random.Random(11)
    ada = bot_process.ada
    await bot_process.start()
    await ada.slash("interview", level="junior", questions=1)
    for number in range(1, 8):
        text = f"It maps a url to a view function, as I say for the {number}. time."
        await ada.click("Answer")
        kept = await send_and_kill(bot_process, text, chance.uniform(0, 0.03))
        await bot_process.start()
        was_told = ada.sees("/100")
        assert kept == 1 if was_told else kept <= 1
        if not was_told:
            await chance.choice([press_answer, send_again])(ada, text)
        assert ada.sees("60/100")
        assert bot_process.answers(ada).count(text) == 1
        await ada.slash("interview")
        assert ada.sees("You are in an interview")
        assert ada.sees("60/100")
        await ada.click("Try again")
    assert list(bot_process.sandbox.refusals) == []


async def test_a_saved_text_without_a_grade_is_graded_at_the_next_start(
    bot_process: BotProcess,
) -> None:
    ada = bot_process.ada
    graded = "SELECT state, grade, points, unranked FROM attempts"
    await bot_process.start()
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    card = await ada.submit(BETTER)
    before = bot_process.rows(graded)
    await bot_process.kill()
    bot_process.rows("UPDATE attempts SET state = 'submitted', grade = NULL, points = 0")
    await bot_process.start()
    assert bot_process.rows(graded) == before
    await ada.click("See the report", on=card)
    assert ada.sees("100/100")
    assert ada.sees("20")
