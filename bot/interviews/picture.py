"""An interview as a picture: its mean in a ring, and a bar for each question."""

from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from bot.attempts.attempt import State
from bot.attempts.cards import ACCENTS, LEVEL_NAMES
from bot.chat.text import count
from bot.interviews.report import Line, Report

FILENAME = "report.png"
WIDTH_PX = 560
GOOD, FAIR = 75, 40
_SCALE = 2  # drawn at twice the size, which sharp screens show
_EDGE_PX = 22
_RING_PX = 124
_LEFT_PX = 168
_LEVEL_PX = 92
_TALL_ROW_PX, _LOW_ROW_PX = 36, 28
_MANY = 10
_GROUND = "#1e1f22"
_TRACK = "#3a3c43"
_TEXT = "#f2f3f5"
_QUIET = "#b5bac1"
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
    image = Image.new("RGBA", (WIDTH_PX * _SCALE, height_px * _SCALE))
    canvas = _Canvas(ImageDraw.Draw(image))
    canvas.box(0, 0, WIDTH_PX, height_px, 16, _GROUND)
    _draw_ring(canvas, report, (height_px - _RING_PX - 36) / 2)
    top = (height_px - len(report.lines) * row_px) / 2
    is_mixed = len({line.question.level for line in report.lines}) > 1
    for number, line in enumerate(report.lines):
        _draw_line(canvas, line, top + (number + 0.5) * row_px, names_level=is_mixed)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def report_alt(report: Report) -> str:
    """The numbers of the picture in words; the most that 20 questions take is 900 characters."""
    mean = "no score" if report.mean is None else f"{report.mean} of 100 on average"
    lines = [f"{line.entry.position}: {_result(line)}" for line in report.lines]
    return f"{mean}, {report.points} of {report.worth} points. " + "; ".join(lines)


def colour_of(score: int) -> str:
    """Green from 75, amber from 40, red below."""
    if score >= GOOD:
        return "#3ba55d"
    return "#f0b232" if score >= FAIR else "#ed4245"


class _Canvas(NamedTuple):
    """Draws in the picture's own pixels, whatever its scale."""

    draw: ImageDraw.ImageDraw

    def box(
        self, left: float, top: float, right: float, bottom: float, radius: float, colour: str
    ) -> None:
        edges = [edge * _SCALE for edge in (left, top, right, bottom)]
        self.draw.rounded_rectangle(edges, radius * _SCALE, fill=colour)

    def arc(self, left: float, top: float, size: float, share: float, colour: str) -> None:
        """A part of a ring, clockwise from the top."""
        edges = [edge * _SCALE for edge in (left, top, left + size, top + size)]
        self.draw.arc(edges, -90, -90 + 360 * share, fill=colour, width=14 * _SCALE)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, anchor: str = "lm"
    ) -> None:
        # The font that comes with the library has no dash.
        written = words.replace("–", "-")
        self.draw.text((x * _SCALE, y * _SCALE), written, colour, _font(size * _SCALE), anchor)


@cache
def _font(size_px: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size_px)


def _draw_ring(canvas: _Canvas, report: Report, top: float) -> None:
    left, middle = _EDGE_PX, _EDGE_PX + _RING_PX / 2
    canvas.arc(left, top, _RING_PX, 1, _TRACK)
    if report.mean:
        canvas.arc(left, top, _RING_PX, report.mean / 100, colour_of(report.mean))
    mean = "–" if report.mean is None else str(report.mean)
    canvas.text(middle, top + _RING_PX / 2 - 6, mean, 40, _TEXT, "mm")
    canvas.text(middle, top + _RING_PX / 2 + 26, "of 100", 15, _QUIET, "mm")
    points = f"{report.points} of {report.worth} points"
    canvas.text(middle, top + _RING_PX + 24, points, 16, _TEXT, "mm")


def _draw_line(canvas: _Canvas, line: Line, y: float, *, names_level: bool) -> None:
    attempt, level = line.attempt, line.question.level
    left, right = _LEFT_PX + 36, WIDTH_PX - _EDGE_PX - 92
    canvas.text(_LEFT_PX + 24, y, str(line.entry.position), 17, _QUIET, "rm")
    if names_level:
        canvas.box(left, y - 4, left + 8, y + 4, 4, f"#{ACCENTS[level]:06x}")
        canvas.text(left + 14, y, LEVEL_NAMES[level], 16, _TEXT)
        left += _LEVEL_PX
    canvas.box(left, y - 9, right, y + 9, 9, _TRACK)
    if attempt.score is None:
        canvas.text(left + 12, y, _WORDS[attempt.state], 13, _QUIET)
        return
    if attempt.score:
        end = left + max(18.0, (right - left) * attempt.score / 100)
        canvas.box(left, y - 9, end, y + 9, 9, colour_of(attempt.score))
    canvas.text(right + 42, y, str(attempt.score), 18, _TEXT, "rm")
    canvas.text(WIDTH_PX - _EDGE_PX, y, f"+{attempt.points}", 16, _QUIET, "rm")


def _result(line: Line) -> str:
    attempt = line.attempt
    if attempt.score is None:
        return _WORDS[attempt.state]
    return f"{attempt.score}, {count(attempt.points, 'point')}"
