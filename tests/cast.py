"""Values that many tests start from."""

from datetime import UTC, datetime

from bot.bank.question import Kind, Level, Point, Question, Weight

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def question(
    number: int = 1,
    level: Level = Level.JUNIOR,
    kind: Kind = Kind.CONCEPTUAL,
    topic: str = "routing",
) -> Question:
    """A small valid question; the number makes it different from others."""
    return Question(
        id=f"question-{number}",
        track="flask",
        topic=topic,
        level=level,
        kind=kind,
        minutes=3,
        question=f"What does a router do, version {number}?",
        hints=("Think of addresses.", "Think of functions."),
        points=(
            Point(
                id="maps",
                statement="It maps an address to a function.",
                weight=Weight.MUST,
                accept=("maps addresses to functions", "url to a view function"),
                teach="A router finds the function for an address.",
                link="https://flask.palletsprojects.com/en/stable/quickstart/",
            ),
            Point(
                id="not-found",
                statement="An address that matches nothing gets 404.",
                weight=Weight.SHOULD,
                accept=("404 when nothing matches", "unknown addresses are not found"),
                teach="No match means 404.",
                link="https://flask.palletsprojects.com/en/stable/errorhandling/",
            ),
        ),
        answer="A router maps addresses to functions; what matches nothing gets a 404.",
    )
