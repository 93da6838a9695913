"""The program with a language model as its grader: stopped in the middle, and what it logs."""

import asyncio

from tests.grading.model_server import fails, judges, model_server, waits
from tests.journeys.conftest import until
from tests.program.conftest import BotProcess

KEY = "sk-s3cr3t-k3y"
ANSWER = "Every address has its view, says the platypus, and the others get a 404."


async def test_stopped_while_the_model_thinks_it_grades_after_the_start(
    bot_process: BotProcess,
) -> None:
    async with model_server() as server:
        chosen = {"GRADER": "llm", "LLM_BASE_URL": server.url, "LLM_MODEL": "small"}
        chosen |= {"LLM_API_KEY": KEY, "LOG_LEVEL": "debug"}
        server.will(waits(asyncio.Event(), judges("covered")))
        await bot_process.start(**chosen)
        ada = bot_process.ada
        await ada.slash("interview", level="junior", questions=1)
        await ada.click("Answer")
        submitted = asyncio.create_task(ada.submit(ANSWER))
        await until(lambda: len(server.asked) == 1)
        ended = await bot_process.stop()
        assert ended.status == 0
        submitted.cancel()
        await asyncio.wait({submitted})
        [(grade,)] = bot_process.rows("SELECT grade FROM attempts")
        assert grade is None

        server.will(judges("partly"))
        await bot_process.start(**chosen)
        await ada.slash("interview")
        assert ada.sees("0 of 2 key points covered, 2 partly")
        server.will(fails(400, f"{KEY} {ANSWER}"))
        await ada.click("Try again")
        await ada.click("Answer")
        await ada.submit(f"{ANSWER} Again.")
        assert ada.sees("the built-in scoring did it instead")
        said = ended.err + (await bot_process.stop()).err
    assert "gave no verdict: refused: status 400" in said
    for secret in (KEY, "platypus", "incident", "Traceback"):
        assert secret not in said
