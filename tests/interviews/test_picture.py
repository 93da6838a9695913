"""The picture of an interview: bars as long as the scores, colours by score, words for the rest."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PIL.ImageColor import getrgb

from bot.attempts.attempt import State
from bot.chat.canvas import AMBER, GREEN, RED, colour_of
from bot.grading.grade import Verdict
from bot.interviews.picture import report_alt, report_picture
from bot.interviews.progress import Entry
from bot.interviews.report import Line, Report
from tests.interviews.extremes import longest_attempt, longest_question, longest_report


def report(*scores: int | None) -> Report:
    """With one question at a time of the same level; None was skipped."""
    lines = []
    for position, score in enumerate(scores, start=1):
        question = longest_question("word ", 1)
        attempt = longest_attempt(question, "x", Verdict.COVERED, position)
        grade = attempt.grade
        assert grade is not None
        if score is None:
            attempt = replace(attempt, state=State.SKIPPED, grade=None, points=0)
        else:
            scored = grade.model_copy(update={"score": score})
            attempt = replace(attempt, grade=scored, points=score // 10)
        lines.append(Line(Entry(position, attempt), question))
    return replace(longest_report("x"), lines=tuple(lines))


def drawn(of: Report) -> Image.Image:
    return Image.open(BytesIO(report_picture(of))).convert("RGB")


def length_px(picture: Image.Image, colour: str) -> int:
    """The longest run of the colour in one row, right of the ring."""
    wanted, (width, height) = getrgb(colour), picture.size
    longest = 0
    for y in range(height):
        run = 0
        for x in range(400, width):
            run = run + 1 if picture.getpixel((x, y)) == wanted else 0
            longest = max(longest, run)
    return longest


@pytest.mark.parametrize(
    ("score", "colour"),
    [(100, GREEN), (75, GREEN), (74, AMBER), (40, AMBER), (39, RED), (5, RED), (0, RED)],
)
def test_the_colour_says_how_good_it_was(score: int, colour: str) -> None:
    assert colour_of(score) == colour


def test_a_bar_is_as_long_as_its_score() -> None:
    whole = length_px(drawn(report(100)), GREEN)
    assert whole > 400
    assert length_px(drawn(report(80)), GREEN) == pytest.approx(whole * 0.8, abs=3)
    assert length_px(drawn(report(50)), AMBER) == pytest.approx(whole * 0.5, abs=3)


def test_nothing_covered_and_nothing_answered_have_no_bar() -> None:
    for empty in (report(0), report(None)):
        picture = drawn(empty)
        assert not any(length_px(picture, colour) for colour in (GREEN, AMBER, RED))


def test_twenty_questions_fit_and_few_are_not_stretched() -> None:
    sizes = [drawn(report(*[50] * count)).size for count in (1, 5, 20)]
    assert {width for width, _ in sizes} == {1120}
    heights = [height for _, height in sizes]
    assert heights == sorted(heights)
    assert heights[-1] < 1400


def test_the_words_carry_the_same_numbers() -> None:
    assert report_alt(report(90, None, 1)) == (
        "46 of 100 on average, 9 of 60 points. 1: 90, 9 points; 2: skipped; 3: 1, 0 points"
    )
