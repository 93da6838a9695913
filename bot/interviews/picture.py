"""An interview as a picture: its mean in a ring, and a bar for each question."""

from bot.attempts.attempt import State
from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.chat.canvas import QUIET, TEXT, TRACK, Canvas, colour_of
from bot.chat.text import count
from bot.interviews.report import Line, Report

FILENAME = "report.png"
WIDTH_PX = 560
_EDGE_PX = 22
_RING_PX = 124
_LEFT_PX = 168
_LEVEL_PX = 92
_TALL_ROW_PX, _LOW_ROW_PX = 36, 28
_MANY = 10
_WORDS = {
    State.ANSWERED: "no score",
    State.SUBMITTED: "waits for its score",
    State.REVEALED: "model answer shown",
    State.SKIPPED: "skipped",
    State.EXPIRED: "out of time",
    State.OPEN: "not answered",
}


def report_picture(report: Report) -> bytes:
    """A PNG, 1120 pixels wide, on a dark ground of its own. It shows no question and no answer."""
    row_px = _TALL_ROW_PX if len(report.lines) <= _MANY else _LOW_ROW_PX
    height_px = 2 * _EDGE_PX + max(len(report.lines) * row_px, _RING_PX + 40)
    canvas = Canvas(WIDTH_PX, height_px)
    _draw_ring(canvas, report, (height_px - _RING_PX - 36) / 2)
    top = (height_px - len(report.lines) * row_px) / 2
    is_mixed = len({line.question.level for line in report.lines}) > 1
    for number, line in enumerate(report.lines):
        _draw_line(canvas, line, top + (number + 0.5) * row_px, names_level=is_mixed)
    return canvas.png()


def report_alt(report: Report) -> str:
    """The numbers of the picture in words; the most that 20 questions take is 900 characters."""
    mean = "no score" if report.mean is None else f"{report.mean} of 100 on average"
    lines = [f"{line.entry.position}: {_result(line)}" for line in report.lines]
    return f"{mean}, {report.points} of {report.worth} points. " + "; ".join(lines)


def _draw_ring(canvas: Canvas, report: Report, top: float) -> None:
    left, middle = _EDGE_PX, _EDGE_PX + _RING_PX / 2
    canvas.arc(left, top, _RING_PX, 1, TRACK)
    if report.mean:
        canvas.arc(left, top, _RING_PX, report.mean / 100, colour_of(report.mean))
    mean = "–" if report.mean is None else str(report.mean)
    canvas.text(middle, top + _RING_PX / 2 - 6, mean, 40, TEXT, "mm")
    canvas.text(middle, top + _RING_PX / 2 + 26, "of 100", 15, QUIET, "mm")
    points = f"{report.points} of {report.worth} points"
    canvas.text(middle, top + _RING_PX + 24, points, 16, TEXT, "mm")


def _draw_line(canvas: Canvas, line: Line, y: float, *, names_level: bool) -> None:
    attempt, level = line.attempt, line.question.level
    left, right = _LEFT_PX + 36, WIDTH_PX - _EDGE_PX - 92
    canvas.text(_LEFT_PX + 24, y, str(line.entry.position), 17, QUIET, "rm")
    if names_level:
        canvas.box(left, y - 4, left + 8, y + 4, 4, f"#{ACCENTS[level]:06x}")
        canvas.text(left + 14, y, LEVEL_NAMES[level], 16, TEXT)
        left += _LEVEL_PX
    canvas.box(left, y - 9, right, y + 9, 9, TRACK)
    if attempt.score is None:
        canvas.text(left + 12, y, _WORDS[attempt.state], 13, QUIET)
        return
    if attempt.score:
        end = left + max(18.0, (right - left) * attempt.score / 100)
        canvas.box(left, y - 9, end, y + 9, 9, colour_of(attempt.score))
    canvas.text(right + 42, y, str(attempt.score), 18, TEXT, "rm")
    canvas.text(WIDTH_PX - _EDGE_PX, y, f"+{attempt.points}", 16, QUIET, "rm")


def _result(line: Line) -> str:
    attempt = line.attempt
    if attempt.score is None:
        return _WORDS[attempt.state]
    return f"{attempt.score}, {count(attempt.points, 'point')}"
