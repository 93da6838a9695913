"""A small bank for journeys: 46 questions whose grades a test can foretell.

Each of three topics has every kind once at every level; "Rare things" has a single question.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.bank.question import Kind, Level, Question

TOPICS = {"doors": "Doors and gates", "letters": "Letters", "windows": "Windows"}
RARE = "rare"
RARE_TITLE = "Rare things"
NOTHING = "I don't know."
NOT_ENGLISH = (
    "Das Tor öffnet sich morgens, weil dann viele Leute kommen, "
    "und abends schliesst jemand alles wieder zu."
)
POINTS = (
    ("opens", "must", "The {thing} opens the first gate for visitors."),
    ("keeps", "should", "It keeps the unread letters in a blue drawer."),
    ("closes", "bonus", "At night somebody closes the green window with it."),
)
FOLLOW_UP_POINTS = (
    ("lifts", "must", "The porter hears a copper bell and lifts the latch."),
    ("asks", "should", "A stranger has to say the password first."),
)
_THINGS = """
    anchor apple badger barrel basket beacon bottle bridge bucket butter candle carpet castle
    cherry copper desert dragon engine falcon feather ferry flower forest garden ginger hammer
    harbor helmet island jacket kettle ladder lantern magnet marble meadow mirror needle orchid
    paddle parrot pebble pepper pillow planet pocket
"""


def write_bank(folder: Path) -> Path:
    """A questions folder with these questions; YAML holds JSON as it is."""
    things = iter(_THINGS.split())
    track = folder / "rehearsal"
    track.mkdir(parents=True)
    for slug, title in TOPICS.items():
        questions = [_question(next(things), level, kind) for level in Level for kind in Kind]
        _write(track / f"{slug}.yaml", title, questions)
    alone = [_question(next(things), Level.EXPERIENCED, Kind.SCENARIO)]
    _write(track / f"{RARE}.yaml", RARE_TITLE, alone)
    return folder


def good_answer(question: Question) -> str:
    """Covers every point."""
    return question.answer


def middling_answer(question: Question) -> str:
    """Covers the one point that matters most."""
    return question.points[0].statement


def leaky_answer(question: Question) -> str:
    """Misses the one point that matters most, about which a follow-up is asked: 33 of 100."""
    return question.points[1].statement


def good_follow_up(question: Question) -> str:
    """Covers every point of the follow-up, so that half of what was missed comes back."""
    return " ".join(point.statement for point in question.follow_ups[0].points)


def poor_follow_up(question: Question) -> str:
    """Covers the point of the follow-up that matters less: 40 of 100."""
    return question.follow_ups[0].points[1].statement


def _write(file: Path, title: str, questions: list[Mapping[str, object]]) -> None:
    file.write_text(json.dumps({"topic": title, "questions": questions}, indent=1))


def _question(thing: str, level: Level, kind: Kind) -> Mapping[str, object]:
    points = list(_points(thing, POINTS))
    return {
        "id": f"what-the-{thing}-does",
        "level": level,
        "kind": kind,
        "minutes": 3,
        "question": f"What is the {thing} for?\n\nSay when it is used, too.",
        "hints": [f"Watch the {thing} at the gate.", "Something is kept in it."],
        "points": points,
        "misconceptions": [
            {
                "claim": [f"the {thing} sinks every passing ship"],
                "contradicts": "keeps",
                "truth": f"The {thing} has never met a ship.",
            }
        ],
        "answer": " ".join(str(point["statement"]) for point in points),
        "follow_ups": [
            {
                "for": "opens",
                "question": f"Somebody waits outside with the {thing}. Who lets them in, and when?",
                "points": list(_points(thing, FOLLOW_UP_POINTS)),
            }
        ],
    }


def _points(thing: str, points: tuple[tuple[str, str, str], ...]) -> Iterator[Mapping[str, object]]:
    for name, weight, text in points:
        statement = text.format(thing=thing)
        yield {
            "id": name,
            "statement": statement,
            "weight": weight,
            "accept": [statement, statement.removesuffix(".").casefold()],
            "teach": f"Look it up under {thing}.",
            "link": f"https://docs.python.org/3/{thing}-{name}.html",
        }
