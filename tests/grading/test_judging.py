from bot.grading.judging import judge
from bot.grading.matching import Answer
from bot.grading.phrases import prepare
from bot.grading.polarity import read
from tests.grading.samples import SESSIONS

RUBRIC = prepare(SESSIONS, weigh=lambda _: 4.0, shared={})
LIMIT = "There is some limit of a few KB"


def coverage(answer: str) -> float:
    """Of the point about the size."""
    words = Answer(read(answer), RUBRIC.stems, known=lambda _: True)
    return judge(RUBRIC, words).coverages[-1]


def test_who_talks_like_the_misconceptions_is_doubted_on_every_point() -> None:
    assert coverage(f"{LIMIT} in the memory of the server.") < coverage(f"{LIMIT}.") - 0.05


def test_denying_what_the_misconceptions_say_raises_no_doubt() -> None:
    assert coverage(f"{LIMIT}. It isn't in the memory of the server.") == coverage(f"{LIMIT}.")


def test_the_words_that_only_the_points_use_excuse_some_of_the_others() -> None:
    wrong = f"{LIMIT} in the memory of the server."
    assert coverage(f"{wrong} The secret key signs it, tampering is detected.") > coverage(wrong)
