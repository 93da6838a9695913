"""Asking a language model over HTTP: any endpoint that speaks as OpenAI's chat completions do."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Any, TypeVar

import aiohttp
from pydantic import BaseModel, Field, SecretStr, ValidationError

from bot.clock import Clock
from bot.grading.outcome import TROUBLES, UNASKED, NoAnswer, Outcome, Unreadable
from bot.grading.prompting import Prompt
from bot.grading.restraint import Allowance, Breaker
from bot.grading.taking import Taken

MOST_BYTES = 1_000_000
Said = TypeVar("Said")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """`budget_s` is for everything: the wait for room, each request, the pause before the one
    retry, which is `retry_s` unless the endpoint names another."""

    budget_s: float = 12.0
    retry_s: float = 0.5
    at_once: int = 8
    daily_calls: int = 1000
    failures: int = 5
    pause: timedelta = timedelta(minutes=1)


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class _Passing(NoAnswer):
    """A trouble that may be over in a moment, or after `wait_s` if the endpoint says so."""

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(Outcome.FAILED, why)
        self.wait_s = wait_s


class _Complaint(NoAnswer):
    """The endpoint doesn't like the request; `text` is its own, and may quote the request."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(Outcome.REFUSED, f"status {status}")
        self.text = text


class Endpoint:
    """To be used as a context; `count` is told the outcome of each question asked.

    What the endpoint turned out not to take, its troubles and the day's calls are remembered while
    the program lives.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        key: SecretStr | None,
        clock: Clock,
        limits: Limits,
        count: Callable[[Outcome], None],
    ) -> None:
        self.model = model
        self._url = f"{base_url}/chat/completions"
        self._key = key
        self._clock = clock
        self._limits = limits
        self._count = count
        self._taken = Taken()
        self._breaker = Breaker(limits.failures, limits.pause)
        self._allowance = Allowance(limits.daily_calls)
        self._room = asyncio.Semaphore(limits.at_once)
        self._asking: set[asyncio.Task[Any] | None] = set()
        # The time is limited here, in one place.
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    async def __aenter__(self) -> "Endpoint":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Whoever waits ends without a verdict: their texts are graded after the next start.
        for task in filter(None, self._asking):
            task.cancel()
        await self._session.close()

    async def ask(self, prompt: Prompt, read: Callable[[str], Said]) -> Said:
        """What `read` makes of the model's reply; it raises Unreadable, or NoAnswer itself.

        Raises NoAnswer for whatever goes wrong, within the budget.
        """
        try:
            with self._known():
                said = await self._in_time(prompt, read)
        except NoAnswer as trouble:
            self._note(trouble.outcome)
            raise
        self._note(Outcome.ANSWERED)
        return said

    @contextmanager
    def _known(self) -> Iterator[None]:
        """This task asks, until the end of the context."""
        task = asyncio.current_task()
        self._asking.add(task)
        try:
            yield
        finally:
            self._asking.discard(task)

    async def _in_time(self, prompt: Prompt, read: Callable[[str], Said]) -> Said:
        budget_s = self._limits.budget_s
        ends_at = asyncio.get_running_loop().time() + budget_s
        try:
            async with asyncio.timeout_at(ends_at), self._room:
                return await self._tried_twice(prompt, read, ends_at)
        except TimeoutError:
            raise NoAnswer(Outcome.LATE, f"nothing within {budget_s:.0f} s") from None

    async def _tried_twice(
        self, prompt: Prompt, read: Callable[[str], Said], ends_at: float
    ) -> Said:
        try:
            return await self._tried(prompt, read)
        except _Passing as trouble:
            wait_s = self._limits.retry_s if trouble.wait_s is None else trouble.wait_s
            if asyncio.get_running_loop().time() + wait_s >= ends_at:
                raise
        await asyncio.sleep(wait_s)
        return await self._tried(prompt, read)

    async def _tried(self, prompt: Prompt, read: Callable[[str], Said]) -> Said:
        """Ask for less and less form until the request is taken and the reply can be read."""
        while True:
            taken = self._taken
            try:
                return read(await self._reply(taken.request(self.model, prompt)))
            except _Complaint as complaint:
                trouble: NoAnswer = complaint
                less = taken.after_complaint(complaint.text)
            except Unreadable:
                trouble = NoAnswer(Outcome.UNREADABLE, "its reply isn't what was asked for")
                less = taken.after_nonsense()
            if less is None:
                raise trouble
            # Another question may have found out more meanwhile.
            self._taken = self._taken.and_not(less)

    async def _reply(self, request: Mapping[str, Any]) -> str:
        """The text of one completion; raises Unreadable, NoAnswer."""
        self._take_leave()
        try:
            async with self._session.post(
                self._url, json=request, headers=self._headers(), allow_redirects=False
            ) as response:
                body = await _body(response)
        except (aiohttp.ClientError, OSError) as error:
            # Its text may hold the address, and its request the key.
            raise _Passing(f"no connection ({type(error).__name__})") from None
        _check(response, body)
        try:
            return _Completion.model_validate_json(body).choices[0].message.content
        except ValidationError:
            raise Unreadable from None

    def _take_leave(self) -> None:
        """Count one call; raises NoAnswer where none may be made."""
        now = self._clock.now()
        if self._breaker.is_open(now):
            raise NoAnswer(Outcome.PAUSED, "it failed several times in a row")
        if self._allowance.left(now) < 1:
            raise NoAnswer(Outcome.OVER_CAP, "the day's calls are used up")
        self._allowance = self._allowance.taken(now)
        if self._allowance.left(now) < 1:
            _log.warning("the language model's %d calls of this day are used", self._allowance.most)

    def _note(self, outcome: Outcome) -> None:
        self._count(outcome)
        if outcome in TROUBLES:
            now = self._clock.now()
            self._breaker = self._breaker.failed(now)
            if self._breaker.is_open(now):
                _log.warning("the language model isn't asked for %s", self._breaker.pause)
        elif outcome not in UNASKED:
            self._breaker = self._breaker.succeeded()

    def _headers(self) -> Mapping[str, str]:
        if self._key is None:
            return {}
        return {"Authorization": f"Bearer {self._key.get_secret_value()}"}


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unreadable
    return bytes(body)


def _check(response: aiohttp.ClientResponse, body: bytes) -> None:
    """Raises NoAnswer unless the request was taken."""
    status = response.status
    if status == 429 or status >= 500:
        raise _Passing(f"status {status}", _seconds(response.headers.get("Retry-After", "")))
    if status in (400, 422):
        raise _Complaint(status, body.decode(errors="replace"))
    if status != 200:
        raise NoAnswer(Outcome.REFUSED, f"status {status}")


def _seconds(header: str) -> float | None:
    """A Retry-After in seconds; a date, like anything else, is as good as none."""
    text = header.strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
