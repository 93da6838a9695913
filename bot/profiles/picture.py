"""A member's record as three pictures: scores over time, topics as bars, a calendar.

Discord shows none higher than 350 pixels, so that one with all of it would be too small to read.
They show no question and no answer.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from bot.chat.canvas import QUIET, TEXT, TRACK, Canvas, colour_of
from bot.chat.text import count, cut, named, narrow
from bot.profiles.record import MEAN_DAYS, WEEKS, Record

COURSE, TOPICS, CALENDAR = "scores.png", "topics.png", "calendar.png"
WIDTH_PX = 560
MOST_TOPICS = 8
_EDGE_PX, _HEAD_PX = 22, 34
_RIGHT_PX = WIDTH_PX - _EDGE_PX
_PLOT_LEFT_PX, _PLOT_PX, _PLOT_FOOT_PX = 58, 150, 28
_ROW_PX, _BAR_LEFT_PX, _BAR_RIGHT_PX = 27, 232, 400
_CELL_PX, _STEP_PX, _DAYS_LEFT_PX, _MONTHS_PX = 18, 22, 58, 22
_ASIDE_PX = _DAYS_LEFT_PX + WEEKS * _STEP_PX + 26
_LINE = "#8ea1ff"
_DOT = "#5b5f6b"
_RULE = "#2f3136"
_HEAT = ("#2b2d32", "#1f5134", "#2f8049", "#46b968", "#86efa2")
_HEAT_FROM = (0, 1, 2, 4, 7)
_LONG_DAYS = 45
_TITLE_COLUMNS, _TITLE = 27, 40
_DAY = timedelta(days=1)


# The course of the scores


def course_picture(record: Record) -> bytes:
    """Every answer a dot, and the mean of each day and the six before it a line. Like the others
    a PNG, 1120 pixels wide, on a dark ground of its own."""
    canvas = Canvas(WIDTH_PX, _EDGE_PX + _HEAD_PX + _PLOT_PX + _PLOT_FOOT_PX + _EDGE_PX // 2)
    _head(canvas, "Scores")
    _legend(canvas)
    top = _EDGE_PX + _HEAD_PX
    for score in (0, 50, 100):
        y = top + _PLOT_PX * (1 - score / 100)
        canvas.text(_PLOT_LEFT_PX - 12, y, str(score), 15, QUIET, "rm")
        canvas.box(_PLOT_LEFT_PX, y - 0.5, _RIGHT_PX, y + 0.5, 0, _RULE)

    first = record.first_day

    def place(day: date, score: float) -> tuple[float, float]:
        return _across(day, first, record.today), top + _PLOT_PX * (1 - score / 100)

    for day, score in {(answer.day, answer.score or 0) for answer in record.shown}:
        x, y = place(day, score)
        canvas.box(x - 3, y - 3, x + 3, y + 3, 3, _DOT)
    for stretch in _stretches(record):
        canvas.line(_drawn_out([place(*each) for each in stretch]), 3, _LINE)
    for day, name in _ticks(record):
        canvas.text(place(day, 0)[0], top + _PLOT_PX + 18, name, 15, QUIET, "mm")
    return canvas.png()


def _legend(canvas: Canvas) -> None:
    y = _EDGE_PX + 8
    canvas.text(_RIGHT_PX, y, f"{MEAN_DAYS}-day mean", 15, QUIET, "rm")
    canvas.line([(_RIGHT_PX - 108, y), (_RIGHT_PX - 88, y)], 3, _LINE)
    canvas.text(_RIGHT_PX - 126, y, "one answer", 15, QUIET, "rm")
    canvas.box(_RIGHT_PX - 218, y - 3, _RIGHT_PX - 212, y + 3, 3, _DOT)


def _across(day: date, first: date, last: date) -> float:
    """Where a day stands, with room for a dot at both ends."""
    left, right = _PLOT_LEFT_PX + 6, _RIGHT_PX - 6
    return left + (right - left) * (day - first) / (last - first)


def _stretches(record: Record) -> Iterator[list[tuple[date, float]]]:
    """The days with a mean, as long as they follow each other."""
    course = sorted(record.course.items())
    numbered = enumerate(course)
    for _, group in groupby(numbered, lambda each: each[1][0] - each[0] * _DAY):
        yield [each for _, each in group]


def _drawn_out(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """A single point as a short line."""
    if len(points) > 1:
        return points
    x, y = points[0]
    return [(x - 5, y), (x + 5, y)]


def _ticks(record: Record) -> Iterator[tuple[date, str]]:
    """The days below the course that are named: first days of months, or Mondays of few weeks."""
    first = record.first_day
    days = (record.today - first).days
    is_long = days > _LONG_DAYS
    for number in range(days + 1):
        day = first + number * _DAY
        if is_long and day.day == 1:
            yield day, f"{day:%b}"
        elif not is_long and day.weekday() == 0:
            yield day, f"{day.day} {day:%b}"


def course_alt(record: Record) -> str:
    """The numbers of the picture in words."""
    course = record.course
    weeks = [course.get(day) for day in _week_ends(record)]
    means = ", ".join("none" if each is None else str(round(each)) for each in weeks)
    days = count((record.today - record.first_day).days + 1, "day")
    return (
        f"{count(len(record.shown), 'score')} of the last {days}. The {MEAN_DAYS}-day mean, week "
        f"by week until today: {means}."
    )


def _week_ends(record: Record) -> list[date]:
    """Today and the days weeks before it, the oldest first."""
    weeks = (record.today - record.first_day).days // 7
    return [record.today - number * 7 * _DAY for number in range(weeks, -1, -1)]


# Topics


def topics_picture(record: Record) -> bytes:
    """The eight with most answers."""
    topics = record.by_topic[:MOST_TOPICS]
    canvas = Canvas(WIDTH_PX, _EDGE_PX + _HEAD_PX + len(topics) * _ROW_PX + _EDGE_PX // 2)
    _head(canvas, "Topics")
    canvas.text(_RIGHT_PX - 62, _EDGE_PX + 8, "answers", 15, QUIET, "rm")
    canvas.text(_RIGHT_PX, _EDGE_PX + 8, "mean", 15, QUIET, "rm")
    for number, share in enumerate(topics):
        y = _EDGE_PX + _HEAD_PX + (number + 0.5) * _ROW_PX
        title = narrow(record.titles[share.name], _TITLE_COLUMNS)
        canvas.text(_EDGE_PX, y, title, 15, TEXT)
        canvas.box(_BAR_LEFT_PX, y - 7, _BAR_RIGHT_PX, y + 7, 7, TRACK)
        if share.mean:
            end = _BAR_LEFT_PX + max(14.0, (_BAR_RIGHT_PX - _BAR_LEFT_PX) * share.mean / 100)
            canvas.box(_BAR_LEFT_PX, y - 7, end, y + 7, 7, colour_of(share.mean))
        canvas.text(_RIGHT_PX - 62, y, str(share.answers), 15, QUIET, "rm")
        canvas.text(_RIGHT_PX, y, str(share.mean), 17, TEXT, "rm")
    return canvas.png()


def topics_alt(record: Record) -> str:
    """The numbers of the picture in words."""
    topics = [
        f"{cut(record.titles[share.name], _TITLE)} {share.mean} over {share.answers}"
        for share in record.by_topic[:MOST_TOPICS]
    ]
    return f"Mean score and number of answers by topic: {'; '.join(topics)}."


# The calendar


def calendar_picture(record: Record) -> bytes:
    """A column for each of the last 15 weeks, which begin on Monday; today is outlined."""
    top = _EDGE_PX + _HEAD_PX
    canvas = Canvas(WIDTH_PX, top + _MONTHS_PX + 7 * _STEP_PX + _EDGE_PX - 4)
    _head(canvas, f"Answers in the last {WEEKS} weeks")
    for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri")):
        y = top + _MONTHS_PX + row * _STEP_PX + _CELL_PX / 2
        canvas.text(_EDGE_PX, y, name, 15, QUIET)
    for x, name in _months(record):
        canvas.text(x, top + 6, name, 15, QUIET)
    answers = record.calendar
    for number in range((record.today - record.first_week).days + 1):
        day = record.first_week + number * _DAY
        left = _DAYS_LEFT_PX + number // 7 * _STEP_PX
        above = top + _MONTHS_PX + number % 7 * _STEP_PX
        if day == record.today:
            canvas.box(left - 2, above - 2, left + _CELL_PX + 2, above + _CELL_PX + 2, 6, TEXT)
        heat = _heat(answers.get(day, 0))
        canvas.box(left, above, left + _CELL_PX, above + _CELL_PX, 4, heat)
    _draw_aside(canvas, record, top + _MONTHS_PX)
    return canvas.png()


def _months(record: Record) -> Iterator[tuple[float, str]]:
    """The name of each month above the first week that begins in it."""
    before = None
    for week in range(WEEKS):
        monday = record.first_week + week * 7 * _DAY
        if monday.month != before and week < WEEKS - 1:
            yield _DAYS_LEFT_PX + week * _STEP_PX, f"{monday:%b}"
        before = monday.month


def _draw_aside(canvas: Canvas, record: Record, top: float) -> None:
    days = record.calendar
    canvas.text(_ASIDE_PX, top + 22, str(len(days)), 38, TEXT)
    canvas.text(_ASIDE_PX, top + 54, "days with" if len(days) != 1 else "day with", 15, QUIET)
    canvas.text(_ASIDE_PX, top + 73, "an answer", 15, QUIET)
    y = top + 7 * _STEP_PX - 13
    canvas.text(_ASIDE_PX, y - 26, "answers a day", 15, QUIET)
    for place, (colour, least) in enumerate(zip(_HEAT[1:], _HEAT_FROM[1:], strict=True)):
        left = _ASIDE_PX + place * 33
        canvas.box(left, y - 7, left + 14, y + 7, 4, colour)
        more = "+" if colour == _HEAT[-1] else ""
        canvas.text(left + 18, y, f"{least}{more}", 13, QUIET)


def _heat(answers: int) -> str:
    reached = [colour for colour, least in zip(_HEAT, _HEAT_FROM, strict=True) if answers >= least]
    return reached[-1]


def calendar_alt(record: Record) -> str:
    """The numbers of the picture in words."""
    days = record.calendar
    weeks = [record.first_week + number * 7 * _DAY for number in range(WEEKS)]
    answers = [sum(days.get(week + number * _DAY, 0) for number in range(7)) for week in weeks]
    first = record.first_week
    return (
        f"Answers in each of the last {WEEKS} weeks, from Monday {named(first)} on: "
        f"{', '.join(map(str, answers))}; {count(len(days), 'day')} with an answer."
    )


def _head(canvas: Canvas, words: str) -> None:
    canvas.text(_EDGE_PX, _EDGE_PX + 8, words, 18, TEXT)
