"""What a member sees before an interview: its choices, and too few questions."""

from collections.abc import Mapping
from dataclasses import replace

from bot.attempts.cards import ACCENTS, KIND_NAMES
from bot.bank.question import Level
from bot.chat.parts import (
    AMBER,
    MOST_OPTIONS,
    Card,
    Item,
    Option,
    button,
    card,
    member_select,
    row,
    select,
)
from bot.chat.text import count, cut, plain
from bot.interviews.interview import Mode, Pace, Place, Plan
from bot.interviews.progress import Setup, Shortage
from bot.interviews.routes import ANY, CHOOSE, PAST, SETUP, START, code, plan_parts

MOST_TOPIC_SELECTS = 4
MOST_PLACEHOLDER = 150
LENGTHS = (1, 3, 5, 10, 15, 20)
PACE_NAMES = {
    Pace.FRESHER: "Fresher",
    Pace.JUNIOR: "1–3 years",
    Pace.EXPERIENCED: "3–6 years",
    Pace.ADAPTIVE: "Adaptive",
}
MODE_NAMES = {Mode.PRACTICE: "Practice", Mode.REAL: "Real"}
PLACE_NAMES = {Place.PRIVATE: "Private", Place.THREAD: "Thread"}
_PLACE_NOTES = {
    Place.PRIVATE: "Cards that only you see",
    Place.THREAD: "A private thread: you, a coach if you like, and moderators see it",
}
_MODE_NOTES = {
    Mode.PRACTICE: "Hints, a score after each answer, as much time as you like",
    Mode.REAL: "A time limit for each question, no help, scores at the end",
}
_PACE_NOTES = {
    Pace.FRESHER: "First job: what it is and how it is used",
    Pace.JUNIOR: "You have built with it and met its traps",
    Pace.EXPERIENCED: "Design, security, running it under load",
    Pace.ADAPTIVE: "Starts at 1–3 years and moves with your answers",
}


def setup_card(setup: Setup) -> Card:
    plan = setup.plan
    kinds = [
        Option("Any kind", ANY),
        *(Option(name, code(kind)) for kind, name in KIND_NAMES.items()),
    ]
    enough = setup.matching >= plan.length
    found = f"{count(setup.matching, 'question')} to choose from."
    if not enough:
        found += f" That is fewer than {plan.length}: choose a wider topic or a shorter interview."
    return card(
        accent(plan),
        "## Mock interview\nYou are asked one question at a time and answer in your own words. "
        "You see which points you covered, and the model answer when you want it.",
        select("Level", _choose("pace", plan), _paces(), code(plan.pace)),
        *_topics(setup),
        select("Kind", _choose("kind", plan), kinds, code(plan.kind) if plan.kind else ANY),
        select("Length", _choose("length", plan), _lengths(plan), str(plan.length)),
        select("Mode", _choose("mode", plan), _modes(), code(plan.mode)),
        select("Where", _choose("place", plan), _places(), code(plan.place)),
        *_coach(plan),
        f"-# {found}",
        row(
            button("Start", START.path(**plan_parts(plan)), primary=True, disabled=not enough),
            button("Past interviews", PAST.path()),
        ),
    )


def shortage_card(shortage: Shortage) -> Card:
    plan = shortage.plan
    words = (
        f"### {_found(shortage.found)} for this interview\n"
        f"You asked for {plan.length}: {summary(plan, shortage.topics)}."
    )
    buttons = [button("Change the choices", SETUP.path())]
    if shortage.found:
        fewer = replace(plan, length=shortage.found)
        label = f"Start with {count(shortage.found, 'question')}"
        buttons.insert(0, button(label, START.path(**plan_parts(fewer)), primary=True))
    return card(AMBER, words, row(*buttons))


def summary(plan: Plan, topics: Mapping[str, str]) -> str:
    """A plan in one line; `topics` holds titles by slug."""
    topic = plain(topics.get(plan.topic, plan.topic), 60) if plan.topic else "any topic"
    kind = KIND_NAMES[plan.kind].lower() if plan.kind else "any kind"
    parts = [PACE_NAMES[plan.pace], topic, kind, count(plan.length, "question")]
    if plan.mode is Mode.REAL:
        parts.insert(0, MODE_NAMES[Mode.REAL])
    if plan.place is Place.THREAD:
        parts.append("in a thread")
    return " · ".join(parts)


def accent(plan: Plan) -> int:
    """The colour of its level; Adaptive starts at 1–3 years."""
    return ACCENTS[plan.level or Level.JUNIOR]


def _paces() -> list[Option]:
    return [Option(name, code(pace), _PACE_NOTES[pace]) for pace, name in PACE_NAMES.items()]


def _modes() -> list[Option]:
    return [Option(name, code(mode), _MODE_NOTES[mode]) for mode, name in MODE_NAMES.items()]


def _places() -> list[Option]:
    return [Option(name, code(place), _PLACE_NOTES[place]) for place, name in PLACE_NAMES.items()]


def _coach(plan: Plan) -> list[Item]:
    """Who may watch; a private interview has nobody."""
    if plan.place is Place.PRIVATE:
        return []
    path = _choose("coach", plan)
    return [member_select("Coach (if you want one)", path, plan.coach)]


def _topics(setup: Setup) -> list[Item]:
    """As many selects as the topics need, but for those of a huge bank: the command's own option
    suggests them all."""
    topics = [Option("Any topic", ANY)]
    topics += [Option(title, slug) for slug, title in setup.topics.items()]
    chosen = setup.plan.topic or ANY
    selects = [select("Topic", _choose("topic", setup.plan), topics, chosen)]
    for number in range(2, MOST_TOPIC_SELECTS + 1):
        topics = topics[MOST_OPTIONS:]
        if topics:
            last = topics[:MOST_OPTIONS][-1]
            name = cut(f"More topics: {topics[0].label} to {last.label}", MOST_PLACEHOLDER)
            selects.append(select(name, _choose(f"topic{number}", setup.plan), topics, chosen))
    return selects


def _lengths(plan: Plan) -> list[Option]:
    lengths = sorted({*LENGTHS, plan.length})
    return [Option(count(length, "question"), str(length)) for length in lengths]


def _choose(field: str, plan: Plan) -> str:
    return CHOOSE.path(field=field, **plan_parts(plan))


def _found(found: int) -> str:
    return f"Only {count(found, 'question')}" if found else "There is no question"
