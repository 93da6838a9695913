"""Direct messages as the bot sends them, on the sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.chat import parts
from bot.chat.channels import ChannelRefused, Channels, ChannelUnsure
from bot.clock import MovableClock
from bot.sandbox.pilot import Pilot, Player
from bot.sandbox.server import Sandbox
from tests.contract.openapi import problems_of
from tests.sandbox.conftest import running


class Place(NamedTuple):
    sandbox: Sandbox
    channels: Channels
    ada: Player

    async def write(self, member_id: str, text: str = "Two are due") -> None:
        card = parts.card(0, text, parts.row(parts.button("Start", "start", primary=True)))
        await self.channels.write_to(int(member_id), card)


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    sandbox = Sandbox(tmp_path / "discord.db", MovableClock())
    await sandbox.start()
    try:
        async with running(sandbox, monkeypatch) as bot:
            yield Place(sandbox, Channels(bot), Pilot(sandbox).member("Ada"))
            assert problems_of(sandbox.requests) == []
    finally:
        await sandbox.stop()


async def test_a_card_is_written_to_a_member_and_pings_nobody(place: Place) -> None:
    await place.write(place.ada.id, f"<@{place.ada.id}>, two are due")
    (card,) = place.ada.direct_messages
    assert card.text.endswith("two are due")
    assert [button.label for button in card.buttons] == ["Start"]
    assert card.raw["mentions"] == []


async def test_two_requests_are_enough(place: Place) -> None:
    before = len(place.sandbox.requests)
    await place.write(place.ada.id)
    sent = [request.route for request in [*place.sandbox.requests][before:]]
    assert sent == ["/users/@me/channels", "/channels/{channel_id}/messages"]


async def test_a_member_who_takes_no_messages_is_a_refusal(place: Place) -> None:
    place.ada.close_direct_messages()
    with pytest.raises(ChannelRefused) as refused:
        await place.write(place.ada.id)
    assert (refused.value.code, refused.value.is_gone) == (50007, False)


async def test_a_member_who_is_nobody_is_a_refusal(place: Place) -> None:
    with pytest.raises(ChannelRefused) as refused:
        await place.write("1")
    assert refused.value.code == 50033


@pytest.mark.parametrize(
    ("status", "code", "is_gone"), [(400, 50007, False), (403, 50278, False), (404, 10013, True)]
)
async def test_discord_may_refuse_in_other_words(
    place: Place, status: int, code: int, is_gone: bool
) -> None:
    place.sandbox.faults.fail_next(status=status, code=code, path_contains="/users/@me/channels")
    with pytest.raises(ChannelRefused) as refused:
        await place.write(place.ada.id)
    assert (refused.value.code, refused.value.is_gone) == (code, is_gone)


@pytest.mark.parametrize(("status", "code"), [(403, 40003), (400, 50035), (501, 0)])
async def test_what_may_work_later_is_no_refusal(place: Place, status: int, code: int) -> None:
    place.sandbox.faults.fail_next(status=status, code=code, path_contains="/users/@me/channels")
    with pytest.raises(ChannelUnsure):
        await place.write(place.ada.id)
    await place.write(place.ada.id)
    assert len(place.ada.direct_messages) == 1
