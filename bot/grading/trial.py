"""Whether an endpoint can grade, found out by one small question."""

from functools import partial

from pydantic import BaseModel, SecretStr

from bot.clock import Clock
from bot.grading.endpoint import Endpoint, Limits
from bot.grading.outcome import NoAnswer, Outcome
from bot.grading.prompting import Prompt, strict_object
from bot.grading.replies import read_object

WITHIN_S = 8.0
_PROMPT = Prompt(
    "trial",
    'Reply with one JSON object and nothing else: {"sum": 5}, with the right number.',
    "What is 2 and 3?",
    strict_object({"sum": {"type": "integer"}}),
)
_CURES = {
    Outcome.LATE: "Members would get the built-in scoring: take a faster model",
    Outcome.FAILED: "Look at LLM_BASE_URL, the network, and whether the endpoint runs",
    Outcome.REFUSED: "Look at LLM_BASE_URL, LLM_MODEL and LLM_API_KEY",
    Outcome.UNREADABLE: "This model doesn't reply in JSON: take another one",
}


class _Sum(BaseModel):
    sum: int


async def tried(base_url: str, model: str, key: SecretStr | None, clock: Clock) -> str | None:
    """What is wrong and what to do, as the end of a sentence; None if it replies as asked."""
    limits = Limits(budget_s=WITHIN_S)
    async with Endpoint(base_url, model, key, clock, limits, lambda _: None) as endpoint:
        try:
            await endpoint.ask(_PROMPT, partial(read_object, shape=_Sum))
        except NoAnswer as trouble:
            return f"{trouble.why}. {_CURES[trouble.outcome]}"
    return None
