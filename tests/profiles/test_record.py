"""What answers come to: means, topics, the course of the scores, the calendar."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.bank.question import Level
from bot.profiles.record import Answer, Record, Share, means
from tests.profiles.records import TITLES, TODAY, about, answer, days_ago, record

ANSWERS = st.lists(
    st.builds(
        Answer,
        st.integers(-1, 500).map(days_ago),
        st.sampled_from(Level),
        st.none() | st.sampled_from([*TITLES]),
        st.none() | st.integers(0, 100),
        st.integers(0, 3),
    ),
    max_size=40,
)


def test_an_answer_without_a_score_counts_in_no_mean() -> None:
    found = record(answer(90), answer(None), answer(40, hints=2))
    assert found.mean == 65
    assert found.by_level == (Share(Level.JUNIOR, 2, 65),)
    assert found.hints == 2


def test_no_score_at_all_has_no_mean() -> None:
    assert record(answer(None)).mean is None
    assert record(answer(None)).by_level == ()
    assert record().mean is None


def test_levels_stand_from_the_easiest_on() -> None:
    found = record(answer(10, level=Level.EXPERIENCED), answer(20, level=Level.FRESHER))
    assert [share.name for share in found.by_level] == [Level.FRESHER, Level.EXPERIENCED]


def test_the_topic_with_most_answers_stands_first() -> None:
    found = record(*about("windows", 10), *about("doors", 20, 30), *about("letters", 40))
    assert [share.name for share in found.by_topic] == ["doors", "letters", "windows"]


def test_a_question_that_left_the_bank_belongs_to_no_topic() -> None:
    found = record(answer(50, topic=None), answer(70))
    assert found.by_topic == (Share("doors", 1, 70),)
    assert found.mean == 60


def test_one_answer_makes_no_topic_strong_or_weak() -> None:
    found = record(*about("doors", 90), *about("letters", 10))
    assert found.strongest == found.weakest == ()


def test_a_topic_is_strong_or_weak_and_never_both() -> None:
    alone = record(*about("doors", 90, 90))
    assert [share.name for share in alone.strongest] == ["doors"]
    assert alone.weakest == ()
    three = record(*about("doors", 90, 90), *about("letters", 10, 20), *about("windows", 50, 50))
    assert [share.name for share in three.strongest] == ["doors", "windows"]
    assert [share.name for share in three.weakest] == ["letters"]


def test_two_of_many_topics_are_named_on_each_side() -> None:
    many = [each for number in range(6) for each in about(f"t{number}", number * 10, number * 10)]
    found = record(*many)
    assert [share.name for share in found.strongest] == ["t5", "t4"]
    assert [share.name for share in found.weakest] == ["t0", "t1"]


def test_the_mean_is_that_of_a_day_and_the_six_before_it() -> None:
    answers = [answer(100, ago=10), answer(40, ago=4), answer(60, ago=4)]
    found = means(answers, days_ago(10), TODAY)
    assert found[days_ago(10)] == 100
    assert found[days_ago(5)] == 100
    assert found[days_ago(4)] == 200 / 3
    assert found[days_ago(3)] == 50
    assert found[TODAY] == 50


def test_a_week_without_a_score_has_no_mean() -> None:
    found = means([answer(80, ago=7), answer(None)], days_ago(7), TODAY)
    assert TODAY not in found
    assert found[days_ago(1)] == 80


def test_the_course_begins_with_the_first_answer_within_bounds() -> None:
    assert record(answer()).first_day == days_ago(13)
    assert record(answer(ago=30), answer()).first_day == days_ago(30)
    assert record(answer(ago=500)).first_day == days_ago(89)


def test_what_came_before_counts_in_the_first_means() -> None:
    found = record(answer(40, ago=92), answer(80, ago=80))
    assert found.course[days_ago(89)] == 40
    assert len(found.shown) == 1


def test_the_calendar_has_fifteen_weeks_from_a_monday_on() -> None:
    assert TODAY.weekday() == 0
    found = record(answer(ago=14 * 7), answer(ago=14 * 7 + 1), answer(), answer(None))
    assert found.first_week == date(2025, 11, 24)
    assert found.calendar == {days_ago(14 * 7): 1, TODAY: 2}


@given(ANSWERS)
def test_whatever_was_answered_stays_inside_what_is_shown(answers: list[Answer]) -> None:
    found = Record(tuple(answers), TODAY, TITLES)
    assert all(0 <= mean <= 100 for mean in found.course.values())
    assert all(found.first_day <= day <= TODAY for day in found.course)
    assert all(found.first_week <= day <= TODAY for day in found.calendar)
    named = [share.name for share in (*found.strongest, *found.weakest)]
    assert len(set(named)) == len(named) <= 4
