"""Asking over HTTP: the ladder, the one retry, the breaker, the day's calls, the budget."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from pydantic import BaseModel, SecretStr

from bot.clock import MovableClock
from bot.grading.endpoint import Endpoint, Limits
from bot.grading.outcome import NoAnswer, Outcome
from bot.grading.prompting import Prompt
from bot.grading.replies import read_object
from bot.grading.trial import tried
from tests.grading.model_server import (
    ModelServer,
    breaks_off,
    fails,
    model_server,
    says,
    sends,
    waits,
)

KEY = "sk-s3cr3t-k3y"
PROMPT = Prompt("sum", "Reply in JSON.", "2 and 3?", {"type": "object"})
LIMITS = Limits(budget_s=5, retry_s=0)
GOOD = says('{"sum": 5}')
PROSE = says("It is five.")


class Sum(BaseModel):
    sum: int


class Asking:
    """Endpoints on one server, and what became of the questions."""

    def __init__(self, server: ModelServer, stack: AsyncExitStack) -> None:
        self.server = server
        self.clock = MovableClock()
        self.outcomes: list[str] = []
        self._stack = stack
        self._endpoint: Endpoint | None = None

    async def limited(self, limits: Limits, key: str | None = KEY) -> None:
        made = Endpoint(
            self.server.url,
            "small-model",
            SecretStr(key) if key else None,
            self.clock,
            limits,
            self.outcomes.append,
        )
        self._endpoint = await self._stack.enter_async_context(made)

    async def ask(self) -> int:
        if self._endpoint is None:
            await self.limited(LIMITS)
        assert self._endpoint is not None
        return (await self._endpoint.ask(PROMPT, partial(read_object, shape=Sum))).sum

    async def fails(self) -> NoAnswer:
        with pytest.raises(NoAnswer) as caught:
            await self.ask()
        assert self.outcomes[-1] == caught.value.outcome
        return caught.value


@pytest.fixture
async def asking() -> AsyncIterator[Asking]:
    async with model_server() as server, AsyncExitStack() as stack:
        server.will(GOOD)
        yield Asking(server, stack)


async def test_it_asks_for_the_schema_without_chance(asking: Asking) -> None:
    assert await asking.ask() == 5
    [asked] = asking.server.asked
    assert asked["model"] == "small-model"
    assert asked["temperature"] == 0
    assert asked["response_format"]["json_schema"]["schema"] == PROMPT.schema
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asking.server.keys == [f"Bearer {KEY}"]
    assert asking.outcomes == ["answered"]


async def test_an_endpoint_of_ones_own_needs_no_key(asking: Asking) -> None:
    await asking.limited(LIMITS, key=None)
    await asking.ask()
    assert asking.server.keys == [None]


# The ladder


@pytest.mark.parametrize("status", [400, 422])
async def test_it_steps_down_where_the_form_is_refused_and_remembers(
    asking: Asking, status: int
) -> None:
    asking.server.will(
        fails(status, "response_format.type must be text"),
        fails(status, "'json_object' is not supported"),
        GOOD,
    )
    assert await asking.ask() == 5
    assert asking.server.forms == ["json_schema", "json_object", None]
    assert await asking.ask() == 5
    assert asking.server.forms[3:] == [None]


async def test_it_steps_down_where_the_form_is_taken_and_not_kept(asking: Asking) -> None:
    asking.server.will(PROSE, GOOD)
    assert await asking.ask() == 5
    assert await asking.ask() == 5
    assert asking.server.forms == ["json_schema", "json_object", "json_object"]


async def test_it_leaves_out_a_temperature_that_is_refused(asking: Asking) -> None:
    asking.server.will(fails(400, "Unsupported value: 'temperature' does not support 0"), GOOD)
    assert await asking.ask() == 5
    assert asking.server.forms == ["json_schema", "json_schema"]
    assert "temperature" not in asking.server.asked[1]


async def test_a_refusal_of_something_else_ends_it(asking: Asking) -> None:
    asking.server.will(fails(400, "no such model"))
    assert (await asking.fails()).outcome is Outcome.REFUSED
    assert len(asking.server.asked) == 1


async def test_below_the_last_rung_there_is_nothing(asking: Asking) -> None:
    asking.server.will(PROSE)
    assert (await asking.fails()).outcome is Outcome.UNREADABLE
    assert asking.server.forms == ["json_schema", "json_object", None]
    asking.server.will(fails(400, "response_format is unknown"))
    assert (await asking.fails()).outcome is Outcome.REFUSED
    assert len(asking.server.asked) == 4


@pytest.mark.parametrize(
    "body",
    [
        b"<h1>Hello</h1>",
        b"\xff\xfe",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": "' + b"x" * 1_000_001 + b'"}',
    ],
)
async def test_a_200_that_is_no_completion_is_unreadable(asking: Asking, body: bytes) -> None:
    asking.server.will(sends(body))
    assert (await asking.fails()).outcome is Outcome.UNREADABLE


# Trouble


@pytest.mark.parametrize(
    "trouble", [fails(429), fails(500), fails(503), breaks_off()], ids=["429", "500", "503", "cut"]
)
async def test_a_passing_trouble_is_tried_once_more(asking: Asking, trouble: object) -> None:
    asking.server.will(trouble, GOOD)  # type: ignore[arg-type]
    assert await asking.ask() == 5
    assert asking.outcomes == ["answered"]
    asking.server.will(trouble)  # type: ignore[arg-type]
    assert (await asking.fails()).outcome is Outcome.FAILED
    assert len(asking.server.asked) == 4


async def test_nobody_listening_is_a_failure(asking: Asking) -> None:
    asking.server.url = "http://127.0.0.1:9/v1"
    trouble = await asking.fails()
    assert trouble.outcome is Outcome.FAILED
    assert "no connection" in trouble.why


@pytest.mark.parametrize("status", [301, 401, 403, 404, 418])
async def test_what_stays_wrong_is_not_tried_again(asking: Asking, status: int) -> None:
    asking.server.will(fails(status, "", Location="http://127.0.0.1:9/elsewhere"))
    trouble = await asking.fails()
    assert (trouble.outcome, trouble.why) == (Outcome.REFUSED, f"status {status}")
    assert len(asking.server.asked) == 1


async def test_it_waits_as_long_as_it_is_told(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, retry_s=60))
    asking.server.will(fails(429, Retry_After="0"), GOOD)
    assert await asking.ask() == 5


@pytest.mark.parametrize("told", ["60", "99999999999999999999"])
async def test_it_does_not_wait_beyond_its_budget(asking: Asking, told: str) -> None:
    await asking.limited(replace(LIMITS, retry_s=60))
    asking.server.will(fails(429, Retry_After=told))
    assert (await asking.fails()).outcome is Outcome.FAILED
    assert len(asking.server.asked) == 1


@pytest.mark.parametrize("told", ["-1", "nan", "soon", "²", "Mon, 02 Mar 2026 12:00:00 GMT"])
async def test_a_retry_after_that_is_no_number_counts_for_nothing(
    asking: Asking, told: str
) -> None:
    asking.server.will(fails(503, Retry_After=told), GOOD)
    assert await asking.ask() == 5


async def test_a_slow_model_is_given_up_at_the_end_of_the_budget(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, budget_s=0.05))
    asking.server.will(waits(asyncio.Event(), GOOD))
    assert (await asking.fails()).outcome is Outcome.LATE


async def test_the_budget_is_for_all_tries_together(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, budget_s=0.4))
    asking.server.will(PROSE, waits(asyncio.Event(), GOOD))
    assert (await asking.fails()).outcome is Outcome.LATE
    assert asking.server.forms == ["json_schema", "json_object"]


# Restraint


async def test_after_failures_in_a_row_it_is_left_alone_for_a_while(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, failures=3, pause=timedelta(minutes=1)))
    asking.server.will(fails(404))
    for _ in range(3):
        assert (await asking.fails()).outcome is Outcome.REFUSED
    assert (await asking.fails()).outcome is Outcome.PAUSED
    assert len(asking.server.asked) == 3

    asking.clock.advance(timedelta(minutes=1))
    assert (await asking.fails()).outcome is Outcome.REFUSED
    assert (await asking.fails()).outcome is Outcome.PAUSED

    asking.clock.advance(timedelta(minutes=1))
    asking.server.will(GOOD)
    assert await asking.ask() == 5
    asking.server.will(fails(404))
    assert (await asking.fails()).outcome is Outcome.REFUSED
    assert (await asking.fails()).outcome is Outcome.REFUSED


async def test_failures_between_successes_open_nothing(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, failures=2))
    asking.server.will(fails(404), GOOD, fails(404), PROSE, PROSE, PROSE, fails(404), GOOD)
    for expected in ("refused", "answered", "refused", "unreadable", "refused", "answered"):
        if expected == "answered":
            await asking.ask()
        else:
            await asking.fails()
    assert asking.outcomes == [
        *("refused", "answered", "refused", "unreadable", "refused", "answered")
    ]


async def test_a_days_calls_are_limited_and_the_next_day_has_its_own(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, daily_calls=2))
    asking.server.will(fails(500), GOOD)  # a retry is a call as well
    assert await asking.ask() == 5
    assert (await asking.fails()).outcome is Outcome.OVER_CAP
    assert len(asking.server.asked) == 2
    asking.clock.advance(timedelta(days=1))
    assert await asking.ask() == 5


async def test_an_exhausted_day_is_no_failure_of_the_endpoint(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, daily_calls=1, failures=1))
    assert await asking.ask() == 5
    assert (await asking.fails()).outcome is Outcome.OVER_CAP
    assert (await asking.fails()).outcome is Outcome.OVER_CAP


async def test_no_more_than_so_many_are_asked_at_once(asking: Asking) -> None:
    await asking.limited(replace(LIMITS, at_once=2))
    may_go_on = asyncio.Event()
    asking.server.will(waits(may_go_on, GOOD))
    questions = [asyncio.create_task(asking.ask()) for _ in range(5)]
    async with asyncio.timeout(5):
        while len(asking.server.asked) < 2:  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.001)
    await asyncio.sleep(0.02)
    assert len(asking.server.asked) == 2
    may_go_on.set()
    assert await asyncio.gather(*questions) == [5] * 5


async def test_who_still_waits_when_it_is_closed_gets_no_verdict_of_any_kind(
    asking: Asking,
) -> None:
    asking.server.will(waits(asyncio.Event(), GOOD))
    async with Endpoint(asking.server.url, "m", None, asking.clock, LIMITS, print) as endpoint:
        waiting = asyncio.create_task(endpoint.ask(PROMPT, len))
        async with asyncio.timeout(5):
            while not asking.server.asked:  # noqa: ASYNC110 - what is waited for has no event
                await asyncio.sleep(0.001)
    await asyncio.wait({waiting})
    assert waiting.cancelled()


# Secrets


async def test_no_error_and_no_log_tells_the_key_or_what_was_sent(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await asking.limited(replace(LIMITS, failures=2))
    for trouble in (fails(401, f"wrong key {KEY}"), fails(400, PROMPT.user), breaks_off(), PROSE):
        asking.server.will(trouble)
        error = await asking.fails()
        told = f"{error!r} {error} {error.__cause__!r} {error.__context__!r}"
        assert KEY not in told
        assert PROMPT.user not in told
    assert "isn't asked for 0:01:00" in caplog.text
    assert KEY not in caplog.text
    assert PROMPT.user not in caplog.text


# The trial


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (fails(401), "status 401. Look at LLM_BASE_URL, LLM_MODEL and LLM_API_KEY"),
        (fails(500, Retry_After="99"), "status 500. Look at LLM_BASE_URL, the network"),
        (PROSE, "its reply isn't what was asked for. This model doesn't reply in JSON"),
        (sends(b'{"error": "loading"}'), "This model doesn't reply in JSON"),
    ],
)
async def test_a_trial_says_what_to_look_at(asking: Asking, answer: object, said: str) -> None:
    asking.server.will(answer)  # type: ignore[arg-type]
    assert said in (await tried(asking.server.url, "m", SecretStr(KEY), asking.clock) or "")


async def test_a_trial_of_a_sound_endpoint_finds_nothing(asking: Asking) -> None:
    assert await tried(asking.server.url, "m", None, asking.clock) is None
