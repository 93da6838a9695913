"""The ids of the interview's buttons, selects and form."""

from collections.abc import Mapping

from bot.bank.question import Kind
from bot.chat.routes import Route
from bot.interviews.interview import Mode, Pace, Plan

ANY = "any"

# What a plan is in a path: "adaptive/any/any/5/practice".
_PLAN = "{pace}/{topic}/{kind}/{length:int}/{mode}"
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
NEXT = Route(_ATTEMPT + "/next")
RETRY = Route(_ATTEMPT + "/retry")
END = Route("interview/{interview:int}/end")
END_SURE = Route("interview/{interview:int}/end/sure")
TRANSCRIPT = Route("interview/{interview:int}/transcript")
AGAIN = Route("interview/{interview:int}/again")


def plan_parts(plan: Plan) -> dict[str, str | int]:
    """The parts of a path that say what to ask."""
    return {
        "pace": plan.pace,
        "topic": plan.topic or ANY,
        "kind": plan.kind or ANY,
        "length": plan.length,
        "mode": plan.mode,
    }


def plan_from(parts: Mapping[str, str | int]) -> Plan:
    """The plan in a path; raises ValueError or OutOfRange for one that no card has."""
    topic, kind = str(parts["topic"]), str(parts["kind"])
    return Plan(
        Pace(str(parts["pace"])),
        None if topic == ANY else topic,
        None if kind == ANY else Kind(kind),
        int(parts["length"]),
        Mode(str(parts["mode"])),
    )
