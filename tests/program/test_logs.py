"""What the log says of an interaction, and that nobody else can write in it."""

import json
import re
from typing import Any

import pytest

from bot.sandbox.pilot import InteractionFailed
from tests.program.conftest import BotProcess

CAFE = 100000000000000001
FORGED = '{"event": "forged", "level": "critical"}'
NAME = f'Zelda"}}\n{FORGED}\x1b[2J\u2028'
WRITTEN = f"Platypuses map a url to a view function.\r\n{FORGED}\n\x1b]0;owned\x07"
ABOUT = {"interaction", "server", "route"}


def records(said: str) -> list[dict[str, Any]]:
    """Each line is one record; raises ValueError if one isn't."""
    return [json.loads(line) for line in said.splitlines()]


async def test_an_interactions_id_is_on_each_line_that_it_causes(bot_process: BotProcess) -> None:
    ada, faults = bot_process.ada, bot_process.sandbox.faults
    await bot_process.start(LOG_LEVEL="debug", LOG_FORMAT="json")
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Answer")
    # Discord's limit makes the library itself say something, a refusal makes an incident.
    faults.fail_next(status=429, path_contains="/callback")
    faults.fail_next(status=403, path_contains="/callback")
    await ada.submit(WRITTEN)
    said = records((await bot_process.stop()).err)
    answer = "interview/{interview:int}/{attempt:int}/answer"
    form = next(record for record in said if record["event"].startswith("incident "))
    assert (form["level"], form["server"], form["route"]) == ("error", CAFE, answer)
    assert "Traceback" in form["exception"]
    assert re.fullmatch(r"incident [0-9a-f]{8}", form["event"])
    assert ada.sees(form["event"].split()[1])
    of_the_form = [record for record in said if record.get("interaction") == form["interaction"]]
    assert any(record["logger"].startswith("discord.") for record in of_the_form)
    assert "failed in" in of_the_form[-1]["event"]
    ends = [record for record in said if re.match(r"(answered|refused|failed) in", record["event"])]
    assert [record["route"] for record in ends] == ["/interview", answer, answer]
    assert all(record.keys() >= ABOUT and record["level"] == "debug" for record in ends)
    assert len({record["interaction"] for record in ends}) == 3
    assert {str(record["interaction"]) for record in ends} <= set(
        bot_process.sandbox.world.interactions
    )


async def test_what_no_interaction_causes_names_none(bot_process: BotProcess) -> None:
    await bot_process.start(LOG_LEVEL="info", LOG_FORMAT="json")
    await bot_process.ada.slash("help")
    said = records((await bot_process.stop()).err)
    assert said
    assert not [record for record in said if ABOUT & record.keys()]


@pytest.mark.parametrize("shape", ["text", "json"])
async def test_nothing_that_a_member_writes_is_logged(bot_process: BotProcess, shape: str) -> None:
    zelda, faults = bot_process.pilot.member(NAME, manager=True), bot_process.sandbox.faults
    await bot_process.start(LOG_LEVEL="debug", LOG_FORMAT=shape)
    await zelda.slash("question", search=WRITTEN)
    await zelda.slash("interview", level="junior", topic=f"platypus {FORGED}")
    await zelda.slash("manage daily", channel="daily", time=FORGED, timezone="Platypus/Forged")
    await zelda.slash("interview", level="junior", questions=1)
    await zelda.autocomplete("interview", "topic", WRITTEN)
    await zelda.click("Answer")
    await zelda.submit(WRITTEN)
    await zelda.press_raw(f"platypus/{FORGED}")
    await zelda.submit_raw(f"platypus/{FORGED}", {"text": WRITTEN}, on=zelda.card)
    # In each of these, an error is logged while the text is at hand.
    await zelda.slash("question", level="junior")
    await zelda.click("Answer")
    for status in (429, 403):
        faults.fail_next(status=status, path_contains="/callback")
    await zelda.submit(WRITTEN)
    faults.fail_next(status=404, code=10062, path_contains="/callback")
    with pytest.raises(InteractionFailed):
        await zelda.slash("question", search=WRITTEN)
    for _ in range(2):
        faults.fail_next(status=403, path_contains="/callback")
    with pytest.raises(InteractionFailed):
        await zelda.slash("interview", level="junior", topic=f"platypus {FORGED}")
    ended = await bot_process.stop()
    said = (ended.out + ended.err).lower()
    assert "incident" in said
    for written in ("platypus", "forged", "zelda", "owned", "\x1b"):
        assert written not in said
    for interaction in bot_process.sandbox.world.interactions.values():
        assert interaction.token.lower() not in said
