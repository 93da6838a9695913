"""The pictures of a record: their sizes, and words that carry the same numbers."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from PIL.ImageColor import getrgb

from bot.profiles.picture import (
    calendar_alt,
    calendar_picture,
    course_alt,
    course_picture,
    topics_alt,
    topics_picture,
)
from bot.profiles.record import Record
from tests.profiles.records import TODAY, about, answer, record

ALL = pytest.mark.parametrize("draw", [course_picture, topics_picture, calendar_picture])
YEAR = Record(
    tuple(answer(number % 101, number % 365, f"t{number % 30}") for number in range(1500)),
    TODAY,
    {f"t{number}": "W" * 60 for number in range(30)},
)
LINE, LIGHT = "#8ea1ff", "#86efa2"


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(BytesIO(png)).convert("RGB")


def pixels(png: bytes, colour: str) -> int:
    picture = opened(png)
    colours = picture.getcolors(picture.width * picture.height) or []
    return sum(number for number, found in colours if found == getrgb(colour))


@ALL
@pytest.mark.parametrize("answers", [1, 4, 1500])
def test_it_is_wide_and_no_higher_than_discord_shows(
    draw: Callable[[Record], bytes], answers: int
) -> None:
    drawn = opened(draw(Record(YEAR.answers[:answers], TODAY, YEAR.titles)))
    assert drawn.width == 1120
    assert 100 < drawn.height <= 700


def test_a_mean_is_drawn_as_long_as_it_lasts() -> None:
    legend_and_dot, days = (course_picture(record(answer(70, ago=ago))) for ago in (0, 6))
    assert pixels(legend_and_dot, LINE) < pixels(days, LINE) < pixels(legend_and_dot, LINE) * 40


def test_a_day_with_many_answers_is_the_lightest() -> None:
    few, many = record(*[answer()] * 6), record(*[answer()] * 7)
    key = pixels(calendar_picture(few), LIGHT)
    assert pixels(calendar_picture(many), LIGHT) > key * 2


def test_the_words_of_the_course_carry_its_means() -> None:
    found = record(answer(40, ago=13), answer(60, ago=7), answer(90), answer(None))
    assert course_alt(found) == (
        "3 scores of the last 14 days. The 7-day mean, week by week until today: 50, 90."
    )


def test_the_words_of_the_topics_carry_their_means() -> None:
    found = record(*about("doors", 90, 71), *about("letters", 10))
    assert topics_alt(found) == (
        "Mean score and number of answers by topic: Doors and gates 80 over 2; Letters 10 over 1."
    )


def test_the_words_of_the_calendar_carry_its_weeks() -> None:
    found = record(answer(), answer(), answer(ago=1), answer(ago=14 * 7))
    assert calendar_alt(found) == (
        "Answers in each of the last 15 weeks, from Monday 24 November on: "
        "1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2; 3 days with an answer."
    )


@pytest.mark.parametrize("say", [course_alt, topics_alt, calendar_alt])
def test_the_words_fit(say: Callable[[Record], str]) -> None:
    assert 0 < len(say(YEAR)) <= 1024


def test_every_length_of_practice_can_be_drawn() -> None:
    for days in range(120):
        found = Record((answer(50, days),), TODAY + timedelta(days=days % 7), YEAR.titles)
        assert opened(calendar_picture(found)).height
        assert not found.shown or opened(course_picture(found)).height
