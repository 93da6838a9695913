"""A language model's endpoint on 127.0.0.1 that says what a test wants: real HTTP, no model."""

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.bank.question import Question
from bot.grading.prompting import CANARIES, entries

Answer = Callable[[web.Request, Mapping[str, Any]], Awaitable[web.StreamResponse]]


class ModelServer:
    """`answers` are given in turn, the last one again and again; `asked` are the requests."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[Mapping[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""

    @property
    def forms(self) -> list[str | None]:
        """The response format of each request."""
        return [request.get("response_format", {}).get("type") for request in self.asked]

    def will(self, *answers: Answer) -> None:
        self.answers[:] = answers

    async def answer(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.asked.append(asked)
        self.keys.append(request.headers.get("Authorization"))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request, asked)


@asynccontextmanager
async def model_server() -> AsyncIterator[ModelServer]:
    server = ModelServer()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()


# What it may answer


def completion(text: str | None) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}}],
    }


def says(text: str | None) -> Answer:
    async def answer(_request: web.Request, _asked: Mapping[str, Any]) -> web.StreamResponse:
        return web.json_response(completion(text))

    return answer


def fails(status: int, text: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request, _asked: Mapping[str, Any]) -> web.StreamResponse:
        return web.Response(status=status, text=text, headers=named)

    return answer


def sends(body: bytes) -> Answer:
    async def answer(_request: web.Request, _asked: Mapping[str, Any]) -> web.StreamResponse:
        return web.Response(body=body, content_type="application/json")

    return answer


def breaks_off() -> Answer:
    """Half an answer, and the connection is gone."""

    async def answer(request: web.Request, _asked: Mapping[str, Any]) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"choices": [{"mess')
        assert request.transport is not None
        request.transport.close()
        return response

    return answer


def waits(event: asyncio.Event, then: Answer) -> Answer:
    async def answer(request: web.Request, asked: Mapping[str, Any]) -> web.StreamResponse:
        await event.wait()
        return await then(request, asked)

    return answer


def takes_s(seconds: float, then: Answer) -> Answer:
    async def answer(request: web.Request, asked: Mapping[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request, asked)

    return answer


def judges(verdict: str, canary: str = "missed") -> Answer:
    """The same verdict on every real point, with the answer's first words; it reads the request,
    so it does for any question."""

    async def answer(request: web.Request, asked: Mapping[str, Any]) -> web.StreamResponse:
        quote = " ".join(answer_in(asked).split()[:5])
        made_up = tuple(statement for statement, _ in CANARIES)
        verdicts = {
            name: {
                "quote": quote,
                "verdict": canary if statement.startswith(made_up) else verdict,
            }
            for name, statement in re.findall(r"^(p\d): (.+)$", user(asked), re.MULTILINE)
        }
        return await says(json.dumps({"verdicts": verdicts}))(request, asked)

    return answer


def verdicts(question: Question, canary: str = "missed", /, **said: tuple[str, str]) -> str:
    """A reply in good form: verdict and quote of points by id, with _ for -; the rest missed."""
    found = {name.replace("_", "-"): value for name, value in said.items()}
    found_for = {
        entry.name: found.get(entry.point_id, ("missed", "")) if entry.point_id else (canary, "")
        for entry in entries(question)
    }
    assert set(found) <= {point.id for point in question.points}
    return json.dumps(
        {"verdicts": {name: {"quote": q, "verdict": v} for name, (v, q) in found_for.items()}}
    )


# What it was asked


def user(asked: Mapping[str, Any]) -> str:
    return str(asked["messages"][1]["content"])


def answer_in(asked: Mapping[str, Any]) -> str:
    """The member's answer, from its block."""
    [text] = re.findall(r"<answer>\n(.*)\n</answer>", user(asked), re.DOTALL)
    return html.unescape(text)
