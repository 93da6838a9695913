"""What a member sees of a leaderboard."""

from datetime import date

from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.chat.parts import Block, Card, Item, Option, button, card, row, rule, select
from bot.chat.text import bar, count, named, narrow, plain
from bot.ledger.period import Window
from bot.members.member import LISTED_FOR, NAME_LENGTH
from bot.standings.routes import CHOOSE, PAGE, choice_parts, code
from bot.standings.standing import (
    COMPARED_DAYS,
    ENOUGH_ANSWERS,
    Board,
    Choice,
    Leaderboard,
    Line,
    Own,
)

BOARD_NAMES = {
    Board.POINTS: "Points",
    Board.IMPROVED: "Most improved",
    Board.STREAK: "Streak",
}
WINDOW_NAMES = {
    Window.DAY: "Today",
    Window.WEEK: "This week",
    Window.MONTH: "This month",
    Window.ALL: "All time",
}
BOARD, WINDOW = "board", "window"
NAME_COLUMNS = 18  # what is left of a line 390 px wide
_BOARD_NOTES = {
    Board.POINTS: "What ranked answers earned",
    Board.IMPROVED: f"Mean score: the last {COMPARED_DAYS} days against the {COMPARED_DAYS} before",
    Board.STREAK: "Days in a row with an answer",
}
_GOLD = 0xD9A514
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
_BAR = 5
# A name keeps its own direction, and its line stays as it is.
_ISOLATED = "\u2068{}\u2069"
_HARD_SPACE = "\u00a0"
_MOST_FROZEN = 3


def leaderboard_card(board: Leaderboard, *, public: bool = False) -> Card:
    """A public one says nothing of who asked."""
    choice = board.choice
    own: list[Block] = [] if public else [rule(), _own(board)]
    return card(
        ACCENTS[choice.level] if choice.level and _is_points(choice) else _GOLD,
        _title(board),
        "\n".join(_line(board, line) for line in board.lines) or _empty(board),
        *own,
        *_pager(board),
        *([_windows(choice)] if _is_points(choice) else []),
        _boards(choice),
    )


def _title(board: Leaderboard) -> str:
    match board.choice.board:
        case Board.POINTS:
            window = WINDOW_NAMES[board.choice.window].lower()
            facts = [*_since(board), *_scope(board)]
            return f"## Leaderboard: points, {window}\n-# {' · '.join(facts)}"
        case Board.IMPROVED:
            return (
                f"## Leaderboard: most improved\n-# Mean score of the last {COMPARED_DAYS} days "
                f"against the {COMPARED_DAYS} before, → what it is now"
            )
        case Board.STREAK:
            return "## Leaderboard: streak\n-# Days in a row with an answer, and their record"


def _since(board: Leaderboard) -> list[str]:
    match board.choice.window:
        case Window.WEEK:
            return [f"Since Monday {named(board.since)}"]
        case Window.MONTH:
            return [f"Since {named(board.since)}"]
        case Window.DAY:
            return [f"{board.since:%A} {named(board.since)}"]
        case Window.ALL:
            return []


def _scope(board: Leaderboard) -> list[str]:
    if board.choice.level:
        return [LEVEL_NAMES[board.choice.level]]
    return [plain(board.topic, 60)] if board.topic else ["All levels and topics"]


def _line(board: Leaderboard, line: Line) -> str:
    """Columns first, so that they stand below each other whatever the name is."""
    choice = board.choice
    digits = len(str(board.lines[-1].rank))
    rank = _MEDALS.get(line.rank) or _column(str(line.rank), max(2, digits))
    value = _column(_amount(choice, line.value), len(_amount(choice, board.highest)))
    name = _ISOLATED.format(plain(narrow(line.name, NAME_COLUMNS), 2 * NAME_LENGTH))
    return f"{rank} {value} {_beside(board, line)} {name}"


def _column(text: str, width: int) -> str:
    """To the right, in letters of one width."""
    return f"`{text.rjust(width, _HARD_SPACE)}`"


def _amount(choice: Choice, value: int) -> str:
    """As it stands in its column."""
    return f"+{_tenths(value)}" if choice.board is Board.IMPROVED else str(value)


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"


def _beside(board: Leaderboard, line: Line) -> str:
    match board.choice.board:
        case Board.POINTS:
            return bar(line.value / board.highest, _BAR)
        case Board.IMPROVED:
            return _column(f"→{_tenths(line.beside + line.value)}", len("→100.0"))
        case Board.STREAK:
            longest = max(other.beside for other in board.lines)
            return _column(f"best {line.beside}", len(f"best {longest}"))


def _empty(board: Leaderboard) -> str:
    match board.choice.board:
        case Board.POINTS:
            return "Nobody has points here yet. Be the first: type `/question` and answer one."
        case Board.IMPROVED:
            return (
                f"Nobody is listed yet: it takes {ENOUGH_ANSWERS} ranked answers in the last "
                f"{COMPARED_DAYS} days and {ENOUGH_ANSWERS} in the {COMPARED_DAYS} before. "
                "Type `/interview` and keep at it."
            )
        case Board.STREAK:
            return "Nobody has a streak here yet. Begin one: type `/question` and answer it."


# The asker's own line


def _own(board: Leaderboard) -> str:
    own, notes = board.own, []
    if own.is_hidden:
        notes.append("You are hidden: nobody but you sees this line.")
    if board.choice.board is Board.STREAK:
        notes += _freezes(own)
    return "\n".join([_place(board), *(f"-# {note}" for note in notes)])


def _place(board: Leaderboard) -> str:
    own, choice = board.own, board.choice
    if own.is_away:
        return (
            f"You aren't listed: your last answer here is over {LISTED_FOR.days} days old. "
            "Answer a question, and you are back."
        )
    if own.rank is None:
        return _not_yet(board)
    ahead = "nobody is ahead of you"
    if own.gap is not None:
        ahead = f"{_unit(choice, own.gap)} to rank {own.next_rank}"
    gained = "+" if choice.board is Board.IMPROVED else ""
    return f"**You: rank {own.rank}** · {gained}{_unit(choice, own.value)} · {ahead}"


def _unit(choice: Choice, value: int) -> str:
    match choice.board:
        case Board.POINTS:
            return count(value, "point")
        case Board.IMPROVED:
            return _tenths(value)
        case Board.STREAK:
            return count(value, "day")


def _not_yet(board: Leaderboard) -> str:
    own = board.own
    match board.choice.board:
        case Board.POINTS:
            return "You have no points here yet. One good answer is enough: type `/question`."
        case Board.IMPROVED if min(own.answers) >= ENOUGH_ANSWERS:
            return "You aren't on it: it lists who gained. Keep at it: type `/interview`."
        case Board.IMPROVED:
            recent, earlier = own.answers
            return (
                f"You aren't on it yet: it takes {ENOUGH_ANSWERS} ranked answers on both sides. "
                f"You have {recent} in the last {COMPARED_DAYS} days and {earlier} in those before."
            )
        case Board.STREAK:
            longest = f" Your longest was {count(own.beside, 'day')}." if own.beside else ""
            return f"You have no streak now: an answer today begins one.{longest}"


def _freezes(own: Own) -> list[str]:
    streak = own.streak
    if own.rank is None or not streak.current:
        return []
    left = [count(streak.freezes, "freeze") + " left"] if streak.freezes else []
    longest = f"your longest: {count(own.beside, 'day')}"
    return [" · ".join([*left, *_bridged(streak.frozen), longest])]


def _bridged(frozen: tuple[date, ...]) -> list[str]:
    if not frozen:
        return []
    shown = " and ".join(map(named, frozen[-_MOST_FROZEN:]))
    if len(frozen) > _MOST_FROZEN:
        return [f"{len(frozen)} freezes used, the last on {named(frozen[-1])}"]
    return [f"a freeze bridged {shown}" if len(frozen) == 1 else f"freezes bridged {shown}"]


# Where the card leads


def _pager(board: Leaderboard) -> list[Block]:
    if board.pages == 1:
        return []
    parts = choice_parts(board.choice)
    before, after = board.page - 1, board.page + 1
    listed = count(board.listed, "member")
    return [
        f"-# Page {board.page} of {board.pages} · {listed}",
        row(
            button("◀", PAGE.path(page=before, **parts), disabled=before < 1),
            button("▶", PAGE.path(page=after, **parts), disabled=after > board.pages),
        ),
    ]


def _windows(choice: Choice) -> Item:
    options = [Option(name, window) for window, name in WINDOW_NAMES.items()]
    return select("Window", _choose(WINDOW, choice), options, choice.window)


def _boards(choice: Choice) -> Item:
    options = [
        Option(name, code(board), _BOARD_NOTES[board]) for board, name in BOARD_NAMES.items()
    ]
    return select("Board", _choose(BOARD, choice), options, code(choice.board))


def _choose(field: str, choice: Choice) -> str:
    return CHOOSE.path(field=field, **choice_parts(choice))


def _is_points(choice: Choice) -> bool:
    return choice.board is Board.POINTS
