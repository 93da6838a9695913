"""What an invented member did, whatever the bank holds."""

from random import Random

import pytest

from bot.bank.question import FollowUp, Level, Question
from bot.bank.sample import Sample, SampleKind
from bot.company.study import (
    DAYS,
    FROZEN,
    INTERVIEW_LENGTH,
    INTERVIEWS,
    LEFT_DUE,
    MOST_REVIEWED,
    REST_DAYS,
    Day,
    said,
    said_again,
    study,
    to_review,
)
from bot.ledger.memory import Memory
from tests.cast import NOON, question

BANK = [
    question(number, level, topic=f"topic-{number % 9}")
    for number, level in enumerate([*Level] * 40)
]


def studied(bank: list[Question] = BANK) -> tuple[Day, ...]:
    return study(bank, Random(1))


def test_the_same_chance_gives_the_same_weeks() -> None:
    assert studied() == studied()


def test_she_ends_yesterday_with_a_streak_of_which_one_day_is_frozen() -> None:
    days = [day.days_ago for day in studied()]
    assert days == sorted(days, reverse=True)
    assert days[0] <= DAYS
    assert days[-15:] == [number for number in range(16, 0, -1) if number != FROZEN]
    assert days[-16] > 20


def test_she_is_asked_again_only_what_has_rested() -> None:
    last: dict[str, int] = {}
    for day in studied():
        for deed in day.deeds:
            assert last.get(deed.question.id, 10**6) - day.days_ago >= REST_DAYS
            last[deed.question.id] = day.days_ago
    assert len(last) > 60


def test_her_interviews_are_whole_and_at_one_level() -> None:
    interviews = {day.days_ago: day for day in studied() if day.interview}
    assert {number: day.interview for number, day in interviews.items()} == INTERVIEWS
    for day in interviews.values():
        assert [deed.question.level for deed in day.deeds] == [Level.JUNIOR] * INTERVIEW_LENGTH
        assert all(deed.text and not deed.hints for deed in day.deeds)


def test_some_questions_are_left_and_some_answered_with_a_hint() -> None:
    deeds = [deed for day in studied() for deed in day.deeds]
    assert any(deed.hints for deed in deeds)
    assert {deed.looks for deed in deeds if deed.text is None} == {True, False}


def test_she_gets_better() -> None:
    lengths = [len(deed.text) for day in studied() for deed in day.deeds if deed.text]
    half = len(lengths) // 2
    assert sum(lengths[:half]) / half < sum(lengths[half:]) / (len(lengths) - half)


@pytest.mark.parametrize("size", [1, 3])
def test_a_small_bank_leaves_days_without_a_question(size: int) -> None:
    deeds = [deed for day in studied(BANK[:size]) for deed in day.deeds]
    assert 0 < len(deeds) < 20


def test_she_says_what_the_bank_has_samples_of() -> None:
    samples = tuple(
        Sample(kind=kind, answer=f"A {kind} answer.", covers=covers, score=(0, 100))
        for kind, covers in ((SampleKind.STRONG, ("maps",)), (SampleKind.WEAK, ()))
    )
    asked = question().model_copy(update={"samples": samples})
    assert said(asked, SampleKind.STRONG) == "A strong answer."
    assert said(asked, SampleKind.WEAK) == "A weak answer."
    assert said(asked, SampleKind.INCOMPLETE) == "It maps an address to a function."
    assert said_again(asked) == (
        "A strong answer.",
        "A strong answer.\n\nAn address that matches nothing gets 404.",
    )


def test_without_samples_she_says_the_points() -> None:
    everything = "It maps an address to a function. An address that matches nothing gets 404."
    assert said(question(), SampleKind.STRONG) == everything
    assert said_again(question()) == (everything, question().answer)


def due(number: int, *points: str) -> list[Memory]:
    asked = question(number)
    return [Memory(asked.id, point, asked.version, 1.0, 5.0, NOON, NOON) for point in points]


def test_she_reviews_until_little_is_left() -> None:
    questions = {question(number).id: question(number) for number in range(20)}
    every = [memory for number in range(20) for memory in due(number, "maps", "not-found")]
    assert len(to_review(every, questions)) == MOST_REVIEWED
    assert to_review(every[:LEFT_DUE], questions) == []
    first, second = to_review(every[: LEFT_DUE + 4], questions)
    assert (first[0].id, second[0].id) == ("question-0", "question-1")


def test_a_question_that_has_a_follow_up_for_every_point_is_not_reviewed_whole() -> None:
    asked = question()
    follow_ups = tuple(
        FollowUp.model_validate(
            {"for": name, "question": "Why is that so?", "points": asked.points}
        )
        for name in ("maps", "not-found")
    )
    probed = asked.model_copy(update={"follow_ups": follow_ups})
    assert to_review(due(1, "maps") * 20, {probed.id: probed}) == []
    assert to_review(due(1, "maps") * 20, {asked.id: asked}) == [(asked, "maps")]
