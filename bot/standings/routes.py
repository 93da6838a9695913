"""The ids of a leaderboard's buttons and selects."""

from collections.abc import Mapping

from bot.bank.question import Level
from bot.chat.routes import Route
from bot.ledger.period import Window
from bot.standings.standing import Board, Choice

# "points/week/topic-routing", "streak/month/all"
_CHOICE = "{board}/{window}/{scope}"
PAGE = Route("leaderboard/page/{page:int}/" + _CHOICE)
CHOOSE = Route("leaderboard/choose/{field}/" + _CHOICE)
_ALL, _LEVEL, _TOPIC = "all", "level-", "topic-"


def choice_parts(choice: Choice) -> dict[str, str | int]:
    """The parts of a path that say which board."""
    scope = _ALL
    if choice.level:
        scope = _LEVEL + choice.level
    elif choice.topic:
        scope = _TOPIC + choice.topic
    return {"board": code(choice.board), "window": choice.window, "scope": scope}


def choice_from(parts: Mapping[str, str | int]) -> Choice:
    """The choice in a path; raises KeyError or ValueError for one that no card has."""
    scope = str(parts["scope"])
    level = Level(scope.removeprefix(_LEVEL)) if scope.startswith(_LEVEL) else None
    topic = scope.removeprefix(_TOPIC) if scope.startswith(_TOPIC) else None
    if level is None and topic is None and scope != _ALL:
        raise ValueError(f"{scope!r} is no scope")
    return Choice(board_of(str(parts["board"])), Window(str(parts["window"])), level, topic)


def code(board: Board) -> str:
    """A board's name in a path: "improved"."""
    return board.name.lower()


def board_of(code: str) -> Board:
    """Raises KeyError for a name that no board has."""
    return Board[code.upper()]
