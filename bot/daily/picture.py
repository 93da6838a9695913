"""How the answers to one question scored, as a picture."""

from bot.chat.canvas import QUIET, TEXT, TRACK, Canvas, colour_of
from bot.daily.daily import BUCKETS, Tally

FILENAME = "scores.png"
WIDTH_PX, HEIGHT_PX = 560, 220
_LEFT_PX, _TOP_PX, _BOTTOM_PX = 28, 48, 176
_STEP_PX = (WIDTH_PX - 2 * _LEFT_PX) / BUCKETS


def scores_picture(tally: Tally) -> bytes:
    """A PNG, 1120 pixels wide: a column for each ten of the score, coloured by it."""
    canvas = Canvas(WIDTH_PX, HEIGHT_PX)
    most = max(1, *tally.buckets)
    for number, count in enumerate(tally.buckets):
        left = _LEFT_PX + number * _STEP_PX + 5
        right = left + _STEP_PX - 10
        canvas.box(left, _BOTTOM_PX - 4, right, _BOTTOM_PX, 2, TRACK)
        if count:
            top = _BOTTOM_PX - max(10.0, (_BOTTOM_PX - _TOP_PX) * count / most)
            canvas.box(left, top, right, _BOTTOM_PX, 4, colour_of(number * 10 + 9))
            canvas.text((left + right) / 2, top - 13, str(count), 16, TEXT, "mm")
        words = f"{number * 10}"
        canvas.text((left + right) / 2, _BOTTOM_PX + 18, words, 14, QUIET, "mm")
    return canvas.png()


def scores_alt(tally: Tally) -> str:
    """The numbers of the picture in words."""
    parts = [
        f"{number * 10} to {100 if number == BUCKETS - 1 else number * 10 + 9}: {count}"
        for number, count in enumerate(tally.buckets)
        if count
    ]
    return f"How many scored what. {'; '.join(parts)}" if parts else "Nobody has a score."
