"""Every kind of request that the bot sends, against Discord's own document."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.chat import call
from bot.sandbox.rest import SentRequest
from tests.contract.deviations import (
    CALLBACK,
    COMMANDS,
    ORIGINAL,
    SERVER_COMMANDS,
    TOLERATED,
    WEBHOOK,
)
from tests.contract.journey import do_the_rest, follow_a_plan, run_a_daily, take_an_interview
from tests.contract.openapi import Contract, place
from tests.journeys.conftest import open_house
from tests.journeys.rehearsal import write_bank

GREENROOM_CAFE = "100000000000000001"
MESSAGE, LATE_MESSAGE, LATE_EDIT, EDIT, CHOICES, FORM = 4, 5, 6, 7, 8, 9
Kind = tuple[str, str, int | None]
KINDS: set[Kind] = {
    ("GET", "/gateway/bot", None),
    ("GET", "/users/@me", None),
    ("GET", "/oauth2/applications/@me", None),
    ("PUT", COMMANDS, None),
    ("PUT", SERVER_COMMANDS, None),
    *(("POST", CALLBACK, n) for n in (MESSAGE, LATE_MESSAGE, LATE_EDIT, EDIT, CHOICES, FORM)),
    ("PATCH", ORIGINAL, None),
    ("POST", WEBHOOK, None),
    ("DELETE", ORIGINAL, None),
    ("POST", "/channels/{channel_id}/threads", None),
    ("POST", "/users/@me/channels", None),
    ("PUT", "/channels/{channel_id}/thread-members/{user_id}", None),
    ("POST", "/channels/{channel_id}/messages", None),
    ("PATCH", "/channels/{channel_id}", None),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", None),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads", None),
}


@pytest.fixture
async def requests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SentRequest]:
    """What the bot sends while it is asked for everything, in good time and late."""
    monkeypatch.setenv("DEV_SERVER_ID", GREENROOM_CAFE)
    async with open_house(tmp_path, write_bank(tmp_path / "questions")) as house:
        await house.ada.autocomplete("interview", "topic", "door")
        await take_an_interview(house)
        await do_the_rest(house)
        await run_a_daily(house)
        await follow_a_plan(house)
        monkeypatch.setattr(call, "DEFER_AFTER_S", 0)
        await take_an_interview(house, form=False)
        assert list(house.sandbox.refusals) == []
        return list(house.sandbox.requests)


def kinds(requests: Iterable[SentRequest]) -> set[Kind]:
    """With the type of answer, where it is one."""
    return {
        (sent.method, sent.route, sent.body["type"] if sent.route == CALLBACK else None)
        for sent in requests
    }


async def test_every_kind_of_request_is_sent(requests: list[SentRequest]) -> None:
    assert kinds(requests) == KINDS


async def test_every_request_is_as_the_document_says(
    discord: Contract, requests: list[SentRequest]
) -> None:
    problems = [discord.problems(sent.method, sent.route, sent.body) for sent in requests]
    assert [problem for found in problems for problem in found] == []


async def test_no_deviation_is_tolerated_that_is_never_sent(
    discord: Contract, requests: list[SentRequest]
) -> None:
    sent = {
        place(request.method, request.route, departure)
        for request in requests
        for departure in discord.departures(request.method, request.route, request.body)
    }
    assert set(TOLERATED) == sent


async def test_every_journey_ends_with_a_look_into_the_document(
    discord: Contract, tmp_path: Path
) -> None:
    """Skipped with its reason where the document is absent: then no journey looks into it."""
    questions = write_bank(tmp_path / "questions")
    with pytest.raises(AssertionError, match="belongs to no route"):
        async with open_house(tmp_path, questions) as house:
            house.sandbox.requests.append(SentRequest("POST", "/nowhere", "/nowhere", {}))
