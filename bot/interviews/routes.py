"""The ids of the interview's buttons, selects and form."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from bot.bank.question import Kind
from bot.chat.routes import Route
from bot.interviews.interview import Mode, Pace, Place, Plan

Choice = TypeVar("Choice", bound=StrEnum)
ANY = "any"
NOBODY = 0

# What a plan is in a path: "ada/any/any/5/pra/thr/0". Of a level, a kind, a mode and a place it
# names the first three letters: all of it has to fit into 100 characters.
_PLAN = "{pace}/{topic}/{kind}/{length:int}/{mode}/{place}/{coach:int}"
_ATTEMPT = "interview/{interview:int}/{attempt:int}"
SETUP = Route("interview/setup")
CHOOSE = Route("interview/choose/{field}/" + _PLAN)
START = Route("interview/start/" + _PLAN)
REPLACE = Route("interview/replace/{interview:int}/" + _PLAN)
PAST = Route("interview/past")
OPEN_PAST = Route("interview/past/open")
ANSWER = Route(_ATTEMPT + "/answer")
HINT = Route(_ATTEMPT + "/hint/{taken:int}")
SKIP = Route(_ATTEMPT + "/skip")
REVEAL = Route(_ATTEMPT + "/reveal")
REVEAL_SURE = Route(_ATTEMPT + "/reveal/sure")
BACK = Route(_ATTEMPT + "/back")
FOLLOW_UP = Route(_ATTEMPT + "/follow-up")
RATING = Route(_ATTEMPT + "/rate/{number:int}")
RATE = Route(_ATTEMPT + "/rate/{number:int}/{verdict}")
NEXT = Route(_ATTEMPT + "/next")
RETRY = Route(_ATTEMPT + "/retry")
END = Route("interview/{interview:int}/end")
END_SURE = Route("interview/{interview:int}/end/sure")
TRANSCRIPT = Route("interview/{interview:int}/transcript")
AGAIN = Route("interview/{interview:int}/again")
SHARE = Route("interview/{interview:int}/share")
SHARE_SURE = Route("interview/{interview:int}/share/sure")
UNSHARE = Route("interview/{interview:int}/unshare")
REPORT = Route("interview/{interview:int}/report")


def plan_parts(plan: Plan) -> dict[str, str | int]:
    """The parts of a path that say what to ask."""
    return {
        "pace": code(plan.pace),
        "topic": plan.topic or ANY,
        "kind": code(plan.kind) if plan.kind else ANY,
        "length": plan.length,
        "mode": code(plan.mode),
        "place": code(plan.place),
        "coach": plan.coach or NOBODY,
    }


def plan_from(parts: Mapping[str, str | int]) -> Plan:
    """The plan in a path; raises ValueError or OutOfRange for one that no card has."""
    topic, kind, coach = str(parts["topic"]), str(parts["kind"]), int(parts["coach"])
    if not 0 <= coach < 2**63:
        raise ValueError(f"{coach} is nobody's id")
    return Plan(
        _named(Pace, parts["pace"]),
        None if topic == ANY else topic,
        None if kind == ANY else _named(Kind, kind),
        int(parts["length"]),
        _named(Mode, parts["mode"]),
        _named(Place, parts["place"]),
        coach or None,
    )


def code(value: StrEnum) -> str:
    return value[:3]


def _named(kind: type[Choice], given: str | int) -> Choice:
    found = next((value for value in kind if code(value) == given), None)
    if found is None:
        raise ValueError(f"{given!r} names no {kind.__name__}")
    return found
