from bot.grading.judging import judge
from bot.grading.matching import Answer
from bot.grading.phrases import Rubric, prepare
from bot.grading.polarity import read
from tests.grading.samples import SESSIONS

RUBRIC = prepare(SESSIONS, weigh=lambda _: 4.0, shared={})
COMMON_WORDS = prepare(SESSIONS, weigh=lambda _: 2.0, shared={})
LIMIT = "There is some limit of a few KB"


def coverage(answer: str, rubric: Rubric = RUBRIC) -> float:
    """Of the point about the size."""
    words = Answer(read(answer), rubric.stems, known=lambda _: True)
    return judge(rubric, words).coverages[-1]


def test_who_talks_like_the_misconceptions_is_doubted_on_every_point() -> None:
    assert coverage(f"{LIMIT} in the memory of the server.") < coverage(f"{LIMIT}.") - 0.05


def test_denying_what_the_misconceptions_say_raises_no_doubt() -> None:
    assert coverage(f"{LIMIT}. It isn't in the memory of the server.") == coverage(f"{LIMIT}.")


def test_the_words_that_only_the_points_use_excuse_some_of_the_others() -> None:
    wrong = f"{LIMIT} in the memory of the server."
    assert coverage(f"{wrong} The secret key signs it, tampering is detected.") > coverage(wrong)


def test_a_point_s_other_words_elsewhere_in_the_answer_lift_it() -> None:
    assert coverage(f"{LIMIT}. That is all it holds.") > coverage(f"{LIMIT}.") + 0.05


def test_denied_words_and_those_of_the_question_and_other_points_lift_nothing() -> None:
    for said in ("It doesn't hold more.", "It's the session of Flask.", "The secret key signs it."):
        assert coverage(f"{LIMIT}. {said}") == coverage(f"{LIMIT}.")


def test_a_common_word_is_met_by_chance_and_lifts_nothing() -> None:
    said = f"{LIMIT}. That is all it holds."
    assert coverage(said, COMMON_WORDS) == coverage(f"{LIMIT}.", COMMON_WORDS)
