"""What the program says never holds what members write, nor what opens doors."""

import pytest

from bot.sandbox.pilot import InteractionFailed
from tests.program.conftest import BotProcess

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYzAb.s3cr3t-t0k3n-0f-th3-b0t"
ANSWER = "It maps a url to a view function, says the platypus."


@pytest.mark.parametrize("shape", ["text", "json"])
async def test_no_token_and_no_answer_is_ever_logged(bot_process: BotProcess, shape: str) -> None:
    ada = bot_process.ada
    await bot_process.start(DISCORD_TOKEN=TOKEN, LOG_LEVEL="debug", LOG_FORMAT=shape)
    await ada.slash("interview", level="junior", questions=1)
    await ada.autocomplete("interview", "topic", "platypus")
    await ada.click("Answer")
    await ada.submit(ANSWER)
    await ada.click("Try again")
    await ada.click("Answer")
    # Submissions that the bot can't answer as it means to: those errors are logged.
    bot_process.sandbox.faults.fail_next(status=404, code=10062, path_contains="/callback")
    with pytest.raises(InteractionFailed):
        await ada.submit(ANSWER)
    bot_process.sandbox.faults.fail_next(status=403, path_contains="/callback")
    await ada.submit_again()
    await bot_process.sandbox.faults.drop_gateway()
    await bot_process.sandbox.bot_ready()
    ended = await bot_process.stop()
    said = ended.out + ended.err
    assert "incident" in said
    assert "platypus" not in said
    assert TOKEN not in said
    assert TOKEN.rpartition(".")[2] not in said
    for interaction in bot_process.sandbox.world.interactions.values():
        assert interaction.token not in said
