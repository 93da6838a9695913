"""A plan as a calendar: what was done each day, what each day ahead asks for."""

from datetime import date, timedelta

from bot.chat.canvas import AMBER, GREEN, QUIET, TEXT, TRACK, Canvas
from bot.chat.text import count, named
from bot.ledger.period import Window, start_of
from bot.plans.plan import Board, Work

FILENAME = "plan.png"
WIDTH_PX = 560
WEEKS = 8
_EDGE_PX = 20
_HEAD_PX = 34
_CELL_PX = 74
_ROW_PX = 52
_GAP_PX = 3
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BLUE = "#2d9cdb"
_DAY = timedelta(days=1)


def plan_picture(board: Board) -> bytes:
    """A PNG, 1120 pixels wide, on a dark ground of its own."""
    first, weeks = _window(board)
    last = first + (7 * weeks - 1) * _DAY
    beyond = board.plan.interview > last
    foot = 26 if beyond else 0
    canvas = Canvas(WIDTH_PX, _HEAD_PX + weeks * _ROW_PX + 3 * _EDGE_PX // 2 + foot)
    for number, name in enumerate(_DAYS):
        middle = _EDGE_PX + (number + 0.5) * _CELL_PX
        canvas.text(middle, _EDGE_PX + 10, name, 14, QUIET, "mm")
    for number in range(7 * weeks):
        _draw_day(canvas, board, first + number * _DAY, number)
    if beyond:
        words = f"and on to {named(board.plan.interview)}"
        canvas.text(_EDGE_PX, _HEAD_PX + weeks * _ROW_PX + _EDGE_PX + 14, words, 15, QUIET)
    return canvas.png()


def plan_alt(board: Board) -> str:
    """The numbers of the picture in words."""
    done = [work for day, work in board.done.items() if day <= board.plan.interview]
    questions = sum(work.questions for work in done)
    points = sum(work.points for work in done)
    left = sum(board.course.ahead.values()) + board.today.questions_left
    return (
        f"A calendar up to the interview on {named(board.plan.interview)}, "
        f"{_when(board.days_left)}. "
        f"Done: {count(questions, 'question')} and {count(points, 'point')} on "
        f"{count(len(done), 'day')}. Left: {count(left, 'new question')}."
    )


def _when(days: int) -> str:
    return f"{count(abs(days), 'day')} {'from today' if days >= 0 else 'ago'}"


def _window(board: Board) -> tuple[date, int]:
    """The first Monday, and how many weeks; today is never later than in the fourth."""
    begins = start_of(Window.WEEK, board.plan.begins)
    first = max(begins, start_of(Window.WEEK, board.day) - 21 * _DAY)
    weeks = (start_of(Window.WEEK, board.plan.interview) - first).days // 7 + 1
    return first, max(1, min(WEEKS, weeks))


def _draw_day(canvas: Canvas, board: Board, day: date, number: int) -> None:
    row, column = divmod(number, 7)
    left, top = _EDGE_PX + column * _CELL_PX, _HEAD_PX + _EDGE_PX / 2 + row * _ROW_PX
    right, bottom = left + _CELL_PX - _GAP_PX, top + _ROW_PX - _GAP_PX
    if not board.plan.begins <= day <= board.plan.interview:
        canvas.text(left + 8, top + 13, _number(day, number), 14, TRACK)
        return
    if day == board.day:
        canvas.box(left - 2, top - 2, right + 2, bottom + 2, 8, TEXT)
    canvas.box(left, top, right, bottom, 6, TRACK)
    is_ahead = day > board.day
    canvas.text(left + 8, top + 13, _number(day, number), 14, QUIET if is_ahead else TEXT)
    colour, words = _mark(board, day)
    if colour:
        canvas.box(left + 6, bottom - 8, right - 6, bottom - 4, 2, colour)
    canvas.text(right - 8, top + 31, words, 14, TEXT if colour else QUIET, "rm")


def _mark(board: Board, day: date) -> tuple[str | None, str]:
    """The colour of its strip and its words."""
    if day == board.plan.interview:
        return AMBER, "Interview"
    if day > board.day:
        new = board.course.ahead.get(day, 0)
        return None, f"{new} new" if new else "review"
    work = board.done.get(day, Work())
    done = work.questions + work.points
    if day == board.day:
        return (GREEN if board.today.is_done else _BLUE if done else None), _of_today(board)
    return (GREEN, f"{done} done") if done else (None, "")


def _of_today(board: Board) -> str:
    dose, left = board.today.dose, board.today.questions_left + board.today.points_left
    whole = dose.questions + dose.points
    return f"{whole - left} of {whole}" if whole else "free"


def _number(day: date, number: int) -> str:
    """The day of the month; the first one shown, and the first of a month, name it."""
    return f"{day.day} {day:%b}" if day.day == 1 or number == 0 else str(day.day)
